import { dayOf, millisecondsOfDay, parseWallTime } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { instantOf, type Zone } from "../../values/zone.ts";
import type { Span } from "./span.rules.ts";

/** When somebody is away. */
export interface NewAbsence extends Span {
  /** Of whole days the first and the last one, as dates on the person's clock; null where it is told in hours. */
  firstDay: string | null;
  lastDay: string | null;
  /** For the person and managers only. */
  reason: string | null;
}

export interface Absence extends NewAbsence {
  id: string;
  personId: string;
  isFromFeed: boolean;
}

/** What somebody writes: whole days, or a span of hours. */
export type AbsenceWish = { firstDay: string; lastDay: string; reason: string | null } | { from: Instant; to: Instant; reason: string | null };

/** A turn that lies, wholly or in part, where its holder is away. */
export interface Clash extends Span {
  absenceId: string;
  scheduleId: string;
  personId: string;
}

/** A person's time on call. */
export interface HeldTurn extends Span {
  scheduleId: string;
  personId: string;
}

const longest = 400 * millisecondsOfDay;

/** The absence as it is stored; days begin and end on the person's clock, the last one counted in. */
export function absenceFrom(wish: AbsenceWish, zone: Zone, now: Instant): NewAbsence | Refusal {
  const span = "firstDay" in wish ? spanOfDays(wish.firstDay, wish.lastDay, zone) : wish;
  const field = "firstDay" in wish ? "lastDay" : "to";
  if (span === null) return invalid("firstDay", "Write days like 2026-12-24.");
  const { from, to } = span;
  if (to <= from) return invalid(field, "firstDay" in wish ? "The last day must not be before the first." : "It must end after it begins.");
  if (to <= now) return invalid(field, "That time is over. Nobody can be paged in it any more.");
  if (to - from > longest) return invalid(field, "It may last 400 days at most.");
  const days = "firstDay" in wish ? { firstDay: wish.firstDay, lastDay: wish.lastDay } : { firstDay: null, lastDay: null };
  return { from, to, ...days, reason: wish.reason };
}

/** From the first moment of the first day to the last of the last one; null where a text is no date. */
function spanOfDays(firstDay: string, lastDay: string, zone: Zone): Span | null {
  const first = parseWallTime(`${firstDay}T00:00`);
  const last = parseWallTime(`${lastDay}T00:00`);
  if (first === null || last === null) return null;
  return { from: instantOf(zone, first), to: instantOf(zone, (dayOf(last) + 1) * millisecondsOfDay) };
}

/** Where people are away while they are on call, earliest first. */
export function clashesOf(absences: readonly Absence[], turns: readonly HeldTurn[]): Clash[] {
  const found = absences.flatMap(({ id, personId, from, to }) =>
    turns
      .filter((turn) => turn.personId === personId && turn.from < to && turn.to > from)
      .map((turn) => ({ absenceId: id, scheduleId: turn.scheduleId, personId, from: Math.max(from, turn.from), to: Math.min(to, turn.to) })),
  );
  return found.sort((a, b) => a.from - b.from);
}

/** What a calendar changed: which of the stored absences are gone, and which are new. What stays is not written again. */
export function feedChanges(stored: readonly Absence[], read: readonly NewAbsence[]): { gone: Absence[]; fresh: NewAbsence[] } {
  const keyOf = ({ from, to }: Span) => `${from} ${to}`;
  const wanted = new Set(read.map(keyOf));
  const kept = new Set(stored.map(keyOf));
  return { gone: stored.filter((one) => !wanted.has(keyOf(one))), fresh: read.filter((one) => !kept.has(keyOf(one))) };
}

function invalid(path: string, message: string): Refusal {
  return refuse("absence.invalid", message, { errors: [{ path, message }] });
}
