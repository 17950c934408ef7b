import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { ShiftFact } from "./hand-over.connector.ts";
import type { HandOverView, ShiftFactView } from "./hand-over.contract.ts";
import type { HandOverNote } from "./hand-over.queries.ts";
import type { NameOf } from "./override-wish.rules.ts";

export function presentFact({ key, kind, words, path, at }: ShiftFact): ShiftFactView {
  return { key, kind, words, path, at: toIsoOrNull(at) };
}

/** Everybody who is named in the notes. */
export function peopleOfNotes(notes: readonly HandOverNote[]): string[] {
  return notes.flatMap(({ personId, readBy }) => [personId, ...readBy.map((reader) => reader.personId)]);
}

export function presentNote(note: HandOverNote, nameOf: NameOf): HandOverView {
  const { id, scheduleId, personId, text } = note;
  return {
    ...{ id, scheduleId, personId, text },
    name: nameOf(personId),
    shiftFrom: toIso(note.shiftFrom),
    shiftTo: toIso(note.shiftTo),
    facts: note.facts.map(presentFact),
    writtenAt: toIso(note.writtenAt),
    readBy: note.readBy.map((reader) => ({ personId: reader.personId, name: nameOf(reader.personId), at: toIso(reader.at) })),
  };
}
