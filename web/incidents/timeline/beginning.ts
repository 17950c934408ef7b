import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";

/** What a new line answers, and as what it is written. */
export interface Beginning {
  replyTo: EntryView | null;
  as: "note" | "decision";
}

export const plainBeginning: Beginning = { replyTo: null, as: "note" };
