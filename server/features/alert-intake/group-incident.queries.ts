import { callByPolicy, policyOfCall, subjectKey, subjectOf, type CallSubject, type Subject } from "../../values/subject.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Tx } from "../../platform/database/database.ts";

/** Where a group stands: for itself, or in an incident. */
interface PlacedRow {
  id: string;
  incident_id: string | null;
  call: string | null;
  policy_id: string | null;
}

const placed = `
  select alert_group.id, incident_id, call, service.escalation_policy_id as policy_id
  from alert_group left join service on service.id = alert_group.service_id`;

function subjectOfRow({ id, incident_id, call, policy_id }: PlacedRow): Subject {
  return incident_id === null ? { kind: "group", id } : subjectOf("incident", incident_id, call ?? callByPolicy(policy_id));
}

/** As what a group escalates: for itself, or in an incident as the call of its policy; and the policy by which people are looked for, null where there is none. */
export interface GroupPlace {
  subject: Subject;
  policyId: string | null;
}

/** Where each group that there is stands, by its id. */
export async function readPlacesOfGroups(tx: Tx, groupIds: readonly string[]): Promise<Map<string, GroupPlace>> {
  const rows = await tx.rows<PlacedRow>(`${placed} where alert_group.id = any($1::uuid[])`, [groupIds]);
  return new Map(
    rows.map((row) => {
      const subject = subjectOfRow(row);
      return [row.id, { subject, policyId: subject.kind === "incident" ? policyOfCall(subject.call) : row.policy_id }];
    }),
  );
}

/** The incidents that the groups belong to. */
export async function readIncidentsOfGroups(tx: Tx, groupIds: readonly string[]): Promise<string[]> {
  if (groupIds.length === 0) return [];
  const rows = await tx.rows<{ incident_id: string }>("select distinct incident_id from alert_group where id = any($1::uuid[]) and incident_id is not null", [groupIds]);
  return rows.map((row) => row.incident_id);
}

/** The open groups for which each call of an incident looks for somebody, by the key of the call. */
export async function readGroupsOfCalls(tx: Tx, subjects: readonly Subject[]): Promise<Map<string, string[]>> {
  const incidentIds = subjects.filter(({ kind }) => kind === "incident").map(({ id }) => id);
  if (incidentIds.length === 0) return new Map();
  const rows = await tx.rows<PlacedRow>(`${placed} where incident_id = any($1::uuid[]) and status = 'open' order by alert_group.id`, [incidentIds]);
  const byCall = groupBy(rows, (row) => subjectKey(subjectOfRow(row)));
  return new Map([...byCall].map(([key, own]) => [key, own.map((row) => row.id)]));
}

/** As which call of an incident a group would escalate there; null where there is no such group. */
export async function readCallInIncident(tx: Tx, groupId: string, incidentId: string): Promise<CallSubject | null> {
  const row = await tx.first<PlacedRow>(`${placed} where alert_group.id = $1`, [groupId]);
  const call = row?.incident_id === incidentId ? row.call : null;
  return row && { kind: "incident", id: incidentId, call: call ?? callByPolicy(row.policy_id) };
}

/** Writes where a group stands from now on. */
export async function placeGroup(tx: Tx, groupId: string, place: CallSubject | null): Promise<void> {
  await tx.run("update alert_group set incident_id = $2, call = $3 where id = $1", [groupId, place?.id ?? null, place?.call ?? null]);
}

/** Gives all groups of an incident to another. */
export async function moveGroupsOfIncident(tx: Tx, fromIncidentId: string, intoIncidentId: string): Promise<void> {
  await tx.run("update alert_group set incident_id = $2 where incident_id = $1", [fromIncidentId, intoIncidentId]);
}

/** All groups of an incident, also those that ended. */
export async function readGroupIdsOfIncident(tx: Tx, incidentId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>("select id from alert_group where incident_id = $1 order by id", [incidentId]);
  return rows.map((row) => row.id);
}

/** Of the groups those in which something fires that nobody has. */
export async function readFiringGroups(tx: Tx, groupIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ group_id: string }>("select distinct group_id from alert where group_id = any($1::uuid[]) and status = 'firing'", [groupIds]);
  return new Set(rows.map((row) => row.group_id));
}
