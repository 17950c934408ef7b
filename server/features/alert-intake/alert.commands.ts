import { schedule } from "../../platform/due-work/due-work.ts";
import { executeMany } from "../../platform/event-log/event-log.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Tx } from "../../platform/database/database.ts";
import { personOf, type Actor } from "../../values/actor.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { writeOwner, writeSnooze, writeVerdict } from "./alert-care.queries.ts";
import { answerAlert, noSuchAlert, type Answer } from "./alert-care.rules.ts";
import { alertOf, lockAlertRows, type AlertRow } from "./alert.queries.ts";
import { updateAlerts } from "./alert-writing.queries.ts";
import { insertDecisions, type Decision } from "./decision.queries.ts";
import type { Alert } from "./fold.rules.ts";
import { lockSubjects } from "./group.commands.ts";
import { groupDecider } from "./group.decider.ts";
import { inHandElsewhere, readHiddenGroups } from "./hidden-incident.queries.ts";
import { readAcknowledgedGroups, resolveEmptyGroups } from "./group.queries.ts";
import type { GroupCommand } from "./group.rules.ts";

/** Handled where what is held back is released. */
export const snoozeEndKind = "alert.snooze-end";

/**
 * Does one thing to many alerts by hand; gives for each id the alert as it is then, or why not. A group goes on unless nothing else in it fires;
 * where nothing in it pages any more it ends, and where all that is left is in hand it is in hand.
 */
export async function answerAlerts(tx: Tx, ids: readonly string[], answer: Answer, actor: Actor): Promise<Map<string, Alert | Refusal>> {
  const hand = { personId: personOf(actor), now: tx.now };
  const locked = await lockWithGroups(tx, ids);
  const rows = new Map(locked.map((row) => [row.id, row]));
  const elsewhere = answer.action === "verdict" ? new Set<string>() : await readHiddenGroups(tx, locked.flatMap(({ group_id }) => group_id ?? []));
  const changed: Alert[] = [];
  const outcomes = new Map<string, Alert | Refusal>();
  for (const id of ids) {
    const row = rows.get(id);
    const alert = row && alertOf(row);
    const outcome = elsewhere.has(row?.group_id ?? "") ? inHandElsewhere : row && alert ? answerAlert({ alert, snoozedUntil: row.snoozed_until, verdict: row.verdict }, answer, hand) : noSuchAlert;
    if (!isRefusal(outcome) && outcome !== alert) changed.push(outcome);
    outcomes.set(id, outcome);
  }
  if (changed.length > 0) await settleAnswer(tx, changed, answer, actor);
  return outcomes;
}

/** Locks alerts, and before them the groups that they belong to. */
export async function lockWithGroups(tx: Tx, ids: readonly string[]): Promise<AlertRow[]> {
  const groups = await tx.rows<{ id: string }>("select distinct group_id as id from alert where id = any($1::uuid[]) and group_id is not null", [ids]);
  await lockSubjects(tx, groups.map(({ id }) => ({ kind: "group", id })));
  return lockAlertRows(tx, ids);
}

async function settleAnswer(tx: Tx, changed: readonly Alert[], answer: Answer, actor: Actor): Promise<void> {
  const ids = changed.map(({ id }) => id);
  const personId = personOf(actor);
  await recordByHand(tx, ids, deeds[answer.action], actor);
  if (answer.action === "verdict") {
    await writeVerdict(tx, ids, answer.verdict, personId);
    return tellByHand(tx, changed, () => ["alert.verdict", "passed", { ...handOf(actor), verdict: answer.verdict }]);
  }
  await updateAlerts(tx, changed);
  if (answer.action !== "resolve" && personId !== null) await writeOwner(tx, ids, personId);
  if (answer.action === "snooze") await beginSnooze(tx, changed, answer.until, actor);
  const groupIds = [...new Set(changed.flatMap(({ groupId }) => groupId ?? []))].sort();
  const ended = answer.action === "acknowledge" ? [] : await resolveEmptyGroups(tx, groupIds);
  const taken = answer.action === "resolve" ? [] : await readAcknowledgedGroups(tx, groupIds.filter((id) => !ended.includes(id)));
  if (answer.action === "resolve") await tellByHand(tx, changed, () => ["alert.resolved-by-hand", "passed", handOf(actor)]);
  if (answer.action === "acknowledge") await tellByHand(tx, changed, ({ groupId }) => ["alert.acknowledged-by-hand", "passed", { ...handOf(actor), isAlone: groupId !== null && !taken.includes(groupId) }]);
  await tellGroups(tx, ended, { kind: "resolve" }, actor);
  await tellGroups(tx, taken, { kind: "acknowledge", personId }, actor);
}

async function beginSnooze(tx: Tx, alerts: readonly Alert[], until: number, actor: Actor): Promise<void> {
  await writeSnooze(tx, alerts.map(({ id }) => id), until);
  await schedule(tx, alerts.map(({ id }) => ({ kind: snoozeEndKind, key: `${snoozeEndKind}/${id}`, dueAt: until, payload: { alertId: id } })));
  await tellByHand(tx, alerts, () => ["alert.snoozed", "held", { ...handOf(actor), until }]);
}

/** Whose hand it was: a person's, or that of a token which is nobody's own. */
export function handOf(actor: Actor): { personId: string | null; tokenId?: string } {
  const personId = personOf(actor);
  return { personId, ...(personId === null && actor.kind === "token" && { tokenId: actor.id }) };
}

type Told = readonly [code: string, outcome: Decision["outcome"], details: object];

/** Writes into the trace of each alert what was done to it by hand. */
export async function tellByHand(tx: Tx, alerts: readonly Pick<Alert, "id" | "groupId">[], say: (alert: Pick<Alert, "id" | "groupId">) => Told): Promise<void> {
  await insertDecisions(tx, alerts.map((alert): Decision => {
    const [code, outcome, details] = say(alert);
    return { groupId: alert.groupId, alertId: alert.id, at: tx.now, code, outcome, details };
  }));
}

const deeds: Readonly<Record<Answer["action"], string>> = { acknowledge: "acknowledged", resolve: "ended", snooze: "snoozed", verdict: "judged" };

/** Writes into the audit trail what somebody did to alerts; every open screen hears of it by that. */
export async function recordByHand(tx: Tx, alertIds: readonly string[], deed: string, actor: Actor): Promise<void> {
  const [id] = alertIds;
  if (id !== undefined) await recordAudit(tx, { actor, section: "alerts", id, action: deed, paths: [], ...(alertIds.length > 1 && { details: { alertIds } }) });
}

async function tellGroups(tx: Tx, groupIds: readonly string[], command: GroupCommand, actor: Actor): Promise<void> {
  await executeMany(tx, groupDecider, groupIds.map((groupId) => ({ streamId: `group/${groupId}`, commandId: newId(), actor, command })));
}
