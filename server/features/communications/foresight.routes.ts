import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { muster } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { changeIncident, classify, findIncident, incidentPermissions, makePrivate, makePublic, noSuchIncident, setServices, tellEvents, unknownServices, type IncidentState } from "../incidents/index.ts";
import { incidentParams } from "./contract.ts";
import { foresee } from "./foresight.commands.ts";
import { foresightQuery, foresightSchema, type ForesightQuery } from "./foresight.contract.ts";
import { presentForesight } from "./foresight.presenter.ts";

/** What a big command would change, said before it is given: the very command, run and taken back. */
export function foresightRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref/foresight",
    summary: "What another class, other services, the resolve or another privacy would change: who would be paged and told, which roles and updates would be owed; nothing is changed",
    tag: "incidents",
    access: incidentPermissions.work,
    params: incidentParams,
    query: foresightQuery,
    answer: foresightSchema,
    async handle(tx, { params, query, caller }) {
      const incidentId = await findIncident(tx, params.ref);
      if (incidentId === null) return noSuchIncident;
      const foreseen = await foresee(tx, incidentId, (rehearsed) => run(rehearsed, incidentId, query, caller));
      if (foreseen === null) return noSuchIncident;
      return isRefusal(foreseen) ? foreseen : presentForesight(foreseen, await tellEvents(tx, caller, foreseen.after.state, foreseen.events));
    },
  });
}

const notWritten = "Not written yet";

async function run(tx: Tx, incidentId: string, { change, severity, priority, serviceIds = [] }: ForesightQuery, caller: Caller): Promise<IncidentState | Refusal> {
  const actor = caller.actor ?? muster;
  switch (change) {
    case "class":
      return classify(tx, { incidentId, actor, severity: severity ?? null, priority: priority ?? null, reason: notWritten });
    case "services":
      return (await unknownServices(tx, [serviceIds].flat())) ?? setServices(tx, { incidentId, actor, serviceIds: [serviceIds].flat(), isPaging: true });
    case "resolve":
      return changeIncident(tx, { incidentId, actor, command: { kind: "resolve" } });
    case "private":
      return makePrivate(tx, { incidentId, actor }, { reason: notWritten, who: [] });
    case "public":
      return makePublic(tx, { incidentId, actor }, notWritten);
  }
}
