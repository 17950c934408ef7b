import { zoneNamed } from "../../platform/zones/zones.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import { insertRecords, lockRecorded, markRecorded, type NewRecord } from "./history.queries.ts";
import { layerName } from "./schedule-wording.rules.ts";
import { readSchedules, type StoredSchedule } from "./schedule.queries.ts";
import type { Because, Shift } from "./schedule.rules.ts";
import { shifts } from "./shift.rules.ts";

const minute = 60_000;
/** As far back as a calendar can be asked for. */
const reach = 400 * millisecondsOfDay;

/**
 * Keeps who was on call until now as it stands, so that no later change of a rule, a zone or a calendar tells the past anew.
 * Safe to run twice: what is kept already is left as it is.
 */
export async function recordHistory(tx: Tx, ids: readonly string[]): Promise<void> {
  const until = minuteOf(tx.now);
  const spans = (await lockRecorded(tx, ids)).map(({ id, recorded_from, recorded_to }) => {
    const begins = recorded_to ?? until - reach;
    return { id, begins, from: recorded_from ?? begins, to: Math.max(begins, until) };
  });
  const due = spans.filter(({ begins, to }) => to > begins);
  if (due.length === 0) return;
  const earliest = Math.min(...due.map(({ begins }) => begins));
  const schedules = new Map((await readSchedules(tx, due.map(({ id }) => id), earliest, until)).map((schedule) => [schedule.id, schedule]));
  await insertRecords(
    tx,
    due.flatMap(({ id, begins, to }) => recordsOf(schedules.get(id), begins, to)),
  );
  await markRecorded(tx, due);
}

/** Schedules are precise to the minute; the one that runs is not over. */
export function minuteOf(at: Instant): Instant {
  return at - (at % minute);
}

function recordsOf(schedule: StoredSchedule | undefined, from: Instant, to: Instant): NewRecord[] {
  if (!schedule) return [];
  const told = shifts(schedule, from, to, zoneNamed(schedule.zone));
  return told.map((shift) => ({ scheduleId: schedule.id, personId: shift.personId, from: shift.from, to: shift.to, because: firstReason(shift, schedule) }));
}

/** A layer is kept with its name: it may be another tomorrow. */
function firstReason({ because }: Shift, { layers }: StoredSchedule): Because {
  const [first] = because;
  if (!first || !("layer" in first)) return first ?? { layer: 0 };
  const layer = layers[first.layer];
  return { layer: first.layer, name: first.name ?? (layer ? layerName(layer) : "") };
}
