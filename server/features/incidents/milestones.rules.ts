import type { Instant } from "../../values/instant.ts";
import type { Refusal } from "../../values/refusal.ts";
import type { IncidentFact } from "./incident.events.ts";
import { milestones, type Milestone } from "./incident-words.rules.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";
import { whyNotRecord } from "./standing.rules.ts";

export type MilestonesCommand =
  | { kind: "reach milestone"; milestone: Milestone; at: Instant }
  | { kind: "set milestone"; milestone: Milestone; at: Instant | null };

/** Decides when something happened. What a person says stands above what was worked out. */
export function decideMilestones(command: MilestonesCommand, state: IncidentState): IncidentFact[] | Refusal {
  const { milestone, at } = command;
  if (command.kind === "reach milestone") return state.status === "none" || state.milestones[milestone] !== undefined ? [] : [{ type: "milestone reached", data: { milestone, at: command.at } }];
  const refused = whyNotRecord(state);
  if (refused) return refused;
  const before = state.milestones[milestone];
  const isSame = before !== undefined && before.at === at && (before.at === null || before.isByPerson);
  return isSame ? [] : [{ type: "milestone set", data: { milestone, at } }];
}

export type MilestoneView =
  | { status: "recorded"; at: Instant; isByPerson: boolean }
  | { status: "invalid"; at: Instant; isByPerson: boolean; because: Milestone }
  | { status: "pending" }
  | { status: "not-applicable" };

/** What cannot be before what. A moment that contradicts another is shown and never counted. */
const mustNotPrecede: readonly (readonly [Milestone, Milestone])[] = [["impactEnd", "impactStart"]];

/** Where each milestone stands: recorded, pending, not applicable or invalid; never guessed. */
export function viewMilestone(state: IncidentState, milestone: Milestone): MilestoneView {
  const record = state.milestones[milestone];
  if (record === undefined) return isStillPossible(state, milestone) ? { status: "pending" } : { status: "not-applicable" };
  if (record.at === null) return { status: "not-applicable" };
  const contradicted = mustNotPrecede.find(([later, earlier]) => later === milestone && isBefore(state, record.at, earlier));
  return { status: contradicted ? "invalid" : "recorded", at: record.at, isByPerson: record.isByPerson, ...(contradicted && { because: contradicted[1] }) } as MilestoneView;
}

function isBefore(state: IncidentState, at: Instant, earlier: Milestone): boolean {
  const record = state.milestones[earlier];
  return record !== undefined && record.at !== null && at < record.at;
}

/** Nobody is paged about what is over; the rest can be looked up until the incident is closed. */
function isStillPossible(state: IncidentState, milestone: Milestone): boolean {
  if (state.status === "cancelled" || state.status === "merged" || state.status === "closed") return false;
  return isRunning(state) || (milestone !== "paged" && milestone !== "acknowledged");
}

export function viewMilestones(state: IncidentState): Record<Milestone, MilestoneView> {
  return Object.fromEntries(milestones.map((milestone) => [milestone, viewMilestone(state, milestone)])) as Record<Milestone, MilestoneView>;
}

export type Interval = { status: "recorded"; milliseconds: number } | { status: "pending" | "not-applicable" | "invalid" };

/** The time from one milestone to another, in milliseconds; invalid where the second comes before the first. */
export function between(state: IncidentState, from: Milestone, to: Milestone): Interval {
  const [begin, end] = [viewMilestone(state, from), viewMilestone(state, to)];
  if (begin.status === "invalid" || end.status === "invalid") return { status: "invalid" };
  if (begin.status === "not-applicable" || end.status === "not-applicable") return { status: "not-applicable" };
  if (begin.status === "pending" || end.status === "pending") return { status: "pending" };
  return end.at < begin.at ? { status: "invalid" } : { status: "recorded", milliseconds: end.at - begin.at };
}

export interface Measures {
  /** Impact start to detected (001, glossary). */
  mttd: Interval;
  /** First page handed to a provider to first human acknowledgement. */
  mtta: Interval;
  /** First human acknowledgement to the last resolve, less the time it spent resolved before a re-opening (001, glossary). */
  mttr: Interval;
  /** Impact start to impact end. */
  timeToRestore: Interval;
}

const notApplicable = { status: "not-applicable" } as const;

/** The measures of one incident. Drills, cancelled and merged incidents have none. */
export function measuresOf(state: IncidentState): Measures {
  const isLeftOut = state.isDrill || state.status === "cancelled" || state.status === "merged";
  if (isLeftOut) return { mttd: notApplicable, mtta: notApplicable, mttr: notApplicable, timeToRestore: notApplicable };
  return {
    mttd: between(state, "impactStart", "detected"),
    mtta: wasTakenBeforePaged(state) ? notApplicable : between(state, "paged", "acknowledged"),
    mttr: lessTimeResolved(state, between(state, "acknowledged", "resolved")),
    timeToRestore: between(state, "impactStart", "impactEnd"),
  };
}

/** Who declares has it before anybody is paged: nobody had to answer then. */
function wasTakenBeforePaged(state: IncidentState): boolean {
  const { paged, acknowledged } = state.milestones;
  return typeof paged?.at === "number" && typeof acknowledged?.at === "number" && acknowledged.at < paged.at;
}

function lessTimeResolved(state: IncidentState, interval: Interval): Interval {
  if (interval.status !== "recorded") return interval;
  const rest = state.resolvedSpans.reduce((sum, { from, to }) => sum + (to === null ? 0 : Math.max(0, to - from)), 0);
  return interval.milliseconds < rest ? { status: "invalid" } : { status: "recorded", milliseconds: interval.milliseconds - rest };
}
