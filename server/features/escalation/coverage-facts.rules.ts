import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import type { Schedule } from "../on-call/schedule.rules.ts";

export interface Span {
  from: Instant;
  to: Instant;
}

/** Everything that decides who would be paged in a span of time, read once. */
export interface CoverageFacts extends Span {
  /** How long somebody rests between two turns. */
  restHours: number;
  /** Outgoing mail is set up: without it, only those are reached who have another way. */
  sendsMail: boolean;
  /** Names by person id; who is not in it does not exist. */
  people: ReadonlyMap<string, string>;
  /** Those whom none of their means reaches by a page of high urgency. */
  unreachable: ReadonlySet<string>;
  absences: readonly Absence[];
  schedules: readonly CoveredSchedule[];
  teams: readonly CoveredTeam[];
  roles: readonly { id: string; name: string; scheduleId: string | null }[];
  policies: readonly CoveredPolicy[];
  services: readonly CoveredService[];
  /** The process pages the managers of teams at some severity. */
  joinsManagers: boolean;
}

export interface Absence extends Span {
  personId: string;
}

export interface CoveredSchedule extends Schedule {
  name: string;
  clock: Zone;
}

export interface CoveredTeam {
  id: string;
  name: string;
  managerId: string | null;
  members: readonly string[];
}

export interface CoveredPolicy {
  id: string;
  name: string;
  /** The targets of each step. */
  steps: readonly (readonly string[])[];
  /** Of each step, how many people are to have it and how many it turns to at most. */
  asks: readonly { needed: number; mostPaged: number }[];
}

export interface CoveredService {
  id: string;
  name: string;
  teamId: string | null;
  policyId: string | null;
  experts: readonly string[];
}

/** What is found, in the order in which it is told. */
export const findingKinds = [
  "gap",
  "unreachable",
  "empty-step",
  "no-policy",
  "one-person",
  "same-everywhere",
  "nobody-new",
  "too-few",
  "one-expert",
  "no-manager",
  "short-rest",
  "no-break",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What a finding does, the worst first: a page may reach nobody, it may one day, it is hard on people. */
export const weights = ["breaks", "risks", "hard"] as const;
export type Weight = (typeof weights)[number];

/** A time in which a finding holds, and whom it is about then. */
export interface Occurrence extends Span {
  people: readonly string[];
}

/** Something that does not hold, in words without times; those are in the occurrences. */
export interface Finding {
  /** The same for the same thing at another time. */
  id: string;
  kind: FindingKind;
  weight: Weight;
  title: string;
  /** What follows from it. */
  text: string;
  mend: { words: string; link: string };
  /** In which zone its times are thought; null: nobody's in particular. */
  timezone: string | null;
  /** Where it comes again by the calendar: when, in words. */
  pattern: string | null;
  people: readonly string[];
  policyIds: readonly string[];
  /** Earliest first; empty: always, until it is mended. */
  occurrences: readonly Occurrence[];
}
