import type { Instant } from "../../values/instant.ts";
import type { Milestone } from "../incidents/incident-words.rules.ts";
import type { tellFact } from "../incidents/timeline-words.rules.ts";

/** What the timeline of an incident tells of. */
export type IncidentFact = Parameters<typeof tellFact>[0];

/** A fact of the incident with its number in the timeline. */
export interface Entry {
  entry: number;
  at: Instant;
  fact: IncidentFact;
}

export interface KeyMoment {
  entry: number;
  /** When the moment was, which may be earlier than when somebody told of it. */
  at: Instant;
  /** Proposed by what it is; else a person pinned it. */
  isProposed: boolean;
}

const told = ["incident declared", "incident acknowledged", "class set", "decision recorded", "incident mitigated", "incident resolved", "incident reopened"] as const;
const reached: readonly Milestone[] = ["impactStart", "paged", "impactEnd"];

/** Types of facts that key moments are found by. */
export const momentTypes: readonly IncidentFact["type"][] = [...told, "update sent", "milestone reached", "milestone set", "key moment pinned"];

/** What tells the story of an incident: what is proposed, save what somebody took out, and what somebody pinned; earliest first. */
export function findKeyMoments(entries: readonly Entry[]): KeyMoment[] {
  const pins = new Map(entries.flatMap(({ fact }) => (fact.type === "key moment pinned" ? [[fact.data.entry, fact.data.isPinned] as const] : [])));
  const proposed = [...plainMoments(entries), ...milestoneMoments(entries)];
  const kept = proposed.filter(({ entry }) => pins.get(entry) !== false).map((moment) => ({ ...moment, isProposed: true }));
  const pinned = entries.filter(({ entry }) => pins.get(entry) === true && !kept.some((moment) => moment.entry === entry));
  const moments = [...kept, ...pinned.map(({ entry, at, fact }) => ({ entry, at: momentOf(fact) ?? at, isProposed: false }))];
  return moments.sort((a, b) => a.at - b.at || a.entry - b.entry);
}

/** The entries that somebody pinned, so that they are read too. */
export function pinnedEntries(entries: readonly Entry[]): number[] {
  return [...new Set(entries.flatMap(({ fact }) => (fact.type === "key moment pinned" && fact.data.isPinned ? [fact.data.entry] : [])))];
}

function plainMoments(entries: readonly Entry[]): { entry: number; at: Instant }[] {
  const firstPublic = entries.find(({ fact }) => fact.type === "update sent" && fact.data.isPublic);
  return entries.filter((one) => one === firstPublic || (told as readonly string[]).includes(one.fact.type));
}

/** Of each milestone what was said of it last, where it applies. */
function milestoneMoments(entries: readonly Entry[]): { entry: number; at: Instant }[] {
  return reached.flatMap((milestone) => {
    const last = entries.findLast(({ fact }) => (fact.type === "milestone reached" || fact.type === "milestone set") && fact.data.milestone === milestone);
    const at = last === undefined ? null : momentOf(last.fact);
    return last === undefined || at === null ? [] : [{ entry: last.entry, at }];
  });
}

function momentOf(fact: IncidentFact): Instant | null {
  return fact.type === "milestone reached" || fact.type === "milestone set" ? fact.data.at : null;
}
