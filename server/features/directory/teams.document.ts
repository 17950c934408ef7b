import { z } from "zod";
import { distinct, reference } from "../../platform/config-document/document-schemas.ts";
import { section } from "../../platform/config-document/section.ts";
import { line } from "../../platform/schemas/text.ts";

export const teamSchema = z.strictObject({
  name: line(),
  members: distinct(reference("people")).default([]),
  manager: reference("people").optional(),
});

export type TeamEntry = z.output<typeof teamSchema>;

export const teamsSection = section({ name: "teams", shape: "map", noun: "team", schema: teamSchema });
