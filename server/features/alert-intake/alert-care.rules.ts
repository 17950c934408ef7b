import { durationMilliseconds } from "../../values/duration.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { isSnoozed, type Alert } from "./fold.rules.ts";

/** What an alert turned out to be. */
export const verdicts = ["actionable", "noise", "duplicate"] as const;
export type Verdict = (typeof verdicts)[number];

/** How long somebody may want quiet about one alert. */
export const snoozeLengths = { shortest: 60_000, longest: 7 * 86_400_000 };

/** Until a moment or for a time, of which exactly one; `until: null` ends a snooze. */
export interface SnoozeWish {
  until?: Instant | null | undefined;
  for?: string | undefined;
}

/** What is done to alerts by hand. */
export type Answer = { action: "acknowledge" } | { action: "resolve" } | { action: "snooze"; until: Instant } | { action: "verdict"; verdict: Verdict | null };

/** Who answers, and when. */
export interface Hand {
  personId: string | null;
  now: Instant;
}

/** An alert with what is known of it beside its condition. */
export interface CaredAlert {
  alert: Alert;
  snoozedUntil: Instant | null;
  verdict: Verdict | null;
}

export const noSuchAlert = refuse("alert.not-found", "There is no such alert.");

const wrong = (path: string, message: string) => refuse("alert.snooze.invalid", message, { errors: [{ path, message }] });

/** When a snooze ends; null where one is to end now, and a refusal naming the field where it is too short, too long or over already. */
export function snoozeEnd(wish: SnoozeWish, now: Instant): Instant | null | Refusal {
  const { until, for: length } = wish;
  if (until === undefined && length === undefined) return wrong("until", "Say until when, or for how long.");
  if (until !== undefined && length !== undefined) return wrong("for", "Say either until when or for how long, not both.");
  if (until === null) return null;
  const [path, end] = until === undefined ? ["for", now + durationMilliseconds(length ?? "")] : ["until", until];
  return whyNotUntil(path, end, now) ?? end;
}

function whyNotUntil(path: string, end: Instant, now: Instant): Refusal | null {
  if (end <= now) return wrong(path, "That is in the past.");
  if (end - now < snoozeLengths.shortest) return wrong(path, "A snooze lasts a minute at least.");
  return end - now > snoozeLengths.longest ? wrong(path, "A snooze lasts seven days at most. Make a silence for what shall be quiet longer.") : null;
}

/** The alert as it is after an answer; the same object where the answer changes nothing, a refusal where it makes no sense. */
export function answerAlert(cared: CaredAlert, answer: Answer, hand: Hand): Alert | Refusal {
  switch (answer.action) {
    case "acknowledge":
      return acknowledge(cared.alert, hand);
    case "resolve":
      return cared.alert.status === "resolved" ? cared.alert : { ...cared.alert, status: "resolved", resolvedAt: hand.now };
    case "snooze":
      return snooze(cared, answer.until, hand);
    case "verdict":
      return cared.verdict === answer.verdict ? cared.alert : { ...cared.alert };
  }
}

function acknowledge(alert: Alert, { personId, now }: Hand): Alert | Refusal {
  if (alert.status === "resolved") return refuse("alert.resolved", "This alert has ended; there is nothing left to take.");
  return alert.status === "acknowledged" ? alert : { ...alert, status: "acknowledged", acknowledgedAt: now, acknowledgedBy: personId };
}

/** Whoever wants quiet has it until then. What its own tool silences is not snoozed: it would page at the end against its tool. */
function snooze({ alert, snoozedUntil }: CaredAlert, until: Instant, { personId, now }: Hand): Alert | Refusal {
  if (alert.status === "resolved") return refuse("alert.resolved", "This alert has ended; there is nothing left to snooze.");
  if (alert.hold?.by === "tool") return refuse("alert.silenced-by-tool", "Its own tool silences it already: nobody is paged for it.");
  if (isSnoozed(alert) && snoozedUntil === until && alert.acknowledgedBy === personId) return alert;
  return { ...alert, status: "acknowledged", acknowledgedAt: now, acknowledgedBy: personId, hold: { by: "snooze", id: null } };
}

/** A snoozed alert after its end: it fires and nobody has it, or it ended in the meantime and is only held back no more. */
export function wakeSnoozed(alert: Alert): Alert {
  return alert.status === "resolved" ? { ...alert, hold: null } : { ...alert, status: "firing", acknowledgedAt: null, acknowledgedBy: null, hold: null };
}
