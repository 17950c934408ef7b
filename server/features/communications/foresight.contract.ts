import { z } from "zod";
import { owedSchema } from "./contract.ts";

const id = z.string().min(1).max(100);
const named = z.object({ id: z.string(), name: z.string() });

/** A big command, as it would be run. A class is tried as if the reason were given that it may ask for. */
export const foresightQuery = z
  .object({
    change: z.enum(["class", "services", "resolve", "private", "public"]).meta({ description: "What would be done: another class, other services, the resolve, making it private or public again." }),
    severity: id.optional().meta({ description: "Of another class; left out: not set." }),
    priority: id.optional(),
    serviceIds: z.union([id, z.array(id).max(100)]).optional().meta({ description: "All services that would be hit then; may be repeated." }),
  })
  .refine(({ change, serviceIds }) => change !== "services" || serviceIds !== undefined, { path: ["serviceIds"], error: "is missing. Name every service that would be hit." });
export type ForesightQuery = z.output<typeof foresightQuery>;

const called = named.extend({ because: z.string().meta({ description: "What they are paged for, in words." }) });

export const foresightSchema = z
  .object({
    events: z.array(z.object({ bold: z.string(), rest: z.string() })).meta({ description: "What the timeline would say." }),
    paged: z.array(called).meta({ description: "Who would be paged now." }),
    spared: z.array(called).meta({ description: "Whose pages would end." }),
    notified: z.array(z.object({ name: z.string(), because: z.string() })).meta({ description: "Who would get one message." }),
    roles: z.array(z.object({ role: z.string(), name: z.string(), holder: named.nullable() })).meta({ description: "Roles that would need a holder of their own." }),
    rolesNotRequired: z.array(named),
    toldMore: z.array(named).meta({ description: "Who would receive updates and does not now." }),
    toldLess: z.array(named),
    owed: z.array(owedSchema).meta({ description: "Updates that would be owed, or at another time than now." }),
  })
  .meta({ id: "Foresight" });
export type ForesightView = z.infer<typeof foresightSchema>;
