import { z } from "zod";
import { distinct, listOf, quiet, target } from "../../platform/config-document/document-schemas.ts";
import { section } from "../../platform/config-document/section.ts";
import { duration, durationOrNone } from "../../platform/schemas/forms.ts";
import { line } from "../../platform/schemas/text.ts";

const paged = target({ schedule: "schedules", team: "teams", person: "people", role: "roles" });

/** The most people who may be asked for. */
const mostAcknowledgements = 20;

/**
 * `wait` runs from the step's start, on the last step too. `roundRobin` turns to one of the people, in turn; `acknowledgements` is how many of
 * them are to have it.
 */
const stepSchema = z.strictObject({
  page: distinct(paged).min(1),
  wait: duration.default("5m"),
  roundRobin: quiet(z.boolean(), false),
  acknowledgements: quiet(z.int().min(1).max(mostAcknowledgements), 1),
});

/** `repeat` counts the passes after the first. After `askAfter` without anything done whoever has it is asked whether they still do; `0s`: nobody is. */
export const escalationPolicySchema = z.strictObject({
  name: line().optional(),
  repeat: z.int().min(0).max(20).default(0),
  askAfter: quiet(durationOrNone, "30m"),
  steps: listOf(stepSchema).min(1),
});

export type EscalationPolicyEntry = z.output<typeof escalationPolicySchema>;

export const escalationPoliciesSection = section({
  name: "escalationPolicies",
  shape: "map",
  noun: "escalation policy",
  schema: escalationPolicySchema,
});
