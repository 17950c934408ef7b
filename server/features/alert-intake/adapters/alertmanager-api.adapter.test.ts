import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labelFingerprint } from "../label-fingerprint.rules.ts";
import { adaptAlertmanagerSource, markPosted } from "./alertmanager-api.adapter.ts";
import { mutate } from "../../../platform/testing/mutate.ts";

const fixtures = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "alerts/alertmanager-api-v2");
const hasFixtures = existsSync(fixtures);
if (!hasFixtures) console.log(`Skipped: ${fixtures} is not there.`);
const fixture = (name: string) => JSON.parse(readFileSync(join(fixtures, name), "utf8")) as unknown;

const adapt = (payload: unknown) => adaptAlertmanagerSource({ payload, headers: {}, newKey: "made" });
const adaptPosted = (alerts: unknown) => adapt(markPosted(alerts));

function read(alerts: unknown) {
  const adapted = adaptPosted(alerts);
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  return adapted;
}

const latency = {
  labels: { alertname: "HighLatency", service: "storefront", severity: "page", team: "" },
  annotations: { summary: "storefront is slow", description: "p99 is 2 s", runbook_url: "https://runbooks.example/latency", dashboard: "javascript:alert(1)" },
  startsAt: "2026-11-19T13:46:00.123456789+01:00",
  endsAt: "2026-11-19T13:50:00Z",
  generatorURL: "http://prometheus.example/graph?g0.expr=x",
};

describe("an alert posted to Alertmanager’s API", () => {
  it("is read as its webhook is, and ends when it says", () => {
    expect(read([latency])).toEqual({
      note: null,
      signals: [
        {
          key: labelFingerprint({ alertname: "HighLatency", service: "storefront", severity: "page" }),
          status: "firing",
          title: "storefront is slow",
          severity: "critical",
          labels: { alertname: "HighLatency", service: "storefront", severity: "page" },
          description: "p99 is 2 s",
          links: [
            { text: "The query in Prometheus", href: "http://prometheus.example/graph?g0.expr=x" },
            { text: "Runbook", href: "https://runbooks.example/latency" },
          ],
          startedAt: Date.parse("2026-11-19T12:46:00.123Z"),
          at: null,
          lapses: { at: Date.parse("2026-11-19T13:50:00Z") },
        },
      ],
    });
  });

  it("ends five minutes after it was posted where it does not say when", () => {
    for (const endsAt of [undefined, null, "", "0001-01-01T00:00:00Z", "soon"]) expect(read([{ ...latency, endsAt }]).signals[0]?.lapses).toEqual({ afterMilliseconds: 300_000 });
  });

  it("has the key of its labels alone, in whatever order they stand", () => {
    const { alertname, service, severity } = latency.labels;
    const keyOf = (alert: object) => read([alert]).signals[0]?.key;
    expect(keyOf({ labels: { severity, service, alertname }, fingerprint: "another", annotations: { summary: "x" } })).toBe(keyOf(latency));
    expect(keyOf({ labels: { ...latency.labels, env: "prod" } })).not.toBe(keyOf(latency));
    expect(keyOf({ labels: { a: 1, b: true } })).toBe(keyOf({ labels: { a: "1", b: "true" } }));
  });

  it("without labels is left out with a note, and of nothing else a list is refused", () => {
    expect(read([{ labels: { a: "" } }, latency, null])).toMatchObject({ signals: [{ title: "storefront is slow" }], note: "2 of 3 members of the list had no labels and were left out." });
    expect(adaptPosted([{ annotations: {} }])).toEqual({ errors: [{ path: "0.labels", message: expect.any(String) }] });
    expect(read([])).toEqual({ signals: [], note: null });
    for (const none of [undefined, null, {}, "text", 7]) expect(adaptPosted(none)).toEqual({ errors: [{ path: "", message: expect.stringContaining("list") }] });
  });

  it("makes sense whatever is wrong in it", () => {
    const samples = [[latency], ...(hasFixtures ? [fixture("post-alerts-1.json")] : [])];
    for (const sample of samples) {
      for (let seed = 0; seed < 200; seed += 1) {
        const adapted = adaptPosted(mutate(sample, seed));
        if ("errors" in adapted) expect(["", "0.labels"]).toContain(adapted.errors[0]?.path);
        else for (const { title, key } of adapted.signals) expect([title, key]).toEqual([expect.stringMatching(/^(?!.*(\[object|undefined))(?!null$).*\S/s), expect.stringMatching(/^[\da-f]{16}$/)]);
      }
    }
  });

  it("is told apart from the webhook of the same source", () => {
    const webhook = { version: "4", alerts: [{ ...latency, status: "resolved", fingerprint: "aae7a1432b5d2f1b" }] };
    expect(adapt(webhook)).toMatchObject({ signals: [{ key: "aae7a1432b5d2f1b", status: "resolved" }] });
  });
});

describe("a set of labels", () => {
  it("is called as Alertmanager calls it: FNV-1a over nothing is its offset", () => {
    expect(labelFingerprint({})).toBe("cbf29ce484222325");
  });

  it.skipIf(!hasFixtures)("is called as in what a real Alertmanager answered", () => {
    const alerts = (fixture("karma-0.22.0-alerts-groups.json") as { alerts: { labels: Record<string, string>; fingerprint: string }[] }[]).flatMap((group) => group.alerts);
    expect(alerts.length).toBeGreaterThan(10);
    expect(alerts.map(({ labels }) => labelFingerprint(labels))).toEqual(alerts.map(({ fingerprint }) => fingerprint));
  });
});
