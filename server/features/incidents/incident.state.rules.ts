import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import type { HolderReason } from "./incident.events.ts";
import type { GroundKind, GroundMark, Impact, IncidentStatus, Milestone, Phase } from "./incident-words.rules.ts";

export interface Holder {
  role: string;
  personId: string;
  since: Instant;
  /** Holds command until somebody acknowledges, takes or accepts it. */
  isProvisional: boolean;
  because: HolderReason;
}

export interface Handover {
  handoverId: string;
  role: string;
  fromPersonId: string;
  toPersonId: string;
  brief: ContentReference;
  offeredAt: Instant;
}

export interface Task {
  taskId: string;
  text: ContentReference;
  ownerId: string | null;
  dueAt: Instant | null;
  status: "open" | "done" | "dropped";
  addedAt: Instant;
}

export interface GroundItem {
  itemId: string;
  kind: GroundKind;
  text: ContentReference;
  ownerId: string | null;
  mark: GroundMark;
  since: Instant;
}

/** Where a milestone stands by what was recorded; absent means that nothing was. */
export type MilestoneRecord = { at: Instant; isByPerson: boolean } | { at: null };

/** Between being resolved and being re-opened. */
export interface ResolvedSpan {
  from: Instant;
  to: Instant | null;
}

export interface Told {
  lastAt: Instant;
  nextAt: Instant | null;
}

export interface IncidentState {
  status: IncidentStatus;
  number: number;
  /** Entries of the log so far; the next one has this number plus one. */
  entries: number;
  title: ContentReference | null;
  isDrill: boolean;
  declaredAt: Instant;
  /** When people stopped working on it; null while they do. */
  endedAt: Instant | null;
  processVersion: number | null;
  serviceIds: string[];
  groupIds: string[];
  severity: string | null;
  priority: string | null;
  proposed: { severity: string | null; priority: string | null } | null;
  impact: Impact;
  impactDescription: ContentReference | null;
  kind: string | null;
  tags: string[];
  commanderRole: string;
  holders: Holder[];
  handovers: Handover[];
  calls: string[];
  acknowledged: { at: Instant; personId: string } | null;
  tasks: Task[];
  ground: GroundItem[];
  pinned: number[];
  /** Entries that people said are no key moments, though they may look like some. */
  unpinned: number[];
  milestones: Partial<Record<Milestone, MilestoneRecord>>;
  resolvedSpans: ResolvedSpan[];
  told: Record<string, Told>;
  reports: number;
  mergedInto: string | null;
  retrospectiveId: string | null;
}

export const noIncident: IncidentState = {
  status: "none",
  number: 0,
  entries: 0,
  title: null,
  isDrill: false,
  declaredAt: 0,
  endedAt: null,
  processVersion: null,
  serviceIds: [],
  groupIds: [],
  severity: null,
  priority: null,
  proposed: null,
  impact: {},
  impactDescription: null,
  kind: null,
  tags: [],
  commanderRole: "",
  holders: [],
  handovers: [],
  calls: [],
  acknowledged: null,
  tasks: [],
  ground: [],
  pinned: [],
  unpinned: [],
  milestones: {},
  resolvedSpans: [],
  told: {},
  reports: 0,
  mergedInto: null,
  retrospectiveId: null,
};

/** Who commands. There is one from the declaration on; the type says null for a state that was never declared. */
export function commanderOf(state: IncidentState): Holder | null {
  return state.holders.find((holder) => holder.role === state.commanderRole) ?? null;
}

/** True while people work on it. */
export function isRunning(state: IncidentState): boolean {
  return state.status === "open" || state.status === "mitigated";
}

/** The phase (blueprint, "Incident phases"): identify, assess from the first acknowledgement, respond once classified, review from resolve. */
export function phaseOf(state: IncidentState): Phase {
  if (!isRunning(state)) return "review";
  if (state.severity !== null && state.priority !== null) return "respond";
  if (state.resolvedSpans.length > 0) return "respond";
  return state.acknowledged === null ? "identify" : "assess";
}
