/** What an escalation is about: a group of alerts, or one of the searches for people of an incident, which may have several at once. */
export type Subject = { kind: "group"; id: string } | CallSubject;

/** A search for people of one incident: `policy:web`, `role:incident-commander`, `join:person/grete`. */
export interface CallSubject {
  kind: "incident";
  id: string;
  call: string;
}

export type Urgency = "high" | "low" | "none";

/** A subject from the columns of a row; the call of a group is empty. */
export function subjectOf(kind: Subject["kind"], id: string, call: string): Subject {
  return kind === "group" ? { kind, id } : { kind, id, call };
}

export function callOf(subject: Subject): string {
  return subject.kind === "group" ? "" : subject.call;
}

/** What tells a subject from every other. */
export function subjectParts(subject: Subject): string[] {
  return subject.kind === "group" ? [subject.kind, subject.id] : [subject.kind, subject.id, subject.call];
}

/** The text by which a subject is found: in the ids of streams, in keys of due work, in maps. */
export function subjectKey(subject: Subject): string {
  return subjectParts(subject).join("-");
}

/** The subject that a key stands for; null where it stands for none. */
export function subjectOfKey(key: string): Subject | null {
  const [, group] = /^group-(.+)$/.exec(key) ?? [];
  if (group !== undefined) return { kind: "group", id: group };
  const [, id, call] = /^incident-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([\w:/.-]+)$/.exec(key) ?? [];
  return id === undefined || call === undefined ? null : { kind: "incident", id, call };
}

const byPolicy = "policy:";

/** The call of an incident that looks for people by a policy; without one the administrators are turned to. */
export function callByPolicy(policyId: string | null): string {
  return `${byPolicy}${policyId ?? "none"}`;
}

/** The policy by which a call looks for people; null where it does not go by one. */
export function policyOfCall(call: string): string | null {
  return call.startsWith(byPolicy) ? call.slice(byPolicy.length) : null;
}

/** The groups of alerts for which a call of an incident looked for somebody, as they were at that time. Absent where the subject is a group itself. */
export interface ConcernedGroups {
  groupIds?: string[];
}

/** The fact with the groups that it concerns: they come and go, so they are part of what happened. */
export function withGroups<Fact extends { data: object }>(fact: Fact, { groupIds }: ConcernedGroups): Fact {
  return groupIds === undefined ? fact : { ...fact, data: { ...fact.data, groupIds } };
}

/** The groups that something about a subject concerns. */
export function groupsConcerned(subject: Subject, { groupIds }: ConcernedGroups): string[] {
  return groupIds ?? (subject.kind === "group" ? [subject.id] : []);
}
