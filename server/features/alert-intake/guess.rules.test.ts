import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mutate } from "../../platform/testing/mutate.ts";
import { createPicker } from "./adapters/picking.adapter.ts";
import { unwrapped } from "./adapters/unwrapping.adapter.ts";
import { guess, itemsOf, proposeMapping } from "./guess.rules.ts";
import { mappedMembers } from "./mapping.rules.ts";

const fixtures = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "alerts");

function payloads(...folders: string[]): [string, unknown][] {
  return folders.flatMap((folder) => {
    const path = join(fixtures, folder);
    if (!existsSync(path)) {
      console.log(`Skipped: no recorded payloads at ${path}.`);
      return [];
    }
    return readdirSync(path).filter((name) => name.endsWith(".json")).map((name): [string, unknown] => [`${folder}/${name}`, JSON.parse(readFileSync(join(path, name), "utf8"))]);
  });
}

const about = (body: unknown) => guess(itemsOf(body)[0]);

describe("names", () => {
  it.each([
    ["camelCase", { alertTitle: "Disk is full", alertStatus: "resolved", alertSeverity: "critical", alertId: "a1" }],
    ["PascalCase", { AlertTitle: "Disk is full", AlertStatus: "resolved", AlertSeverity: "critical", AlertID: "a1" }],
    ["snake_case", { alert_title: "Disk is full", alert_status: "resolved", alert_severity: "critical", alert_id: "a1" }],
    ["kebab-case", { "alert-title": "Disk is full", "alert-status": "resolved", "alert-severity": "critical", "alert-id": "a1" }],
    ["CAPITALS", { ALERTTITLE: "Disk is full", ALERTSTATUS: "resolved", ALERTSEVERITY: "critical", ALERTID: "a1" }],
    ["nested", { data: { alert: { title: "Disk is full", status: "resolved", severity: "critical", id: "a1" } }, id: "delivery", user: { title: "Chief", status: "active", id: "u1" } }],
    ["JSON in a text", { source: "x", message: '{"alert":{"title":"Disk is full","status":"resolved","severity":"critical","id":"a1"}}' }],
    ["pairs", { fields: [{ name: "Title", value: "Disk is full" }, { name: "Status", value: "resolved" }, { name: "Severity", value: "critical" }, { name: "Alert id", value: "a1" }] }],
  ])("in %s are read alike", (_manner, body) => {
    expect(about(body)).toMatchObject({ title: "Disk is full", status: "resolved", severity: "critical", key: "a1" });
  });
});

describe("the state", () => {
  it.each([
    [{ status: "OK" }, "resolved"],
    [{ state: "alerting" }, "firing"],
    [{ is_up: false }, "firing"],
    [{ isUp: "true" }, "resolved"],
    [{ resolved: true }, "resolved"],
    [{ resolved: false }, "firing"],
    [{ firing: 0 }, "resolved"],
    [{ old_state: "ALARM", new_state: "OK" }, "resolved"],
    [{ from: "ok", to: "critical" }, "firing"],
    [{ previous_status: "up", current_status: "down" }, "firing"],
    [{ transition: "OK -> ALARM" }, "firing"],
    [{ type: "FIRING_TO_OK" }, "resolved"],
    [{ event: "incident.resolved" }, "resolved"],
    [{ event: "check_down" }, "firing"],
    [{ event_type: "alert.triggered" }, "firing"],
    [{ event: "incident.acknowledged" }, "acknowledged"],
    [{ status: "not responding" }, "firing"],
    [{ status: "muted" }, "suppressed"],
    [{ resolved_at: "2026-11-21T08:12:11Z" }, "resolved"],
    [{ resolved_at: null }, "firing"],
    [{ severity: "clear" }, "resolved"],
    [{ exit_code: 2 }, "firing"],
    [{ title: "[RESOLVED] Disk is full" }, "resolved"],
    [{ title: "DOWN: shop.example" }, "firing"],
    [{ title: "✅ Shop answers" }, "resolved"],
    [{ title: "Shop is back up" }, "resolved"],
    [{ title: "Host could not be resolved" }, "firing"],
    [{ title: "Shop", color: "good" }, "resolved"],
    [{ title: "Shop", color: "#cc0000" }, "firing"],
    [{ title: "Shop answers", user: { status: "active" }, event: "alert_cleared" }, "resolved"],
    [{ type: "AP_DISCONNECTED" }, "firing"],
    [{ type: "AP_CONNECTED" }, "resolved"],
    [{ type: "USB_DEVICE_CONNECTED" }, null],
    [{ check_state_name: "Available" }, "resolved"],
    [{ check_state_name: "Reporting Error" }, "firing"],
    [{ alert_status: "Reset" }, "resolved"],
    [{ event: "pdu_outlet_reset" }, null],
    [{ rule: "Tell me when a node goes down", message: "Node db1 is up again" }, "resolved"],
    [{ message: "Sensor 4 is responding again" }, "resolved"],
    [{ text: "Device is now up" }, "resolved"],
    [{ title: "Heizung Halle 2: Störung behoben" }, "resolved"],
    [{ title: "Kasse 2 ist nicht erreichbar" }, "firing"],
    [{ title: "Kasse 2 läuft wieder" }, "resolved"],
    [{ ergebnis: "ERFOLGREICH" }, "resolved"],
    [{ status: "BEENDET" }, "resolved"],
    [{ rueckgabecode: 16 }, "firing"],
    [{ rueckgabecode: 0 }, "resolved"],
    [{ title: "Cellar leak", state: "off" }, "resolved"],
    [{ title: "Cellar leak", from: "off", to: "on" }, "firing"],
    [{ title: "Cellar heating", state: "off" }, null],
    [{ title: "Shop", agent: { status: "online" } }, null],
    [{ title: "Shop", status: 500 }, null],
  ])("of %j is %s", (body, status) => {
    expect(about({ name: "Shop front", ...body }).status).toBe(status);
  });
});

describe("the severity", () => {
  it.each([
    [{ severity: "Critical" }, "critical"],
    [{ sev: "SEV-2" }, "high"],
    [{ priority: "P1" }, "critical"],
    [{ priority: "1 - Critical" }, "critical"],
    [{ criticality: "ALERT_CRITICALITY_LEVEL_WARNING" }, "warning"],
    [{ severity: { name: "Major", rank: 1 } }, "high"],
    [{ severityLabel: "Low", severity: 6 }, "info"],
    [{ level: "CRITICAL", previousLevel: "INFO" }, "critical"],
    [{ status: "WARNING" }, "warning"],
    [{ title: "[P1] Shop is down" }, "critical"],
    [{ color: "danger" }, "critical"],
    // From the worst.
    [{ priority: 1 }, "critical"],
    [{ urgency: "4" }, "info"],
    // To the worst.
    [{ severity: 8.9 }, "high"],
    [{ risk_score: 97 }, "critical"],
    [{ level: 3 }, "info"],
    [{ level: 40 }, "high"],
    // Nobody tells which way: the worse of both.
    [{ severity: 1 }, "critical"],
    [{ severity: 5 }, "critical"],
    [{ severity: "3" }, "warning"],
    [{ severity: "banana" }, null],
    [{ title: "Shop" }, null],
  ])("of %j is %s", (body, severity) => {
    expect(about({ name: "Shop front", ...body }).severity).toBe(severity);
  });
});

describe("the key", () => {
  it.each([
    ["a key against repeats before all else", { dedup_key: "d", incident_id: "i", id: "x" }, "d"],
    ["an incident before a check", { check_id: "c", incident: { id: "i" } }, "i"],
    ["a check, never the delivery", { id: "e1", event_id: "e2", delivery_id: "e3", check: { id: 7, name: "x" } }, "7"],
    ["a rule with the host it fired for", { rule_id: 4, host: "db1" }, "4/db1"],
    ["a bare id where nothing is wrapped", { id: 12, title: "Disk is full", account_id: 3 }, "12"],
    ["check and host where there is no identifier", { host: "db1", service: "disk", output: "97 %" }, "disk/db1"],
    ["labels with an alertname", { labels: { alertname: "Full", dev: "sda1" } }, '{"alertname":"Full","dev":"sda1"}'],
    ["the alert's own address", { issue: { url: "https://x.example/issues/5", message: "boom" } }, "https://x.example/issues/5"],
    ["a resource by kind, namespace and name", { object: { kind: "Deployment", name: "api", namespace: "shop" }, reason: "BackOff", message: "Container restarts" }, "Deployment/shop/api"],
    ["a deployment, not where it went", { type: "deployment.error", target: "production", deployment: { name: "storefront" } }, "deployment/storefront"],
    ["the name of what was checked, not of one of its checks", { name: "shop", status: "fail", checks: [{ name: "db", status: "fail" }] }, "shop"],
    ["never what was masked", { token: "redacted before storing", check_key: "redacted before storing", name: "Nightly run" }, "nightly run"],
  ])("is %s", (_what, body, key) => {
    expect(about(body).key).toBe(key);
  });

  it.each([
    ["[Triggered] CPU on db1", "[Recovered] CPU on db1"],
    ["🔴 Shop went DOWN", "✅ Shop is back UP"],
    ["CRITICAL: disk / on db1 is 97 % full", "OK: disk / on db1 is 40 % full"],
    ["UPS-3 on battery, 14 min left", "UPS-3 back on mains power"],
    ["USV-RZ1 läuft auf Batterie, Restlaufzeit 24 min", "USV-RZ1 wieder am Netz"],
    ["Kasse 12 nicht erreichbar", "Kasse 12 wieder erreichbar"],
    ["Container 12 lost its signal", "Container 12 reports again"],
    ["Certificate of shop.example expires in 3 days", "Certificate of shop.example renewed, expires in 90 days"],
  ])("made of %j is that of %j", (firing, resolved) => {
    expect(about(firing).key).toBe(about({ text: resolved }).key);
    expect(about(firing).key).toBeTruthy();
  });

  it("made of a title tells things apart", () => {
    expect(about("Disk of db1 is full").key).not.toBe(about("Disk of db2 is full").key);
    expect(about("UPS-3: battery is low").key).not.toBe(about("UPS-3 on battery").key);
  });
});

describe("what else is told", () => {
  const body = {
    incident: { id: "i1", title: "Checkout is slow", description: "p99 above 2 s\nsince the deploy", url: "https://x.example/incidents/1", runbook_url: "https://x.example/runbook", logo_url: "https://x.example/logo.png", link: "javascript:alert(1)", started_at: "2026-11-21T08:02:11+01:00", updated_at: "2026-11-21T09:02:11Z", service: { name: "checkout" }, labels: { queue: "orders" }, tags: ["env:prod"] },
    host: "web1",
    sent_at: 1795252131,
  };

  it("is service, host, labels, time, links and description", () => {
    expect(about(body)).toMatchObject({ service: "checkout", startedAt: Date.parse("2026-11-21T07:02:11Z"), description: "p99 above 2 s\nsince the deploy", labels: { host: "web1", queue: "orders", env: "prod" } });
    expect(about(body).links).toEqual([{ text: "Runbook", href: "https://x.example/runbook" }, { text: "Incident", href: "https://x.example/incidents/1" }]);
  });

  it.each([1_795_248_131, 1_795_248_131_000, 1_795_248_131_000_000, "1795248131000000000", "2026-11-21T08:02:11Z", "2026-11-21T09:02:11.000000000+0100", "2026-11-21 08:02:11 UTC", "2026-11-21 08:02:11", "2026-11-21 05:02:11.25 -0300 -03", "Sat, 21 Nov 2026 08:02:11 GMT", "21 Nov 2026 10:02:11 +02:00"])("begins at %s in whatever form", (time) => {
    expect(about({ title: "Disk is full", triggered_at: time }).startedAt).toBeCloseTo(Date.parse("2026-11-21T08:02:11Z"), -3);
  });

  it.each(["0001-01-01T00:00:00Z", 0, "", "soon", "2026-13-41T08:02:11Z", 12, true, "1e300"])("does not begin at %j", (time) => {
    expect(about({ title: "Disk is full", triggered_at: time }).startedAt).toBeNull();
  });

  it("of a text is its first line as title, the lines below as fields", () => {
    expect(about("*Disk of <https://x.example/db1|db1> is full*\nSeverity: high\nService: ledger\n")).toMatchObject({ title: "Disk of db1 is full", severity: "high", service: "ledger" });
  });

  it("of a reason beside what was said of the revision is the reason", () => {
    expect(about({ message: "Health check failed after 5 min", metadata: { summary: "prod cluster" } }).title).toBe("Health check failed after 5 min");
  });

  it("of something nameless is its members", () => {
    expect(about({ odd: { shape: 1 } })).toMatchObject({ title: "shape: 1", status: null, severity: null });
    expect([about({}), about(null), about("")].map(({ title }) => title)).toEqual(["An alert without a name", "An alert without a name", "An alert without a name"]);
  });
});

describe("the things that one body tells of", () => {
  const two = [{ id: 1, title: "Disk is full", state: "open" }, { id: 2, title: "Shop is slow", state: "closed" }];

  it.each([
    ["a list", two],
    ["alerts", { alerts: two }],
    ["incidents one level down", { data: { incidents: two }, page: 1 }],
    ["JSON in a form", { payload: JSON.stringify({ problems: two }) }],
    ["a list of whatever name", { version: 3, items: two }],
  ])("in %s are its members", (_where, body) => {
    expect(itemsOf(body).map((item) => guess(item)).map(({ title, status, key }) => [title, status, key])).toEqual([["Disk is full", "firing", "1"], ["Shop is slow", "resolved", "2"]]);
  });

  it.each([
    ["tags", { title: "Disk is full", tags: two }],
    ["events", { id: 9, title: "Disk is full", status: "open", events: two }],
    ["conditions", { alert: { id: 9, name: "Disk is full" }, conditions: [{ id: 1, type: "above", threshold: 2 }, { id: 2, type: "below", threshold: 1 }] }],
  ])("are not the %s of one alert", (_what, body) => {
    expect(itemsOf(body)).toEqual([body]);
  });

  it("are the checks of a body without a title of its own, of which those that went well are resolved", () => {
    const checks = [{ name: "redis", ok: false, error: "connection refused" }, { name: "mail", ok: true, error: null }];
    expect(itemsOf({ reporter: "healthd", env: "prod", checks }).map((item) => guess(item)).map(({ title, status }) => [title, status])).toEqual([["connection refused", "firing"], ["mail", "resolved"]]);
    expect(itemsOf({ title: "Shop is slow", checks })).toHaveLength(1);
    expect(itemsOf({ reporter: "healthd", checks: [{ name: "redis", interval: 60 }] })).toHaveLength(1);
  });

  it("have from their envelope what they lack, and nothing else", () => {
    const [first, second] = itemsOf({ status: "resolved", title: "2 alerts", id: "d", alerts: [{ name: "Disk is full", host: "db1" }, { name: "Shop is slow", status: "firing" }] }).map((item) => guess(item));
    expect([first?.title, first?.status, second?.status]).toEqual(["Disk is full", "resolved", "firing"]);
    expect(first?.key).not.toBe(second?.key);
  });
});

describe("the mapping proposed", () => {
  it("picks what was guessed", () => {
    expect(proposeMapping({ alert: { title: "Disk is full", "the state": "open", id: 4, sev: "high" } })).toEqual({ title: "body.alert.title", state: 'body.alert["the state"]', severity: "body.alert.sev", key: "body.alert.id" });
    expect(proposeMapping({ data: { alerts: [{ name: "Disk is full", state: "open", id: 4, in: "db1" }] } })).toMatchObject({ each: "body.data.alerts", title: "body.name" });
    expect(proposeMapping(unwrapped({ payload: '{"alert":{"title":"Disk is full"}}' }))).toEqual({ title: "body.alert.title" });
  });

  it("says nothing that picking would turn round", () => {
    expect(proposeMapping({ name: "Disk is full", resolved: true, severity: 1, type: "alert" })).toEqual({ title: "body.name" });
    expect([proposeMapping("text"), proposeMapping(null), proposeMapping([]), proposeMapping(["text"])]).toEqual([{}, {}, {}, {}]);
  });

  it("finds something by each of its expressions, whatever the payload", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.constantFrom(...samples).chain((sample) => fc.nat().map((seed) => mutate(sample, seed)))), (body) => {
        const { each, ...mapping } = proposeMapping(body);
        const item = each === undefined ? itemsOf(body)[0] : createPicker([{ each }], null)({ body, headers: {} }).first("each", (found) => (found as unknown[])[0]);
        const { all } = createPicker([mapping], null)({ body: item, headers: {} });
        for (const member of mappedMembers) expect(all(member)).toHaveLength([mapping[member] ?? []].flat().length);
      }),
      { numRuns: 200 },
    );
  });
});

const samples: unknown[] = [
  { event: "alert.fired", alert: { id: "a1", name: "CPU of db1 is high", severity: "critical", status: "open", started_at: "2026-11-21T08:02:11Z", url: "https://x.example/a1", tags: ["team:shop"], labels: { service: "ledger" } }, delivery_id: "d" },
  { status: "firing", alerts: [{ labels: { alertname: "Full", instance: "db1" }, annotations: { summary: "Disk is full" } }] },
  { attachments: [{ color: "danger", title: "[Triggered] CPU on db1", fields: [{ title: "Severity", value: "high" }] }] },
  { host: "db1", service: "disk", state: "CRITICAL", output: "DISK CRITICAL - 2% free", time: 1_795_248_131 },
];

describe("any payload", () => {
  const looksSensible = (body: unknown) => {
    for (const item of itemsOf(body)) {
      const { title, key } = guess(item);
      expect(title?.trim()).toBeTruthy();
      expect(`${title}${key}`).not.toMatch(/\[object Object\]|undefined/);
    }
  };

  it("is guessed without a fault", () => {
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), fc.record({ alerts: fc.array(fc.jsonValue()) }), fc.record({ title: fc.jsonValue(), status: fc.jsonValue(), severity: fc.jsonValue(), id: fc.jsonValue(), url: fc.jsonValue(), time: fc.jsonValue() })), looksSensible), { numRuns: 1_000 });
  });

  it.each(samples.map((sample, index) => [index, sample]))("made of sample %i by one change has a title", (_index, sample) => {
    for (let seed = 0; seed < 200; seed++) looksSensible(mutate(sample, seed));
  });

  it("may be as deep, wide and long as it likes", () => {
    let deep: unknown = { title: "far down" };
    for (let level = 0; level < 10_000; level++) deep = { data: [deep] };
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`alert${index}`, { status: "is down", events: [{ id: index }] }]));
    const hostile = [deep, wide, { ...wide, title: "Disk is full" }, "*".repeat(200_000), "[".repeat(200_000), "is now ".repeat(200_000), { text: "Name: x\n".repeat(50_000) }, { ["aB".repeat(100_000)]: "x" }];
    const began = performance.now();
    for (const body of hostile) looksSensible(body);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(about({ ...wide, title: "Disk is full" }).title).toBe("Disk is full");
  });
});

describe("recorded payloads", () => {
  const notAlerts = /facts|template|variables|limits|responses|maps|dedup_cases/;
  const folders = ["ci-deploy", "error-trackers", "gcp-monitoring", "grafana-legacy", "grafana-oncall-examples", "keep-mocks", "misc-generic", "papertrail", "pingdom", "riemann", "splunk", "statuspage-webhook", "uptime-kuma", "zabbix", "azure-monitor", "datadog", "elastic-kibana"];

  it.each(payloads(...folders).filter(([name]) => !notAlerts.test(name)))("such as %s are told by a name", (_name, payload) => {
    for (const item of itemsOf(payload)) {
      const { title, key } = guess(item);
      expect(title).toMatch(/\p{L}/u);
      expect(title).not.toMatch(/^[{[]"|^An alert without a name$/);
      expect(key === null).toBe(/^\w+: /.test(title ?? "") && key === null);
    }
  });

  it.each([
    ["keep-mocks/checkly.json", { title: "API Check #1", status: "resolved", key: "927a2982-1007-4b81-b383-eae8bf717e61" }],
    ["keep-mocks/libre_nms.json", { title: "Device 10.10.1.147 recovered from Devices up/down", status: "resolved", key: "26" }],
    ["keep-mocks/axiom.json", { title: "Triggered: New monitor", status: "firing" }],
    ["gcp-monitoring/alerta-stackdriver_open.json", { status: "firing", key: "f2e08c333dc64cb09f75eaab355393bz" }],
    ["pingdom/alerta-pingdom_down.json", { title: "Alerta API on OpenShift", status: "firing", severity: "high" }],
    ["pingdom/alerta-pingdom_up.json", { title: "Alerta API on OpenShift", status: "resolved" }],
    ["uptime-kuma/up.json", { status: "resolved", key: "7" }],
    ["zabbix/webhook-recovery.json", { title: "High CPU utilization (over 90% for 5m)", status: "resolved", severity: "high" }],
    ["azure-monitor/common-metric-resolved.json", { title: "WCUS-R2-Gen2", status: "resolved" }],
    ["elastic-kibana/webhook-recovered.json", { title: "CPU threshold", status: "resolved", key: "b33f65d7-6e8b-4aae-8d20-c93613dec9f9" }],
    ["datadog/custom-recovered.json", { status: "resolved", severity: "critical", key: "7223021203" }],
    ["error-trackers/zulip-rollbar.resolved_item.json", { title: "All set.", status: "resolved", severity: "high", key: "495300143" }],
  ])("such as %s are understood", (name, expected) => {
    const [found] = payloads(name.split("/")[0]!).filter(([other]) => other === name);
    if (found) expect(about(found[1])).toMatchObject(expected);
  });
});
