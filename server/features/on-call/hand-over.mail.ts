import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { Letter } from "../../values/letter.ts";
import type { Zone } from "../../values/zone.ts";
import { readPeople } from "../directory/index.ts";
import { readNote, type HandOverNote } from "./hand-over.queries.ts";
import { readNamesOf } from "./my-shifts.queries.ts";
import { scheduleName } from "./schedule-wording.rules.ts";
import { readSchedules } from "./schedule.queries.ts";
import { momentWords } from "./shift-words.rules.ts";

/** Brings a note to whoever comes next, where no reminder will; nothing where they have read it. */
export async function writeNoteLetter(tx: Tx, payload: object): Promise<Letter | null> {
  const { noteId, personId, scheduleId } = payload as { noteId: string; personId: string; scheduleId: string };
  const note = await readNote(tx, scheduleId, noteId);
  const person = (await readPeople(tx, [personId])).get(personId);
  const [schedule] = await readSchedules(tx, [scheduleId], tx.now, tx.now);
  if (!note || !person || !schedule || note.readBy.some((reader) => reader.personId === personId)) return null;
  const writer = (await readNamesOf(tx, [note.personId]))(note.personId);
  return {
    personId,
    subject: `${writer} left you a note: ${scheduleName(schedule)}`,
    paragraphs: noteWords(note, writer, zoneNamed(person.timezone)),
    link: { path: `/on-call/me?${new URLSearchParams({ schedule: scheduleId }).toString()}`, words: "Read it and say so" },
    because: "You get this because you come next on this schedule.",
    messageKey: `hand-over.${noteId}.${personId}`,
    threadKey: `hand-over.${noteId}`,
  };
}

/** A note as mail says it, on the reader's clock. */
export function noteWords({ text, facts, writtenAt }: HandOverNote, writer: string, zone: Zone): string[] {
  const open = facts.map(({ words, at }) => `- ${words}${at === null ? "" : ` ${momentWords(at, zone)}`}`);
  return [`${writer} wrote on ${momentWords(writtenAt, zone)}:`, text.trim(), ...(open.length === 0 ? [] : [`Open then:\n${open.join("\n")}`])];
}
