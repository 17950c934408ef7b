import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { OnCallView } from "../../server/features/on-call/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import type { Instant } from "../../server/values/instant.ts";

/** One day on the reader's clock. */
export interface Day {
  from: Instant;
  to: Instant;
}

/** A length on the strip, as shares of the day. */
export interface Bar {
  id: string;
  left: number;
  width: number;
  lane: number;
  isLoud: boolean;
}

export interface Tick {
  id: string;
  left: number;
}

export interface Mark {
  id: string;
  left: number;
  words: string;
}

const mostLanes = 3;
const mostMarks = 4;

/** The day that the moment lies in, from midnight to midnight on this machine's clock. */
export function dayOf(now: Instant): Day {
  const from = new Date(now);
  from.setHours(0, 0, 0, 0);
  const to = new Date(from);
  to.setDate(to.getDate() + 1);
  return { from: from.getTime(), to: to.getTime() };
}

/** Where in the day a moment lies, 0 to 1. */
export function placeIn({ from, to }: Day, at: Instant): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** Whether the words of a mark stand before it: where it is late, and they fit better there without running over the time of now. */
export function isWrittenBefore(left: number, now: number): boolean {
  const [before, after] = [left - now, 1 - left];
  return left > 0.6 && (before >= after || after < 0.2);
}

/** The hours that are named below, every two or three of them. */
export function hoursOf(day: Day, step: number): { at: Instant; left: number }[] {
  const hours: { at: Instant; left: number }[] = [];
  for (const at = new Date(day.from); at.getTime() < day.to; at.setHours(at.getHours() + step)) {
    hours.push({ at: at.getTime(), left: placeIn(day, at.getTime()) });
  }
  return hours.slice(1);
}

/** Alerts as bars that do not cover each other; past three lanes the last one takes all. */
export function alertBars(alerts: readonly AlertView[], day: Day, now: Instant): Bar[] {
  const ends: number[] = [];
  return [...alerts]
    .map((alert) => ({ alert, from: Date.parse(alert.firstAt), to: alert.resolvedAt === null ? now : Date.parse(alert.resolvedAt) }))
    .filter(({ from, to }) => to > day.from && from < day.to)
    .sort((one, other) => one.from - other.from)
    .map(({ alert, from, to }) => {
      const free = ends.findIndex((end) => end <= from);
      const lane = free >= 0 ? free : Math.min(ends.length, mostLanes - 1);
      ends[lane] = Math.max(ends[lane] ?? 0, to);
      const left = placeIn(day, from);
      return { id: alert.id, left, width: placeIn(day, to) - left, lane, isLoud: !alert.isHeldBack };
    });
}

/** Pages as ticks, one for each person and turn, however many ways they were tried by. */
export function pageTicks(pages: readonly PageView[], day: Day): Tick[] {
  const ticks = new Map<string, Tick>();
  for (const page of pages) {
    const at = Date.parse(page.openedAt);
    if (at < day.from || page.status === "held-back") continue;
    const id = `${page.subject.id} ${page.pass} ${page.step} ${page.personId}`;
    ticks.set(id, { id, left: placeIn(day, at) });
  }
  return [...ticks.values()];
}

/** The hand-overs that are still to come today, the next ones first; each has a line of its own, since their words would cover each other. */
export function handovers(onCall: readonly OnCallView[], day: Day, now: Instant): Mark[] {
  const ends = onCall.flatMap(({ scheduleId, scheduleName, people }) =>
    people.flatMap(({ personId, until }) => (until === null ? [] : [{ id: `${scheduleId} ${personId}`, at: Date.parse(until), words: `${scheduleName} hands over` }])),
  );
  const coming = ends.filter(({ at }) => at > now && at < day.to).sort((one, other) => one.at - other.at);
  return coming.slice(0, mostMarks).map(({ id, at, words }) => ({ id, left: placeIn(day, at), words }));
}
