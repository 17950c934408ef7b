import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { whyNotFor } from "./absence.commands.ts";
import { scheduleParameters } from "./contract.ts";
import { readLoads } from "./load.queries.ts";
import { swapPermissions } from "./swap.permissions.ts";

const loadSchema = z
  .object({
    personId: z.string(),
    hours: z.number().meta({ description: "On call in the 90 days before and after now, by the schedules as they stand." }),
    nightHours: z.number().meta({ description: "Of these between 22:00 and 07:00 on the person's clock." }),
    weekendHours: z.number().meta({ description: "Of these on a Saturday or Sunday." }),
    weighted: z.number().meta({ description: "An hour counts 1, on a weekend 1.5, since it binds free time, and at night 2, since a page then costs sleep." }),
  })
  .meta({ id: "OnCallLoad" });

/** What being on call asks of a person: for themselves and for managers, who see to coverage. */
export function loadRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/people/:id/on-call-load",
    summary: "What being on call asks of a person; for themselves and managers",
    tag: "on call",
    access: swapPermissions.swap,
    params: scheduleParameters,
    answer: loadSchema,
    async handle(tx, { caller, params }) {
      const refused = await whyNotFor(tx, caller, params.id);
      if (refused) return refused;
      const load = (await readLoads(tx, [params.id])).get(params.id);
      const rounded = (value: number | undefined) => Math.round((value ?? 0) * 10) / 10;
      return { personId: params.id, hours: rounded(load?.hours), nightHours: rounded(load?.nightHours), weekendHours: rounded(load?.weekendHours), weighted: rounded(load?.weighted) };
    },
  });
}
