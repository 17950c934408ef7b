import type { Instant } from "../../values/instant.ts";
import type { Urgency } from "../../values/subject.ts";
import type { Link, Severity, Signal } from "./signal.rules.ts";

export type AlertStatus = "firing" | "acknowledged" | "resolved";

/** One occurrence of a condition. */
export interface Alert {
  id: string;
  fingerprint: string;
  sourceId: string;
  key: string;
  occurrence: number;
  isCurrent: boolean;
  status: AlertStatus;
  title: string;
  severity: Severity;
  labels: Readonly<Record<string, string>>;
  description: string | null;
  links: readonly Link[];
  serviceId: string | null;
  groupId: string | null;
  urgency: Urgency;
  count: number;
  startedAt: Instant | null;
  firstAt: Instant;
  lastAt: Instant;
  acknowledgedAt: Instant | null;
  acknowledgedBy: string | null;
  resolvedAt: Instant | null;
  deliveryId: string;
  /** Why nobody is paged for it although it fires; null where nothing holds it back. */
  hold: Hold | null;
  /** When it began and ended lately, newest last. */
  turns: readonly Instant[];
  /** When it came to its status, by the tool's own clock. */
  sourceAt: Instant | null;
}

/** What holds an alert back: its own tool, the silence of the id, that it begins and ends time and again, or that somebody snoozed it. */
export interface Hold {
  by: "tool" | "silence" | "flapping" | "snooze" | "symptom";
  id: string | null;
}

/** A signal with what was found out about where it came from. */
export interface Incoming {
  signal: Signal;
  fingerprint: string;
  sourceId: string;
  deliveryId: string;
  /** The id of the alert it becomes, should it be a new one. */
  newAlertId: string;
}

/** `released` is held back no more. */
export type Transition = "opened" | "reopened" | "released" | "repeated" | "acknowledged" | "resolved";

export type FoldCode =
  | "fold.new"
  | "fold.new-occurrence"
  | "fold.reopened"
  | "fold.reopened-acknowledged"
  | "fold.repeat"
  | "fold.acknowledged"
  | "fold.acknowledged-by-tool"
  | "fold.resolved"
  | "fold.lapsed"
  | "fold.resolve-unknown"
  | "fold.stale"
  | "hold.released";

export interface Folded {
  fingerprint: string;
  /** The delivery that told of it; null where time did. */
  deliveryId: string | null;
  code: FoldCode;
  transition: Transition | null;
  alert: Alert | null;
}

export interface FoldSettings {
  now: Instant;
  /** Within this a re-fire is the same occurrence. */
  reopenAfterMilliseconds: number;
  /** The latest ends, by their tool's own clock, that were told of conditions not known to fire. It is brought up to date. */
  earlyEnds: Map<string, Instant>;
}

/**
 * Folds signals into alerts, in their order: a repeat counts, a re-fire within `reopenAfter` is the same occurrence, a later one
 * a new occurrence of the same key, a resolve of something unknown creates nothing, and what a tool said of an earlier time than is known
 * already changes nothing, also where all that is known of the later time is that it had ended. `alerts` holds the current occurrence of each fingerprint and is brought up to date.
 */
export function foldSignals(alerts: Map<string, Alert>, incoming: readonly Incoming[], settings: FoldSettings): Folded[] {
  return incoming.map((item) => {
    const change = foldOne(alerts.get(item.fingerprint) ?? null, item, settings);
    if (change.alert) alerts.set(item.fingerprint, change.alert);
    return { fingerprint: item.fingerprint, deliveryId: item.deliveryId, ...change };
  });
}

type Change = Pick<Folded, "code" | "transition" | "alert">;

const ignored = (code: FoldCode): Change => ({ code, transition: null, alert: null });

function foldOne(current: Alert | null, incoming: Incoming, settings: FoldSettings): Change {
  const { at = null, status } = incoming.signal;
  const isOver = !current || current.status === "resolved";
  const ended = isOver ? settings.earlyEnds.get(incoming.fingerprint) : undefined;
  const known = Math.max(current?.sourceAt ?? -Infinity, ended ?? -Infinity);
  if (at !== null && at < known) return ignored("fold.stale");
  if (isOver && at !== null && status === "resolved") settings.earlyEnds.set(incoming.fingerprint, at);
  const change = foldStatus(current, incoming, settings);
  if (!change.alert) return change;
  // It was made just now, for this.
  change.alert.deliveryId = incoming.deliveryId;
  if (status !== "acknowledged" && at !== null) change.alert.sourceAt = at;
  return change;
}

function foldStatus(current: Alert | null, incoming: Incoming, settings: FoldSettings): Change {
  switch (incoming.signal.status) {
    case "firing":
    case "suppressed":
      return fire(current, incoming, settings);
    case "acknowledged":
      return acknowledgeByTool(current, settings.now);
    case "resolved":
      return resolve(current, settings.now);
  }
}

function fire(current: Alert | null, incoming: Incoming, { now, reopenAfterMilliseconds }: FoldSettings): Change {
  if (!current) return { code: "fold.new", transition: "opened", alert: newAlert(incoming, now, null) };
  if (current.status !== "resolved") return repeat(current, incoming, now);
  if (now - (current.resolvedAt ?? 0) > reopenAfterMilliseconds) {
    return { code: "fold.new-occurrence", transition: "opened", alert: newAlert(incoming, now, current) };
  }
  const wasAcknowledged = current.acknowledgedAt !== null;
  const reopened: Alert = { ...current, status: wasAcknowledged ? "acknowledged" : "firing", resolvedAt: null, count: current.count + 1, lastAt: now, hold: isSnoozed(current) ? current.hold : holdByTool(incoming) };
  return { code: wasAcknowledged ? "fold.reopened-acknowledged" : "fold.reopened", transition: "reopened", alert: turn(reopened, now) };
}

/** What its tool had silenced and now fires is held back no more. */
function repeat(current: Alert, incoming: Incoming, now: Instant): Change {
  const alert: Alert = { ...current, count: current.count + 1, lastAt: now };
  if (current.hold?.by === "tool" && incoming.signal.status === "firing") return { code: "hold.released", transition: "released", alert: { ...alert, hold: null } };
  return { code: current.status === "acknowledged" ? "fold.acknowledged" : "fold.repeat", transition: "repeated", alert };
}

function acknowledgeByTool(current: Alert | null, now: Instant): Change {
  if (current?.status !== "firing") return ignored("fold.resolve-unknown");
  return { code: "fold.acknowledged-by-tool", transition: "acknowledged", alert: { ...current, status: "acknowledged", acknowledgedAt: now, lastAt: now } };
}

function resolve(current: Alert | null, now: Instant): Change {
  if (!current || current.status === "resolved") return ignored("fold.resolve-unknown");
  return { code: "fold.resolved", transition: "resolved", alert: turn({ ...current, status: "resolved", resolvedAt: now, lastAt: now }, now) };
}

/** Ends an alert of which its tool spoke no more. */
export function foldLapsed(alert: Alert, now: Instant): Folded {
  return { fingerprint: alert.fingerprint, deliveryId: null, code: "fold.lapsed", transition: "resolved", alert: turn({ ...alert, status: "resolved", resolvedAt: now }, now) };
}

/** So many beginnings and ends within so long are flapping. */
export const flapping = { turns: 4, withinMilliseconds: 10 * 60_000 };

/** A snooze lasts until its end, whatever the alert does in the meantime. */
export function isSnoozed({ hold }: Pick<Alert, "hold">): boolean {
  return hold?.by === "snooze";
}

/** Notes on what was made just now that it began or ended; what does so time and again is held back until it is stable. */
function turn(alert: Alert, now: Instant): Alert {
  alert.turns = [...alert.turns, now].filter((at) => now - at <= flapping.withinMilliseconds).slice(-flapping.turns);
  if (alert.turns.length >= flapping.turns && !isSnoozed(alert)) alert.hold = { by: "flapping", id: null };
  return alert;
}

function holdByTool({ signal }: Incoming): Hold | null {
  return signal.status === "suppressed" ? { by: "tool", id: null } : null;
}

function newAlert(incoming: Incoming, now: Instant, before: Alert | null): Alert {
  const { signal, fingerprint, sourceId, deliveryId, newAlertId } = incoming;
  return turn({
    id: newAlertId,
    fingerprint,
    sourceId,
    key: signal.key,
    occurrence: (before?.occurrence ?? 0) + 1,
    isCurrent: true,
    status: "firing",
    title: signal.title,
    severity: signal.severity,
    labels: signal.labels,
    description: signal.description,
    links: signal.links,
    serviceId: null,
    groupId: null,
    urgency: "low",
    count: 1,
    startedAt: signal.startedAt,
    firstAt: now,
    lastAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    deliveryId,
    hold: holdByTool(incoming),
    turns: before?.turns ?? [],
    sourceAt: null,
  }, now);
}
