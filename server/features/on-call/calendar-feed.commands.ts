import type { Tx } from "../../platform/database/database.ts";
import { hashSecret, idFrom, newId, newSecret } from "../../platform/ids/ids.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { deleteFeed, findFeed, insertFeed, listFeeds, noteFeedRead, type CalendarFeedRow } from "./calendar-feed.queries.ts";
import { writeCalendar, type CalendarEvent } from "./calendar-feed.rules.ts";
import { noPerson } from "./my-shifts.permissions.ts";
import { readNamesOf } from "./my-shifts.queries.ts";
import type { NameOf } from "./override-wish.rules.ts";
import { noSuchSchedule } from "./override.commands.ts";
import { scheduleName } from "./schedule-wording.rules.ts";
import { readSchedules, type StoredSchedule } from "./schedule.queries.ts";
import { peopleIn } from "./shift.presenter.ts";
import { farthestLook, shifts, whoIsOnCall } from "./shift.rules.ts";
import { whyTooMany, type Span } from "./span.rules.ts";

const mostFeeds = 20;
const past = 30 * millisecondsOfDay;
const coming = 180 * millisecondsOfDay;

export interface MadeFeed {
  row: CalendarFeedRow;
  address: string;
}

/** Makes an address that a calendar program can subscribe to: of the caller's own shifts, or of a schedule. */
export async function makeFeed(tx: Tx, caller: Caller, scheduleId: string | null): Promise<MadeFeed | Refusal> {
  const { personId } = caller;
  if (personId === null) return noPerson;
  await tx.first("select from person where id = $1 for no key update", [personId]);
  if (scheduleId !== null && (await readSchedules(tx, [scheduleId], tx.now, tx.now)).length === 0) return noSuchSchedule;
  if ((await listFeeds(tx, personId)).length >= mostFeeds) return refuse("calendar-feed.full", `You have ${mostFeeds} calendars already. Take back one that you do not use.`);
  const [id, token] = [newId(), newSecret()];
  await insertFeed(tx, { id, tokenHash: hashSecret(token), personId, scheduleId });
  await recordAudit(tx, { actor: { kind: "person", id: personId }, section: "people", id: personId, action: "made", paths: [`calendars/${id}`], details: { after: { scheduleId } } });
  const row = (await listFeeds(tx, personId)).find((one) => one.id === id);
  if (!row) throw new Error("A calendar that was made is not there.");
  return { row, address: `${publicUrlOf(tx)}/calendars/${token}.ics` };
}

/** Takes a feed back: its address serves nothing any more. */
export async function endFeed(tx: Tx, caller: Caller, id: string): Promise<null | Refusal> {
  const { personId } = caller;
  if (personId === null) return noPerson;
  if (!(await deleteFeed(tx, personId, id))) return refuse("calendar-feed.not-found", "There is no such calendar; perhaps it was taken back already.");
  await recordAudit(tx, { actor: { kind: "person", id: personId }, section: "people", id: personId, action: "revoked", paths: [`calendars/${id}`] });
  return null;
}

/** The calendar that an address serves; null where it serves none. */
export async function readFeed(tx: Tx, token: string): Promise<string | null> {
  const feed = await findFeed(tx, hashSecret(token));
  if (!feed) return null;
  await noteFeedRead(tx, feed.id);
  const span = { from: tx.now - past, to: tx.now + coming };
  const schedules = await readSchedules(tx, feed.schedule_id === null ? null : [feed.schedule_id], span.from - farthestLook, span.to + farthestLook);
  const shown = feed.schedule_id === null ? schedules.filter((schedule) => peopleIn([schedule]).includes(feed.person_id)) : schedules;
  const nameOf = await readNamesOf(tx, [...shown.flatMap((schedule) => peopleIn([schedule])), feed.person_id]);
  const whole = shown.flatMap((schedule) => wholeShifts(schedule, span));
  const wanted = whole.filter(({ personId }) => feed.schedule_id !== null || personId === feed.person_id).sort((a, b) => a.from - b.from);
  const name = feed.schedule_id === null ? `${nameOf(feed.person_id)} on call` : `On call: ${scheduleName({ id: feed.schedule_id, name: feed.schedule_name })}`;
  return writeCalendar({ name, events: wanted.map((shift) => eventOf(shift, { isOwn: feed.schedule_id === null, nameOf, publicUrl: publicUrlOf(tx) })), now: tx.now });
}

interface WholeShift {
  schedule: StoredSchedule;
  personId: string;
  from: Instant;
  to: Instant;
  /** Named by its beginning; one that began more than a year ago has none. */
  begins: string;
}

/** Shifts that touch the span, uncut: so the same shift is the same entry tomorrow. Turns too short to be counted out that far are shown for a month. */
function wholeShifts(schedule: StoredSchedule, span: Span): WholeShift[] {
  const zone = zoneNamed(schedule.zone);
  const near = whyTooMany([schedule], span) === null ? span : { from: span.from + past, to: span.from + 2 * past };
  const atStart = whoIsOnCall(schedule, near.from, zone);
  const atEnd = whoIsOnCall(schedule, near.to, zone);
  return shifts(schedule, near.from, near.to, zone).map((shift) => {
    const { personId } = shift;
    const since = shift.startsEarlier ? (atStart.find((one) => one.personId === personId)?.since ?? null) : shift.from;
    const until = shift.endsLater ? (atEnd.find((one) => one.personId === personId)?.until ?? null) : shift.to;
    const firstDay = Math.floor(near.from / millisecondsOfDay) * millisecondsOfDay;
    return { schedule, personId, from: since ?? firstDay, to: until ?? near.to, begins: since === null ? "long ago" : String(since) };
  });
}

function eventOf({ schedule, personId, from, to, begins }: WholeShift, { isOwn, nameOf, publicUrl }: { isOwn: boolean; nameOf: NameOf; publicUrl: string }): CalendarEvent {
  const name = scheduleName(schedule);
  return {
    uid: `${idFrom(JSON.stringify(["shift", schedule.id, personId, begins]))}@muster`,
    ...{ from, to },
    summary: isOwn ? `On call: ${name}` : `${nameOf(personId)}: ${name}`,
    description: `${nameOf(personId)} is on call for ${name}. As Muster says it now: whoever is paged is asked for at that moment.`,
    url: publicUrl === "" ? "" : `${publicUrl}${isOwn ? "/on-call/me" : `/on-call?schedule=${encodeURIComponent(schedule.id)}`}`,
  };
}

/** The address that people use, as the wiring gives it. */
function publicUrlOf(tx: Tx): string {
  return (tx.context["links"] as { publicUrl: string } | undefined)?.publicUrl ?? "";
}
