import type { Instant } from "../../values/instant.ts";
import { toWallClock, type Zone } from "../../values/zone.ts";

/** From when to when somebody holds a role on their own clock; the handover lies before the night. */
export const waking = { from: 7, until: 20 } as const;

interface PersonSpan {
  personId: string;
  from: Instant;
  to: Instant;
}

/** What is known of a role: who holds it, its schedule, who belongs to the rotation, and when whom of them is away. */
export interface RoleAhead {
  /** Null where nobody holds it yet. */
  holderId: string | null;
  shifts: readonly PersonSpan[];
  rotation: readonly string[];
  absences: readonly PersonSpan[];
  zoneOf: (personId: string) => Zone;
}

export interface SpanAhead {
  /** Null: nobody of the rotation is awake. */
  personId: string | null;
  from: Instant;
  to: Instant;
  because: "holds" | "on-call" | "awake" | "nobody";
  /** Who is on call when it begins. */
  onCall: string[];
}

const quarter = 15 * 60_000;
const minutesOfHour = 60;

/**
 * Who would hold a role from now on: whoever holds it until their evening or until the schedule hands over; then who is on call where it is day, else
 * the one of the rotation who has most of the day left; where all of them sleep there is a gap.
 */
export function staffingAhead(role: RoleAhead, from: Instant, to: Instant): SpanAhead[] {
  const first: Holding = role.holderId === null ? (nextHolder(role, nobody, from) ?? nobody) : { personId: role.holderId, because: "holds" };
  const spans: SpanAhead[] = [{ ...first, from, to, onCall: onCallAt(role, from) }];
  for (const at of momentsBetween(role, from, to)) {
    const current = spans[spans.length - 1] as SpanAhead;
    const next = nextHolder(role, current, at);
    if (next === null) continue;
    current.to = at;
    spans.push({ ...next, from: at, to, onCall: onCallAt(role, at) });
  }
  return spans;
}

const nobody: Holding = { personId: null, because: "nobody" };

/** Local days begin and end on quarter-hours everywhere. */
function momentsBetween({ shifts }: RoleAhead, from: Instant, to: Instant): Instant[] {
  const moments = new Set(shifts.flatMap((shift) => [shift.from, shift.to]));
  for (let at = Math.ceil((from + 1) / quarter) * quarter; at < to; at += quarter) moments.add(at);
  return [...moments].filter((at) => at > from && at < to).sort((a, b) => a - b);
}

type Holding = Pick<SpanAhead, "personId" | "because">;

/** Who takes over at that moment; null where it goes on as it is. */
function nextHolder(role: RoleAhead, current: Holding, at: Instant): Holding | null {
  const { personId } = current;
  const stays = personId !== null && isUp(role, personId, at);
  const onCall = onCallAt(role, at);
  const awake = onCall.includes(personId ?? "") && stays ? undefined : onCall.find((id) => isUp(role, id, at));
  if (awake !== undefined && (!stays || shiftsBeginAt(role, at))) return { personId: awake, because: "on-call" };
  if (stays) return null;
  const other = mostDayLeft(role, at);
  if (other !== undefined) return { personId: other, because: "awake" };
  return personId === null || isUpAnyway(role, current, at) ? null : nobody;
}

function mostDayLeft(role: RoleAhead, at: Instant): string | undefined {
  const awake = role.rotation.filter((id) => isUp(role, id, at));
  return awake.sort((a, b) => dayLeft(role, b, at) - dayLeft(role, a, at) || (a < b ? -1 : 1))[0];
}

/** Whoever holds it at night already goes on until somebody has day. */
function isUpAnyway(role: RoleAhead, { personId, because }: Holding, at: Instant): boolean {
  return because === "holds" && personId !== null && !isUp(role, personId, at - quarter);
}

function onCallAt({ shifts }: RoleAhead, at: Instant): string[] {
  return shifts.filter(({ from, to }) => from <= at && at < to).map(({ personId }) => personId);
}

function shiftsBeginAt({ shifts }: RoleAhead, at: Instant): boolean {
  return shifts.some(({ from }) => from === at);
}

/** It is day where they are, and they are not away. */
function isUp({ zoneOf, absences }: RoleAhead, personId: string, at: Instant): boolean {
  const { hour } = toWallClock(zoneOf(personId), at);
  return hour >= waking.from && hour < waking.until && !absences.some((one) => one.personId === personId && one.from <= at && at < one.to);
}

function dayLeft({ zoneOf }: RoleAhead, personId: string, at: Instant): number {
  const { hour, minute } = toWallClock(zoneOf(personId), at);
  return (waking.until - hour) * minutesOfHour - minute;
}
