import { dayOf, millisecondsOfDay, parseTimeOfDay, weekdayOf, weekdays, type Weekday } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { instantOf, wallTimeAt, type Zone } from "../../values/zone.ts";
import type { Alert } from "./fold.rules.ts";

/** One thing that an alert must be, as Alertmanager's API writes it; an absent label counts as empty. */
export interface Matcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
}

/** On these days from one time to another, on the clock of a zone; where `to` is not after `from` it is on the next day. */
export interface Recurrence {
  days: readonly Weekday[];
  from: string;
  to: string;
  timezone: string;
}

/** What pages nobody for a time: a silence because of an alert, or a maintenance that was planned. */
export interface Silence {
  id: string;
  kind: "silence" | "maintenance";
  matchers: readonly Matcher[];
  reason: string;
  ownerId: string | null;
  startsAt: Instant;
  endsAt: Instant;
  recurrence: Recurrence | null;
  endedAt: Instant | null;
  /** Whose alerts alone it covers: a source silences its own only. Those of all where it is absent. */
  sourceId?: string | null;
}

export interface Span {
  from: Instant;
  to: Instant;
}

/** Whether a text is what a pattern describes from its beginning to its end. */
export type MatchesPattern = (pattern: string, text: string) => boolean;

/** What matchers ask of an alert: its labels, and where none is called so `service`, `source`, `severity` and `title`. */
export function factsOf({ labels, serviceId, sourceId, severity, title }: Pick<Alert, "labels" | "serviceId" | "sourceId" | "severity" | "title">): Readonly<Record<string, string>> {
  return { service: serviceId ?? "", source: sourceId, severity, title, ...labels };
}

/** True where every matcher holds (https://prometheus.io/docs/alerting/latest/configuration/#matcher). */
export function isCovered(matchers: readonly Matcher[], facts: Readonly<Record<string, string>>, matchesPattern: MatchesPattern): boolean {
  return matchers.every(({ name, value, isRegex, isEqual }) => {
    const fact = facts[name] ?? "";
    return (isRegex ? matchesPattern(value, fact) : fact === value) === isEqual;
  });
}

/** The span of a silence that holds at the instant, or the next one after it; null where none comes any more. */
export function spanFrom(silence: Silence, at: Instant, zone: Zone | null): Span | null {
  const { startsAt, endsAt, endedAt, recurrence } = silence;
  const end = Math.min(endsAt, endedAt ?? Infinity);
  if (at >= end) return null;
  if (recurrence === null || zone === null) return { from: startsAt, to: end };
  const firstDay = dayOf(wallTimeAt(zone, Math.max(at, startsAt))) - 1;
  for (let day = firstDay; day <= firstDay + 8; day += 1) {
    const span = recurrence.days.includes(weekdays[weekdayOf(day)] ?? "mon") ? clip(spanOfDay(recurrence, day, zone), startsAt, end) : null;
    if (span !== null && span.to > at) return span;
  }
  return null;
}

/** Whether the silence holds at the instant, and until when. */
export function heldUntil(silence: Silence, at: Instant, zone: Zone | null): Instant | null {
  const span = spanFrom(silence, at, zone);
  return span !== null && span.from <= at ? span.to : null;
}

function spanOfDay({ from, to }: Recurrence, day: number, zone: Zone): Span {
  const [begin, end] = [timeOf(from), timeOf(to)];
  const wall = day * millisecondsOfDay;
  return { from: instantOf(zone, wall + begin), to: instantOf(zone, wall + end + (end <= begin ? millisecondsOfDay : 0)) };
}

function clip({ from, to }: Span, startsAt: Instant, endsAt: Instant): Span | null {
  const span = { from: Math.max(from, startsAt), to: Math.min(to, endsAt) };
  return span.from < span.to ? span : null;
}

function timeOf(text: string): number {
  return parseTimeOfDay(text) ?? 0;
}
