import type { Tx } from "../../platform/database/database.ts";
import { schedule as scheduleWork } from "../../platform/due-work/due-work.ts";
import { newId } from "../../platform/ids/ids.ts";
import { letterWork } from "../../values/letter.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { shiftFactsOf, type ShiftFact } from "./hand-over.connector.ts";
import { insertNote, insertReading, readLatestNote, readNote, type HandOverNote } from "./hand-over.queries.ts";
import { noShiftToHandOver, shiftToHandOver, toTellAtOnce, whyNotWrite } from "./hand-over.rules.ts";
import { noPerson } from "./my-shifts.permissions.ts";
import { readOwnShifts, type OwnShift } from "./my-shifts.queries.ts";
import { noSuchSchedule } from "./override.commands.ts";
import { lockSchedule } from "./override.queries.ts";

export const noteLetter = "hand-over-note";

/** What somebody asks to hand over. */
export interface HandOverWish {
  text: string;
  /** Keys of the facts to keep; absent: all. */
  facts?: readonly string[] | undefined;
  after?: string | null | undefined;
}

/** A shift with what would be said of it. */
export interface HandOverDraft {
  own: OwnShift;
  facts: ShiftFact[];
  latest: HandOverNote | null;
}

/** The shifts that somebody may hand over now, one for each schedule, each with what happened in it. */
export async function readDrafts(tx: Tx, personId: string, scheduleId: string | null): Promise<HandOverDraft[]> {
  const around = await readOwnShifts(tx, personId, { from: tx.now - millisecondsOfDay, to: tx.now + 1 });
  const ids = [...new Set(around.map(({ schedule }) => schedule.id))].filter((id) => scheduleId === null || id === scheduleId);
  const drafts: HandOverDraft[] = [];
  for (const id of ids) {
    const held = around.filter(({ schedule }) => schedule.id === id).map((own) => ({ own, from: own.shift.from, to: own.shift.to }));
    const found = shiftToHandOver(held, tx.now);
    if (found) drafts.push(await draftOf(tx, found.own));
  }
  return drafts;
}

async function draftOf(tx: Tx, own: OwnShift): Promise<HandOverDraft> {
  const { schedule, shift, services } = own;
  const { personId, from } = shift;
  const facts = await shiftFactsOf(tx)(tx, { personId, from, to: Math.min(shift.to, tx.now), serviceIds: services.map(({ id }) => id) });
  return { own, facts, latest: await readLatestNote(tx, schedule.id, personId, from) };
}

/** Writes a note to whoever comes next; an earlier one of the same shift stays in the history. */
export async function writeNote(tx: Tx, caller: Caller, scheduleId: string, wish: HandOverWish): Promise<HandOverNote | Refusal> {
  const { personId } = caller;
  if (personId === null) return noPerson;
  if (!(await lockSchedule(tx, scheduleId))) return noSuchSchedule;
  const [draft] = await readDrafts(tx, personId, scheduleId);
  if (!draft) return noShiftToHandOver;
  const refused = whyNotWrite(wish.after, draft.latest);
  if (refused) return refused;
  const { shift } = draft.own;
  const facts = draft.facts.filter(({ key }) => wish.facts === undefined || wish.facts.includes(key));
  const note = { id: newId(), scheduleId, personId, shiftFrom: shift.from, shiftTo: shift.to, text: wish.text, facts, writtenAt: tx.now };
  await insertNote(tx, note);
  await tellNext(tx, note.id, draft.own);
  await recordAudit(tx, { actor: { kind: "person", id: personId }, section: "schedules", id: scheduleId, action: "handed-over", paths: [`hand-overs/${note.id}`] });
  return { ...note, readBy: [] };
}

async function tellNext(tx: Tx, noteId: string, { schedule, after }: OwnShift): Promise<void> {
  const letters = toTellAtOnce(after, tx.now).map((personId) => letterWork(noteLetter, `${noteId}/${personId}`, tx.now, { noteId, personId, scheduleId: schedule.id }));
  await scheduleWork(tx, letters);
}

const noSuchNote = refuse("hand-over.not-found", "There is no such note.");

/** Confirms that a note was read; by its own writer it need not be. */
export async function confirmNote(tx: Tx, caller: Caller, scheduleId: string, noteId: string): Promise<HandOverNote | Refusal> {
  const { personId } = caller;
  if (personId === null) return noPerson;
  const note = await readNote(tx, scheduleId, noteId);
  if (!note) return noSuchNote;
  if (note.personId === personId) return refuse("hand-over.own", "You wrote this note yourself; whoever comes next confirms it.");
  await insertReading(tx, noteId, personId);
  if (!note.readBy.some((reader) => reader.personId === personId)) await recordAudit(tx, { actor: { kind: "person", id: personId }, section: "schedules", id: scheduleId, action: "read", paths: [`hand-overs/${noteId}`] });
  return (await readNote(tx, scheduleId, noteId)) ?? noSuchNote;
}
