import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import type { Instant } from "../../values/instant.ts";
import type { Incoming } from "./fold.rules.ts";
import { lapseOf } from "./lapse.rules.ts";

export const lapseKind = "alert.lapse";

/** What is known of an alert that ends unless it is spoken of after `spokenAt`. */
export interface LapsePayload {
  fingerprint: string;
  spokenAt: Instant;
}

/** Under which work the end of an alert waits. */
export function lapseKey(fingerprint: string): string {
  return `${lapseKind}/${fingerprint}`;
}

/** Lets alerts end at the time their tool gave them; what is spoken of again ends later instead. */
export async function scheduleLapses(tx: Tx, incoming: readonly Incoming[]): Promise<void> {
  const newest = new Map(incoming.filter(({ signal }) => signal.lapses).map(({ fingerprint, signal }) => [fingerprint, lapseOf(signal, tx.now)] as const));
  const sorted = [...newest].sort(([a], [b]) => (a < b ? -1 : 1));
  const work = sorted.flatMap(([fingerprint, dueAt]) => (dueAt === null ? [] : [{ kind: lapseKind, key: lapseKey(fingerprint), dueAt, payload: { fingerprint, spokenAt: tx.now } satisfies LapsePayload }]));
  await schedule(tx, work);
}
