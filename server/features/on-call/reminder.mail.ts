import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import { toIso } from "../../values/instant.ts";
import type { Letter } from "../../values/letter.ts";
import type { Zone } from "../../values/zone.ts";
import { readPeople } from "../directory/index.ts";
import { noteWords } from "./hand-over.mail.ts";
import { readNotesSince } from "./hand-over.queries.ts";
import { noteFor } from "./hand-over.rules.ts";
import { presentBeside } from "./my-shifts.presenter.ts";
import { peopleAround, readNamesOf, readOwnShift, type OwnShift } from "./my-shifts.queries.ts";
import type { NameOf } from "./override-wish.rules.ts";
import { readMinutesBefore } from "./reminder.queries.ts";
import type { Reminder } from "./reminder.rules.ts";
import { scheduleName } from "./schedule-wording.rules.ts";
import { aheadWords, listWords, momentWords } from "./shift-words.rules.ts";

/** Reminds somebody of a shift; nothing where it began, no longer begins then, or the person wants no such reminder any more. */
export async function writeReminderLetter(tx: Tx, payload: object): Promise<Letter | null> {
  const { scheduleId, personId, from, minutesBefore } = payload as Reminder;
  if (from <= tx.now || !(await readMinutesBefore(tx, personId)).includes(minutesBefore)) return null;
  const own = await readOwnShift(tx, personId, scheduleId, from);
  const person = (await readPeople(tx, [personId])).get(personId);
  if (!own || !person) return null;
  const zone = zoneNamed(person.timezone);
  const name = scheduleName(own.schedule);
  const key = `shift.${scheduleId}.${personId}.${from}`;
  return {
    personId,
    subject: `On call for ${name} ${aheadWords(tx.now, from)}: ${momentWords(from, zone)}`,
    paragraphs: [...shiftWords(own, zone, await readNamesOf(tx, peopleAround([own]))), ...(await noteParagraphs(tx, own, zone)), "Take two minutes now: see that pages reach you and that you get in everywhere."],
    link: { path: readyPath(scheduleId, from), words: "See whether you are ready" },
    because: "You get this because you are on call then. On the same page you say when you are reminded, or that you never are.",
    messageKey: `${key}.${minutesBefore}`,
    threadKey: key,
  };
}

/** Where somebody sees whether they are ready for a shift. */
function readyPath(scheduleId: string, from: number): string {
  return `/on-call/me?${new URLSearchParams({ schedule: scheduleId, ready: toIso(from) }).toString()}`;
}

function shiftWords(own: OwnShift, zone: Zone, nameOf: NameOf): string[] {
  const { schedule, shift, before, after, services } = own;
  const until = shift.endsLater ? "on, with no end in sight" : `until ${momentWords(shift.to, zone)}`;
  const beside = presentBeside(own, nameOf).map(({ name, step, scheduleName: other }) => (step === null ? name : `${name} (${other}, step ${step})`));
  const names = (some: OwnShift["after"]) => listWords(some.map(({ personId }) => nameOf(personId)));
  const sentences = [
    `You are on call for ${scheduleName(schedule)} from ${momentWords(shift.from, zone)} ${until} (your clock, ${zone.name}).`,
    services.length === 0 ? null : `It pages for ${listWords(services.map(({ name }) => name))}.`,
    beside.length === 0 ? null : `Beside you: ${listWords(beside)}.`,
    before.length === 0 ? null : `Before you: ${names(before)}.`,
    after[0] === undefined ? null : `After you: ${names(after)}, from ${momentWords(after[0].from, zone)}.`,
  ];
  return sentences.filter((sentence) => sentence !== null);
}

async function noteParagraphs(tx: Tx, { schedule, shift }: OwnShift, zone: Zone): Promise<string[]> {
  const note = noteFor(shift, await readNotesSince(tx, [schedule.id], shift.from - 15 * millisecondsOfDay));
  return note === null ? [] : noteWords(note, (await readNamesOf(tx, [note.personId]))(note.personId), zone);
}
