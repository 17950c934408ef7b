import type { IncidentDetail, IncidentView } from "../../server/features/incidents/contract.ts";
import type { Milestone } from "../../server/features/incidents/incident-words.rules.ts";
import { momentWords, spanWords } from "../design/wording.ts";

/** The phases, as a person goes through them. */
export const phaseSteps = [
  { id: "identify", words: "Identify" },
  { id: "assess", words: "Assess" },
  { id: "respond", words: "Respond" },
  { id: "review", words: "Review" },
] as const;

/** People still work on it. */
export function isRunning({ status }: Pick<IncidentView, "status">): boolean {
  return status === "open" || status === "mitigated";
}

/** Whether anything can still be written: all but what was cancelled or merged. */
export function isOpenToWords({ status }: Pick<IncidentView, "status">): boolean {
  return status !== "cancelled" && status !== "merged";
}

/** `Amara Okafor` among colleagues is `Amara`. */
export function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}

/** `You`, or the name. */
export function youOr(person: { id: string; name: string }, me: string | null): string {
  return person.id === me ? "You" : person.name;
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** `1 task`, `3 tasks`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Who commands, since when, and whether only until somebody takes it. */
export function commandWords(incident: Pick<IncidentView, "commander" | "status">, me: string | null, now: number): string {
  const { commander } = incident;
  const isMe = commander.id === me;
  const since = momentWords(Date.parse(commander.since), now);
  if (!isRunning(incident)) return `${isMe ? "You" : commander.name} commanded`;
  if (commander.isProvisional) return `${isMe ? "You command" : `${commander.name} commands`} for now, until somebody takes it`;
  return `${isMe ? "You command" : `${commander.name} commands`}, since ${since}`;
}

/** How it ended, and after how long; null while it goes on. */
export function endWords(incident: Pick<IncidentView, "status" | "declaredAt" | "resolvedAt" | "endedAt" | "mergedInto">, now: number): { title: string; text: string } | null {
  const { status, declaredAt, resolvedAt, endedAt, mergedInto } = incident;
  const at = Date.parse(endedAt ?? resolvedAt ?? declaredAt);
  const moment = momentWords(at, now);
  const span = spanWords(at - Date.parse(declaredAt));
  switch (status) {
    case "resolved":
      return { title: `Resolved at ${moment}, after ${span}.`, text: "What is still to be recorded can be: notes, milestones, the class with a reason." };
    case "closed":
      return { title: `Resolved at ${moment}, after ${span}, and closed.`, text: "Nothing is left to do about it." };
    case "cancelled":
      return { title: `Cancelled at ${moment}: there was nothing to coordinate.`, text: "It is read only until somebody re-opens it." };
    case "merged":
      return { title: `Merged into ${mergedInto ?? "another incident"} at ${moment}.`, text: "Its alerts, searches and services go on there. This room is read only." };
    case "open":
    case "mitigated":
      return null;
  }
}

/** The milestones as people say them, each with what it means. */
export const milestoneWords: Readonly<Record<Milestone, { name: string; means: string }>> = {
  cause: { name: "Cause", means: "when what led to it began" },
  impactStart: { name: "Impact began", means: "when somebody was first hit" },
  firstSymptom: { name: "First symptom", means: "when it could first be seen" },
  detected: { name: "Detected", means: "the first alert’s own time, or the report’s" },
  paged: { name: "First page out", means: "handed to a provider" },
  acknowledged: { name: "Acknowledged", means: "the first human answer" },
  declared: { name: "Declared", means: "people began to coordinate" },
  classified: { name: "Classified", means: "severity and priority were set" },
  mitigated: { name: "Mitigated", means: "the impact was stopped or bearable" },
  impactEnd: { name: "Impact ended", means: "when nobody was hit any more" },
  resolved: { name: "Resolved", means: "it was over" },
  firstPublicUpdate: { name: "First public update", means: "customers were first told" },
};

type Measure = keyof IncidentDetail["measures"];

export const measureWords: Readonly<Record<Measure, { name: string; means: string }>> = {
  mttd: { name: "To detect", means: "impact began to detected" },
  mtta: { name: "To acknowledge", means: "first page out to first answer" },
  mttr: { name: "To resolve", means: "first answer to resolved" },
  timeToRestore: { name: "To restore", means: "impact began to impact ended" },
  mtbf: { name: "Between failures", means: "since the service’s last impact began" },
};

/** What a measure says: a span, or why there is none. */
export function intervalWords(interval: IncidentDetail["measures"]["mttd"]): string {
  switch (interval.status) {
    case "recorded":
      return spanWords(interval.seconds * 1_000);
    case "pending":
      return "not yet";
    case "notApplicable":
      return "does not apply";
    case "invalid":
      return "times contradict each other";
  }
}

/** What is hit, in one short line. */
export function touchedWords(incident: Pick<IncidentDetail, "services" | "impact">): string {
  const { services, impact } = incident;
  const parts = [
    services.length === 0 ? null : services.length <= 2 ? listWords(services.map(({ name }) => name)) : countOf(services.length, "service"),
    impact.usersAffected === undefined ? null : `${Math.round(impact.usersAffected * 1000) / 10} % of users`,
    impact.customerIds === undefined || impact.customerIds.length === 0 ? null : countOf(impact.customerIds.length, "customer"),
    impact.slaBreached === true ? "SLA breached" : impact.slaAtRisk === true ? "SLA at risk" : null,
    impact.dataLoss === true ? "data lost" : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "not stated yet" : parts.join(", ");
}
