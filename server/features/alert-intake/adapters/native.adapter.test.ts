import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { adaptAlertmanager } from "./alertmanager.adapter.ts";
import { adaptJson } from "./json.adapter.ts";
import { adaptPagerDuty } from "./pagerduty.adapter.ts";
import { readTime } from "./reading.adapter.ts";

const fixtures = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "alerts");

function payloads(folder: string): [string, unknown][] {
  const path = join(fixtures, folder);
  if (!existsSync(path)) {
    console.log(`Skipped: no recorded payloads at ${path}.`);
    return [];
  }
  return readdirSync(path).filter((name) => name.endsWith(".json")).map((name) => [name, JSON.parse(readFileSync(join(path, name), "utf8"))]);
}

const arrival = (payload: unknown): Arrival => ({ payload, headers: {}, newKey: "made" });

function signalsOf(adapted: Adapted) {
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  return adapted.signals;
}

const webhook = {
  version: "4",
  externalURL: "http://alertmanager:9093",
  alerts: [
    { status: "firing", labels: { alertname: "HighLatency", service: "checkout", severity: "critical" }, annotations: { summary: "p99 of Checkout above 2 s", runbook_url: "https://runbooks.example/latency" }, startsAt: "2026-11-19T12:58:01.882734512Z", endsAt: "0001-01-01T00:00:00Z", generatorURL: "http://prometheus:9090/graph", fingerprint: "c1f0a7d2e94b3358" },
    { status: "resolved", labels: { alertname: "Other" }, annotations: {}, startsAt: "2026-11-19T12:58:01Z", fingerprint: "d" },
  ],
};

describe("Alertmanager's webhook", () => {
  it("gives a signal per alert, by the alert's own status", () => {
    const [first, second] = signalsOf(adaptAlertmanager(arrival(webhook)));
    expect(first).toMatchObject({ key: "c1f0a7d2e94b3358", status: "firing", title: "p99 of Checkout above 2 s", severity: "critical", startedAt: Date.parse("2026-11-19T12:58:01.882Z") });
    expect(first?.links.map((link) => link.text)).toEqual(["The query in Prometheus", "Runbook", "Alertmanager"]);
    expect(second).toMatchObject({ status: "resolved", title: "Other" });
  });

  it("without fingerprints has the labels as key, whatever their order", () => {
    const one = { alerts: [{ status: "firing", labels: { a: "1", b: "2" } }] };
    const two = { alerts: [{ status: "firing", labels: { b: "2", a: "1" } }] };
    expect(signalsOf(adaptAlertmanager(arrival(one)))[0]?.key).toBe(signalsOf(adaptAlertmanager(arrival(two)))[0]?.key);
  });

  it("says what was cut off", () => {
    expect(adaptAlertmanager(arrival({ ...webhook, truncatedAlerts: 3 }))).toMatchObject({ note: expect.stringContaining("cut off 3 alerts") });
  });

  it("with a wrong field names it", () => {
    expect(adaptAlertmanager(arrival({ alerts: [{ status: "burning", labels: { a: 1 } }] }))).toMatchObject({ errors: [{ path: "alerts.0.status" }, { path: "alerts.0.labels.a" }] });
    expect(adaptAlertmanager(arrival([]))).toHaveProperty("errors");
  });

  it.each(payloads("alertmanager"))("of %s is read whole", (_name, payload) => {
    const count = (payload as { alerts: unknown[] }).alerts.length;
    const signals = signalsOf(adaptAlertmanager(arrival(payload)));
    expect(signals).toHaveLength(count);
    for (const signal of signals) expect([signal.title, signal.key, signal.severity].every(Boolean)).toBe(true);
  });
});

describe("PagerDuty's events", () => {
  const event = { routing_key: "r".repeat(32), event_action: "trigger", payload: { summary: "DISK at 99%", source: "db1", severity: "error", timestamp: "2015-07-17T08:42:58.315+0000" } };

  it("are read with their severity, time and key", () => {
    expect(signalsOf(adaptPagerDuty(arrival(event)))[0]).toMatchObject({ key: "made", status: "firing", title: "DISK at 99%", severity: "high", startedAt: Date.parse("2015-07-17T08:42:58.315Z"), labels: { source: "db1" } });
    expect(signalsOf(adaptPagerDuty(arrival({ event_action: "resolve", dedup_key: "k" })))[0]).toMatchObject({ key: "k", status: "resolved" });
  });

  it("name what is missing in PagerDuty's words", () => {
    const errors = (value: unknown) => (adaptPagerDuty(arrival(value)) as { errors: { message: string }[] }).errors.map((error) => error.message);
    expect(errors({ event_action: "trigger" })).toEqual(["'payload' is missing or blank"]);
    expect(errors({ event_action: "resolve" })).toEqual(["'dedup_key' is missing or blank"]);
    expect(errors({ event_action: "explode", dedup_key: "k" })[0]).toContain("'event_action' is invalid");
    expect(errors({ event_action: "trigger", payload: { source: "a", severity: "fatal" } })).toHaveLength(2);
  });

  it.each(payloads("pagerduty-events-v2").filter(([name]) => !name.startsWith("change-")))("of %s are read", (_name, payload) => {
    expect(signalsOf(adaptPagerDuty(arrival(payload)))).toHaveLength(1);
  });
});

describe("plain JSON", () => {
  it("needs nothing but something to call it by", () => {
    expect(signalsOf(adaptJson(arrival({ title: "Disk is full", severity: "critical", key: "disk-1", service: "ledger" })))[0]).toMatchObject({ key: "disk-1", title: "Disk is full", severity: "critical", labels: { service: "ledger" } });
    expect(signalsOf(adaptJson(arrival({ odd: { shape: 1 } })))[0]?.title).toBe('{"odd":{"shape":1}}');
    expect(signalsOf(adaptJson(arrival({ summary: "x", status: "OK" })))[0]?.status).toBe("resolved");
  });

  it("with a wrong field names it", () => {
    expect(adaptJson(arrival({ title: { a: 1 }, key: [] }))).toEqual({ errors: [{ path: "title", message: "must be a text" }, { path: "key", message: "must be a text" }] });
    expect(adaptJson(arrival("text"))).toHaveProperty("errors");
  });
});

describe("times", () => {
  it("are read in every form that tools send, and absent ones stay absent", () => {
    const same = Date.parse("2015-07-17T08:42:58Z");
    expect(["2015-07-17T08:42:58Z", "2015-07-17T10:42:58+0200", "2015-07-17T08:42:58.000000000Z", same / 1_000, String(same)].map(readTime)).toEqual([same, same, same, same, same]);
    expect(["0001-01-01T00:00:00Z", "", "soon", null, -5, "275761-01-01T00:00:00Z"].map(readTime)).toEqual([null, null, null, null, null, null]);
  });
});

describe("any payload", () => {
  it("makes an adapter give signals with a title, or name what is wrong; it never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ alerts: fc.array(fc.jsonValue()) }), fc.record({ event_action: fc.constant("trigger"), payload: fc.jsonValue() })), (payload) => {
        for (const adapted of [adaptAlertmanager(arrival(payload)), adaptPagerDuty(arrival(payload)), adaptJson(arrival(payload))]) {
          if ("errors" in adapted) expect(adapted.errors.length).toBeGreaterThan(0);
          else for (const signal of adapted.signals) expect(typeof signal.title).toBe("string");
        }
      }),
      { numRuns: 500 },
    );
  });
});
