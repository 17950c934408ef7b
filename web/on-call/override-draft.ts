import { parseWallTime } from "../../server/values/civil.ts";
import { instantOf, wallTimeAt, type Zone } from "../../server/values/zone.ts";
import { toIso } from "../../server/values/instant.ts";
import type { Span } from "../design/schedule-layout.ts";
import { wallText } from "./calendar-span.ts";
import type { Stretch } from "./together.ts";

/** Take whatever shift there is, give one's own away, or stand in for somebody. */
export type DraftKind = "take" | "give" | "cover";

/** An override as it is being written; the times are the schedule's wall clock. */
export interface OverrideDraft {
  kind: DraftKind;
  comes: string | null;
  goes: string | null;
  from: string;
  to: string;
  reason: string;
}

/** What the server is asked for. */
export interface OverrideWishBody {
  kind: "replace";
  personId: string;
  replacesId: string | null;
  from: string;
  to: string;
  reason: string | null;
}

/** Begins a draft at a span: somebody whose shift it is gives it away, anybody else takes it. */
export function draftAt(span: Span, zone: Zone, me: string | null, plan: readonly Stretch[]): OverrideDraft {
  const held = plan.filter(({ from, to }) => from < span.to && to > span.from);
  const isMine = me !== null && held.some(({ people }) => people.some(({ personId }) => personId === me));
  const say = (at: number) => wallText(wallTimeAt(zone, at));
  const start = { from: say(span.from), to: say(span.to), reason: "" };
  return isMine ? { ...start, kind: "give", comes: null, goes: me } : { ...start, kind: "take", comes: me, goes: null };
}

/** The draft as another kind: who was chosen stays where it still makes sense. */
export function draftAs(draft: OverrideDraft, kind: DraftKind, me: string | null): OverrideDraft {
  if (kind === "give") return { ...draft, kind, comes: draft.comes === me ? null : draft.comes, goes: me ?? draft.goes };
  const goes = kind === "take" || draft.goes === me ? null : draft.goes;
  return { ...draft, kind, comes: me ?? draft.comes, goes };
}

/** The instants that the draft's wall times mean in the zone; null while they are no span. */
export function draftSpan({ from, to }: Pick<OverrideDraft, "from" | "to">, zone: Zone): Span | null {
  const [begins, ends] = [parseWallTime(from), parseWallTime(to)];
  if (begins === null || ends === null) return null;
  const span = { from: instantOf(zone, begins), to: instantOf(zone, ends) };
  return span.to > span.from ? span : null;
}

/** What the draft asks for; null while something is missing. */
export function wishOf(draft: OverrideDraft, zone: Zone): OverrideWishBody | null {
  const span = draftSpan(draft, zone);
  const needsOther = draft.kind !== "take";
  if (span === null || draft.comes === null || (needsOther && draft.goes === null)) return null;
  const reason = draft.reason.trim();
  return {
    kind: "replace",
    personId: draft.comes,
    replacesId: needsOther ? draft.goes : null,
    from: toIso(span.from),
    to: toIso(span.to),
    reason: reason === "" ? null : reason,
  };
}
