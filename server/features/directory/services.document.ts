import { z } from "zod";
import { incidentNames } from "../../values/condition-names.ts";
import { condition, distinct, listOf, quiet, reference } from "../../platform/config-document/document-schemas.ts";
import type { Finding } from "../../platform/config-document/problem.ts";
import { section } from "../../platform/config-document/section.ts";
import { line, text, word } from "../../platform/schemas/text.ts";

/** A severity that an incident is proposed to have while the condition holds. */
export const proposalSchema = z.strictObject({ when: condition(incidentNames), severity: reference("severities") });

export const serviceSchema = z.strictObject({
  name: line(),
  description: text(2_000).optional(),
  team: reference("teams"),
  tier: z.int().min(1).max(9).optional(),
  dependsOn: quiet(distinct(reference("services")), []),
  whenUpstreamFails: word(["attach", "page"]).optional(),
  escalationPolicy: reference("escalationPolicies").optional(),
  experts: quiet(distinct(reference("people")), []),
  runbooks: quiet(distinct(reference("runbooks")), []),
  severityWhen: quiet(listOf(proposalSchema), []),
});

export type ServiceEntry = z.output<typeof serviceSchema>;

export const servicesSection = section({ name: "services", shape: "map", noun: "service", schema: serviceSchema, check: findOwnDependencies });

/** Services that depend on each other are real; one that depends on itself says nothing. */
function findOwnDependencies(services: Record<string, ServiceEntry>): Finding[] {
  return Object.entries(services).flatMap(([service, { dependsOn }]) => {
    const place = dependsOn.indexOf(service);
    return place < 0 ? [] : [{ path: ["services", service, "dependsOn", place], message: "A service cannot depend on itself.", mend: "Remove it." }];
  });
}
