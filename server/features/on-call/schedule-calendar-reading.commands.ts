import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { readAllPeople } from "../directory/index.ts";
import { recordHistory } from "./history.commands.ts";
import { noSuchSchedule } from "./override.commands.ts";
import { readEvents } from "./schedule-calendar.adapter.ts";
import { writeReading, type CalendarRow } from "./schedule-calendar.queries.ts";
import { readNames, type CalendarReading } from "./schedule-calendar.rules.ts";
import { readSchedules } from "./schedule.queries.ts";

const reach = 400 * millisecondsOfDay;

/** Keeps what the text says of the time around now; the past stays as it was. A text that cannot be read changes nothing. */
export async function keepCalendar(tx: Tx, calendar: Pick<CalendarRow, "schedule_id" | "id">, content: string): Promise<CalendarReading | Refusal> {
  const [stored] = await readSchedules(tx, [calendar.schedule_id], tx.now, tx.now);
  if (!stored) return noSuchSchedule;
  const events = readEvents(content, { zone: zoneNamed(stored.zone), from: tx.now - reach, to: tx.now + reach });
  if (isRefusal(events)) return refuse(events.code, events.reason, { errors: [{ path: "content", message: events.reason }] });
  const reading = readNames(events, await readAllPeople(tx));
  await recordHistory(tx, [calendar.schedule_id]);
  await writeReading(tx, calendar, content, reading);
  return reading;
}
