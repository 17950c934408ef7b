import { schedule, type SetHandler } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { letterWork } from "../../values/letter.ts";
import { readIntakeConfiguration } from "./configuration.intake.ts";
import { flapping } from "./fold.rules.ts";
import { stableKind } from "./hold.intake.ts";
import { holdCovered, releaseAlerts } from "./release.intake.ts";
import { lockHeldAlerts, readSilence, silenceOf } from "./silence.queries.ts";
import { readTroubles, symptomKind } from "./symptom.queries.ts";
import { spanFrom, type Silence } from "./silence.rules.ts";
import { zoneOf } from "./hold.intake.ts";

/** What flapped and now stays as it is pages once more if it fires. */
export const stableHandler: SetHandler = {
  kind: stableKind,
  mode: "set",
  async handle(tx, work) {
    const due = new Set(work.map(({ payload }) => (payload as { fingerprint: string }).fingerprint));
    const held = await lockHeldAlerts(tx, { by: "flapping", id: null });
    const stable = held.filter(({ fingerprint, turns }) => due.has(fingerprint) && tx.now - (turns.at(-1) ?? 0) >= flapping.withinMilliseconds);
    await releaseAlerts(tx, await readIntakeConfiguration(tx), stable);
  },
};

/** The cause of symptoms is over, and they still fire: they page. */
export const symptomHandler: SetHandler = {
  kind: symptomKind,
  mode: "set",
  async handle(tx, work) {
    const troubled = new Set((await readTroubles(tx)).map(({ incidentId }) => incidentId));
    for (const { payload } of work) {
      const { incidentId } = payload as { incidentId: string };
      if (!troubled.has(incidentId)) await releaseAlerts(tx, await readIntakeConfiguration(tx), await lockHeldAlerts(tx, { by: "symptom", id: incidentId }));
    }
  },
};

const turnKind = "silence.turn";
const remindBefore = 15 * 60_000;

/** A silence begins or ends: what it covers is held back, or pages if it still fires. */
export const silenceHandler: SetHandler = {
  kind: turnKind,
  mode: "set",
  async handle(tx, work) {
    for (const { payload } of work) await turnSilence(tx, (payload as { silenceId: string }).silenceId);
  },
};

/** Brings what is held back in step with a silence as it stands now, and comes back when it next begins or ends. */
export async function turnSilence(tx: Tx, id: string): Promise<void> {
  const row = await readSilence(tx, id, { isLocked: true });
  if (!row) return;
  const silence = silenceOf(row);
  const span = spanFrom(silence, tx.now, zoneOf(silence));
  const isLive = span !== null && span.from <= tx.now;
  if (!isLive) await releaseAlerts(tx, await readIntakeConfiguration(tx), await lockHeldAlerts(tx, { by: "silence", id }));
  else await holdCovered(tx, { silence, until: span.to });
  if (span === null) return;
  await schedule(tx, [{ kind: turnKind, key: `${turnKind}/${id}`, dueAt: isLive ? span.to : span.from, payload: { silenceId: id } }, ...reminderOf(silence, tx.now)]);
}

/** Whoever owns a silence is told before its end, unless it is over too soon to be worth it. */
function reminderOf({ id, ownerId, startsAt, endsAt }: Silence, now: number) {
  const dueAt = endsAt - remindBefore;
  return ownerId !== null && endsAt - startsAt >= 2 * remindBefore && dueAt > now ? [letterWork("silence-ends", id, dueAt, { silenceId: id })] : [];
}
