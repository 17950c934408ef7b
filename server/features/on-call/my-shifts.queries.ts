import { millisecondsOfDay } from "../../values/civil.ts";
import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { readPeople } from "../directory/index.ts";
import { reachesOf, type ScheduleReach } from "./my-shifts.connector.ts";
import { neighboursOf, type Neighbours } from "./my-shifts.rules.ts";
import type { NameOf } from "./override-wish.rules.ts";
import { readSchedules, type StoredSchedule } from "./schedule.queries.ts";
import type { Shift } from "./schedule.rules.ts";
import { peopleIn } from "./shift.presenter.ts";
import { shifts } from "./shift.rules.ts";
import { whyTooMany, type Span } from "./span.rules.ts";

/** A shift of somebody with all that stands around it. */
export interface OwnShift extends Neighbours {
  schedule: StoredSchedule;
  shift: Shift;
  services: ScheduleReach["services"];
  /** Who is on call meanwhile on other schedules of the same policies. */
  seconds: SecondShift[];
}

export interface SecondShift {
  schedule: StoredSchedule;
  shift: Shift;
  step: number;
}

/** Neighbours are looked for so far beyond what was asked. */
const margin = 40 * millisecondsOfDay;

/** Somebody's shifts that touch the span, over all schedules, earliest first. */
export async function readOwnShifts(tx: Tx, personId: string, span: Span): Promise<OwnShift[]> {
  const wide = { from: span.from - margin, to: span.to + margin };
  const all = (await readSchedules(tx, null, wide.from - 1, wide.to)).filter((schedule) => whyTooMany([schedule], wide) === null);
  const own = all.filter((schedule) => peopleIn([schedule]).includes(personId));
  const reaches = await reachesOf(tx)(tx, own.map(({ id }) => id));
  const byId = new Map(all.map((schedule) => [schedule.id, schedule]));
  const counted = new Map<string, Shift[]>();
  const shiftsIn = (schedule: StoredSchedule) => {
    const found = counted.get(schedule.id) ?? shifts(schedule, wide.from, wide.to, zoneNamed(schedule.zone));
    counted.set(schedule.id, found);
    return found;
  };
  const held = own.flatMap((schedule) => heldBy(personId, shiftsIn(schedule), span).map((shift) => ({ schedule, shift })));
  return held
    .map(({ schedule, shift }) => {
      const reach = reaches.get(schedule.id);
      const seconds = (reach?.beside ?? []).flatMap(({ scheduleId, step }) => {
        const other = byId.get(scheduleId);
        return other ? overlapping(shift, shiftsIn(other)).map((second) => ({ schedule: other, shift: second, step })) : [];
      });
      return { schedule, shift, ...neighboursOf(shift, shiftsIn(schedule)), services: reach?.services ?? [], seconds };
    })
    .sort((a, b) => a.shift.from - b.shift.from);
}

/** One shift by its beginning, as somebody named it; null where the person's shift no longer begins then. */
export async function readOwnShift(tx: Tx, personId: string, scheduleId: string, from: number): Promise<OwnShift | null> {
  const found = await readOwnShifts(tx, personId, { from, to: from + 1 });
  return found.find(({ schedule, shift }) => schedule.id === scheduleId && shift.from === from) ?? null;
}

function heldBy(personId: string, all: readonly Shift[], span: Span): Shift[] {
  return all.filter((shift) => shift.personId === personId && shift.from < span.to && shift.to > span.from);
}

function overlapping(shift: Shift, others: readonly Shift[]): Shift[] {
  return others.filter(({ personId, from, to }) => personId !== shift.personId && from < shift.to && to > shift.from);
}

/** What people are called, by their ids; somebody who is gone keeps the id. */
export async function readNamesOf(tx: Tx, personIds: readonly string[]): Promise<NameOf> {
  const people = await readPeople(tx, [...new Set(personIds)]);
  return (id) => people.get(id)?.name ?? id;
}

/** Everybody who is named around shifts. */
export function peopleAround(own: readonly OwnShift[]): string[] {
  return own.flatMap(({ schedule, shift, before, after, beside, seconds }) => [
    ...peopleIn([schedule]),
    shift.personId,
    ...[...before, ...after, ...beside, ...seconds.map((second) => second.shift)].map(({ personId }) => personId),
  ]);
}
