import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import type { AppliedTemplate, GroundSource, HolderReason, LoopedIn, Named, PresentAs, ProposalReason, Weighed } from "./incident.events.ts";
import type { Staffing } from "./staffing.state.rules.ts";
import type { GroundKind, GroundMark, GroundStance, Impact, IncidentStatus, Milestone, Phase, RelationKind } from "./incident-words.rules.ts";

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
  /** Until then both go on side by side, by the process. */
  passesAt?: Instant;
}

export interface Task {
  taskId: string;
  text: ContentReference;
  ownerId: string | null;
  dueAt: Instant | null;
  status: "open" | "done" | "dropped";
  addedAt: Instant;
  /** Whose it is by role while nobody has it by name. */
  role?: string;
  workstreamId?: string;
}

export interface GroundItem {
  itemId: string;
  kind: GroundKind;
  text: ContentReference;
  ownerId: string | null;
  mark: GroundMark;
  since: Instant;
  /** What an earlier Muster kept has none of these. */
  source?: GroundSource;
  /** Grows with each mark and each correction: who changes it says which they saw. */
  version?: number;
  /** The last mark or correction. */
  changed?: { what: GroundMark | "corrected"; byPersonId: string | null; at: Instant };
  /** Why it bears its mark, where somebody said so. */
  marked?: { byPersonId: string | null; at: Instant; reason: ContentReference | null };
  correctedAt?: Instant;
  links?: readonly { entry: number; stance: GroundStance }[];
}

/** Somebody who came in by themselves, and as what. */
export interface Presence {
  personId: string;
  as: PresentAs;
  joinedAt: Instant;
}

/** A question to the commander, or to whoever communicates for them. */
export interface Question {
  questionId: string;
  text: ContentReference;
  byPersonId: string;
  askedAt: Instant;
  outcome: "open" | "answered" | "waits";
  answer: ContentReference | null;
  settledAt: Instant | null;
  /** Who answered it or lets it wait; absent in what an earlier Muster kept. */
  settledBy?: string | null;
}

/** Somebody is to be relieved of a role: they asked, or the process asks for it. */
export interface ReliefWanted {
  role: string;
  personId: string;
  askedAt: Instant | null;
  dueAt: Instant | null;
  successorId: string | null;
}

/** A decision, and whether somebody is to look at it again. */
export interface Decision extends Weighed {
  entry: number;
  text: ContentReference;
  at: Instant;
  /** The time to look again has come, and nobody did yet. */
  isDue: boolean;
  lookedAt: Instant | null;
}

/** Another incident that belongs together with this one, seen from this one. */
export interface Relation {
  incidentId: string;
  relation: RelationKind;
  note: ContentReference | null;
  at: Instant;
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

/** The severity that the facts speak for; settled once a person decided with it in view. */
export interface Found {
  severity: string | null;
  because: readonly ProposalReason[];
  isSettled: boolean;
}

export interface IncidentState extends Staffing {
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
  /** What a route proposed and nobody decided on yet. */
  proposed: { severity: string | null; priority: string | null } | null;
  /** Absent until the facts spoke for a severity. */
  found?: Found;
  /** The customers for whose sake the class is as it is; absent where it is by the rule. */
  forCustomers?: readonly string[];
  impact: Impact;
  impactDescription: ContentReference | null;
  kind: string | null;
  tags: string[];
  /** What was known of such an incident before; absent where none was used. */
  template?: AppliedTemplate;
  commanderRole: string;
  holders: Holder[];
  handovers: Handover[];
  calls: string[];
  acknowledged: { at: Instant; personId: string } | null;
  tasks: Task[];
  ground: GroundItem[];
  /** Absent in what an earlier Muster kept, as are all that may be absent here. */
  decisions?: readonly Decision[];
  present?: readonly Presence[];
  /** When each person last read the brief. */
  briefed?: Readonly<Record<string, Instant>>;
  questions?: readonly Question[];
  lent?: readonly { personId: string; at: Instant; text: ContentReference }[];
  relief?: readonly ReliefWanted[];
  relations?: readonly Relation[];
  pinned: number[];
  /** Entries that people said are no key moments, though they may look like some. */
  unpinned: number[];
  milestones: Partial<Record<Milestone, MilestoneRecord>>;
  resolvedSpans: ResolvedSpan[];
  told: Record<string, Told>;
  /** Whom the process has told now; absent in incidents from before this was recorded. */
  loopedIn?: LoopedIn[];
  /** The words of the process whose people were told once. */
  notified?: string[];
  /** Why a rule of the process is not held against it, by the rule. */
  waivers?: Record<string, ContentReference>;
  /** Who sees it, where it is private; absent where everybody does. */
  privacy?: readonly Named[];
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
