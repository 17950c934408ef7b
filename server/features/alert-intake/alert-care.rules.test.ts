import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { answerAlert, snoozeEnd, wakeSnoozed, type Answer, type CaredAlert } from "./alert-care.rules.ts";
import { foldSignals, type Alert, type Incoming } from "./fold.rules.ts";
import type { Signal } from "./signal.rules.ts";

const now = Date.parse("2026-11-19T13:47:00Z");
const [minute, day] = [60_000, 86_400_000];

const incoming = (status: Signal["status"]): Incoming => ({
  signal: { key: "slow", status, title: "Slow", severity: "critical", labels: {}, description: null, links: [], startedAt: null, at: null },
  ...{ fingerprint: "f", sourceId: "prometheus", deliveryId: "d", newAlertId: "a" },
});

/** The alert after its tool said these things, one a minute, the last of them now. */
function told(statuses: readonly Signal["status"][], from?: Alert): Alert {
  const alerts = new Map(from ? [["f", from]] : []);
  for (const [place, status] of statuses.entries()) foldSignals(alerts, [incoming(status)], { now: now - (statuses.length - 1 - place) * minute, reopenAfterMilliseconds: 10 * minute, earlyEnds: new Map() });
  const alert = alerts.get("f");
  if (!alert) throw new Error("Nothing was told.");
  return alert;
}

const cared = (alert: Alert, more: Partial<CaredAlert> = {}): CaredAlert => ({ alert, snoozedUntil: null, verdict: null, ...more });
const by = (personId: string | null) => ({ personId, now });
const snooze = (until = now + 60 * minute): Answer => ({ action: "snooze", until });

describe("The end of a snooze", () => {
  it.each([
    ["an hour from now", { for: "1h" }, now + 60 * minute],
    ["the shortest", { for: "1m" }, now + minute],
    ["the longest", { for: "7d" }, now + 7 * day],
    ["a moment", { until: now + 5 * minute }, now + 5 * minute],
    ["none, which ends it", { until: null }, null],
  ])("is %s", (_name, wish, end) => expect(snoozeEnd(wish, now)).toBe(end));

  it.each([
    ["until", {}],
    ["for", { for: "1h", until: now + minute }],
    ["for", { for: "1h", until: null }],
    ["until", { until: now - 1 }],
    ["until", { until: now }],
    ["until", { until: now + minute - 1 }],
    ["until", { until: now + 7 * day + 1 }],
    ["for", { for: "59s" }],
    ["for", { for: "8d" }],
  ])("is refused, naming %s: %j", (path, wish) => {
    expect(snoozeEnd(wish, now)).toMatchObject({ code: "alert.snooze.invalid", details: { errors: [{ path }] } });
  });
});

describe("An alert that is snoozed", () => {
  const firing = told(["firing"]);
  const quiet = answerAlert(cared(firing), snooze(), by("ben")) as Alert;

  it("is held back and whoever snoozed it has it", () => {
    expect(quiet).toMatchObject({ status: "acknowledged", acknowledgedBy: "ben", acknowledgedAt: now, hold: { by: "snooze" } });
  });

  it("stays as it is when the same is asked again, and follows another time and another hand", () => {
    const known = cared(quiet, { snoozedUntil: now + 60 * minute });
    expect(answerAlert(known, snooze(), by("ben"))).toBe(quiet);
    expect(answerAlert(known, snooze(now + 90 * minute), by("ben"))).not.toBe(quiet);
    expect(answerAlert(known, snooze(), by("dana"))).toMatchObject({ acknowledgedBy: "dana" });
  });

  it("stays so while it repeats, ends and fires again, however often", () => {
    expect(told(["firing"], quiet).hold).toEqual({ by: "snooze", id: null });
    expect(told(["resolved", "firing"], quiet)).toMatchObject({ status: "acknowledged", hold: { by: "snooze" } });
    expect(told(["resolved", "firing", "resolved", "firing"], quiet).hold).toEqual({ by: "snooze", id: null });
  });

  it("fires again at the end and nobody has it; what ended stays ended", () => {
    expect(wakeSnoozed(quiet)).toMatchObject({ status: "firing", acknowledgedAt: null, acknowledgedBy: null, hold: null });
    expect(wakeSnoozed(told(["resolved"], quiet))).toMatchObject({ status: "resolved", acknowledgedBy: "ben", hold: null });
  });

  it("is neither what has ended nor what its own tool silences", () => {
    expect(answerAlert(cared(told(["firing", "resolved"])), snooze(), by("ben"))).toMatchObject({ code: "alert.resolved" });
    expect(answerAlert(cared(told(["suppressed"])), snooze(), by("ben"))).toMatchObject({ code: "alert.silenced-by-tool" });
  });
});

describe("An answer by hand", () => {
  const [firing, ended] = [told(["firing"]), told(["firing", "resolved"])];

  it("changes nothing where it is so already", () => {
    const taken = answerAlert(cared(firing), { action: "acknowledge" }, by("ben")) as Alert;
    expect(taken).toMatchObject({ status: "acknowledged", acknowledgedBy: "ben" });
    expect(answerAlert(cared(taken), { action: "acknowledge" }, by("dana"))).toBe(taken);
    expect(answerAlert(cared(ended), { action: "resolve" }, by("ben"))).toBe(ended);
    expect(answerAlert(cared(ended, { verdict: "noise" }), { action: "verdict", verdict: "noise" }, by("ben"))).toBe(ended);
  });

  it("takes nothing that has ended, but says what it was", () => {
    expect(isRefusal(answerAlert(cared(ended), { action: "acknowledge" }, by("ben")))).toBe(true);
    expect(answerAlert(cared(ended), { action: "verdict", verdict: "noise" }, by("ben"))).toEqual(ended);
  });
});
