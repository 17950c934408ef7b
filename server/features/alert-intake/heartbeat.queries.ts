import { schedule } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { durationMilliseconds } from "../../values/duration.ts";
import type { SourceRow } from "./configuration.queries.ts";

export const missKind = "heartbeat.miss";

/** After a beat the next one is due within `every` and `grace`; the first beat arms it. */
export async function expectBeats(tx: Tx, sources: readonly SourceRow[]): Promise<void> {
  const beating = new Map(sources.filter(({ kind, every }) => kind === "heartbeat" && every !== null).map((source) => [source.id, source]));
  if (beating.size === 0) return;
  await schedule(tx, [...beating.values()].map((source) => ({ kind: missKind, key: `${missKind}/${source.id}`, dueAt: tx.now + waitOf(source), payload: { sourceId: source.id } })));
}

function waitOf({ every, grace }: SourceRow): number {
  return (every === null ? 0 : durationMilliseconds(every)) + (grace === null ? 0 : durationMilliseconds(grace));
}

/** So long nobody may have been there before it counts as Muster's own downtime. */
const shortestDowntime = 60_000;

/** Adds the time in which no Muster ran to what is expected: nobody could take a beat then. */
export async function forgiveDowntime(tx: Tx): Promise<void> {
  await tx.run(
    `update due_work set due_at = due_at + (muster_now() - alive_at)
     from installation where kind = $1 and muster_now() - alive_at > $2 * interval '1 millisecond'`,
    [missKind, shortestDowntime],
  );
  await noteAlive(tx);
}

/** Notes that a Muster runs. */
export async function noteAlive(tx: Tx): Promise<void> {
  await tx.run("update installation set alive_at = muster_now()");
}
