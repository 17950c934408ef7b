import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { adaptAlertmanager } from "./alertmanager.adapter.ts";
import { adaptJson } from "./json.adapter.ts";
import { mutate } from "../../../platform/testing/mutate.ts";
import { adaptPagerDuty, adaptPagerDutyChange } from "./pagerduty.adapter.ts";
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

/** What somebody reading the list of alerts sees of them, or of the changes. */
function seen(adapted: Adapted) {
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  return adapted.signals.map(({ key, title, severity, status, links, labels }) => ({ key, title, severity, status, links: links.map(({ href }) => href), service: labels["service"] }));
}

/** Whatever happened to a payload, it is read with a title that makes sense, or a field is named. */
function expectSense(adapted: Adapted): void {
  if ("errors" in adapted) return expect(adapted.errors.map(({ path, message }) => path !== "" && message !== "")).not.toContain(false);
  for (const { title, key } of [...adapted.signals, ...(adapted.changes ?? [])]) {
    expect(title).toMatch(/\S/);
    expect(title).not.toMatch(/\[object|undefined|^null$/);
    expect(key).not.toBe("");
  }
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

  it("is refused only where it is no list of alerts, or too long a one, and says so", () => {
    for (const alerts of [7, { 0: webhook }, null, undefined, "firing"]) expect(adaptAlertmanager(arrival({ alerts }))).toMatchObject({ errors: [{ path: "alerts", message: expect.stringContaining("list of alerts") }] });
    expect(adaptAlertmanager(arrival([]))).toMatchObject({ errors: [{ path: "" }] });
    const many = (count: number) => adaptAlertmanager(arrival({ alerts: Array.from({ length: count }, () => ({ status: "firing" })) }));
    expect(many(20_001)).toMatchObject({ errors: [{ path: "alerts", message: expect.stringMatching(/20001 alerts; at most 20000.*max_alerts: 20000/) }] });
    expect(signalsOf(many(20_000))).toHaveLength(20_000);
  });

  it("with something odd in one alert reads that alert as well, and all others", () => {
    const odd = { status: "burning", labels: { alertname: "Odd", shard: 7, isPrimary: true, empty: "" }, annotations: "none", startsAt: 5, generatorURL: {}, fingerprint: 12 };
    const [first, second] = signalsOf(adaptAlertmanager(arrival({ ...webhook, alerts: [odd, ...webhook.alerts] })));
    expect(first).toMatchObject({ key: "12", status: "firing", title: "Odd", labels: { alertname: "Odd", shard: "7", isPrimary: "true" }, startedAt: null });
    expect(first?.labels).not.toHaveProperty("empty");
    expect(second?.title).toBe("p99 of Checkout above 2 s");
    expect(adaptAlertmanager(arrival({ alerts: [null, "text", webhook.alerts[1]] }))).toMatchObject({ signals: [{ title: "Other" }], note: "2 of 3 members of the list were no alerts and were left out." });
  });

  it("tells when an alert ended; a beginning is no news by itself, since what ended in silence begins again with it", () => {
    const times = { startsAt: "2026-11-19T12:58:01Z", endsAt: "2026-11-19T13:10:00Z" };
    const at = (status: string) => signalsOf(adaptAlertmanager(arrival({ alerts: [{ ...times, status }] })))[0]?.at;
    expect([at("firing"), at("resolved")]).toEqual([null, Date.parse(times.endsAt)]);
  });

  const instance = (name: string, place: number, key: string, status = "firing") => ({ key, title: `Instance ${name} down`, severity: "critical", status, links: place === 0 ? [] : ["http://prom.example:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1", "http://am.example:9093"], service: undefined });
  const nodes = (status: string) => ["40b3eab63f3f1d4f", "40243476fcaaf8dc", "26c2ce28d0df94c0"].map((key, index) => instance(`node${index + 1}:9100`, index + 1, key, status));
  const expected: Record<string, object[]> = {
    "alerta-prometheus_v3_alert.json": [{ key: '{"__name__":"ping_success","alertname":"failedConnect","environment":"Production","instance":"host2","job":"pinger","monitor":"testlab","service":"System","severity":"critical","timeout":"600"}', title: "Connect fail", severity: "critical", status: "firing", links: ["http://prometheus.host:9090/...", "http://alertmanager.host:9093"], service: "System" }],
    "alerta-prometheus_v4_alert.json": [{ key: '{"alertname":"thing_dead","severity":"critical"}', title: "No things for over 10 minutes", severity: "critical", status: "firing", links: ["http://somehost:9090/graph?g0.expr=sum%28irate%28messages_received_total%5B5m%5D%29%29+%3D%3D+0&g0.tab=0", "http://somehost:9093"], service: undefined }],
    "derived-grouped-firing.json": nodes("firing"),
    "derived-grouped-resolved.json": nodes("resolved"),
    "derived-truncated.json": nodes("firing"),
    "oncall-example.json": [instance("localhost:8081", 0, "f404ecabc8dd5cd7"), instance("localhost:8082", 0, "f8f08d4e32c61a9d")],
  };

  it.each(payloads("alertmanager"))("of %s is read whole", (name, payload) => {
    expect(seen(adaptAlertmanager(arrival(payload)))).toEqual(expected[name]);
  });

  it("keeps the times of every zone, and its note on what was cut off", () => {
    for (const [name, payload] of payloads("alertmanager")) {
      const adapted = adaptAlertmanager(arrival(payload));
      const times = signalsOf(adapted).map(({ startedAt }) => startedAt);
      expect(times).toEqual((payload as typeof webhook).alerts.map(({ startsAt }) => Date.parse(startsAt)));
      expect(adapted).toMatchObject({ note: name === "derived-truncated.json" ? expect.stringContaining("cut off 27 alerts") : null });
    }
  });

  it("makes sense whatever is wrong in it", () => {
    for (const sample of [webhook, ...payloads("alertmanager").map(([, payload]) => payload)]) {
      for (let seed = 0; seed < 200; seed += 1) expectSense(adaptAlertmanager(arrival(mutate(sample, seed))));
    }
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

  it("are read though something is odd that PagerDuty does not ask for", () => {
    const odd = { ...event, dedup_key: 12, links: [{ href: "https://wiki.example/disk" }, "text", { href: "javascript:alert(1)" }], images: [{ src: "https://graphs.example/disk.png", alt: "Disk" }], client: 5, client_url: {}, payload: { ...event.payload, summary: 404, component: 5, group: ["a"], custom_details: "a text" } };
    expect(signalsOf(adaptPagerDuty(arrival(odd)))[0]).toMatchObject({
      key: "12",
      title: "404",
      labels: { source: "db1", component: "5" },
      links: [{ text: "wiki.example", href: "https://wiki.example/disk" }, { text: "Disk", href: "https://graphs.example/disk.png" }],
      at: Date.parse("2015-07-17T08:42:58.315Z"),
    });
    expect(signalsOf(adaptPagerDuty(arrival({ event_action: "resolve", dedup_key: "k", payload: "none" })))[0]).toMatchObject({ key: "k", title: "k", status: "resolved" });
  });

  const image = "https://chart.googleapis.com/chart?chs=600x400&chd=t:6,2,9,5,2,5,7,4,8,2,1&cht=lc&chds=a&chxt=y&chm=D,0033FF,0,0,5,1";
  const expected: Record<string, object[]> = {
    "enqueue-event.json": [{ key: "srv01/mysql", title: "DISK at 99% on machine prod-datapipe03.example.com", severity: "critical", status: "firing", links: ["http://pagerduty.example.com", image, "https://monitoring.service.com"] }],
    "acknowledge.json": [{ key: "srv01/mysql", title: "srv01/mysql", severity: "warning", status: "acknowledged", links: [] }],
    "resolve.json": [{ key: "srv01/mysql", title: "srv01/mysql", severity: "warning", status: "resolved", links: [] }],
    "change-enqueue-build-change-event.json": [{ title: "Build Success: Increase snapshot create timeout to 30 seconds", key: '["Build Success: Increase snapshot create timeout to 30 seconds","prod-build-agent-i-0b148d1040d565540",1437122578315]', at: 1_437_122_578_315, labels: { build_state: "passed", build_number: "220", run_time: "1236s", source: "prod-build-agent-i-0b148d1040d565540" }, links: [{ text: "View in Build Pipeline", href: "https://buildpipeline.com/pagerduty/deployment/builds/220" }, { text: "An example link with an image", href: image }] }],
    "change-enqueue-git-change-event.json": [{ title: "Merge Pull Request", key: '["Merge Pull Request","git",1437122578315]', at: 1_437_122_578_315, labels: { author: "Pagerduty", source: "git" }, links: [{ text: "View in Build Pipeline", href: "https://buildpipeline.com/pagerduty/deployment/builds/220" }] }],
  };

  it.each(payloads("pagerduty-events-v2"))("of %s are read", (name, payload) => {
    if (!name.startsWith("change-")) return expect(seen(adaptPagerDuty(arrival(payload)))).toEqual(expected[name]);
    expect(adaptPagerDutyChange(arrival(payload))).toMatchObject({ signals: [], changes: expected[name] });
  });

  it("make sense whatever is wrong in them", () => {
    for (const sample of [event, change, ...payloads("pagerduty-events-v2").map(([, payload]) => payload)]) {
      for (let seed = 0; seed < 200; seed += 1) {
        const changed = mutate(sample, seed);
        expectSense(adaptPagerDuty(arrival(changed)));
        expectSense(adaptPagerDutyChange(arrival(changed)));
      }
    }
  });
});

const change = { routing_key: "r".repeat(32), payload: { summary: "Deployed checkout 4.2", source: "ci", timestamp: "2026-11-19T12:58:01Z", custom_details: { service: "checkout" } }, links: [{ href: "https://ci.example/4", text: "Build 4" }] };

describe("PagerDuty's change events", () => {
  it("become changes and no signals, and are known again by what they say and when", () => {
    const told = adaptPagerDutyChange(arrival(change));
    expect(told).toMatchObject({ signals: [], changes: [{ title: "Deployed checkout 4.2", labels: { service: "checkout", source: "ci" }, links: [{ text: "Build 4", href: "https://ci.example/4" }], at: Date.parse("2026-11-19T12:58:01Z") }] });
    expect(adaptPagerDuty({ ...arrival({ ...change, event_action: "change" }), newKey: "another" })).toEqual(told);
    const key = (timestamp?: string) => (adaptPagerDutyChange(arrival({ payload: { ...change.payload, timestamp } })) as { changes: { key: string }[] }).changes[0]?.key;
    expect(new Set([key("2026-11-19T12:58:01Z"), key("2026-11-19T12:58:02Z"), key()]).size).toBe(3);
    expect(key()).toBe("made");
  });

  it("name what is missing in PagerDuty's words, and need nothing but a summary", () => {
    expect(adaptPagerDutyChange(arrival({}))).toEqual({ errors: [{ path: "payload", message: "'payload' is missing or blank" }] });
    expect(adaptPagerDutyChange(arrival({ payload: { summary: " " } }))).toEqual({ errors: [{ path: "payload.summary", message: "'payload.summary' is missing or blank" }] });
    expect(adaptPagerDutyChange(arrival({ payload: { summary: "x".repeat(2_000), source: 5 }, links: "none" }))).toMatchObject({ changes: [{ title: expect.stringMatching(/^x{1023}…$/), labels: { source: "5" }, links: [] }] });
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
        for (const adapted of [adaptAlertmanager(arrival(payload)), adaptPagerDuty(arrival(payload)), adaptPagerDutyChange(arrival(payload)), adaptJson(arrival(payload))]) {
          if ("errors" in adapted) expect(adapted.errors.length).toBeGreaterThan(0);
          else for (const signal of adapted.signals) expect(typeof signal.title).toBe("string");
        }
      }),
      { numRuns: 500 },
    );
  });
});
