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

export type Transition = "opened" | "reopened" | "repeated" | "acknowledged" | "resolved";

export type FoldCode =
  | "fold.new"
  | "fold.new-occurrence"
  | "fold.reopened"
  | "fold.reopened-acknowledged"
  | "fold.repeat"
  | "fold.acknowledged"
  | "fold.acknowledged-by-tool"
  | "fold.resolved"
  | "fold.resolve-unknown";

export interface Folded {
  incoming: Incoming;
  code: FoldCode;
  transition: Transition | null;
  alert: Alert | null;
}

export interface FoldSettings {
  now: Instant;
  /** Within this a re-fire is the same occurrence. */
  reopenAfterMilliseconds: number;
}

/**
 * Folds signals into alerts, in their order: a repeat counts, a re-fire within `reopenAfter` is the same occurrence, a later one
 * a new occurrence of the same key, a resolve of something unknown creates nothing. `alerts` holds the current occurrence
 * of each fingerprint and is brought up to date.
 */
export function foldSignals(alerts: Map<string, Alert>, incoming: readonly Incoming[], settings: FoldSettings): Folded[] {
  return incoming.map((item) => {
    const folded = foldOne(alerts.get(item.fingerprint) ?? null, item, settings);
    if (folded.alert) alerts.set(item.fingerprint, folded.alert);
    return folded;
  });
}

function foldOne(current: Alert | null, incoming: Incoming, settings: FoldSettings): Folded {
  switch (incoming.signal.status) {
    case "firing":
    case "suppressed":
      return fire(current, incoming, settings);
    case "acknowledged":
      return acknowledgeByTool(current, incoming, settings.now);
    case "resolved":
      return resolve(current, incoming, settings.now);
  }
}

function fire(current: Alert | null, incoming: Incoming, { now, reopenAfterMilliseconds }: FoldSettings): Folded {
  if (!current) return { incoming, code: "fold.new", transition: "opened", alert: newAlert(incoming, now, 1) };
  if (current.status !== "resolved") {
    const code = current.status === "acknowledged" ? "fold.acknowledged" : "fold.repeat";
    return { incoming, code, transition: "repeated", alert: { ...current, count: current.count + 1, lastAt: now } };
  }
  if (now - (current.resolvedAt ?? 0) > reopenAfterMilliseconds) {
    return { incoming, code: "fold.new-occurrence", transition: "opened", alert: newAlert(incoming, now, current.occurrence + 1) };
  }
  const wasAcknowledged = current.acknowledgedAt !== null;
  const alert: Alert = { ...current, status: wasAcknowledged ? "acknowledged" : "firing", resolvedAt: null, count: current.count + 1, lastAt: now };
  return { incoming, code: wasAcknowledged ? "fold.reopened-acknowledged" : "fold.reopened", transition: "reopened", alert };
}

function acknowledgeByTool(current: Alert | null, incoming: Incoming, now: Instant): Folded {
  if (current?.status !== "firing") return { incoming, code: "fold.resolve-unknown", transition: null, alert: null };
  const alert: Alert = { ...current, status: "acknowledged", acknowledgedAt: now, lastAt: now };
  return { incoming, code: "fold.acknowledged-by-tool", transition: "acknowledged", alert };
}

function resolve(current: Alert | null, incoming: Incoming, now: Instant): Folded {
  if (!current || current.status === "resolved") return { incoming, code: "fold.resolve-unknown", transition: null, alert: null };
  return { incoming, code: "fold.resolved", transition: "resolved", alert: { ...current, status: "resolved", resolvedAt: now, lastAt: now } };
}

function newAlert(incoming: Incoming, now: Instant, occurrence: number): Alert {
  const { signal, fingerprint, sourceId, deliveryId, newAlertId } = incoming;
  return {
    id: newAlertId,
    fingerprint,
    sourceId,
    key: signal.key,
    occurrence,
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
  };
}
