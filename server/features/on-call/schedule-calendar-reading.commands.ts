import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { readAllPeople } from "../directory/index.ts";
import { readEvents } from "./calendar.adapter.ts";
import { recordHistory } from "./history.commands.ts";
import { noSuchSchedule } from "./override.commands.ts";
import { writeReading, type CalendarRow } from "./schedule-calendar.queries.ts";
import { readNames, type CalendarReading } from "./schedule-calendar.rules.ts";
import { readSchedules } from "./schedule.queries.ts";

const reach = 400 * millisecondsOfDay;

/** What a calendar's text says of the time around now; one that cannot be read is a refusal. */
export async function readText(tx: Tx, scheduleId: string, content: string): Promise<CalendarReading | Refusal> {
  const [stored] = await readSchedules(tx, [scheduleId], tx.now, tx.now);
  if (!stored) return noSuchSchedule;
  const events = readEvents(content, { zone: zoneNamed(stored.zone), from: tx.now - reach, to: tx.now + reach, isWanted: () => true });
  if (isRefusal(events)) return refuse(events.code, events.reason, { errors: [{ path: "content", message: events.reason }] });
  return readNames(events, await readAllPeople(tx));
}

/** Keeps what a calendar says now; the past stays as it was. */
export async function keepReading(tx: Tx, calendar: Pick<CalendarRow, "schedule_id" | "id">, content: string, reading: CalendarReading): Promise<void> {
  await recordHistory(tx, [calendar.schedule_id]);
  await writeReading(tx, calendar, content, reading);
}
