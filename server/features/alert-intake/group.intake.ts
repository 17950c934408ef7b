import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import { executeMany } from "../../platform/event-log/event-log.ts";
import type { Order } from "../../platform/event-log/event.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Instant } from "../../values/instant.ts";
import { muster } from "../../values/actor.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Alert, Folded } from "./fold.rules.ts";
import { groupDecider } from "./group.decider.ts";
import type { DeclaredClass } from "./group.events.ts";
import { readAcknowledgedGroups, readGroups, resolveEmptyGroups } from "./group.queries.ts";
import { onePerKey, type Step, type Told } from "./trail.intake.ts";
import { groupKey, isJoinable, isMoreUrgent, whenToTell, type Group, type GroupCommand, type Grouping } from "./group.rules.ts";

export const tellKind = "group.tell";

type GroupOrder = Order<GroupCommand>;

/** What became of the groups of a flush, still to be written. */
export interface GroupChanges {
  groups: Group[];
  orders: GroupOrder[];
  told: Told[];
  /** When it is to be told later of which group that it grew. */
  plans: { groupId: string; at: Instant }[];
}

/** How alerts are grouped, and which of them declare an incident, by their id. */
export interface Grouped {
  grouping: Grouping;
  /** The newest of each key. */
  groups: ReadonlyMap<string, Group>;
  declares: ReadonlyMap<string, DeclaredClass>;
}

/** Puts what begins into groups and lets what fires again take its group with it; what is held back stays where it is. The alerts in the map learn their groups. */
export async function groupAlerts(tx: Tx, grouped: Grouped, alerts: Map<string, Alert>, folded: readonly Folded[]): Promise<GroupChanges> {
  const begun = begunOf(alerts, folded);
  const [newcomers, returning] = [begun.filter((alert) => alert.groupId === null), begun.filter((alert) => alert.groupId !== null)];
  const opened = joinGroups(tx, grouped, newcomers);
  const reopened = await reopenGroups(tx, returning);
  const groups = [...new Map([...reopened.groups, ...opened.groups].map((group) => [group.id, group])).values()];
  return { ...opened, groups, orders: [...opened.orders, ...reopened.orders] };
}

/** Whether anything is to be told of a group. */
export function hasNews(folded: readonly Folded[], { orders, plans }: GroupChanges): boolean {
  return orders.length > 0 || plans.length > 0 || folded.some(({ transition }) => transition === "resolved" || transition === "acknowledged");
}

/** Tells the log what became of each group, once its alerts are written: one event per group and flush, and where nobody needs to act on it one a second. */
export async function tellGroups(tx: Tx, alerts: Map<string, Alert>, folded: readonly Folded[], { orders, plans }: GroupChanges): Promise<void> {
  await schedule(tx, plans.map(({ groupId, at }) => ({ kind: tellKind, key: `${tellKind}/${groupId}`, dueAt: at, payload: { groupId } })));
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

/** Alerts that join one group in a flush. */
interface Membership {
  /** As it was before; null where it is new. */
  before: Group | null;
  group: Group;
  alerts: Alert[];
  steps: ReturnType<typeof onePerKey<string, readonly Step[]>>;
}

function joinGroups(tx: Tx, { grouping, groups, declares }: Grouped, newcomers: readonly Alert[]): GroupChanges {
  const members = new Map<string, Membership>();
  const told: Told[] = [];
  for (const alert of newcomers) {
    const key = groupKey(alert, alert.serviceId, grouping.by);
    const existing = members.get(key) ?? startMembership(tx, alert, key, groups.get(key), grouping);
    const { group } = existing;
    const isWorse = isMoreUrgent(alert.urgency, group.urgency);
    const isFirst = existing.before === null && existing.alerts.length === 0;
    told.push({ alertId: alert.id, steps: isFirst ? [openedStep(alert, grouping)] : existing.steps(`${isWorse} ${alert.urgency}`, () => [joinedStep(alert, isWorse, grouping)]) });
    if (isWorse) existing.group = { ...group, urgency: alert.urgency };
    existing.alerts.push(alert);
    members.set(key, existing);
    alert.groupId = group.id;
  }
  return tellMembers(tx, [...members.values()], declares, told);
}

function startMembership(tx: Tx, alert: Alert, key: string, found: Group | undefined, grouping: Grouping): Membership {
  if (isJoinable(found, grouping, tx.now)) return { group: found, before: found, alerts: [], steps: onePerKey() };
  const { serviceId, urgency, title } = alert;
  const group: Group = { id: newId(), key, serviceId, urgency, title, status: "open", openedAt: tx.now, lastAlertAt: tx.now, toldAt: tx.now, incidentId: null };
  return { group, before: null, alerts: [], steps: onePerKey() };
}

/** A group that only grows is neither told of nor written more than once a second, however many flushes that second had. */
function tellMembers(tx: Tx, members: readonly Membership[], declares: Grouped["declares"], told: Told[]): GroupChanges {
  const changes: GroupChanges = { groups: [], orders: [], told, plans: [] };
  for (const { group, before, alerts } of members) {
    const declare = before?.incidentId ? undefined : alerts.map(({ id }) => declares.get(id)).find((asked) => asked !== undefined);
    const isNews = before === null || declare !== undefined || group.urgency !== before.urgency;
    const toldAt = isNews ? tx.now : whenToTell(group, tx.now);
    if (toldAt === tx.now) changes.orders.push(order(group.id, commandOf(group, before, alerts, declare)));
    else if (toldAt !== null) changes.plans.push({ groupId: group.id, at: toldAt });
    if (toldAt !== null) changes.groups.push({ ...group, lastAlertAt: tx.now, toldAt });
  }
  return changes;
}

function commandOf({ serviceId, urgency }: Group, before: Group | null, alerts: readonly Alert[], asked: DeclaredClass | undefined): GroupCommand {
  const declare = asked && { declare: asked };
  return before === null ? { kind: "open", serviceId, urgency, alertIds: alerts.map(({ id }) => id), ...declare } : { kind: "grow", urgency, isReopened: false, isAcknowledged: false, ...declare };
}

function waitOf(alert: Alert, grouping: Grouping): number {
  return alert.urgency === "none" ? 0 : grouping.waitMilliseconds[alert.urgency];
}

function openedStep(alert: Alert, grouping: Grouping): Step {
  return { code: "group.opened", outcome: "passed", details: { by: grouping.by, waitMilliseconds: waitOf(alert, grouping) } };
}

function joinedStep({ urgency }: Alert, isWorse: boolean, { windowMilliseconds }: Grouping): Step {
  return { code: isWorse ? "group.joined-more-urgent" : "group.joined", outcome: isWorse ? "passed" : "held", details: { windowMilliseconds, urgency } };
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
    return order(group.id, { kind: "grow", urgency: group.urgency, isReopened: group.status === "resolved", isAcknowledged });
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
