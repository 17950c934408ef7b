import { z } from "zod";
import { expression, listOf } from "../../platform/config-document/document-schemas.ts";
import { payloadNames } from "./mapping.rules.ts";

const one = expression(payloadNames);
const pick = z.union([one, listOf(one).min(1)]);

/** By which expressions a payload is read, as a person writes them: one for a member, or several in a list. */
export const mappingSchema = z.strictObject({
  each: pick.optional(),
  title: pick.optional(),
  state: pick.optional(),
  severity: pick.optional(),
  key: pick.optional(),
  service: pick.optional(),
  time: pick.optional(),
  links: pick.optional(),
  description: pick.optional(),
});
