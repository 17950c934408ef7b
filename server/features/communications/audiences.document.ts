import { z } from "zod";
import { distinct, listOf, quiet, reference, target } from "../../platform/config-document/document-schemas.ts";
import { section } from "../../platform/config-document/section.ts";
import { email } from "../../platform/schemas/forms.ts";
import { line, word } from "../../platform/schemas/text.ts";

export const audienceStyles = ["technical", "executive", "stakeholder", "external"] as const;

/** A person or a team of the organization, or an address outside it. */
const member = z.union([target({ person: "people", team: "teams" }), z.strictObject({ email })]);

/** People who hear of incidents in words of their kind; `services` narrows them to incidents of those. */
export const audienceSchema = z.strictObject({
  name: line(),
  style: word(audienceStyles),
  members: listOf(member).default([]),
  services: quiet(distinct(reference("services")), []),
  statusPage: reference("statusPages").optional(),
});

export type AudienceEntry = z.output<typeof audienceSchema>;

export const audiencesSection = section({ name: "audiences", shape: "map", noun: "audience", schema: audienceSchema });
