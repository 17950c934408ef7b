import { z } from "zod";
import { distinct, listOf, quiet, reference } from "../../platform/config-document/document-schemas.ts";
import { section } from "../../platform/config-document/section.ts";
import { id, url } from "../../platform/schemas/forms.ts";
import { line, text } from "../../platform/schemas/text.ts";

/** Where it is proposed: incidents of these services, or of services of these teams. Named nowhere, it is there to be chosen. */
const offer = z.strictObject({ services: quiet(distinct(reference("services")), []), teams: quiet(distinct(reference("teams")), []) });

/** What is known of a kind of incident before one happens: who is needed, who is told, what helps and what comes first. */
export const incidentTemplateSchema = z.strictObject({
  name: line(),
  kind: id.optional(),
  offer: quiet(offer, { services: [], teams: [] }),
  severity: reference("severities").optional(),
  priority: reference("priorities").optional(),
  roles: quiet(distinct(reference("roles")), []),
  tell: quiet(distinct(reference("audiences")), []),
  runbooks: quiet(distinct(reference("runbooks")), []),
  links: quiet(listOf(z.strictObject({ text: line(), url })), []),
  tasks: quiet(listOf(z.strictObject({ do: text(2_000), role: reference("roles").optional() })), []),
});

export type IncidentTemplateEntry = z.output<typeof incidentTemplateSchema>;

export const incidentTemplatesSection = section({ name: "incidentTemplates", shape: "map", noun: "incident template", schema: incidentTemplateSchema });
