import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { adaptGrafana } from "./grafana.adapter.ts";
import { mutate } from "../../../platform/testing/mutate.ts";

const folder = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "alerts/grafana-unified");
const isRecorded = existsSync(folder);
if (!isRecorded) console.log(`Skipped: no recorded payloads at ${folder}.`);
const recorded = isRecorded ? readdirSync(folder).filter((name) => name.endsWith(".json")).map((name): [string, unknown] => [name, JSON.parse(readFileSync(join(folder, name), "utf8"))]) : [];

const arrival = (payload: unknown): Arrival => ({ payload, headers: {}, newKey: "made" });

function signalsOf(adapted: Adapted) {
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  return adapted.signals;
}

const disk = {
  status: "firing",
  labels: { alertname: "Disk fills", service: "ledger", severity: "high", grafana_folder: "storage" },
  annotations: { summary: "Disk of db1 is 91% full", description: "It is full in 3 hours.", runbook_url: "https://runbooks.example/disk" },
  startsAt: "2026-11-19T12:58:00Z",
  endsAt: "0001-01-01T00:00:00Z",
  values: { A: 91.4, B: 0 },
  valueString: "[ var='A' labels={} value=91.4 ]",
  generatorURL: "https://grafana.example/alerting/grafana/r1/view",
  panelURL: "https://grafana.example/d/disk?viewPanel=2",
  dashboardURL: "https://grafana.example/d/disk",
  silenceURL: "https://grafana.example/alerting/silence/new",
  imageURL: "",
  fingerprint: "f1",
};
const body = (...alerts: object[]) => ({ receiver: "Muster", status: "firing", orgId: 1, version: "1", state: "alerting", title: "[FIRING:1]", externalURL: "https://grafana.example/", alerts });
const first = (...alerts: object[]) => signalsOf(adaptGrafana(arrival(body(...alerts))))[0];

describe("Grafana's webhook", () => {
  it("gives what fires, what its queries found, and all links that lead anywhere", () => {
    expect(first(disk)).toEqual({
      key: "f1",
      status: "firing",
      title: "Disk of db1 is 91% full",
      severity: "high",
      labels: disk.labels,
      description: "It is full in 3 hours.\n\nA = 91.4, B = 0",
      links: [
        { text: "Panel", href: "https://grafana.example/d/disk?viewPanel=2" },
        { text: "Dashboard", href: "https://grafana.example/d/disk" },
        { text: "Silence it", href: "https://grafana.example/alerting/silence/new" },
        { text: "The rule in Grafana", href: "https://grafana.example/alerting/grafana/r1/view" },
        { text: "Runbook", href: "https://runbooks.example/disk" },
        { text: "Grafana", href: "https://grafana.example/" },
      ],
      startedAt: Date.parse("2026-11-19T12:58:00Z"),
      at: null,
    });
    expect(first({ ...disk, values: null, annotations: {} })).toMatchObject({ title: "Disk fills", description: "[ var='A' labels={} value=91.4 ]" });
    expect(first({ ...disk, imageURL: "https://grafana.example/disk.png" })?.links).toContainEqual({ text: "Image", href: "https://grafana.example/disk.png" });
  });

  it("ends an alert at the time at which it ended", () => {
    expect(first({ ...disk, status: "resolved", endsAt: "2026-11-19T13:30:00Z" })).toMatchObject({ status: "resolved", key: "f1", at: Date.parse("2026-11-19T13:30:00Z") });
  });

  it.each([
    ["DatasourceNoData", "No data: Disk fills"],
    ["DatasourceError", "The query failed: Disk fills"],
  ])("calls %s by the rule that it is about", (alertname, title) => {
    const labels = { alertname, rulename: "Disk fills", datasource_uid: "prometheus" };
    expect(first({ ...disk, labels })?.title).toBe(title);
    expect(first({ ...disk, labels: { alertname } })?.title).toBe(title.replace("Disk fills", "Disk of db1 is 91% full"));
    expect(first({ ...disk, labels: { alertname }, annotations: {} })?.title).toBe(title.replace("Disk fills", "a rule without a name"));
  });

  it("says why a query failed", () => {
    const labels = { alertname: "DatasourceError", rulename: "Disk fills" };
    expect(first({ ...disk, labels, values: {}, valueString: "", annotations: { Error: "dial tcp: no such host" } })).toMatchObject({ title: "The query failed: Disk fills", description: "dial tcp: no such host" });
  });

  it("shows a test of a contact point, and opens nothing for it", () => {
    const test = { status: "firing", labels: { alertname: "TestAlert", instance: "Grafana" }, annotations: { summary: "Notification test" }, fingerprint: "57c6d9296de2ad39" };
    expect(adaptGrafana(arrival(body(test)))).toEqual({ signals: [], isTest: true, note: "A test of a contact point arrived: “Notification test”." });
    expect(adaptGrafana(arrival(body(test, disk)))).not.toHaveProperty("isTest");
    expect(adaptGrafana(arrival(body({ ...test, labels: { alertname: "TestAlert", instance: "db1" } })))).not.toHaveProperty("isTest");
    expect(adaptGrafana(arrival(body()))).toEqual({ signals: [], note: null });
  });

  it("is refused only where it is no list of alerts, or too long a one", () => {
    expect(adaptGrafana(arrival({ state: "alerting", ruleId: 1 }))).toMatchObject({ errors: [{ path: "alerts", message: expect.stringContaining("Grafana") }] });
    expect(adaptGrafana(arrival({ alerts: [7, { ...disk, labels: ["a"] }] }))).toMatchObject({ errors: [{ path: "alerts.0" }, { path: "alerts.1.labels" }] });
    expect(adaptGrafana(arrival({ alerts: [7, disk] }))).toMatchObject({ signals: [{ key: "f1" }], note: "1 of 2 members of the list were no alerts and were left out." });
    expect(adaptGrafana(arrival("text"))).toMatchObject({ errors: [{ path: "" }] });
    expect(adaptGrafana(arrival({ alerts: Array.from({ length: 20_001 }, () => ({})) }))).toMatchObject({ errors: [{ path: "alerts", message: expect.stringMatching(/at most 20000.*“Max Alerts”/) }] });
    expect(adaptGrafana(arrival({ ...body(disk), truncatedAlerts: "2" }))).toMatchObject({ note: expect.stringContaining("Grafana cut off 2 alerts") });
  });
});

const down = (port: string, key: string) => ({ key, title: `Instance localhost:${port} down`, severity: "critical", status: "firing", links: [], description: `localhost:${port} of job node has been down for more than 1 minute.` });
const play = "https://play.grafana.org";
const expected: Record<string, object[]> = {
  "oncall-example.json": [down("8081", "f404ecabc8dd5cd7"), down("8082", "f8f08d4e32c61a9d"), down("8083", "39f38c0611ee7abd")],
  "v11-values-firing.json": [
    {
      key: "e6349a25f5ef0e9e",
      title: "High memory usage",
      severity: "warning",
      status: "firing",
      links: [
        `${play}/d/ece9fb32-7f71-4be9-bd94-2f23608ae5b9?orgId=1&viewPanel=2`,
        `${play}/d/ece9fb32-7f71-4be9-bd94-2f23608ae5b9?orgId=1`,
        `${play}/alerting/silence/new?alertmanager=grafana&matcher=alertname%3DMemory+%28copy%29&matcher=debug%3Dtrue&matcher=grafana_folder%3Ddevice&orgId=1`,
        "https://grafana.com/assets/img/blog/mixed_styles.png",
        `${play}/alerting/grafana/dd2f0260-3cfc-4c65-a4c4-f3f632c551f4/view?orgId=1`,
        `${play}/`,
      ],
      description: "A = 2473545728, B = 0, C = 1, minute = 9",
    },
  ],
};

describe("What Grafana sent", () => {
  it.each(recorded)("in %s is read whole", (name, payload) => {
    const signals = signalsOf(adaptGrafana(arrival(payload)));
    expect(signals.map(({ key, title, severity, status, links, description }) => ({ key, title, severity, status, links: links.map(({ href }) => href), description }))).toEqual(expected[name]);
    expect(signals.map(({ startedAt }) => startedAt)).toEqual((payload as { alerts: { startsAt: string }[] }).alerts.map(({ startsAt }) => Date.parse(startsAt)));
  });

  it("makes sense whatever is wrong in it", () => {
    for (const sample of [body(disk), body({ ...disk, labels: { alertname: "DatasourceNoData", rulename: "Disk fills" } }), ...recorded.map(([, payload]) => payload)]) {
      for (let seed = 0; seed < 200; seed += 1) {
        const adapted = adaptGrafana(arrival(mutate(sample, seed)));
        if ("errors" in adapted) expect(adapted.errors[0]?.path).toMatch(/^alerts(\.0(\.labels)?)?$/);
        else for (const { title } of adapted.signals) expect(title).toMatch(/^(?!.*(\[object|undefined))(?!null$).*\S/s);
      }
    }
  });
});
