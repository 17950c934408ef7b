import type { OutsideNames } from "./phrases.rules.ts";
import type { PartPath } from "./whole-process.rules.ts";

/** What a finding asks before the process is published: to be mended, to be mended or answered with a reason, or only to be known. */
export const findingWeights = ["mend", "answer", "know"] as const;
export type FindingWeight = (typeof findingWeights)[number];

/** What is found in a process, in the order in which it is told of. */
export const findingKinds = [
  // Its form, or what is refused wherever a process comes in.
  "mistake",
  "priorities-overlap",
  "use-case-twice",
  "severity-without-response",
  "nobody-on-call",
  "sometimes-nobody",
  "area-without-role",
  "too-often",
  "faster-than-its-source",
  "due-before-acknowledged",
  "worse-waits-longer",
  "relief-within-handover",
  "never-allowed",
  "entry-shadowed",
  "entry-says-nothing",
  "shorter-counts",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** Something in a process that does not hold, or is worth knowing. */
export interface ProcessFinding {
  kind: FindingKind;
  weight: FindingWeight;
  path: PartPath;
  sentence: string;
  mend: string;
}

/** Whether somebody is on call by a schedule in the days to come. */
export type Presence = "always" | "sometimes" | "never";

/** What a process is judged by besides itself. */
export interface ProcessSurroundings {
  /** By the schedules' ids; one that is not in it does not exist. */
  onCall: ReadonlyMap<string, Presence>;
  /** The use cases that have a priority. */
  useCases: readonly { slo: string; service: string; useCase: string; priority: string }[];
  names: OutsideNames;
}

export const noSurroundings: ProcessSurroundings = { onCall: new Map(), useCases: [], names: new Map() };
