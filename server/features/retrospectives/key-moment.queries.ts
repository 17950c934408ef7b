import type { Tx } from "../../platform/database/database.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { incidentStream, readTimeline, viewTimeline, type IncidentState } from "../incidents/index.ts";
import type { RetrospectiveDetail } from "./contract.ts";
import { findKeyMoments, momentTypes, pinnedEntries, type Entry, type IncidentFact, type KeyMoment } from "./key-moment.rules.ts";

/** The key moments of an incident as people read them, on the clock of who asks. */
export async function viewKeyMoments(tx: Tx, caller: Caller, incidentId: string, state: IncidentState): Promise<RetrospectiveDetail["keyMoments"]> {
  const moments = await readKeyMoments(tx, incidentId);
  const part = { limit: moments.length, after: null, isNewestFirst: false, types: null, entries: moments.map(({ entry }) => entry), changes: null };
  const lines = await viewTimeline(tx, caller, state, await readTimeline(tx, incidentId, part));
  const byEntry = new Map(lines.map((line) => [line.entry, line]));
  return moments.flatMap(({ entry, at, isProposed }) => {
    const line = byEntry.get(entry);
    return line ? [{ ...line, at: toIso(at), isProposed }] : [];
  });
}

async function readKeyMoments(tx: Tx, incidentId: string): Promise<KeyMoment[]> {
  const stream = incidentStream(incidentId);
  const telling = await readEntries(tx, "stream_id = $1 and type = any($2::text[])", [stream, momentTypes]);
  const others = pinnedEntries(telling).filter((entry) => !telling.some((one) => one.entry === entry));
  const pinned = others.length === 0 ? [] : await readEntries(tx, "stream_id = $1 and version = any($2::int[])", [stream, others]);
  return findKeyMoments([...telling, ...pinned].sort((a, b) => a.entry - b.entry));
}

async function readEntries(tx: Tx, condition: string, values: readonly unknown[]): Promise<Entry[]> {
  const rows = await tx.rows<{ version: number; occurred_at: Instant; type: string; data: object }>(`select version, occurred_at, type, data from event_log where ${condition} order by version`, values);
  return rows.map(({ version, occurred_at, type, data }) => ({ entry: version, at: occurred_at, fact: { type, data } as IncidentFact }));
}
