import type { Tx } from "../../platform/database/database.ts";
import { executeMany } from "../../platform/event-log/event-log.ts";
import type { Order } from "../../platform/event-log/event.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster } from "../../values/actor.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Decision } from "./decision.queries.ts";
import type { Alert, Folded } from "./fold.rules.ts";
import { groupDecider } from "./group.decider.ts";
import type { DeclaredClass } from "./group.events.ts";
import { readAcknowledgedGroups, readGroups, readNewestGroups, resolveEmptyGroups } from "./group.queries.ts";
import { groupKey, isJoinable, isMoreUrgent, type Group, type GroupCommand, type Grouping } from "./group.rules.ts";

type GroupOrder = Order<GroupCommand>;

/** What became of the groups of a flush, still to be written. */
export interface GroupChanges {
  groups: Group[];
  orders: GroupOrder[];
  decisions: Decision[];
}

/** How alerts are grouped, and which of them declare an incident, by their id. */
export interface Grouped {
  grouping: Grouping;
  declares: ReadonlyMap<string, DeclaredClass>;
}

/** Puts what begins into groups and lets what fires again take its group with it; what is held back stays where it is. The alerts in the map learn their groups. */
export async function groupAlerts(tx: Tx, { grouping, declares }: Grouped, alerts: Map<string, Alert>, folded: readonly Folded[]): Promise<GroupChanges> {
  const begun = begunOf(alerts, folded);
  const newcomers = begun.filter((alert) => alert.groupId === null);
  const opened = joinGroups(tx, { grouping, declares }, alerts, newcomers, await readNewestGroups(tx, [...new Set(newcomers.map((alert) => groupKey(alert, grouping.by)))]));
  const reopened = await reopenGroups(tx, begun.filter((alert) => alert.groupId !== null));
  const groups = [...new Map([...reopened.groups, ...opened.groups].map((group) => [group.id, group])).values()];
  return { groups, orders: [...opened.orders, ...reopened.orders], decisions: opened.decisions };
}

/** Tells the log what became of each group, once its alerts are written: one event per group and flush. */
export async function tellGroups(tx: Tx, alerts: Map<string, Alert>, folded: readonly Folded[], { orders }: GroupChanges): Promise<void> {
  await executeMany(tx, groupDecider, [...orders, ...(await closeGroups(tx, alerts, folded))]);
}

function currentOf(alerts: ReadonlyMap<string, Alert>, folded: readonly Folded[], ...transitions: Folded["transition"][]): Alert[] {
  const fingerprints = new Set(folded.filter((one) => transitions.includes(one.transition)).map((one) => one.fingerprint));
  return [...fingerprints].flatMap((fingerprint) => alerts.get(fingerprint) ?? []);
}

/** What begins, or is held back no more. */
function begunOf(alerts: ReadonlyMap<string, Alert>, folded: readonly Folded[]): Alert[] {
  return currentOf(alerts, folded, "opened", "reopened", "released").filter((alert) => alert.hold === null);
}

function joinGroups(tx: Tx, { grouping, declares }: Grouped, alerts: Map<string, Alert>, newcomers: readonly Alert[], known: Map<string, Group>): GroupChanges {
  const members = new Map<string, { group: Group; isNew: boolean; alerts: Alert[] }>();
  const decisions: Decision[] = [];
  for (const alert of newcomers) {
    const key = groupKey(alert, grouping.by);
    const existing = members.get(key) ?? startMembership(tx, alert, key, known.get(key), grouping);
    const { group } = existing;
    if (existing.alerts.length > 0 || !existing.isNew) decisions.push(joinedDecision(tx, alert, group, grouping));
    else decisions.push({ groupId: group.id, alertId: alert.id, at: tx.now, code: "group.opened", outcome: "passed", details: { by: grouping.by, waitMilliseconds: waitOf(alert, grouping) } });
    existing.group = { ...group, lastAlertAt: tx.now, urgency: isMoreUrgent(alert.urgency, group.urgency) ? alert.urgency : group.urgency };
    existing.alerts.push(alert);
    members.set(key, existing);
    alerts.set(alert.fingerprint, { ...alert, groupId: group.id });
  }
  const all = [...members.values()];
  return { groups: all.map((one) => one.group), orders: all.map((one) => orderOf(one, declares)), decisions };
}

function startMembership(tx: Tx, alert: Alert, key: string, found: Group | undefined, grouping: Grouping) {
  if (isJoinable(found, grouping, tx.now)) return { group: found, isNew: false, alerts: [] as Alert[] };
  const { serviceId, urgency, title } = alert;
  const group: Group = { id: newId(), key, serviceId, urgency, title, status: "open", openedAt: tx.now, lastAlertAt: tx.now };
  return { group, isNew: true, alerts: [] as Alert[] };
}

function waitOf(alert: Alert, grouping: Grouping): number {
  return alert.urgency === "none" ? 0 : grouping.waitMilliseconds[alert.urgency];
}

function joinedDecision(tx: Tx, alert: Alert, group: Group, grouping: Grouping): Decision {
  const isWorse = isMoreUrgent(alert.urgency, group.urgency);
  const details = { windowMilliseconds: grouping.windowMilliseconds, urgency: alert.urgency };
  return { groupId: group.id, alertId: alert.id, at: tx.now, code: isWorse ? "group.joined-more-urgent" : "group.joined", outcome: isWorse ? "passed" : "held", details };
}

function orderOf({ group, isNew, alerts }: { group: Group; isNew: boolean; alerts: Alert[] }, declares: Grouped["declares"]): GroupOrder {
  const alertIds = alerts.map((alert) => alert.id);
  const declare = alertIds.map((id) => declares.get(id)).find((asked) => asked !== undefined);
  const command: GroupCommand = isNew
    ? { kind: "open", serviceId: group.serviceId, urgency: group.urgency, alertIds, ...(declare && { declare }) }
    : { kind: "grow", urgency: group.urgency, alertIds, isReopened: false, isAcknowledged: false, ...(declare && { declare }) };
  return order(group.id, command);
}

function order(groupId: string, command: GroupCommand): GroupOrder {
  return { streamId: `group/${groupId}`, commandId: newId(), actor: muster, command };
}

/** An alert that fires again within the same occurrence opens its group again, acknowledged if it was. */
async function reopenGroups(tx: Tx, returning: readonly Alert[]): Promise<{ groups: Group[]; orders: GroupOrder[] }> {
  const members = groupBy(returning, (alert) => alert.groupId ?? "");
  if (members.size === 0) return { groups: [], orders: [] };
  const groups = [...(await readGroups(tx, [...members.keys()])).values()];
  const orders = groups.map((group) => {
    const own = members.get(group.id) ?? [];
    const isAcknowledged = own.every((alert) => alert.status === "acknowledged");
    return order(group.id, { kind: "grow", urgency: group.urgency, alertIds: own.map((alert) => alert.id), isReopened: group.status === "resolved", isAcknowledged });
  });
  return { groups: groups.map((group) => ({ ...group, status: "open" })), orders };
}

async function closeGroups(tx: Tx, alerts: ReadonlyMap<string, Alert>, folded: readonly Folded[]): Promise<GroupOrder[]> {
  const ended = groupIdsOf(currentOf(alerts, folded, "resolved"));
  const resolved = ended.length > 0 ? await resolveEmptyGroups(tx, ended) : [];
  const byTool = currentOf(alerts, folded, "acknowledged");
  const acknowledged = byTool.length > 0 ? await readAcknowledgedGroups(tx, groupIdsOf(byTool)) : [];
  return [
    ...resolved.map((groupId) => order(groupId, { kind: "resolve" })),
    ...acknowledged.map((groupId) => order(groupId, { kind: "acknowledge", personId: byTool.find((alert) => alert.groupId === groupId)?.acknowledgedBy ?? null })),
  ];
}

function groupIdsOf(alerts: readonly Alert[]): string[] {
  return [...new Set(alerts.flatMap((alert) => alert.groupId ?? []))];
}
