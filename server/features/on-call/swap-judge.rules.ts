import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { Zone } from "../../values/zone.ts";
import type { NameOf } from "./override-wish.rules.ts";
import { scheduleName } from "./schedule-wording.rules.ts";
import type { Schedule } from "./schedule.rules.ts";
import { gaps, shifts } from "./shift.rules.ts";
import { joined, without, type Span } from "./span.rules.ts";
import { shortRest } from "./swap-rest.rules.ts";
import { hoursText, spanText } from "./swap-wording.rules.ts";

/** A turn, or a part of one. */
export interface Turnpart extends Span {
  scheduleId: string;
}

/** One person takes another's time on call. */
export interface Handing {
  scheduleId: string;
  from: Instant;
  to: Instant;
  giverId: string;
  takerId: string;
}

export interface NamedSchedule extends Schedule {
  name: string | null;
}

/** Everything that a swap is judged by. */
export interface Roster {
  /** All schedules, with the overrides of the time around. */
  schedules: readonly NamedSchedule[];
  /** Pairs of schedules of one escalation: the same person on both at once would be woken twice and backed by nobody. */
  apart: readonly (readonly [string, string])[];
  absences: readonly (Span & { personId: string })[];
  /** Milliseconds between two turns. */
  rest: number;
  zoneOf: (name: string) => Zone;
  nameOf: NameOf;
}

/** Null where the turns may change hands, all of them together; else whom that would hurt, when and how. */
export function whyNotHand(handings: readonly Handing[], roster: Roster): Refusal | null {
  for (const handing of handings) {
    const refused = whyNotHeld(handing, handing.giverId, roster) ?? whyThere(handing, roster) ?? whyAway(handing, roster);
    if (refused) return refused;
  }
  const after = handed(handings, roster);
  for (const handing of handings) {
    const refused = whyGap(handing, roster, after) ?? whyOnBoth(handing, after) ?? whyTired(handing, handings, roster, after);
    if (refused) return refused;
  }
  return null;
}

/** When somebody is on call in a span, over all schedules. */
function timeOnCall({ schedules, zoneOf }: Pick<Roster, "schedules" | "zoneOf">, personId: string, { from, to }: Span): Span[] {
  return joined(schedules.flatMap((schedule) => timeOn(schedule, personId, { from, to }, zoneOf(schedule.zone))));
}

function timeOn(schedule: Schedule, personId: string, { from, to }: Span, zone: Zone): Span[] {
  return joined(shifts(schedule, from, to, zone).filter((shift) => shift.personId === personId));
}

/** The roster once everything has changed hands. */
export function handed(handings: readonly Handing[], roster: Roster): Roster {
  const schedules = roster.schedules.map((schedule) => {
    const own = handings.filter(({ scheduleId }) => scheduleId === schedule.id);
    const more = own.map(({ from, to, giverId, takerId }, place) => ({ id: `handed ${place}`, kind: "replace" as const, person: takerId, replaces: giverId, from, to }));
    return more.length === 0 ? schedule : { ...schedule, overrides: [...schedule.overrides, ...more] };
  });
  return { ...roster, schedules };
}

function scheduleIn({ schedules }: Roster, id: string): NamedSchedule | undefined {
  return schedules.find((schedule) => schedule.id === id);
}

/** Null where the turn is the giver's from its beginning to its end; else what of it is not. */
export function whyNotHeld({ scheduleId, from, to }: Turnpart, giverId: string, roster: Roster): Refusal | null {
  const schedule = scheduleIn(roster, scheduleId);
  if (!schedule) return refuse("swap.changed", "The schedule is not there any more, so nothing can change hands.");
  const zone = roster.zoneOf(schedule.zone);
  const [missing] = without([{ from, to }], timeOn(schedule, giverId, { from, to }, zone));
  if (!missing) return null;
  return refuse("swap.changed", `${roster.nameOf(giverId)} is not on call on ${scheduleName(schedule)} ${spanText(zone, missing.from, missing.to)}. Ask again with the time as it stands now.`);
}

function whyThere(handing: Handing, roster: Roster): Refusal | null {
  const schedule = scheduleIn(roster, handing.scheduleId);
  const [own] = schedule ? timeOn(schedule, handing.takerId, handing, roster.zoneOf(schedule.zone)) : [];
  if (!schedule || !own) return null;
  const words = spanText(roster.zoneOf(schedule.zone), own.from, own.to);
  return refuse("swap.already-on-call", `${roster.nameOf(handing.takerId)} is on call on ${scheduleName(schedule)} already ${words}.`);
}

function whyAway({ scheduleId, from, to, takerId }: Handing, roster: Roster): Refusal | null {
  const away = roster.absences.find((absence) => absence.personId === takerId && absence.from < to && absence.to > from);
  if (!away) return null;
  return refuse("swap.absent", `${roster.nameOf(takerId)} is away ${spanText(zoneOn(roster, scheduleId), away.from, away.to)}.`);
}

function whyGap({ scheduleId, from, to }: Handing, roster: Roster, after: Roster): Refusal | null {
  const zone = zoneOn(roster, scheduleId);
  const gapsOf = ({ schedules }: Roster) => joined(schedules.filter(({ id }) => id === scheduleId).flatMap((schedule) => gaps(schedule, from, to, zone)));
  const [gap] = without(gapsOf(after), gapsOf(roster));
  return gap ? refuse("swap.gap", `Nobody would be on call ${spanText(zone, gap.from, gap.to)}, ${hoursText(gap.to - gap.from)} long.`) : null;
}

function whyOnBoth(handing: Handing, after: Roster): Refusal | null {
  const { scheduleId, takerId } = handing;
  const others = after.apart.flatMap(([one, other]) => (one === scheduleId ? [other] : other === scheduleId ? [one] : []));
  for (const id of others) {
    const schedule = scheduleIn(after, id);
    const [both] = schedule ? timeOn(schedule, takerId, handing, after.zoneOf(schedule.zone)) : [];
    if (!schedule || !both) continue;
    const words = spanText(after.zoneOf(schedule.zone), both.from, both.to);
    return refuse("swap.on-both", `${after.nameOf(takerId)} is on call on ${scheduleName(schedule)} ${words}. One escalation goes through both, so they need two people.`);
  }
  return null;
}

function whyTired({ scheduleId, takerId }: Handing, handings: readonly Handing[], roster: Roster, after: Roster): Refusal | null {
  const around = { from: Math.min(...handings.map(({ from }) => from)) - roster.rest, to: Math.max(...handings.map(({ to }) => to)) + roster.rest };
  const short = shortRest(timeOnCall(roster, takerId, around), timeOnCall(after, takerId, around), roster.rest);
  if (!short) return null;
  const sentence = `${roster.nameOf(takerId)} would rest ${hoursText(short.to - short.from)} between two turns, ${spanText(zoneOn(roster, scheduleId), short.from, short.to)}.`;
  return refuse("swap.rest", `${sentence} At least ${hoursText(roster.rest)} are kept free here.`);
}

function zoneOn(roster: Roster, scheduleId: string): Zone {
  return roster.zoneOf(scheduleIn(roster, scheduleId)?.zone ?? "UTC");
}
