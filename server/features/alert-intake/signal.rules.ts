import type { Instant } from "../../values/instant.ts";

export const severities = ["critical", "high", "warning", "info"] as const;
export type Severity = (typeof severities)[number];

/** `suppressed` is silenced by the tool itself: kept and shown, never paged. */
export type SignalStatus = "firing" | "resolved" | "acknowledged" | "suppressed";

export interface Link {
  text: string;
  href: string;
}

/** One thing a tool said, in Muster's words. */
export interface Signal {
  /** What makes the condition the same one next time. */
  key: string;
  status: SignalStatus;
  title: string;
  severity: Severity;
  labels: Readonly<Record<string, string>>;
  description: string | null;
  links: readonly Link[];
  /** When it began, by the tool's own clock. */
  startedAt: Instant | null;
  /** When it came to this status, by the tool's own clock: deliveries out of order are settled by it. */
  at?: Instant | null;
  /** When it ends unless its tool speaks of it again: at a time, or so long after it was spoken of. */
  lapses?: { at: Instant } | { afterMilliseconds: number };
}

/** Something that was changed on purpose: it pages nobody and stands in the timelines of its service's incidents. */
export interface Change {
  /** What makes it the same one when it is told again. */
  key: string;
  title: string;
  labels: Readonly<Record<string, string>>;
  description: string | null;
  links: readonly Link[];
  at: Instant | null;
}

const severityWords: Readonly<Record<Severity, readonly string[]>> = {
  critical: ["critical", "crit", "fatal", "emergency", "emerg", "disaster", "page", "urgent", "severe", "blocker", "highest", "very high", "catastrophic", "sev0", "sev1", "s1", "p0", "p1"],
  high: ["high", "error", "err", "major", "alert", "important", "serious", "sev2", "s2", "p2"],
  warning: ["warning", "warn", "average", "minor", "medium", "moderate", "normal", "degraded", "sev3", "s3", "p3"],
  info: ["info", "information", "informational", "notice", "low", "lowest", "very low", "trivial", "cosmetic", "debug", "verbose", "none", "ok", "sev4", "sev5", "s4", "s5", "p4", "p5"],
};
const severitiesByWord = new Map(Object.entries(severityWords).flatMap(([severity, words]) => words.map((word) => [word, severity as Severity] as const)));

/** The severity behind a tool's own word; null where the word is unknown or absent. */
export function severityIn(word: unknown): Severity | null {
  if (typeof word !== "string" || word.length > 40) return null;
  const plain = word.trim().toLowerCase();
  return severitiesByWord.get(plain) ?? severitiesByWord.get(plain.replace(/[\s_-]+(?=\d$)/, "").replace(/[\s_-]+/g, " ")) ?? null;
}

/** The severity behind a tool's own word; a warning where the word is unknown or absent. */
export function severityOf(word: unknown): Severity {
  return severityIn(word) ?? "warning";
}

const statusWords: Readonly<Record<SignalStatus, readonly string[]>> = {
  firing: ["firing", "triggered", "trigger", "alerting", "alert", "alarm", "open", "opened", "active", "activated", "fired", "problem", "down", "failed", "failure", "failing", "error", "critical", "warning", "warn", "new", "created", "start", "started", "raised", "unresolved", "reopened", "fail", "fails", "errored", "degraded", "offline", "unreachable", "unavailable", "unhealthy", "breached", "violated", "anomalous", "outage", "crashed", "aborted", "abended", "timeout", "true"],
  resolved: ["resolved", "resolve", "ok", "okay", "closed", "close", "recovered", "recovery", "up", "normal", "cleared", "clear", "inactive", "deactivated", "fixed", "success", "succeeded", "passed", "passing", "healthy", "green", "end", "ended", "done", "complete", "completed", "finished", "false", "ok (acknowledged)", "back to normal", "recover", "recovers", "online", "reachable", "restored", "solved", "successful", "successfully", "cancelled", "canceled", "terminated", "dismissed"],
  acknowledged: ["acknowledged", "acknowledge", "acknowledgement", "ack", "acked"],
  suppressed: ["suppressed", "silenced", "muted", "snoozed", "paused", "pending", "maintenance", "inhibited", "downtime"],
};
const statuses = new Map(Object.entries(statusWords).flatMap(([status, words]) => words.map((word) => [word, status as SignalStatus] as const)));

/** The status behind a tool's own word; null where the word is unknown or absent. */
export function statusOf(word: unknown): SignalStatus | null {
  if (typeof word === "boolean") return word ? "firing" : "resolved";
  return typeof word === "string" ? (statuses.get(word.trim().toLowerCase()) ?? null) : null;
}

/** The status in what a tool said: its word, or the word that stands first in brackets or alone before a colon, as in `[Recovered] Disk is full`. */
export function statusIn(value: unknown): SignalStatus | null {
  if (typeof value !== "string") return statusOf(value);
  const begin = /^\s*[[(]([^\])]{1,30})[\])]|^\s*([\w -]{1,30}):/.exec(value);
  return statusOf(value) ?? statusOf((begin?.[1] ?? begin?.[2])?.replace(/^re-/i, ""));
}

/** Only web addresses become links, one without a name called by its host; anything else a payload calls a link stays text in its raw body. */
export function webLinks(candidates: readonly { text: string | null; href: unknown }[]): Link[] {
  const good = candidates.flatMap(({ text, href }) => (typeof href === "string" && /^https?:\/\/[^\s<>"]+$/i.test(href) ? [{ text: text ?? hostOf(href), href }] : []));
  return good.filter((link, index) => good.findIndex((other) => other.href === link.href) === index).slice(0, 20);
}

function hostOf(href: string): string {
  return URL.canParse(href) ? new URL(href).host : "Link";
}

/** How a source tells which service is meant. */
export type ServiceRule = { fixed: string } | { label: string; default: string | null } | null;

export interface ServiceChoice {
  serviceId: string | null;
  reason: "service.named" | "service.default" | "service.unassigned";
  /** The name the tool gave, where no service has it. */
  unknownName: string | null;
}

/** The service of a signal: what it names if that exists, else the source's default, else unassigned. */
export function chooseService(rule: ServiceRule, labels: Readonly<Record<string, string>>, isKnown: (id: string) => boolean): ServiceChoice {
  const named = rule && "label" in rule ? labels[rule.label] : rule?.fixed;
  if (named && isKnown(named)) return { serviceId: named, reason: "service.named", unknownName: null };
  const fallback = rule && "label" in rule ? rule.default : null;
  const unknownName = named || null;
  if (fallback && isKnown(fallback)) return { serviceId: fallback, reason: "service.default", unknownName };
  return { serviceId: null, reason: "service.unassigned", unknownName };
}
