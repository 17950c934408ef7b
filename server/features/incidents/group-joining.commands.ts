import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { inHandElsewhere, lockSubjects, readHiddenGroups } from "../alert-intake/index.ts";
import { adoptGroup, releaseGroup } from "../escalation/index.ts";
import { readGroupsToJoin, type GroupToJoin } from "./group-joining.queries.ts";
import { changeIncident } from "./incident.commands.ts";
import type { IncidentState } from "./incident.state.rules.ts";

export interface Joining {
  incidentId: string;
  groupId: string;
  because: "route" | "person" | "merge";
  actor: Actor;
}

const noSuchGroup = refuse("group.not-found", "There is no such group of alerts.");

/** Groups that can belong to another incident: they exist and belong to none; else the reason why not. */
export async function lockFreeGroups(tx: Tx, groupIds: readonly string[]): Promise<GroupToJoin[] | Refusal> {
  await lockSubjects(tx, groupIds.map((id) => ({ kind: "group", id })));
  const groups = await readGroupsToJoin(tx, groupIds);
  if (groups.size < new Set(groupIds).size) return noSuchGroup;
  const taken = [...groups.values()].find((group) => group.incident_id !== null);
  if (taken && (await readHiddenGroups(tx, [taken.id])).size > 0) return inHandElsewhere;
  return taken ? refuse("incident.group-elsewhere", `“${taken.title}” belongs to another incident. Take it out there first, or merge the two.`) : [...groups.values()];
}

/** A group belongs to the incident from now on; whoever is being looked for about it is looked for by the incident, where the search stands. */
export async function joinGroup(tx: Tx, { incidentId, groupId, because, actor }: Joining): Promise<IncidentState | Refusal> {
  const alertedAt = (await readGroupsToJoin(tx, [groupId])).get(groupId)?.alerted_at ?? null;
  const outcome = await changeIncident(tx, { incidentId, actor, command: { kind: "join group", groupId, because, alertedAt } });
  if (!isRefusal(outcome)) await takeOver(tx, incidentId, [groupId]);
  return outcome;
}

/** The incident has these groups: their searches are its own. */
export async function takeOver(tx: Tx, incidentId: string, groupIds: readonly string[]): Promise<void> {
  for (const groupId of groupIds) await adoptGroup(tx, { groupId, incidentId, commandId: newId() });
}

/** Takes a group out again; what still fires in it and nobody took wakes people on its own. */
export async function leaveGroup(tx: Tx, { incidentId, groupId, actor }: Omit<Joining, "because">): Promise<IncidentState | Refusal> {
  await lockSubjects(tx, [{ kind: "group", id: groupId }]);
  const group = (await readGroupsToJoin(tx, [groupId])).get(groupId);
  if (group?.incident_id !== incidentId) return noSuchGroup;
  const outcome = await changeIncident(tx, { incidentId, actor, command: { kind: "leave group", groupId } });
  if (isRefusal(outcome)) return outcome;
  await releaseGroup(tx, { groupId, incidentId, commandId: newId() });
  return outcome;
}
