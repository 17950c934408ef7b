import { executeMany } from "../../platform/event-log/event-log.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Tx } from "../../platform/database/database.ts";
import { personOf, type Actor } from "../../values/actor.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { lockAlert, writeAlerts } from "./alert.queries.ts";
import { insertDecisions } from "./decision.queries.ts";
import type { Alert } from "./fold.rules.ts";
import { lockSubjects } from "./group.commands.ts";
import { groupDecider } from "./group.decider.ts";
import { readAcknowledgedGroups, resolveEmptyGroups } from "./group.queries.ts";
import type { GroupCommand } from "./group.rules.ts";

/** Acknowledges one alert by hand. Its group goes on unless nothing else in it fires. */
export async function acknowledgeAlert(tx: Tx, id: string, actor: Actor): Promise<Alert | Refusal> {
  const alert = await lockWithGroup(tx, id);
  if (!alert) return refuse("alert.not-found", "There is no such alert.");
  if (alert.status === "resolved") return refuse("alert.resolved", "This alert has ended; there is nothing left to take.");
  if (alert.status === "acknowledged") return alert;
  const personId = personOf(actor);
  const changed: Alert = { ...alert, status: "acknowledged", acknowledgedAt: tx.now, acknowledgedBy: personId };
  await writeAlerts(tx, [changed]);
  const groups = alert.groupId === null ? [] : await readAcknowledgedGroups(tx, [alert.groupId]);
  await tellByHand(tx, changed, "alert.acknowledged-by-hand", { ...handOf(actor), isAlone: alert.groupId !== null && groups.length === 0 });
  await tellGroups(tx, groups, { kind: "acknowledge", personId }, actor);
  return changed;
}

/** Ends one alert by hand; with the last one its group ends too. */
export async function resolveAlert(tx: Tx, id: string, actor: Actor): Promise<Alert | Refusal> {
  const alert = await lockWithGroup(tx, id);
  if (!alert) return refuse("alert.not-found", "There is no such alert.");
  if (alert.status === "resolved") return alert;
  const changed: Alert = { ...alert, status: "resolved", resolvedAt: tx.now };
  await writeAlerts(tx, [changed]);
  await tellByHand(tx, changed, "alert.resolved-by-hand", handOf(actor));
  const groups = alert.groupId === null ? [] : await resolveEmptyGroups(tx, [alert.groupId]);
  await tellGroups(tx, groups, { kind: "resolve" }, actor);
  return changed;
}

async function lockWithGroup(tx: Tx, id: string): Promise<Alert | null> {
  const row = await tx.first<{ group_id: string | null }>("select group_id from alert where id = $1", [id]);
  if (row?.group_id) await lockSubjects(tx, [{ kind: "group", id: row.group_id }]);
  return lockAlert(tx, id);
}

/** Whose hand it was: a person's, or that of a token which is nobody's own. */
function handOf(actor: Actor): { personId: string | null; tokenId?: string } {
  const personId = personOf(actor);
  return { personId, ...(personId === null && actor.kind === "token" && { tokenId: actor.id }) };
}

async function tellByHand(tx: Tx, alert: Alert, code: string, details: object): Promise<void> {
  await insertDecisions(tx, [{ groupId: alert.groupId, alertId: alert.id, at: tx.now, code, outcome: "passed", details }]);
}

async function tellGroups(tx: Tx, groupIds: readonly string[], command: GroupCommand, actor: Actor): Promise<void> {
  await executeMany(tx, groupDecider, groupIds.map((groupId) => ({ streamId: `group/${groupId}`, commandId: newId(), actor, command })));
}
