import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { presetIds, readPresets, type PresetFile } from "../presets.document.ts";
import type { Signal } from "../signal.rules.ts";
import type { Read } from "./adapted.adapter.ts";
import { adapterOf } from "./kinds.adapter.ts";
import { mutate } from "../../../platform/testing/mutate.ts";

const fixtures = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "alerts");

const adapters = new Map(presetIds.map((id) => [id, adapterOf({ kind: "mapped", mapping: null, preset: id })]));

function read(preset: string, payload: unknown, headers: Readonly<Record<string, string>> = {}): Read {
  const adapted = adapters.get(preset)!({ payload, headers, newKey: "made" });
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  return adapted;
}

type Expected = Exclude<PresetFile["samples"][number]["expect"], readonly unknown[] | { signals: 0 }>;

function expectSignal({ title, status, severity, key, at, labels, links }: Signal, expected: Expected) {
  expect({ title, status, severity, key }).toEqual({ title: expected.title, status: expected.status, severity: expected.severity, key: expected.key });
  if (expected.at) expect(at).toBe(Date.parse(expected.at));
  expect(labels["service"]).toBe(expected.service);
  expect(links.map(({ href }) => href)).toEqual(expected.links ?? []);
}

const samples = presetIds.flatMap((id) => readPresets().get(id)?.samples.map((sample, index) => [id, index + 1, sample] as const) ?? []);

describe("a sample of a preset", () => {
  it.each(samples)("of %s, number %i, gives what its file says", (id, _number, { body, headers, expect: expected }) => {
    const { signals, note } = read(id, body, headers);
    if ("signals" in expected) return expect({ signals, note }).toEqual({ signals: [], note: expected.note });
    const all = [expected].flat();
    expect(signals).toHaveLength(all.length);
    all.forEach((one, index) => expectSignal(signals[index]!, one));
  });

  it.each(presetIds)("of %s tells that it is a test exactly where its file says so", (id) => {
    const preset = readPresets().get(id)!;
    for (const { body, headers, expect: expected } of preset.samples) {
      const isTest = "signals" in expected && preset.ignore.some(({ note, test }) => test && note === expected.note);
      expect(read(id, body, headers).isTest ?? false).toBe(isTest);
    }
  });
});

describe("a payload that is not as the preset has it", () => {
  it.each(presetIds)("of %s gives signals with a title, or says why it gives none", (id) => {
    const bodies = readPresets().get(id)!.samples.map(({ body }) => body);
    for (let seed = 0; seed < 200; seed++) {
      const { signals, note } = read(id, mutate(bodies[seed % bodies.length], seed));
      if (signals.length === 0) expect(note).toMatch(/\w/);
      for (const { title, key } of signals) {
        expect(title.trim()).not.toBe("");
        expect(`${title}|${key}`).not.toMatch(/\[object Object\]|\bundefined\b|\bnull is\b|^null\b/);
      }
    }
  });

  it.each(presetIds)("of %s may be of another kind altogether", (id) => {
    for (const payload of [null, "only a text", 7, [], [[]], {}, { alerts: "none" }]) {
      const { signals, note } = read(id, payload);
      expect(signals.length > 0 || note !== null).toBe(true);
    }
  });
});

type Row = readonly [title: string, status: Signal["status"], severity: Signal["severity"], key: string, more?: { at?: string; links?: string[]; service?: string }];
/** What must come out of a file: a signal, none, or a test; `false` for what is no delivery, such as a template. */
type Outcome = Row | "none" | "test" | false;

interface Folder {
  preset: string;
  /** Only these files of it. */
  only?: RegExp;
  files: Readonly<Record<string, Outcome>>;
}

const monitor = { service: "api", links: ["https://app.datadoghq.com/monitors/1234"] };
const machine = "/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/pipelinealertrg/providers/microsoft.compute/virtualmachines/wcus-r2-gen2";
const azureKey = "3f2d4487-b0fc-4125-8bd5-7ad17384221e_PipeLineAlertRG_microsoft.insights_metricAlerts_WCUS-R2-Gen2_-117781227";
const classic = "/subscriptions/s1/resourceGroups/useast/providers/microsoft";
const helix = "/subscriptions/1a66ce04-b633-4a0b-b2bc-a912ec8986a6/resourceGroups/montest/providers";
const kibanaRule = "https://kibana.example/app/management/insightsAndAlerting/triggersActions/rule/6f2c1a30-5f7e-11ee-9d2a-0242ac120002";
const sudo = { at: "2017-01-04T19:14:32Z", links: ["http://example.com:8000/app/search/search?q=%7Cloadjob%20rt_scheduler__admin__search__sudo_at_1483557185_2.2%20%7C%20head%201%20%7C%20tail%201&earliest=0&latest=now"] };
const longName = "this-search's-got-47-words-37-sentences-58-words-we-wanna-know-details-of-the-search-time-of-the-search-and-any-other-kind-of-thing-you-gotta-say-pertaining-to-and-about-the-search-I-want-to-know-authenticated-user's-name-and-any-other-kind-of-thing-you-gotta-say";
const zeta = { links: ["https://grafana.domain.tld/dashboard/db/alarms?fullscreen&edit&tab=alert&panelId=1&orgId=1"] };
const rollbar = (uuid: string) => ({ links: [`https://rollbar.com/instance/uuid?uuid=${uuid}`] });
const opsgenie = { links: ["https://app.opsgenie.com/alert/detail/052652ac-5d1c-464a-812a-7dd18bbfba8c/details"] };
const webdemo = { links: ["https://webdemo.pagerduty.com/incidents/PRORDTY"], service: "Production XDB Cluster" };

const folders: Readonly<Record<string, readonly Folder[]>> = {
  datadog: [{
    preset: "datadog",
    files: {
      "custom-triggered.json": ["CPU High (host:web-01)", "firing", "critical", "7223021203", { ...monitor, at: "2023-11-14T22:13:20Z" }],
      "custom-warn.json": ["CPU High (host:web-01)", "firing", "warning", "7223021203", { ...monitor, at: "2023-11-14T22:28:20Z" }],
      "custom-recovered.json": ["CPU High (host:web-01)", "resolved", "critical", "7223021203", { ...monitor, at: "2023-11-14T22:33:20Z" }],
      "default-triggered.json": ["Host is Down (host:ip-012345)", "firing", "high", "Host is Down (host:ip-012345)", { at: "2014-07-29T19:37:52Z" }],
      "recommended-template.json": false,
      "variables.json": false,
    },
  }],
  "azure-monitor": [{
    preset: "azure-monitor",
    files: {
      "common-metric-fired.json": ["WCUS-R2-Gen2", "firing", "info", azureKey, { at: "2019-03-22T13:58:24.371Z", links: [`https://portal.azure.com/#resource${machine}`] }],
      "common-metric-resolved.json": ["WCUS-R2-Gen2", "resolved", "info", azureKey, { at: "2019-03-22T14:03:16.224Z", links: [`https://portal.azure.com/#resource${machine}`] }],
      "contrib-classic_metric_alert-1.json": ["ruleName1", "firing", "warning", `${classic}.insights/alertrules/ruleName1 ${classic}.foo/sites/mysite1`, { at: "2015-08-14T22:26:41.997Z", links: [`https://portal.azure.com/#resource${classic}.foo/sites/mysite1`] }],
      "contrib-classic_metric_alert-2.json": ["Alert_1_runscope12", "firing", "warning", `${helix}/microsoft.insights/alertrules/Alert_1_runscope12 ${helix}/Microsoft.Compute/virtualMachines/Helixtest1`, { at: "2015-09-18T01:02:35.819Z", links: ["http://portallink.com"] }],
    },
  }],
  "gcp-monitoring": [{
    preset: "google-cloud-monitoring",
    files: {
      "alerta-stackdriver_open.json": ["CPU (agent) for webserver-85 is above the threshold of 1% with a value of 28.5%", "firing", "warning", "f2e08c333dc64cb09f75eaab355393bz", { at: "2017-07-06T19:10:14Z", links: ["https://app.stackdriver.com/incidents/f2e08c333dc64cb09f75eaab355393bz"] }],
    },
  }],
  zabbix: [{
    preset: "zabbix",
    files: {
      "webhook-problem.json": ["High CPU utilization (over 90% for 5m) on Zabbix server", "firing", "high", "23456", { at: "2023-11-14T22:13:20Z" }],
      "webhook-recovery.json": ["High CPU utilization (over 90% for 5m) on Zabbix server", "resolved", "high", "23456", { at: "2023-11-14T22:23:20Z" }],
      "macro_facts.json": false,
      "webhook-media-template.json": false,
    },
  }],
  "nagios-icinga-checkmk": [{
    preset: "nagios",
    files: {
      "host-down.env.json": ["localhost is DOWN", "firing", "critical", "localhost"],
      "service-problem.env.json": ["fs_/ on localhost is CRITICAL", "firing", "critical", "localhost/fs_/"],
      "service-recovery.env.json": ["fs_/ on localhost is OK", "resolved", "info", "localhost/fs_/"],
      "facts.json": false,
    },
  }],
  "keep-mocks": [{ preset: "checkmk", only: /^checkmk/, files: { "checkmk.json": ["server1 is UP", "resolved", "info", "server1"] } }],
  "uptime-kuma": [{
    preset: "uptime-kuma",
    files: {
      "down.json": ["API is down", "firing", "critical", "7", { at: "2026-09-16T12:00:00Z", links: ["https://api.example.com/health"] }],
      "up.json": ["API is up", "resolved", "info", "7", { at: "2026-09-16T12:05:00Z", links: ["https://api.example.com/health"] }],
    },
  }],
  "elastic-kibana": [{
    preset: "kibana",
    files: {
      "webhook-active.json": ["CPU threshold (host-1)", "firing", "warning", "b33f65d7-6e8b-4aae-8d20-c93613dec9f9", { at: "2021-06-16T09:01:00Z", links: [kibanaRule] }],
      "webhook-recovered.json": ["CPU threshold (host-1)", "resolved", "warning", "b33f65d7-6e8b-4aae-8d20-c93613dec9f9", { at: "2021-06-16T09:11:00Z", links: [kibanaRule] }],
      "webhook-connector-template.json": false,
    },
  }],
  splunk: [{
    preset: "splunk",
    files: {
      "webhook-documented.json": ["A search in Splunk: scheduler_admin_search_W2_at_14232356_132", "firing", "warning", "scheduler_admin_search_W2_at_14232356_132", { links: ["http://web.example.local:8000/app/search/@go?sid=scheduler_admin_search_W2_at_14232356_132"] }],
      "zulip-splunk.long_search_name.json": [longName, "firing", "warning", longName, sudo],
      "zulip-splunk.missing_host.json": ["sudo", "firing", "warning", "sudo", sudo],
      "zulip-splunk.missing_raw.json": ["sudo", "firing", "warning", "sudo", sudo],
      "zulip-splunk.missing_results_link.json": ["sudo", "firing", "warning", "sudo", { at: sudo.at }],
      "zulip-splunk.missing_search_name.json": ["Jan  4 11:14:32 myserver sudo: pam_unix(sudo:session): session closed for user root", "firing", "warning", "rt_scheduler__admin__search__sudo_at_1483557185_2.2", sudo],
      "zulip-splunk.missing_source.json": ["sudo", "firing", "warning", "sudo", sudo],
      "zulip-splunk.search_one_result.json": ["sudo", "firing", "warning", "sudo", sudo],
      "zulip-splunk.short_search_name.json": ["This search's name isn't that long", "firing", "warning", "This search's name isn't that long", sudo],
    },
  }],
  pingdom: [{
    preset: "pingdom",
    files: {
      "alerta-pingdom_down.json": ["Alerta API on OpenShift is down", "firing", "high", "803318", { at: "2017-06-30T22:25:43Z", links: ["http://api.alerta.io/"] }],
      "alerta-pingdom_up.json": ["Alerta API on OpenShift is up", "resolved", "high", "803318", { at: "2017-06-30T22:30:43Z", links: ["http://api.alerta.io/"] }],
    },
  }],
  "grafana-legacy": [{
    preset: "grafana-legacy",
    files: {
      "alerta-grafana_6.json": ["TEST -> Battery Voltage alert", "firing", "warning", "58", { service: "Physical", links: ["https://grafana.logreposit.com/d/Rs6E_oHWk/playground?fullscreen&edit&tab=alert&panelId=2&orgId=1"] }],
      "alerta-grafana_alert_alerting.json": ["CPU alert", "firing", "warning", "7", zeta],
      "alerta-grafana_alert_ok.json": ["CPU alert", "resolved", "warning", "7", zeta],
      "alerta-grafana_example.json": ["My alert", "firing", "warning", "1", { links: ["http://url.to.grafana/db/dashboard/my_dashboard?panelId=2", "http://s3.image.url"] }],
      "goalert-minimal.json": ["woot", "firing", "warning", "1"],
    },
  }],
  "error-trackers": [
    { preset: "honeybadger", only: /honeybadger/, files: { "zulip-honeybadger.test_error.json": "test", "zulip-honeybadger.uptime.json": "test" } },
    {
      preset: "rollbar",
      only: /rollbar/,
      files: {
        "zulip-rollbar.event_occurred_10_exp_n_items.json": ["An Error", "firing", "high", "496445267", { ...rollbar("62f54a7b-86a0-4016-9adb-14237627f6ef"), at: "2018-01-09T03:59:42Z" }],
        "zulip-rollbar.every_occurrence.json": ["new again again", "firing", "high", "496735830", { ...rollbar("661f18aa-0703-42db-8e02-15ffc9d5d38a"), at: "2018-01-10T00:59:18Z" }],
        "zulip-rollbar.new_item.json": ["An Error", "firing", "high", "496445267", { ...rollbar("9342eca6-09e7-4bab-89f1-ff16da631853"), at: "2018-01-09T03:54:08Z" }],
        "zulip-rollbar.reactivated_item.json": ["All set.", "firing", "high", "495300143", { ...rollbar("6775efce-be1f-42c9-8a9c-0e7e5e238193"), at: "2018-01-09T03:55:13Z" }],
        "zulip-rollbar.resolved_item.json": ["All set.", "resolved", "high", "495300143", rollbar("aeb171e7-0c7d-4a99-b2d0-7f7720af212f")],
        "zulip-rollbar.test.json": "test",
      },
    },
  ],
  "opsgenie-webhook": [{
    preset: "opsgenie-webhook",
    files: {
      "zulip-opsgenie.acknowledge.json": ["test alert", "acknowledged", "warning", "aliastest", { ...opsgenie, at: "2015-01-05T10:03:44.764Z" }],
      "zulip-opsgenie.close.json": ["test alert", "resolved", "warning", "aliastest", { ...opsgenie, at: "2015-01-05T10:06:14.669Z" }],
      "zulip-opsgenie.addrecipient.json": "none",
      "zulip-opsgenie.addteam.json": "none",
      "zulip-opsgenie.customaction.json": "none",
      "zulip-opsgenie.escalate.json": "none",
      "zulip-opsgenie.takeownership.json": "none",
    },
  }],
  "pagerduty-webhook": [{
    preset: "pagerduty-webhook",
    files: {
      "v3-incident-triggered.json": ["Test Incident 3", "firing", "high", "PFQZPSY", { at: "2021-06-04T13:35:29.781Z", service: "pig208", links: ["https://pig208.pagerduty.com/incidents/PFQZPSY"] }],
      "zulip-pagerduty.trigger_v2.json": ["My new incident", "firing", "high", "PRORDTY", webdemo],
      "zulip-pagerduty.acknowledge_v2.json": ["My new incident", "acknowledged", "high", "PRORDTY", webdemo],
      "zulip-pagerduty.assign_v2.json": "none",
      "zulip-pagerduty.mp_fail.json": ["mp_error_block_down_criticalℙƴ", "resolved", "high", "PJKGZF9", { at: "2015-02-09T18:31:05Z", service: "MP API", links: ["https://dropbox.pagerduty.com/incidents/PJKGZF9"] }],
      "zulip-pagerduty.resolved.json": ["It is on fire", "resolved", "high", "PO1XIJ5", { at: "2015-02-07T21:31:53Z", service: "Test service", links: ["https://zulip-test.pagerduty.com/incidents/PO1XIJ5"] }],
      "zulip-pagerduty.unacknowledge.json": ["foo", "firing", "high", "P140S4Y", { at: "2015-02-07T21:53:09Z", service: "Test service", links: ["https://zulip-test.pagerduty.com/incidents/P140S4Y"] }],
    },
  }],
  "statuspage-webhook": [{ preset: "statuspage", files: { "zulip-statuspage.component_status_update.json": "none" } }],
  papertrail: [{ preset: "papertrail", files: { "zulip-papertrail.incorrect_post.json": ["Important stuff", "firing", "warning", "search 42", { links: ["https://papertrailapp.com/searches/42"] }] } }],
  riemann: [{ preset: "riemann", files: { "alerta-riemann_alert.json": ["servicejane on hostbob is ok", "resolved", "info", "hostbob/servicejane"] } }],
};

function recorded(folder: string, pattern = /\.json$/): [string, unknown][] {
  const path = join(fixtures, folder);
  if (!existsSync(path)) {
    console.log(`Skipped: no recorded payloads at ${path}.`);
    return [];
  }
  const names = readdirSync(path).filter((name) => name.endsWith(".json") && pattern.test(name));
  return names.map((name) => [name, JSON.parse(readFileSync(join(path, name), "utf8"))]);
}

function expectOutcome({ signals, note, isTest }: Read, outcome: Exclude<Outcome, false> | undefined) {
  if (outcome === "none" || outcome === "test") {
    expect({ signals, isTest: isTest ?? false }).toEqual({ signals: [], isTest: outcome === "test" });
    expect(note).toMatch(/\w/);
  } else if (outcome) {
    const [title, status, severity, key, more] = outcome;
    expect(signals).toHaveLength(1);
    expectSignal(signals[0]!, { title, status, severity, key, ...more });
  } else for (const signal of signals) expect(signal.title).not.toMatch(/^\{|\[object Object\]/);
}

describe.each(Object.entries(folders))("recorded payloads of %s", (folder, readings) => {
  const cases = readings.flatMap(({ preset, only, files }) => recorded(folder, only).filter(([name]) => files[name] !== false).map(([name, payload]) => ({ name, preset, payload, outcome: files[name] })));
  it.each(cases)("$name by $preset", ({ preset, payload, outcome }) => expectOutcome(read(preset, payload), outcome === false ? undefined : outcome));
  it("are there, or the whole folder is not", () => expect(cases.length > 0).toBe(existsSync(join(fixtures, folder))));
});

describe("one notification of the Nagios family", () => {
  const macros = { NOTIFICATIONTYPE: "PROBLEM", HOSTNAME: "cart-3", SERVICEDESC: "Disk", SERVICESTATE: "CRITICAL", SERVICEOUTPUT: "full" };

  it("means the same in each of its tools", () => {
    const prefixed = Object.fromEntries(Object.entries(macros).map(([name, value]) => [`NOTIFY_${name}`, value]));
    const { SERVICEDESC: SERVICENAME, ...others } = macros;
    const said = [read("nagios", macros), read("checkmk", prefixed), read("icinga", { ...others, SERVICENAME })].map(({ signals }) => signals.map(({ title, status, severity }) => ({ title, status, severity })));
    expect(new Set(said.map((signals) => JSON.stringify(signals)))).toEqual(new Set([JSON.stringify([{ title: "Disk on cart-3 is CRITICAL", status: "firing", severity: "critical" }])]));
  });
});
