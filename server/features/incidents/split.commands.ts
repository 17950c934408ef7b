import type { Tx } from "../../platform/database/database.ts";
import { prepareContent } from "../../platform/event-log/content.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { lockSubjects } from "../alert-intake/index.ts";
import { answerBothOfSplit, readCallsOfIncident, splitCalls, type SplitAnswer } from "../escalation/index.ts";
import { readProcess } from "../process/index.ts";
import { callForClass, callPeople } from "./calls.commands.ts";
import { readViewers } from "./commander.queries.ts";
import { beginIncident, type Declared } from "./declare.commands.ts";
import { readGroupsToJoin } from "./group-joining.queries.ts";
import { changeIncident, changeIncidents, nameInReason, noSuchIncident } from "./incident.commands.ts";
import type { Class } from "./incident.events.ts";
import { refOf } from "./incident-ref.rules.ts";
import { readIncidentState } from "./incident.queries.ts";
import type { IncidentCommand } from "./incident.rules.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { presenceOf } from "./presence.rules.ts";
import { relationsOf } from "./relation.rules.ts";
import { goingHolders, goingTasks, whyNotSplit, type Parting } from "./split.rules.ts";

export interface Splitting extends Class, Parting {
  incidentId: string;
  title: string;
  commanderId: string;
  actor: Actor;
}

/** Some of an incident goes on in one of its own, declared by it: alerts with their searches where they stand, services, tasks and people. */
export async function splitIncident(tx: Tx, wish: Splitting): Promise<Declared | Refusal> {
  const { incidentId, groupIds, actor } = wish;
  await lockSubjects(tx, [...groupIds.map((id) => ({ kind: "group", id }) as const), { kind: "incident", id: incidentId }]);
  const state = await readIncidentState(tx, incidentId);
  if (!state) return noSuchIncident;
  const refused = whyNotSplit(state, wish);
  if (refused) return nameInReason(tx, refused);
  const declared = await begin(tx, wish, state);
  if (isRefusal(declared)) return declared;
  const into = declared.incidentId;
  const { serviceIds, taskIds, personIds } = wish;
  const stayingServiceIds = state.serviceIds.filter((id) => !serviceIds.includes(id));
  await splitCalls(tx, { fromIncidentId: incidentId, intoIncidentId: into, groupIds, serviceIds, stayingServiceIds, commandId: newId() });
  await changeIncident(tx, { incidentId, actor, command: { kind: "split", into, groupIds, serviceIds, taskIds, personIds } });
  await changeIncidents(tx, (await arrivals(tx, wish, state, into)).map((command) => ({ incidentId: into, actor, command })));
  // Whoever is chosen by somebody else has to learn of it.
  if (actor.kind !== "person" || actor.id !== wish.commanderId) await callPeople(tx, into, [`person/${wish.commanderId}`], actor);
  await callForClass(tx, into, (await readIncidentState(tx, into)) ?? declared.state);
  return { incidentId: into, state: (await readIncidentState(tx, into)) ?? declared.state };
}

/** What comes off a private incident is as private. */
async function begin(tx: Tx, wish: Splitting, { number, isDrill, privacy }: IncidentState): Promise<Declared | Refusal> {
  const { title, severity, priority, serviceIds, groupIds, commanderId, actor } = wish;
  const groups = [...(await readGroupsToJoin(tx, groupIds)).values()];
  const origin = actor.kind === "person" ? "person" : "token";
  return beginIncident(tx, { title, severity, priority, serviceIds, groupIds, commanderId, isDrill, origin, actor, pagedServiceIds: [], reportedAt: null, privacy: privacy ? { reason: prepareContent(`Split off from ${refOf(number)}, which is private.`), named: privacy } : null }, groups);
}

/** What the new incident is told: whence it comes, what there is to do, and who comes along as what. Who has its alerts is in it too. */
async function arrivals(tx: Tx, { incidentId, taskIds, personIds, commanderId }: Splitting, before: IncidentState, into: string): Promise<IncidentCommand[]> {
  const { process } = await readProcess(tx, "in force");
  const isShared = (role: string) => process.roles.find(({ id }) => id === role)?.many ?? false;
  const havers = (await readCallsOfIncident(tx, into)).flatMap(({ status, acknowledgedBy, havers: all }) => (status === "acknowledged" && acknowledgedBy !== null ? [acknowledgedBy, ...all] : all));
  const present = [...new Set([...personIds, ...havers])];
  const viewers = await readViewers(tx, present);
  const as = (personId: string) => (viewers.has(personId) ? "observer" : (presenceOf(before, personId)?.as ?? "responder"));
  return [
    { kind: "relate", to: incidentId, isItself: false, relation: "split-from", note: null },
    ...goingTasks(before, taskIds).map(({ taskId, text, ownerId, dueAt }) => ({ kind: "add task", taskId, text, ownerId, dueAt }) as const),
    ...present.filter((id) => id !== commanderId).map((personId) => ({ kind: "join", personId, as: as(personId), hasRead: false }) as const),
    ...goingHolders(before, personIds).map(({ role, personId }) => ({ kind: "assign", role, isShared: isShared(role), personId }) as const),
  ];
}

/** Whoever was asked before it was split answers for what was split off too, and is in it then. */
export async function answerForSplit(tx: Tx, answering: Omit<SplitAnswer, "intoIncidentIds">): Promise<void> {
  const { from, answer, personId, actor } = answering;
  const state = await readIncidentState(tx, from.id);
  const intoIncidentIds = state ? relationsOf(state).flatMap(({ relation, incidentId }) => (relation === "split-off" ? [incidentId] : [])) : [];
  const answered = await answerBothOfSplit(tx, { ...answering, intoIncidentIds });
  if (answer === "have") await changeIncidents(tx, answered.map((incidentId) => ({ incidentId, actor, command: { kind: "join", personId, as: "responder", hasRead: false } })));
}
