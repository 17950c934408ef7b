import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";

/** Something of a shift that whoever comes next may want to know. */
export interface ShiftFact {
  /** Names it within one shift, so that its writer can leave it out. */
  key: string;
  kind: "pages" | "alert" | "snoozed" | "incident" | "silence";
  words: string;
  /** Where it stands: a path of Muster's own. */
  path: string;
  /** When something happens with it: a snooze or a silence ends. */
  at: Instant | null;
}

/** A shift that is asked about. */
export interface AskedShift {
  personId: string;
  from: Instant;
  to: Instant;
  /** What the shift pages for. */
  serviceIds: readonly string[];
}

/** Reads what happened in a shift and what is still open. Filled by a feature above on call, since alerts, pages and incidents stand there. */
export type ShiftFacts = (tx: Tx, shift: AskedShift) => Promise<ShiftFact[]>;

export function shiftFactsOf(tx: Tx): ShiftFacts {
  return (tx.context["shiftFacts"] as ShiftFacts | undefined) ?? (() => Promise.resolve([]));
}
