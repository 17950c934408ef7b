/** The moments on the way of an incident, in the order in which they usually come. */
export const milestones = [
  "cause",
  "impactStart",
  "firstSymptom",
  "detected",
  "paged",
  "acknowledged",
  "declared",
  "classified",
  "mitigated",
  "impactEnd",
  "resolved",
  "firstPublicUpdate",
] as const;
export type Milestone = (typeof milestones)[number];

export const statuses = ["open", "mitigated", "resolved", "closed", "cancelled", "merged"] as const;
export type IncidentStatus = "none" | (typeof statuses)[number];

export const phases = ["identify", "assess", "respond", "review"] as const;
export type Phase = (typeof phases)[number];

/** What people need to know in common: what is so, what may be, what is done now, what is missing. */
export const groundKinds = ["condition", "hypothesis", "action", "need"] as const;
export type GroundKind = (typeof groundKinds)[number];

/** `ruled-out` is for hypotheses: dead ends stay visible. */
export const groundMarks = ["open", "agreed", "disputed", "ruled-out", "done"] as const;
export type GroundMark = (typeof groundMarks)[number];

/** How an entry of the timeline bears on an item. */
export const groundStances = ["supports", "against"] as const;
export type GroundStance = (typeof groundStances)[number];

/** How two incidents belong together, as people say it of the one; `split-from` and `split-off` come of a split alone. */
export const saidRelations = ["same-cause", "caused-by", "causes", "follows", "followed-by"] as const;
export const relationKinds = [...saidRelations, "split-from", "split-off"] as const;
export type RelationKind = (typeof relationKinds)[number];

/** What an incident does to whom; what nobody stated is absent, not zero. */
export interface Impact {
  /** Share of the users, 0 to 1. */
  usersAffected?: number | undefined;
  customerIds?: string[] | undefined;
  extent?: "partial" | "total" | undefined;
  dataLoss?: boolean | undefined;
  /** In the currency it is written in, such as `12000 EUR`. */
  money?: { amount: number; currency: string } | undefined;
  slaAtRisk?: boolean | undefined;
  slaBreached?: boolean | undefined;
}

/** What a line of the timeline tells of; a screen chooses its form by it. */
export const entryKinds = [
  "declared", "note", "decision", "call", "change", "evidence", "update", "report", "task", "ground", "class", "impact",
  "facts", "role", "handover", "people", "page", "alert", "lifecycle", "milestone", "mark", "service-change", "question", "authority", "privacy",
] as const;
export type EntryKind = (typeof entryKinds)[number];
