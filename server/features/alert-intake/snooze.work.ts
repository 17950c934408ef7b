import type { SetHandler } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import type { Refusal } from "../../values/refusal.ts";
import { dropSnoozers } from "./alert-care.queries.ts";
import { noSuchAlert, wakeSnoozed } from "./alert-care.rules.ts";
import { handOf, lockWithGroups, recordByHand, snoozeEndKind, tellByHand } from "./alert.commands.ts";
import { alertOf, type AlertRow } from "./alert.queries.ts";
import { updateAlerts } from "./alert-writing.queries.ts";
import { readIntakeConfiguration } from "./configuration.intake.ts";
import { isSnoozed, type Alert } from "./fold.rules.ts";
import { releaseAlerts } from "./release.intake.ts";

/** What was snoozed and still fires pages once its time is over. */
export const snoozeHandler: SetHandler = {
  kind: snoozeEndKind,
  mode: "set",
  async handle(tx, work) {
    const rows = await lockWithGroups(tx, work.map(({ payload }) => (payload as { alertId: string }).alertId));
    await wake(tx, rows.filter(({ snoozed_until: until }) => until !== null && until <= tx.now), () => ["alert.snooze-over", "passed", {}]);
  },
};

/** Ends the snooze of an alert now; where it is not snoozed nothing changes. */
export async function endSnooze(tx: Tx, id: string, actor: Actor): Promise<Alert | Refusal> {
  const [row] = await lockWithGroups(tx, [id]);
  if (!row) return noSuchAlert;
  await recordByHand(tx, [id], "ended-the-snooze-of", actor);
  await wake(tx, [row], () => ["alert.snooze-ended", "passed", handOf(actor)]);
  return alertOf(row);
}

async function wake(tx: Tx, rows: readonly AlertRow[], say: Parameters<typeof tellByHand>[2]): Promise<void> {
  const snoozed = rows.map(alertOf).filter(isSnoozed);
  if (snoozed.length === 0) return;
  const [ended, firing] = [snoozed.filter(({ status }) => status === "resolved"), snoozed.filter(({ status }) => status !== "resolved")];
  await updateAlerts(tx, ended.map(wakeSnoozed));
  await dropSnoozers(tx, firing.map(({ id }) => id));
  await tellByHand(tx, firing, say);
  await releaseAlerts(tx, await readIntakeConfiguration(tx), firing.map(wakeSnoozed));
}
