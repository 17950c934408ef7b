import type { Tx } from "../../platform/database/database.ts";
import { cancel, schedule } from "../../platform/due-work/due-work.ts";
import { seal } from "../../platform/sealing/seal.ts";
import { muster } from "../../values/actor.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { calendarAddress } from "./calendar.rules.ts";
import { recordHistory } from "./history.commands.ts";
import { lockSchedule } from "./override.queries.ts";
import { noSuchSchedule } from "./override.commands.ts";
import type { CalendarWishBody } from "./schedule-calendar.contract.ts";
import { keepReading, readText } from "./schedule-calendar-reading.commands.ts";
import { deleteCalendar, findCalendar, writeCalendar, type CalendarRow } from "./schedule-calendar.queries.ts";
import type { CalendarReading } from "./schedule-calendar.rules.ts";
import { calendarWork } from "./schedule-calendar.work.ts";

/** Its events go before every layer. */
export const overridePriority = 2_000;
const noSuchCalendar = refuse("calendar.not-found", "This schedule has no such calendar.");

/** Takes a calendar in, in the place of one of the same id. What is read from an address is read at once and then again and again. */
export async function putCalendar(tx: Tx, caller: Caller, scheduleId: string, id: string, wish: CalendarWishBody): Promise<CalendarRow | Refusal> {
  if (!(await lockSchedule(tx, scheduleId))) return noSuchSchedule;
  const source = await sourceOf(tx, scheduleId, wish);
  if (isRefusal(source)) return source;
  const { address, host, read } = source;
  const before = await findCalendar(tx, scheduleId, id);
  await recordHistory(tx, [scheduleId]);
  const facts = { name: wish.name ?? null, host, priority: wish.isOverride ? overridePriority : wish.priority };
  await writeCalendar(tx, { scheduleId, id, address, ...facts });
  if (read) await keepReading(tx, { schedule_id: scheduleId, id }, read.content, read.reading);
  await schedule(tx, [calendarWork(scheduleId, id, read ? tx.now + millisecondsOfDay : tx.now)]);
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "schedules", id: scheduleId, action: before ? "changed" : "made", paths: [`calendars/${id}`], details: { after: facts } });
  return (await findCalendar(tx, scheduleId, id)) ?? noSuchCalendar;
}

/** Where a calendar lies, its address sealed, or what the text of a file says. */
interface Source {
  address: string | null;
  host: string | null;
  read: { content: string; reading: CalendarReading } | null;
}

async function sourceOf(tx: Tx, scheduleId: string, wish: CalendarWishBody): Promise<Source | Refusal> {
  if ("content" in wish) {
    const reading = await readText(tx, scheduleId, wish.content);
    return isRefusal(reading) ? reading : { address: null, host: null, read: { content: wish.content, reading } };
  }
  const address = calendarAddress(wish.url);
  return isRefusal(address) ? address : { address: seal(tx, address.href), host: address.hostname, read: null };
}

/** Forgets a calendar; who was on call by it until now stays told. */
export async function removeCalendar(tx: Tx, caller: Caller, scheduleId: string, id: string): Promise<null | Refusal> {
  if (!(await lockSchedule(tx, scheduleId))) return noSuchSchedule;
  await recordHistory(tx, [scheduleId]);
  if (!(await deleteCalendar(tx, scheduleId, id))) return noSuchCalendar;
  await cancel(tx, [calendarWork(scheduleId, id, tx.now).key]);
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "schedules", id: scheduleId, action: "deleted", paths: [`calendars/${id}`] });
  return null;
}

/** Reads a calendar again now rather than when it is next due. */
export async function readCalendarAgain(tx: Tx, scheduleId: string, id: string): Promise<CalendarRow | Refusal> {
  const found = await findCalendar(tx, scheduleId, id);
  if (!found) return noSuchCalendar;
  await schedule(tx, [calendarWork(scheduleId, id, tx.now)]);
  return found;
}
