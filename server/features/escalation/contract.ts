import { z } from "zod";

const time = z.iso.datetime();

export const escalationSchema = z
  .object({
    subject: z.object({
      kind: z.enum(["group", "incident"]),
      id: z.uuid(),
      call: z.string().optional().meta({ description: "Which search of the incident: by a policy, for a role, to join." }),
    }),
    policyId: z.string().nullable(),
    urgency: z.enum(["high", "low"]),
    status: z.enum(["deferred", "running", "exhausted", "acknowledged", "ended"]),
    pass: z.number().int(),
    step: z.number().int(),
    nextAt: time.nullable().meta({ description: "When the next step begins, or the deferral ends." }),
    next: z.array(z.object({ personId: z.string(), name: z.string() })).meta({ description: "Who would be turned to next, were it to go on now." }),
    acknowledgedAt: time.nullable(),
    acknowledgedBy: z.string().nullable(),
    acknowledgedByName: z.string().nullable(),
  })
  .meta({ id: "Escalation" });
export type EscalationView = z.infer<typeof escalationSchema>;
