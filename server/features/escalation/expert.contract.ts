import { z } from "zod";
import { line, text } from "../../platform/schemas/text.ts";

const named = z.object({ id: z.string(), name: z.string() });

export const expertSchema = z
  .object({
    personId: z.string(),
    name: z.string(),
    services: z.array(named).meta({ description: "The services of this subject whose expert they are." }),
    standing: z.enum(["on-call", "at-work", "awake", "asleep", "away"]),
    onCallFor: z.array(named).meta({ description: "The schedules by which they are on call now." }),
    localTime: z.string().meta({ description: "`14:05` on their own clock." }),
    timezone: z.string(),
    isReachable: z.boolean().meta({ description: "False where none of their means can be used." }),
    pagedAt: z.iso.datetime().nullable().meta({ description: "When they were last paged about this." }),
    answer: z.enum(["have", "cannot"]).nullable(),
  })
  .meta({ id: "Expert" });
export type ExpertView = z.infer<typeof expertSchema>;

export const expertsSchema = z.object({ items: z.array(expertSchema), next: z.null() }).meta({ id: "Experts" });

const why = text(2_000).optional().meta({ description: "Written beside it, for whoever comes in." });

export const expertWishSchema = z.object({ personIds: z.array(line(100)).min(1).max(20), because: why }).meta({ id: "ExpertWish" });

const target = z.string().regex(/^(team-manager|(person|team|schedule|role)\/.+)$/, "must be person/…, team/…, schedule/…, role/… or team-manager");

/** To the next step of the policy, to another policy, or to people beside it: exactly one of the three. */
export const escalationWishSchema = z
  .object({
    nextStep: z.literal(true).optional().meta({ description: "The next step of the policy is taken now." }),
    policyId: line(100).optional().meta({ description: "The search goes on by this policy, from its beginning." }),
    targets: z.array(target).min(1).max(20).optional().meta({ description: "`person/…`, `team/…`, `schedule/…`, `role/…`, or `team-manager`: who manages the teams of the services." }),
    because: why,
  })
  .refine(({ nextStep, policyId, targets }) => [nextStep, policyId, targets].filter((one) => one !== undefined).length === 1, { path: ["targets"], message: "Give one of nextStep, policyId and targets." })
  .meta({ id: "EscalationWish" });
export type EscalationWish = z.output<typeof escalationWishSchema>;
