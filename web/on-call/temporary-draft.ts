import type { Zone } from "../../server/values/zone.ts";
import { toIso } from "../../server/values/instant.ts";
import { wallTimeAt } from "../../server/values/zone.ts";
import type { Span } from "../design/schedule-layout.ts";
import { wallText } from "./calendar-span.ts";
import { draftSpan } from "./override-draft.ts";

/** A shift of a temporary schedule as it is being written. */
export interface ShiftDraft {
  personId: string | null;
  from: string;
  to: string;
}

/** A temporary schedule as it is being written; the times are the schedule's wall clock. */
export interface TemporaryDraft {
  from: string;
  to: string;
  shifts: readonly ShiftDraft[];
  reason: string;
}

/** Begins with one shift for the whole span. */
export function temporaryAt(span: Span, zone: Zone): TemporaryDraft {
  const [from, to] = [wallText(wallTimeAt(zone, span.from)), wallText(wallTimeAt(zone, span.to))];
  return { from, to, shifts: [{ personId: null, from, to }], reason: "" };
}

/** The draft at another time: shifts that began or ended with it still do. */
export function temporaryFor(draft: TemporaryDraft, span: Partial<Pick<TemporaryDraft, "from" | "to">>): TemporaryDraft {
  const { from, to } = { ...draft, ...span };
  const shifts = draft.shifts.map((shift) => ({ ...shift, from: shift.from === draft.from ? from : shift.from, to: shift.to === draft.to ? to : shift.to }));
  return { ...draft, from, to, shifts };
}

/** The draft with one shift more, from the end of the last to the end of all. */
export function withShift(draft: TemporaryDraft): TemporaryDraft {
  return { ...draft, shifts: [...draft.shifts, { personId: null, from: draft.shifts.at(-1)?.to ?? draft.from, to: draft.to }] };
}

/** What the server is asked for; null while something is missing. Without a shift nobody is on call in its time. */
export function temporaryWish({ from, to, shifts, reason }: TemporaryDraft, zone: Zone): object | null {
  const span = draftSpan({ from, to }, zone);
  const written = shifts.map((shift) => ({ personId: shift.personId, span: draftSpan(shift, zone) }));
  if (span === null || written.some((shift) => shift.personId === null || shift.span === null)) return null;
  return {
    kind: "temporary",
    shifts: written.map((shift) => ({ personId: shift.personId, from: toIso(shift.span?.from ?? 0), to: toIso(shift.span?.to ?? 0) })),
    from: toIso(span.from),
    to: toIso(span.to),
    reason: reason.trim() === "" ? null : reason.trim(),
  };
}
