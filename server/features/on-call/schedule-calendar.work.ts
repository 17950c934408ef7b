import type { Tx } from "../../platform/database/database.ts";
import type { DueWork, SendHandler } from "../../platform/due-work/due-work.ts";
import type { Outgoing } from "../../platform/outgoing/outgoing.ts";
import { unseal } from "../../platform/sealing/seal.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { tellAdministrators } from "../access/index.ts";
import { fetchCalendar } from "./calendar.work.ts";
import { keepReading, readText } from "./schedule-calendar-reading.commands.ts";
import { findCalendar, writeProblem, type CalendarRow } from "./schedule-calendar.queries.ts";

const kind = "schedule.calendar";
const every = 15 * 60_000;
const mostBytes = 4_000_000;

/** Reads a calendar of a schedule, now or when it is next due. */
export function calendarWork(scheduleId: string, id: string, dueAt: number): DueWork {
  return { kind, key: `${kind}/${scheduleId}/${id}`, dueAt, payload: { scheduleId, id } };
}

interface Prepared {
  scheduleId: string;
  id: string;
  /** Sealed; null: it was uploaded, and is only read for a later time. */
  address: string | null;
  url: string | null;
  content: string;
}

/** Fetches calendars of schedules every quarter of an hour. What cannot be read changes nothing that was read before, and the administrators are told. */
export function scheduleCalendarHandler(outgoing: Outgoing): SendHandler<Prepared, string | Refusal> {
  return {
    kind,
    mode: "send",
    async prepare(tx, work) {
      const { scheduleId, id } = work.payload as { scheduleId: string; id: string };
      const found = await findCalendar(tx, scheduleId, id);
      return found && { scheduleId, id, address: found.address, url: found.address && unseal(tx, found.address), content: found.content };
    },
    send: ({ address, url, content }, signal) => (address === null ? Promise.resolve(content) : fetchCalendar(outgoing, url, { mostBytes, signal })),
    async finish(tx, _work, prepared, text) {
      const found = await findCalendar(tx, prepared.scheduleId, prepared.id);
      if (!found) return null;
      // Another address or file was given meanwhile.
      if (found.address !== prepared.address || (found.address === null && found.content !== prepared.content)) return tx.now;
      await keepOrTell(tx, prepared, text, found.problem);
      return tx.now + (prepared.address === null ? millisecondsOfDay : every);
    },
  };
}

async function keepOrTell(tx: Tx, { scheduleId, id }: Prepared, text: string | Refusal, before: string | null): Promise<void> {
  const calendar = { schedule_id: scheduleId, id };
  const refused = isRefusal(text) ? text : await keepText(tx, calendar, text);
  if (!refused) return;
  await writeProblem(tx, calendar, refused.reason);
  if (before !== null) return;
  const sentence = `The calendar ${id} of the schedule ${scheduleId} could not be read: ${refused.reason} What it said before still holds.`;
  await tellAdministrators(tx, [{ key: `${kind}/${scheduleId}/${id}`, code: "schedule.calendar", sentence }]);
}

async function keepText(tx: Tx, calendar: Pick<CalendarRow, "schedule_id" | "id">, text: string): Promise<Refusal | null> {
  const reading = await readText(tx, calendar.schedule_id, text);
  if (isRefusal(reading)) return reading;
  await keepReading(tx, calendar, text, reading);
  return null;
}
