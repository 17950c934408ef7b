import { z } from "zod";

const time = z.iso.datetime();

const named = z.object({ personId: z.string(), name: z.string() });

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
    next: z.array(named).meta({ description: "Who would be turned to next, were it to go on now." }),
    acknowledgedAt: time.nullable(),
    acknowledgedBy: z.string().nullable(),
    acknowledgedByName: z.string().nullable(),
    needed: z.number().int().meta({ description: "How many people are to have it before the search stops." }),
    have: z.array(named).meta({ description: "Everybody who has it." }),
    askedUntil: time.nullable().meta({ description: "Whoever has it was asked whether they still do; without an answer until then others are looked for." }),
  })
  .meta({ id: "Escalation" });
export type EscalationView = z.infer<typeof escalationSchema>;
