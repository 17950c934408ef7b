import type { FastifyInstance } from "fastify";
import { addRoute, listOf, type RouteTools } from "../../platform/http/route.ts";
import { toIso } from "../../values/instant.ts";
import { holdingSchema } from "./holding.contract.ts";
import { readHoldings } from "./holding.queries.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { personNamed, roleNamed } from "./incident.presenter.ts";
import { refOf } from "./incident-ref.rules.ts";
import { readOrganizationWords } from "./words.queries.ts";

/** Who is booked where: so that nobody is asked twice without knowing it. */
export function holdingRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/held-roles",
    summary: "Every role that somebody holds in an incident that runs, in the order in which they were taken",
    tag: "incidents",
    access: incidentPermissions.read,
    answer: listOf(holdingSchema),
    async handle(tx, { caller }) {
      const holdings = await readHoldings(tx);
      const words = await readOrganizationWords(tx, caller, holdings.map(({ processVersion }) => processVersion));
      const items = holdings.map(({ personId, incidentId, number, processVersion, role, isCommand, since }) => ({
        ...{ person: personNamed(words, personId), incident: { id: incidentId, ref: refOf(number) }, isCommand, since: toIso(since) },
        role: { id: role, name: roleNamed(words.processOf(processVersion), role) },
      }));
      return { items, next: null };
    },
  });
}
