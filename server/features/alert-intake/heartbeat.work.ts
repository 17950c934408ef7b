import { schedule, scheduleUnlessWaiting, type SetHandler } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { idFrom, newId } from "../../platform/ids/ids.ts";
import { beatKey } from "./adapters/heartbeat.adapter.ts";
import { readIntakeConfiguration } from "./configuration.intake.ts";
import type { SourceRow } from "./configuration.queries.ts";
import { takeSignals } from "./flush.intake.ts";
import type { Incoming } from "./fold.rules.ts";
import { forgiveDowntime, missKind, noteAlive } from "./heartbeat.queries.ts";

/** A beat that was due did not come: that is an alert, as bad as its source says. */
export const missHandler: SetHandler = {
  kind: missKind,
  mode: "set",
  async handle(tx, work) {
    const configuration = await readIntakeConfiguration(tx);
    const silent = work.flatMap(({ payload }) => configuration.sources.get((payload as { sourceId: string }).sourceId) ?? []);
    await takeSignals(tx, configuration, silent.filter(({ kind }) => kind === "heartbeat").map((source) => silenceOf(source, tx.now)));
  },
};

function silenceOf(source: SourceRow, now: number): Incoming {
  const title = `No beat from ${source.name ?? source.id}`;
  const description = `One was due every ${source.every ?? ""}, at most ${source.grace ?? "0s"} late.`;
  return {
    signal: { key: beatKey, status: "firing", title, severity: source.severity ?? "critical", labels: { alertname: "NoBeat", source: source.id }, description, links: [], startedAt: now },
    fingerprint: idFrom(`${source.id}|${beatKey}`),
    sourceId: source.id,
    deliveryId: newId(),
    newAlertId: newId(),
  };
}

const aliveKind = "alive";
const beat = 20_000;

/** Notes every few seconds that a Muster runs. */
export const aliveHandler: SetHandler = {
  kind: aliveKind,
  mode: "set",
  async handle(tx) {
    await noteAlive(tx);
    await schedule(tx, [nextSign(tx)]);
  },
};

/** Begins to note that a Muster runs, and forgives heartbeats the time in which none did. */
export async function beginAlive(tx: Tx): Promise<void> {
  await forgiveDowntime(tx);
  await scheduleUnlessWaiting(tx, [nextSign(tx)]);
}

function nextSign(tx: Tx) {
  return { kind: aliveKind, key: aliveKind, dueAt: tx.now + beat, payload: {} };
}
