import { millisecondsOfHour } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import type { Shift } from "./schedule.rules.ts";

/** What everybody has who chose nothing: a day and an hour. */
export const usualMinutes: readonly number[] = [1_440, 60];
export const shortestBefore = 5;
export const longestBefore = 7 * 1_440;

/** Who is on call again so soon after, such as on the next morning of one turn, is not reminded anew. */
const pause = 18 * millisecondsOfHour;
/** So far back shifts are needed, to see which goes on after a pause. */
export const lookBack = pause + millisecondsOfHour;

/** A shift that somebody may be reminded of. */
export interface Reminded {
  scheduleId: string;
  personId: string;
  from: Instant;
}

export interface Reminder extends Reminded {
  minutesBefore: number;
}

/** Of a schedule's shifts those that begin something new for their person after `now`. */
export function beginnings(all: readonly Shift[], now: Instant): Shift[] {
  const isContinued = (shift: Shift) => all.some((earlier) => earlier.personId === shift.personId && earlier.from < shift.from && earlier.to > shift.from - pause);
  return all.filter((shift) => shift.from > now && !shift.startsEarlier && !isContinued(shift));
}

/** The reminders of a shift whose time has come before `until`: the first to be said, and those that it makes needless. */
export function remindersOf(shift: Reminded, minutesBefore: readonly number[], told: ReadonlySet<string>, until: Instant): { say: Reminder[]; pass: Reminder[] } {
  const due = [...new Set(minutesBefore)].filter((minutes) => momentOf({ ...shift, minutesBefore: minutes }) <= until).sort((a, b) => a - b);
  const open = due.map((minutes) => ({ ...shift, minutesBefore: minutes })).filter((reminder) => !told.has(reminderKey(reminder)));
  const [latest] = open;
  // Where a shorter one was said already, a longer one that came up since says nothing new.
  const isLate = latest !== undefined && latest.minutesBefore !== due[0];
  return latest === undefined || isLate ? { say: [], pass: open } : { say: [latest], pass: open.slice(1) };
}

/** When it is to be said. */
export function momentOf({ from, minutesBefore }: Pick<Reminder, "from" | "minutesBefore">): Instant {
  return from - minutesBefore * 60_000;
}

/** Names one reminder of one shift. */
export function reminderKey({ scheduleId, personId, from, minutesBefore }: Reminder): string {
  return JSON.stringify([scheduleId, personId, from, minutesBefore]);
}
