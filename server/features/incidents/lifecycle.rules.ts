import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { Class, FirstCommander, IncidentFact, Origin } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { madePrivate, named, type PrivacyWish } from "./privacy.rules.ts";
import { whyNotRecord, whyNotWork } from "./standing.rules.ts";

export interface Declaration extends Class {
  kind: "declare";
  number: number;
  title: ContentReference;
  origin: Origin;
  serviceIds: string[];
  groups: { groupId: string; alertedAt: Instant | null }[];
  processVersion: number | null;
  commanderRole: string;
  commander: FirstCommander;
  /** When a report spoke of it first. */
  reportedAt: Instant | null;
  isDrill: boolean;
  /** Left out where everybody sees it. */
  privacy?: PrivacyWish | null;
}

export interface MergeTarget {
  incidentId: string;
  isItself: boolean;
  isRunning: boolean;
  isPrivate: boolean;
}

export type LifecycleCommand =
  | Declaration
  | { kind: "retitle"; title: ContentReference }
  | { kind: "mitigate" }
  | { kind: "resolve" }
  | { kind: "reopen"; reason: ContentReference }
  | { kind: "cancel"; reason: ContentReference }
  | { kind: "merge"; into: MergeTarget }
  | { kind: "absorb"; from: string; serviceIds: string[]; groupIds: string[]; reports: number }
  | { kind: "begin retrospective"; retrospectiveId: string }
  | { kind: "close"; because: "retrospective-approved" | "no-retrospective-required" | "person" };

/** Decides how an incident begins, goes on and ends. */
export function decideLifecycle(command: LifecycleCommand, state: IncidentState): IncidentFact[] | Refusal {
  switch (command.kind) {
    case "declare":
      return state.status === "none" ? [declared(command), ...beginPrivate(command)] : [];
    case "retitle":
      return whyNotRecord(state) ?? [{ type: "title changed", data: { title: command.title } }];
    case "mitigate":
      return mitigate(state);
    case "resolve":
      return whyNotWork(state) ?? [{ type: "incident resolved", data: {} }];
    case "reopen":
      return reopen(state, command.reason);
    case "cancel":
      return whyNotWork(state) ?? [{ type: "incident cancelled", data: { reason: command.reason } }];
    case "merge":
      return merge(state, command.into);
    case "absorb":
      return whyNotWork(state) ?? [{ type: "incident absorbed", data: { from: command.from, serviceIds: command.serviceIds, groupIds: command.groupIds, reports: command.reports } }];
    case "begin retrospective":
      return state.retrospectiveId === null ? [{ type: "retrospective begun", data: { retrospectiveId: command.retrospectiveId } }] : [];
    case "close":
      return close(state, command.because);
  }
}

/** The earliest sign of it that a machine or a person gave. */
function declared(command: Declaration): IncidentFact {
  const { number, title, origin, serviceIds, processVersion, commanderRole, commander, isDrill, severity, priority } = command;
  const signs = [...command.groups.map(({ alertedAt }) => alertedAt), command.reportedAt].filter((at) => at !== null);
  const detectedAt = signs.length > 0 ? Math.min(...signs) : null;
  const groupIds = command.groups.map(({ groupId }) => groupId);
  return {
    type: "incident declared",
    data: { number, title, origin, serviceIds, groupIds, processVersion, commanderRole, commander, detectedAt, isDrill, severity, priority },
  };
}

function beginPrivate({ privacy, commander }: Declaration): IncidentFact[] {
  return privacy ? [madePrivate({ reason: privacy.reason, named: [named(commander.personId, "role"), ...privacy.named] }, { holders: [], handovers: [] })] : [];
}

function mitigate(state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotWork(state);
  if (refused) return refused;
  return state.status === "mitigated" ? refuse("incident.mitigated", "It is mitigated already. Resolve it when it is over.") : [{ type: "incident mitigated", data: {} }];
}

function reopen(state: IncidentState, reason: ContentReference): IncidentFact[] | Refusal {
  if (state.status === "cancelled" || state.status === "resolved" || state.status === "closed") return [{ type: "incident reopened", data: { reason } }];
  return whyNotRecord(state) ?? refuse("incident.open", "It is open; there is nothing to re-open.");
}

function merge(state: IncidentState, into: MergeTarget): IncidentFact[] | Refusal {
  const refused = whyNotWork(state);
  if (refused) return refused;
  if (into.isItself) return refuse("incident.merge-into-itself", "An incident cannot be merged into itself. Choose another.");
  if (!into.isRunning) return refuse("incident.merge-into-ended", "The other incident has ended. Merge into one that people still work on, or re-open it first.");
  if (state.privacy && !into.isPrivate) return refuse("incident.merge-private-into-public", "This incident is private and the other is not: everybody would see what is in it. Make the other private first.");
  return [{ type: "incident merged", data: { into: into.incidentId } }];
}

function close(state: IncidentState, because: "retrospective-approved" | "no-retrospective-required" | "person"): IncidentFact[] | Refusal {
  if (state.status === "closed") return [];
  if (state.status !== "resolved") return whyNotRecord(state) ?? refuse("incident.not-resolved", "Resolve it first; what is not over cannot be closed.");
  return [{ type: "incident closed", data: { because } }];
}
