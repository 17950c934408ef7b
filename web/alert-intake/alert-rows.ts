import type { AlertDetail, AlertView } from "../../server/features/alert-intake/contract.ts";
import type { AlertStateKind } from "../design/AlertState.tsx";

/** What stands in one line of the list: an alert, or a group that opens in place. */
export interface AlertLine {
  /** The group's id where several belong together, else the alert's. */
  id: string;
  /** The alert that stands for all. */
  alert: AlertView;
  /** How many alerts it stands for. */
  size: number;
  signals: number;
  since: string;
  kind: AlertStateKind;
}

/** What the square of an alert shows. */
export function stateKind({ status, urgency, isHeldBack }: Pick<AlertView, "status" | "urgency" | "isHeldBack">): AlertStateKind {
  if (status !== "firing") return status;
  if (urgency !== "high") return "low";
  return isHeldBack ? "held" : "firing";
}

/** One line per group: where its newest alert stands, in the words of its oldest. */
export function foldGroups(alerts: readonly AlertView[]): AlertLine[] {
  const members = new Map<string, AlertView[]>();
  for (const alert of alerts) {
    const id = alert.groupSize > 1 && alert.groupId !== null ? alert.groupId : alert.id;
    const known = members.get(id);
    if (known) known.push(alert);
    else members.set(id, [alert]);
  }
  return [...members].flatMap(([id, group]) => lineOf(id, group));
}

/** The line that was made of an alert last, and what else it was made of: where that is the same, so is the line, and nothing is drawn anew. */
const made = new WeakMap<AlertView, { line: AlertLine; speaking: AlertView }>();

function lineOf(id: string, group: readonly AlertView[]): AlertLine[] {
  const oldest = group.at(-1);
  if (!oldest) return [];
  const speaking = group.find((alert) => alert.status === "firing") ?? oldest;
  const signals = group.reduce((sum, alert) => sum + alert.signals, 0);
  const known = made.get(oldest);
  if (known?.speaking === speaking && known.line.signals === signals && known.line.id === id) return [known.line];
  const line = { id, alert: { ...oldest, why: speaking.why ?? oldest.why }, size: oldest.groupSize, signals, since: oldest.firstAt, kind: stateKind(speaking) };
  made.set(oldest, { line, speaking });
  return [line];
}

/** What is chosen: whole groups and single alerts, by their ids. */
export type Chosen = ReadonlyMap<string, { isGroup: boolean; size: number }>;

/** Chooses a line, or drops it. */
export function toggle(chosen: Chosen, id: string, size: number, isGroup: boolean): Chosen {
  const next = new Map(chosen);
  if (!next.delete(id)) next.set(id, { isGroup, size });
  return next;
}

/** Chooses every line from one to another, whichever stands first. */
export function chooseRange(chosen: Chosen, lines: readonly { id: string; size: number }[], from: string, to: string): Chosen {
  const places = [from, to].map((id) => lines.findIndex((line) => line.id === id)).sort((one, other) => one - other);
  const next = new Map(chosen);
  if (places.includes(-1)) return next;
  for (const { id, size } of lines.slice(places[0], (places[1] ?? 0) + 1)) next.set(id, { isGroup: size > 1, size });
  return next;
}

/** Chooses or drops one alert of a group. Without it the group is no longer chosen whole; its other alerts stay chosen. */
export function toggleMember(chosen: Chosen, groupId: string, memberId: string, memberIds: readonly string[]): Chosen {
  if (!chosen.has(groupId)) return toggle(chosen, memberId, 1, false);
  const next = new Map(chosen);
  next.delete(groupId);
  for (const id of memberIds) if (id !== memberId) next.set(id, { isGroup: false, size: 1 });
  return next;
}

/** `1 group, 3 alerts`: what an action would touch. */
export function chosenWords(chosen: Chosen): string {
  const all = [...chosen.values()];
  const groups = all.filter((each) => each.isGroup).length;
  const alerts = all.reduce((sum, each) => sum + each.size, 0);
  const words = counted(alerts, "alert");
  return groups === 0 ? words : `${counted(groups, "group")}, ${words}`;
}

/** `1 alert`, `3 alerts`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

type Member = Pick<AlertDetail["group"][number], "title" | "labels">;

/** What tells an alert from the others of its group: the labels in which they differ. */
export function wordsApart(member: Member, group: readonly Member[]): string {
  const differing = Object.entries(member.labels).filter(([name, value]) => group.some((other) => other.labels[name] !== value));
  return differing.length === 0 ? member.title : differing.slice(0, 3).map(([, value]) => value).join(", ");
}
