import { executeMany } from "../../platform/event-log/event-log.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Tx } from "../../platform/database/database.ts";
import { muster } from "../../values/actor.ts";
import { updateAlerts } from "./alert-writing.queries.ts";
import type { IntakeConfiguration } from "./configuration.intake.ts";
import { insertDecisions } from "./decision.queries.ts";
import { groupKeysOf, lockFold, readGround, settle } from "./flush.intake.ts";
import type { Alert, Folded } from "./fold.rules.ts";
import { groupDecider } from "./group.decider.ts";
import { resolveEmptyGroups } from "./group.queries.ts";
import { createCover, silenceStep, type LiveSilence } from "./hold.intake.ts";
import { countHeld, lockUnheldAlerts } from "./silence.queries.ts";

/** Holds these alerts back no more: they are routed and grouped, and page, unless something else holds them. */
export async function releaseAlerts(tx: Tx, configuration: IntakeConfiguration, held: readonly Alert[]): Promise<void> {
  if (held.length === 0) return;
  await lockFold(tx);
  const alerts = new Map(held.map((alert): [string, Alert] => [alert.fingerprint, { ...alert, hold: null }]));
  const folded = held.map(({ fingerprint }): Folded => ({ fingerprint, deliveryId: null, code: "hold.released", transition: "released", alert: alerts.get(fingerprint) ?? null }));
  await settle(tx, configuration, await readGround(tx, groupKeysOf(configuration, held)), alerts, folded);
}

/** Holds back what fires and is covered by a silence that begins; a group of which nothing else is left pages nobody any more. */
export async function holdCovered(tx: Tx, live: LiveSilence): Promise<void> {
  await lockFold(tx);
  const findSilence = createCover([live]);
  const covered = (await lockUnheldAlerts(tx)).filter((alert) => findSilence(alert) !== null);
  if (covered.length === 0) return;
  await updateAlerts(tx, covered.map((alert) => ({ ...alert, hold: { by: "silence", id: live.silence.id } })));
  await insertDecisions(tx, covered.map(({ id, groupId }) => ({ ...silenceStep(live), alertId: id, groupId, at: tx.now })));
  await countHeld(tx, new Map([[live.silence.id, covered.length]]));
  const quiet = await resolveEmptyGroups(tx, [...new Set(covered.flatMap(({ groupId }) => groupId ?? []))]);
  await executeMany(tx, groupDecider, quiet.map((groupId) => ({ streamId: `group/${groupId}`, commandId: newId(), actor: muster, command: { kind: "resolve" } as const })));
}
