import type { Tx } from "../../platform/database/database.ts";
import { cancel, schedule } from "../../platform/due-work/due-work.ts";
import { seal } from "../../platform/sealing/seal.ts";
import { muster } from "../../values/actor.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { recordHistory } from "./history.commands.ts";
import { lockSchedule } from "./override.queries.ts";
import { noSuchSchedule } from "./override.commands.ts";
import type { CalendarWishBody } from "./schedule-calendar.contract.ts";
import { keepCalendar } from "./schedule-calendar-reading.commands.ts";
import { deleteCalendar, findCalendar, writeCalendar, type CalendarRow } from "./schedule-calendar.queries.ts";
import { calendarWork } from "./schedule-calendar.work.ts";

/** Its events go before every layer. */
export const overridePriority = 2_000;
const noSuchCalendar = refuse("calendar.not-found", "This schedule has no such calendar.");

/** Takes a calendar in, in the place of one of the same id. What is read from an address is read at once and then again and again. */
export async function putCalendar(tx: Tx, caller: Caller, scheduleId: string, id: string, wish: CalendarWishBody): Promise<CalendarRow | Refusal> {
  if (!(await lockSchedule(tx, scheduleId))) return noSuchSchedule;
  const address = "url" in wish ? addressOf(wish.url) : null;
  if (isRefusal(address)) return address;
  const before = await findCalendar(tx, scheduleId, id);
  await recordHistory(tx, [scheduleId]);
  const priority = wish.isOverride ? overridePriority : wish.priority;
  await writeCalendar(tx, { scheduleId, id, name: wish.name ?? null, address: address && seal(tx, address.href), host: address?.hostname ?? null, priority });
  const kept = "content" in wish ? await keepCalendar(tx, { schedule_id: scheduleId, id }, wish.content) : null;
  if (isRefusal(kept)) return kept;
  await schedule(tx, [calendarWork(scheduleId, id, address ? tx.now : tx.now + millisecondsOfDay)]);
  const details = { after: { name: wish.name ?? null, priority, host: address?.hostname ?? null } };
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "schedules", id: scheduleId, action: before ? "changed" : "made", paths: [`calendars/${id}`], details });
  return (await findCalendar(tx, scheduleId, id)) ?? noSuchCalendar;
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

function addressOf(text: string): URL | Refusal {
  const address = text.trim().replace(/^webcals?:\/\//i, "https://");
  if (/^https?:\/\//i.test(address) && URL.canParse(address)) return new URL(address);
  const message = "Write the address of the calendar with https:// or webcal:// in front.";
  return refuse("calendar.address.invalid", message, { errors: [{ path: "url", message }] });
}
