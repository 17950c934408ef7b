import type { MyShiftView } from "../../../server/features/on-call/my-shifts.contract.ts";
import { listWords } from "../../../server/features/on-call/shift-words.rules.ts";
import type { Instant } from "../../../server/values/instant.ts";
import { dueWords, fullMomentWords, momentWords } from "../../design/wording.ts";

type Led = Pick<MyShiftView, "scheduleName" | "from" | "to" | "endsLater" | "before" | "after">;

export function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}

function running(shifts: readonly Led[], now: Instant): Led[] {
  return shifts.filter(({ from, to }) => Date.parse(from) <= now && Date.parse(to) > now);
}

/** Whether the reader is on call now, and until when. */
export function whatIsSo(shifts: readonly Led[], now: Instant): string {
  const held = running(shifts, now);
  if (held.length === 0) return "You are not on call now.";
  const ends = held.map((shift) => (shift.endsLater ? shift.scheduleName : `${shift.scheduleName} until ${momentWords(Date.parse(shift.to), now)}`));
  return `You are on call for ${listWords(ends)}.`;
}

/** Who comes after, or when it begins. */
export function whatComesNext(shifts: readonly Led[], now: Instant): string {
  const [held] = running(shifts, now);
  if (held !== undefined) {
    const names = held.after.map(({ name }) => name);
    if (held.endsLater) return "It has no end in sight.";
    return names.length === 0 ? "Nobody is planned after you." : `${listWords(names)} ${names.length === 1 ? "comes" : "come"} after you.`;
  }
  const [next] = shifts.filter(({ from }) => Date.parse(from) > now);
  if (next === undefined) return "You have no shift in the next 90 days.";
  const from = Date.parse(next.from);
  const after = next.before.length === 0 ? "" : `, after ${listWords(next.before.map(({ name }) => name))}`;
  return `You begin ${dueWords(from, now)}, ${momentWords(from, now)}${after}.`;
}

const lengths: readonly [number, string][] = [
  [10_080, "1 week"],
  [2_880, "2 days"],
  [1_440, "1 day"],
  [240, "4 hours"],
  [60, "1 hour"],
  [15, "15 minutes"],
];

/** When a shift that runs began; of one that began before what was looked at, only that. */
export function sinceWords({ from, startsEarlier }: Pick<MyShiftView, "from" | "startsEarlier">): string {
  return startsEarlier ? "for a long time" : `since ${fullMomentWords(Date.parse(from))}`;
}

/** Which reminders one can choose: the usual ones, and those that the reader has besides. */
export function reminderChoices(chosen: readonly number[]): { minutes: number; words: string }[] {
  const usual = new Map(lengths);
  const others = chosen.filter((minutes) => !usual.has(minutes)).map((minutes): [number, string] => [minutes, `${minutes} minutes`]);
  return [...lengths, ...others].sort(([a], [b]) => b - a).map(([minutes, words]) => ({ minutes, words }));
}
