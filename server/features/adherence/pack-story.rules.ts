import { toIso, type Instant } from "../../values/instant.ts";
import { toWallClock, type Zone } from "../../values/zone.ts";
import type { Interval } from "../incidents/milestones.rules.ts";
import { milestoneWords } from "../incidents/timeline-words.rules.ts";
import { listed, wordLength } from "../retrospectives/summary.rules.ts";
import { countFindings, type Findings } from "./evidence-findings.rules.ts";

/** A person in command, from when to when; until is null while they still are. */
export interface Command {
  name: string;
  from: Instant;
  until: Instant | null;
  /** Held it until somebody would take it. */
  isProvisional: boolean;
}

export interface StoryEntry {
  /** Its number in the incident's stream; null for a page and a change to a service, which are events of other streams. */
  entry: number | null;
  at: Instant;
  /** When it was really recorded, where that was later. */
  recordedAt: Instant | null;
  who: string;
  /** What happened, in the words of the timeline. */
  words: string;
  /** The moment that ends the sentence, where it is not the line's own. */
  moment: Instant | null;
  /** What came of a page. */
  attempts: readonly { words: string; at: Instant }[];
  /** What a person typed; null where nobody did. */
  typed: string | null;
}

export interface LogFacts {
  events: number;
  streams: number;
  /** Events that lie under the checkpoint. */
  sealed: number;
  checkpoint: { events: number; madeAt: Instant } | null;
  redacted: number;
  publicKey: string;
  madeAt: Instant;
  /** The name under which the pack is saved. */
  file: string;
}

/** An incident with its evidence in words, ready to be written down. */
export interface PackStory {
  organization: string | null;
  ref: string;
  title: string | null;
  isDrill: boolean;
  severity: string;
  priority: string;
  status: string;
  /** As people list them. */
  services: string;
  from: Instant;
  until: Instant | null;
  commands: readonly Command[];
  milestones: readonly { name: string; at: Instant; isByPerson: boolean }[];
  measures: readonly { name: string; interval: Interval }[];
  process: string;
  /** Null where nobody judged it. */
  findings: Findings["linesOn"] | null;
  entries: readonly StoryEntry[];
  log: LogFacts & { /** Of the incident's stream. */ lastHash: string };
}

/** All incidents declared in a period with their evidence, ready to be written down. */
export interface PeriodStory {
  organization: string | null;
  from: Instant;
  to: Instant;
  stories: readonly PackStory[];
  log: LogFacts;
}

/** Command came to a person. */
export interface CommandTaken {
  personId: string;
  at: Instant;
  isProvisional: boolean;
}

/** Who held command and when, one after the other. Who held it for now and then took it, held it for now up to there. */
export function commandsOf(taken: readonly CommandTaken[], until: Instant | null, nameOf: (personId: string) => string): Command[] {
  const held: CommandTaken[] = [];
  for (const one of taken) {
    const last = held.at(-1);
    if (last?.personId !== one.personId || last.isProvisional !== one.isProvisional) held.push(one);
  }
  return held.map(({ personId, at, isProvisional }, index) => ({ name: nameOf(personId), from: at, isProvisional, until: held[index + 1]?.at ?? until }));
}

/** A milestone as people say it. */
export const milestoneName = (milestone: keyof typeof milestoneWords): string => milestoneWords[milestone];

/** The services that were hit, in one breath. */
export const servicesWords = (services: readonly string[]): string => (services.length === 0 ? "none named" : listed(services));

/** How long an incident was worked on, in words; null while it is. */
export function lengthOf({ from, until }: Pick<PackStory, "from" | "until">): string | null {
  return until === null ? null : wordLength(until - from);
}

/** How many of its rules an incident kept, as `7 of 13`. */
export function keptOf({ findings }: Pick<PackStory, "findings">): string {
  const { met, judged } = countFindings(findings?.(() => "") ?? []);
  return findings === null ? "not judged" : `${met} of ${judged}`;
}

/** What happened, with its moments on the clock of whoever reads. */
export function wordEntry({ words, moment, attempts }: Pick<StoryEntry, "words" | "moment" | "attempts">, time: (at: Instant) => string): string {
  const sentence = moment === null ? words : `${words} at ${time(moment)}`;
  return attempts.length === 0 ? sentence : `${sentence}: ${attempts.map((attempt) => `${attempt.words} ${time(attempt.at)}`).join(", ")}`;
}

/** Numbers of events as they are cited: what follows one on the other as a span. */
export function citeEvents(numbers: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else spans.push([number, number]);
  }
  return spans.flatMap(([first, last]) => (first === last ? [String(first)] : last === first + 1 ? [String(first), String(last)] : [`${first}–${last}`])).join(", ");
}

export const intervalWords = (interval: Interval): string => (interval.status === "recorded" ? wordLength(interval.milliseconds) : unmeasured[interval.status]);

const unmeasured = { pending: "not known yet", "not-applicable": "does not apply", invalid: "the times contradict each other" } as const;

/** A hash as people compare it: its first 16 digits in fours. */
export function shortHash(hash: string): string {
  return (hash.slice(0, 16).match(/.{4}/g) ?? []).join(" ");
}

/** How moments are written down: on whose clocks, the day and the time to the second. */
export interface StoryClock {
  zone: string;
  day(at: Instant): string;
  time(at: Instant): string;
}

const two = (number: number): string => String(number).padStart(2, "0");
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function clockOf(zone: Zone): StoryClock {
  return {
    zone: zone.name,
    day(at) {
      const { year, month, day, weekday } = toWallClock(zone, at);
      return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1, 3)} ${day} ${months[month - 1] ?? ""} ${year}`;
    },
    time(at) {
      const { hour, minute, second } = toWallClock(zone, at);
      return `${two(hour)}:${two(minute)}:${two(second)}`;
    },
  };
}

/** From one moment to another; the day is said once where it is the same. */
export function wordSpan(clock: StoryClock, from: Instant, until: Instant | null): string {
  const begin = `${clock.day(from)}, ${clock.time(from)}`;
  if (until === null) return `${begin}, still going on`;
  return `${begin} to ${clock.day(from) === clock.day(until) ? "" : `${clock.day(until)}, `}${clock.time(until)}`;
}

/** The name under which a pack is saved. */
export function packFileName(ref: string): string {
  return `${ref.toLowerCase()}-evidence.json`;
}

/** The same of a period, by its first and last days. */
export function periodFileName(from: Instant, to: Instant): string {
  const day = (at: Instant) => toIso(at).slice(0, 10);
  return packFileName(`${day(from)}-to-${day(to)}`);
}
