import type { FastifyInstance } from "fastify";
import { schedule } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import type { Actor } from "../../values/actor.ts";
import { hasRole, type Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { callPeople } from "./calls.commands.ts";
import { addChange } from "./change.routes.ts";
import { readViewers } from "./commander.queries.ts";
import { offerHandover } from "./handover.commands.ts";
import { changeIncident, noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { readIncidentState } from "./incident.queries.ts";
import { commanderOf, type IncidentState } from "./incident.state.rules.ts";
import { reliefNudges } from "./nudge.work.ts";
import { reliefAskingSchema, successorAskingSchema } from "./presence.contract.ts";
import { proposeSuccessor } from "./relief.queries.ts";
import { unknownPerson } from "./words.queries.ts";

/** Relief: asked for by whoever holds a role, and a successor asked with one press. */
export function reliefRoutes(app: FastifyInstance, tools: RouteTools): void {
  addChange(app, tools, {
    path: "/relief",
    summary: "Ask to be relieved of a role you hold; the commander is told, and a successor is proposed",
    access: incidentPermissions.work,
    body: reliefAskingSchema,
    async change(tx, { incidentId, body: { role }, caller, actor }) {
      const { personId } = caller;
      if (personId === null) return refuse("not-allowed", "A token is nobody and holds no role.");
      const state = await readIncidentState(tx, incidentId);
      if (!state) return noSuchIncident;
      const successorId = await proposeSuccessor(tx, incidentId, state, role);
      const outcome = await changeIncident(tx, { incidentId, actor, command: { kind: "ask relief", role, personId, successorId } });
      const commander = isRefusal(outcome) ? null : commanderOf(outcome);
      if (commander && commander.personId !== personId) await schedule(tx, reliefNudges({ incidentId, role, personId, moment: tx.now }, [commander.personId], tx.now));
      return outcome;
    },
  });
  addChange(app, tools, {
    path: "/relief/successor",
    summary: "Ask somebody to take a role over: they are paged, and get a brief made from what is known",
    access: incidentPermissions.work,
    body: successorAskingSchema,
    change: (tx, { incidentId, body, caller, actor }) => askSuccessor(tx, { incidentId, ...body, fromPersonId: body.fromPersonId ?? caller.personId, caller, actor }),
  });
}

interface Asking {
  incidentId: string;
  role: string;
  fromPersonId: string | null;
  toPersonId: string;
  caller: Caller;
  actor: Actor;
}

async function askSuccessor(tx: Tx, { incidentId, role, fromPersonId, toPersonId, caller, actor }: Asking): Promise<IncidentState | Refusal> {
  const state = await readIncidentState(tx, incidentId);
  if (!state) return noSuchIncident;
  const mayAsk = caller.personId === fromPersonId || commanderOf(state)?.personId === caller.personId || hasRole(caller, "manager");
  if (fromPersonId === null || !mayAsk) return refuse("not-allowed", "Whoever holds the role asks a successor, or the commander or a manager does.");
  const refused = (await unknownPerson(tx, toPersonId, "toPersonId")) ?? ((await readViewers(tx, [toPersonId])).has(toPersonId) ? onlyLooksOn : null);
  if (refused) return refused;
  const outcome = await offerHandover(tx, { incidentId, state, role, fromPersonId, toPersonId, brief: null, caller, actor });
  if (isRefusal(outcome)) return outcome;
  return callPeople(tx, incidentId, [`person/${toPersonId}`], actor);
}

const noRole = "Who only looks on holds no role. Ask an administrator for the role of responder.";
const onlyLooksOn = refuse("incident.person.invalid", noRole, { errors: [{ path: "toPersonId", message: noRole }] });
