import type { Tx } from "../../platform/database/database.ts";
import type { DueWork, SendHandler } from "../../platform/due-work/due-work.ts";
import type { Outgoing } from "../../platform/outgoing/outgoing.ts";
import { unseal } from "../../platform/sealing/seal.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { tellAdministrators } from "../access/index.ts";
import { keepCalendar } from "./schedule-calendar-reading.commands.ts";
import { findCalendar, writeProblem } from "./schedule-calendar.queries.ts";

const kind = "schedule.calendar";
const every = 15 * 60_000;
const mostBytes = 4_000_000;
const sealedElsewhere = refuse("calendar.sealed", "Its address was sealed with another key. Enter it again.");

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
    send: ({ address, url, content }, signal) => (address === null ? Promise.resolve(content) : fetchCalendar(outgoing, url, signal)),
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

async function fetchCalendar(outgoing: Outgoing, url: string | null, signal: AbortSignal): Promise<string | Refusal> {
  if (url === null) return sealedElsewhere;
  const answer = await outgoing.request({ method: "GET", url, headers: { accept: "text/calendar" }, signal, mostBytes });
  if (isRefusal(answer) || answer.status === 200) return isRefusal(answer) ? answer : answer.body;
  const mend = answer.status >= 300 && answer.status < 400 ? " Enter the address it leads to." : "";
  return refuse("calendar.status", `${new URL(url).hostname} answered with status ${answer.status}.${mend}`);
}

async function keepOrTell(tx: Tx, { scheduleId, id }: Prepared, text: string | Refusal, before: string | null): Promise<void> {
  const calendar = { schedule_id: scheduleId, id };
  const kept = isRefusal(text) ? text : await keepCalendar(tx, calendar, text);
  if (!isRefusal(kept)) return;
  await writeProblem(tx, calendar, kept.reason);
  if (before !== null) return;
  const sentence = `The calendar ${id} of the schedule ${scheduleId} could not be read: ${kept.reason} What it said before still holds.`;
  await tellAdministrators(tx, [{ key: `${kind}/${scheduleId}/${id}`, code: "schedule.calendar", sentence }]);
}
