import { z } from "zod";

const urgency = z.enum(["high", "low", "none"]);

/** Routes as in the document, to be tried on what came lately. */
export const routeTrialSchema = z
  .object({
    routes: z.array(z.object({ when: z.string().max(2_000).optional(), then: z.object({ urgency, declare: z.object({ severity: z.string().optional(), priority: z.string().optional() }).optional() }) })).max(500),
    last: z.number().int().min(1).max(1_000).default(200).meta({ description: "How many occurrences of alerts they are tried on, the newest." }),
    hours: z.number().int().min(1).max(744).optional().meta({ description: "Only on those that came within so many hours." }),
  })
  .meta({ id: "RouteTrial" });

const byService = z.array(z.object({ serviceName: z.string().nullable(), alerts: z.number().int() }));
const taker = z.number().int().nullable();

export const routeTrialOutcomeSchema = z
  .object({
    tried: z.number().int(),
    byRoute: z.array(z.object({ route: taker.meta({ description: "Counted from 1; null where none matches." }), alerts: z.number().int() })),
    byUrgency: z.object({ before: z.record(urgency, z.number().int()), after: z.record(urgency, z.number().int()) }),
    changed: z.array(z.object({ alertId: z.uuid(), title: z.string(), at: z.iso.datetime(), serviceName: z.string().nullable(), before: urgency, after: urgency, declares: z.boolean() }).extend({
      declared: z.boolean().meta({ description: "Whether the routes that hold now declare an incident for it." }),
      route: taker.meta({ description: "Which of the tried routes takes it." }),
      routeNow: taker.meta({ description: "Which of the routes that hold now takes it." }),
    })),
    changedTotal: z.number().int(),
    pagedMore: byService.meta({ description: "Alerts that would be of high urgency and were not, by service, most first." }),
    pagedLess: byService.meta({ description: "Alerts that were of high urgency and would not be." }),
  })
  .meta({ id: "RouteTrialOutcome" });
export type RouteTrial = z.input<typeof routeTrialSchema>;
export type RouteTrialOutcome = z.infer<typeof routeTrialOutcomeSchema>;

/** Which alerts routes are tried on. */
export type TrialReach = Pick<z.output<typeof routeTrialSchema>, "last" | "hours">;
