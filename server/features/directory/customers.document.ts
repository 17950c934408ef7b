import { z } from "zod";
import { distinct, listOf, percent, quiet, reference } from "../../platform/config-document/document-schemas.ts";
import { section } from "../../platform/config-document/section.ts";
import { duration, email } from "../../platform/schemas/forms.ts";
import { line, word } from "../../platform/schemas/text.ts";

export const customerSchema = z.strictObject({
  name: line(),
  touch: word(["high", "low"]).default("low"),
  services: distinct(reference("services")).default([]),
  sla: z.strictObject({ target: percent(), window: duration }).optional(),
  contacts: quiet(listOf(z.strictObject({ email })), []),
});

export type CustomerEntry = z.output<typeof customerSchema>;

export const customersSection = section({ name: "customers", shape: "map", noun: "customer", schema: customerSchema });
