import { z } from "zod";
import { distinct, listOf, target } from "../../platform/config-document/document-schemas.ts";
import { section } from "../../platform/config-document/section.ts";
import { duration } from "../../platform/schemas/forms.ts";
import { line } from "../../platform/schemas/text.ts";

const paged = target({ schedule: "schedules", team: "teams", person: "people", role: "roles" });

/** `repeat` counts the passes after the first; `wait` runs from the step's start, on the last step too. */
export const escalationPolicySchema = z.strictObject({
  name: line().optional(),
  repeat: z.int().min(0).max(20).default(0),
  steps: listOf(z.strictObject({ page: distinct(paged).min(1), wait: duration.default("5m") })).min(1),
});

export type EscalationPolicyEntry = z.output<typeof escalationPolicySchema>;

export const escalationPoliciesSection = section({
  name: "escalationPolicies",
  shape: "map",
  noun: "escalation policy",
  schema: escalationPolicySchema,
});
