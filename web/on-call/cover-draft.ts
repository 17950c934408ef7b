import type { PersonShiftView } from "../../server/features/on-call/contract.ts";
import { fieldMoment, fieldText } from "./swap-words.ts";

export type Way = "together" | "in-turn";

/** Asking for cover as it is being written; times are the reader's clock. */
export interface CoverDraft {
  /** Which turn, by `keyOf`. */
  turn: string | null;
  from: string;
  to: string;
  /** Null until somebody was chosen by hand: then it is whoever can. */
  people: string[] | null;
  way: Way;
  /** Which turn is taken in return, by `keyOf`. */
  back: string | null;
  note: string;
}

const longest = 62 * 86_400_000;
const minutesEach = 60;

export function keyOf({ scheduleId, from }: Pick<PersonShiftView, "scheduleId" | "from">): string {
  return `${scheduleId} ${from}`;
}

/** Begins with the whole turn; what is over of it is left out. */
export function draftOf(shift: PersonShiftView | undefined): CoverDraft {
  const rest = { people: null, way: "together" as const, back: null, note: "" };
  if (shift === undefined) return { turn: null, from: "", to: "", ...rest };
  const from = Date.parse(shift.from);
  return { turn: keyOf(shift), from: fieldText(from), to: fieldText(Math.min(Date.parse(shift.to), from + longest)), ...rest };
}

/** The span that is meant, as the server reads it; null while it is none. */
export function spanIn({ from, to }: Pick<CoverDraft, "from" | "to">): { from: string; to: string } | null {
  const [begins, ends] = [fieldMoment(from), fieldMoment(to)];
  if (begins === null || ends === null || ends <= begins) return null;
  return { from: new Date(begins).toISOString(), to: new Date(ends).toISOString() };
}

/** What the server is asked for; null while something is missing. */
export function wishOf(draft: CoverDraft, scheduleId: string, chosen: readonly string[], inReturn: Pick<PersonShiftView, "scheduleId" | "from" | "to"> | undefined): object | null {
  const span = spanIn(draft);
  if (span === null || chosen.length === 0) return null;
  const back = chosen.length === 1 ? inReturn : undefined;
  const note = draft.note.trim();
  return {
    scheduleId,
    ...span,
    ask: chosen,
    ...(back === undefined ? {} : { back: { scheduleId: back.scheduleId, from: back.from, to: back.to } }),
    ...(draft.way === "in-turn" && chosen.length > 1 ? { minutesEach } : {}),
    ...(note === "" ? {} : { note }),
  };
}
