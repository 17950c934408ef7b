import type { Tx } from "../../platform/database/database.ts";
import { schedule, type DueWork, type SendHandler } from "../../platform/due-work/due-work.ts";
import type { Outgoing } from "../../platform/outgoing/outgoing.ts";
import { unseal } from "../../platform/sealing/seal.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { muster } from "../../values/actor.ts";
import { millisecondsOfDay, millisecondsOfHour } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { letterWork } from "../../values/letter.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { readCalendar, type CalendarReading } from "./absence-calendar.adapter.ts";
import { noteReading, readFeed } from "./absence-feed.queries.ts";
import { warnOfClashes } from "./absence.commands.ts";
import { deleteAbsences, insertAbsences, readFeedAbsences } from "./absence.queries.ts";
import { feedChanges } from "./absence.rules.ts";
import { fetchCalendar } from "./calendar.work.ts";
import type { Span } from "./span.rules.ts";

const kind = "absence.feed";
const every = millisecondsOfHour;
const ahead = 400 * millisecondsOfDay;
/** Events that touch are read as one absence, so those that are just over are looked at too: what is left of it is then no other one. */
const behind = 60 * millisecondsOfDay;
const mostBytes = 2_000_000;

/** Reads a person's calendar, now or when it is next due. */
export function feedWork(personId: string, dueAt: Instant): DueWork {
  return { kind, key: `${kind}/${personId}`, dueAt, payload: { personId } };
}

interface Prepared {
  personId: string;
  address: string | null;
  reading: CalendarReading;
}

/** Fetches calendars by the hour. What cannot be read changes nothing that was read before, and its owner is told once. */
export function feedHandler(outgoing: Outgoing): SendHandler<Prepared, Span[] | Refusal> {
  return {
    kind,
    mode: "send",
    async prepare(tx, work) {
      const { personId } = work.payload as { personId: string };
      const feed = await readFeed(tx, personId);
      const person = (await readPeople(tx, [personId])).get(personId);
      if (!feed || !person) return null;
      return { personId, address: unseal(tx, feed.address), reading: { zone: zoneNamed(person.timezone), from: tx.now - behind, to: tx.now + ahead } };
    },
    async send({ address, reading }, signal) {
      const text = await fetchCalendar(outgoing, address, { mostBytes, signal });
      return isRefusal(text) ? text : readCalendar(text, reading);
    },
    async finish(tx, _work, { personId, address }, read) {
      const feed = await readFeed(tx, personId);
      if (!feed) return null;
      // Another address was entered meanwhile: what the old one said is not kept.
      if (unseal(tx, feed.address) !== address) return tx.now;
      await keepReading(tx, personId, read, feed.problem !== null);
      return tx.now + every;
    },
  };
}

async function keepReading(tx: Tx, personId: string, read: Span[] | Refusal, wasBroken: boolean): Promise<void> {
  await noteReading(tx, personId, isRefusal(read) ? read.reason : null);
  if (isRefusal(read)) {
    if (!wasBroken) await schedule(tx, [letterWork("calendar-broken", personId, tx.now, { personId })]);
    return;
  }
  const coming = read.filter(({ to }) => to > tx.now);
  const { gone, fresh } = feedChanges(await readFeedAbsences(tx, personId), coming.map((span) => ({ ...span, firstDay: null, lastDay: null, reason: null })));
  await deleteAbsences(tx, gone.map(({ id }) => id));
  await warnOfClashes(tx, await insertAbsences(tx, personId, fresh, { madeBy: muster, isFromFeed: true }));
}
