import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Adapted, Read } from "./adapted.adapter.ts";
import { mutate } from "../../../platform/testing/mutate.ts";
import { adaptSentry } from "./sentry.adapter.ts";

const fixtures = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "alerts/sentry");
const at = (text: string) => Date.parse(text);

function adapt(payload: unknown, headers: Record<string, string> = {}): Adapted {
  return adaptSentry({ payload, headers, newKey: "made" });
}

function read(payload: unknown, headers: Record<string, string> = {}): Read {
  const adapted = adapt(payload, headers);
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  return adapted;
}

const signalOf = (payload: unknown, headers: Record<string, string> = {}) => read(payload, headers).signals[0];

const sentAt = { "sentry-hook-timestamp": "1795096800" };
const address = "https://sentry.example/organizations/acme/issues/77/events/e1/";
const event = {
  event_id: "e1",
  title: "TimeoutError: the ledger did not answer",
  level: "fatal",
  project: 5,
  culprit: "ledger.pay",
  datetime: "2026-11-19T13:00:00.5Z",
  url: "https://sentry.example/api/0/projects/acme/checkout-web/events/e1/",
  web_url: address,
  issue_url: "https://sentry.example/api/0/issues/77/",
  tags: [["environment", "production"], ["release", "7.1"], null, ["odd"]],
};
const triggered = { action: "triggered", data: { event, triggered_rule: "Checkout breaks" } };

const issue = (action: string) => ({ action, data: { issue: { id: 77, title: "TimeoutError: the ledger did not answer", level: "error", firstSeen: "2026-11-19T12:58:00Z", web_url: "https://sentry.example/organizations/acme/issues/77/", project: { slug: "checkout-web" } } } });

const metric = (action: string, title: string) => ({
  action,
  data: {
    description_title: title,
    description_text: "1000 events in the last 10 minutes",
    web_url: "https://sentry.example/organizations/acme/alerts/rules/details/4/",
    metric_alert: { id: "91", date_started: "2026-11-19T12:50:00Z", date_closed: "2026-11-19T13:10:00Z", alert_rule: { id: 4, name: "Too many errors", projects: ["checkout-web"], environment: "production" } },
  },
});

const plugin = { id: "77", project: "checkout-web", project_name: "Checkout", level: "warning", message: "The ledger is slow", culprit: "ledger.pay", url: "https://sentry.example/acme/checkout-web/issues/77/", event: { timestamp: 1795096800.25, tags: [{ key: "region", value: "eu" }] } };

describe("an issue of Sentry's", () => {
  it("fires by an event that a rule was triggered by, with the rule, the project and the tags", () => {
    expect(signalOf(triggered)).toMatchObject({
      key: "issue/77",
      status: "firing",
      title: "TimeoutError: the ledger did not answer",
      severity: "critical",
      description: "ledger.pay",
      labels: { service: "checkout-web", alertname: "Checkout breaks", environment: "production", release: "7.1" },
      links: [{ text: "The event in Sentry", href: address }],
      startedAt: at("2026-11-19T13:00:00.5Z"),
    });
  });

  it("has one key however it is told, so that its resolve ends it", () => {
    const told = [triggered, { action: "created", data: { error: event } }, issue("created"), issue("resolved"), plugin];
    expect(told.map((payload) => signalOf(payload)?.key)).toEqual(Array(5).fill("issue/77"));
  });

  it.each([
    ["created", "firing"],
    ["unresolved", "firing"],
    ["resolved", "resolved"],
    ["archived", "suppressed"],
    ["ignored", "suppressed"],
  ])("that was %s is %s, by the time at which Sentry sent it", (action, status) => {
    expect(signalOf(issue(action), sentAt)).toMatchObject({ status, severity: "high", at: 1_795_096_800_000, startedAt: at("2026-11-19T12:58:00Z"), labels: { service: "checkout-web" }, links: [{ text: "The issue in Sentry" }] });
  });

  it("that somebody was assigned to, or commented, is kept with a note", () => {
    expect(read(issue("assigned"))).toEqual({ signals: [], note: expect.stringContaining("was assigned in Sentry") });
    expect(read({ action: "created", data: { comment: "looking", comment_id: 3, issue_id: 77 } })).toEqual({ signals: [], note: expect.stringContaining("comment") });
  });

  it("told by the older plugin is read from its flat body", () => {
    expect(signalOf(plugin)).toMatchObject({ title: "The ledger is slow", severity: "warning", status: "firing", labels: { service: "checkout-web", region: "eu" }, links: [{ href: plugin.url }], startedAt: 1_795_096_800_250 });
  });

  it("belongs to the service that a tag names, before its project", () => {
    expect(signalOf({ ...triggered, data: { event: { ...event, tags: [["service", "ledger"]] } } })?.labels["service"]).toBe("ledger");
  });

  it("leads nowhere but to the web", () => {
    expect(signalOf({ ...plugin, url: "javascript:alert(1)" })?.links).toEqual([]);
  });
});

describe("a metric alert of Sentry's", () => {
  it("fires as badly as it says, and ends, under the key of its rule", () => {
    const [critical, warning, resolved] = [metric("critical", "Critical: Too many errors"), metric("warning", "Warning: Too many errors"), metric("resolved", "Resolved: Too many errors")].map((payload) => signalOf(payload));
    expect(critical).toMatchObject({ key: "metric-alert/4", status: "firing", title: "Too many errors", severity: "critical", description: "1000 events in the last 10 minutes", startedAt: at("2026-11-19T12:50:00Z"), labels: { service: "checkout-web", alertname: "Too many errors", environment: "production" }, links: [{ text: "The alert in Sentry" }] });
    expect(warning).toMatchObject({ key: "metric-alert/4", status: "firing", severity: "warning" });
    expect(resolved).toMatchObject({ key: "metric-alert/4", status: "resolved", at: at("2026-11-19T13:10:00Z") });
  });

  it("over several projects names no service, and without its rule goes by its heading", () => {
    const { data } = metric("critical", "Critical: Too many errors");
    expect(signalOf({ action: "critical", data: { ...data, metric_alert: { alert_rule: { name: "Two", projects: ["a", "b"] } } } })?.labels).not.toHaveProperty("service");
    expect(signalOf({ action: "critical", data: { ...data, metric_alert: null } })?.title).toBe("Too many errors");
  });
});

describe("what is no alert", () => {
  it("is kept with a note: an installation, and what this Muster knows nothing of", () => {
    expect(read({ action: "created", data: { installation: {} } })).toEqual({ signals: [], note: "Sentry says that its integration was installed." });
    expect(read({ action: "started", data: {} }, { "sentry-hook-resource": "seer" })).toEqual({ signals: [], note: expect.stringContaining("“seer”") });
  });

  it("is refused where it cannot be Sentry's at all", () => {
    expect(adapt([])).toMatchObject({ errors: [{ path: "" }] });
    expect(adapt({ hello: "world" })).toMatchObject({ errors: [{ path: "data" }] });
  });
});

/** What each recorded payload says: status, severity, key, title, service, and where it leads; null where it says nothing. */
const recorded: Record<string, [string, string, string, string, string | undefined, string | undefined] | null> = {
  "contrib-payload-1.json": ["firing", "high", "issue/541485531", "This is an example Python exception", "alerta5", "https://sentry.io/alertaio/alerta5/issues/541485531/"],
  "contrib-payload_v9-2.json": ["firing", "high", "issue/5", "This is an example Python exception", "internal", "https://sentry.io/alertaio/alerta5/issues/541485531/"],
  "integration-issue-created.json": ["firing", "warning", "issue/abc-123", "TypeError: cannot read properties of undefined", undefined, undefined],
  "zulip-sentry.deprecated_exception_message.json": ["firing", "high", "issue/156699934", "This is an example python exception", "zulip", "https://sentry.io/zulip/zulip/issues/156699934/"],
  "zulip-sentry.event_for_exception_golang.json": ["firing", "high", "issue/1637164584", '*url.Error: Get "bad_url": unsupported protocol scheme ""', "zulip-integration-testing", "https://sentry.io/organizations/hypro999-personal-organization/issues/1637164584/events/80777a9cc30e4d0eb8904333d5c298b0/"],
  "zulip-sentry.event_for_exception_python.json": ["firing", "high", "issue/1635244907", "Exception: Custom exception!", "zulip-integration-testing", "https://sentry.io/organizations/hypro999-personal-organization/issues/1635244907/events/599349254a1447a99774b5310711c1a8/"],
  "zulip-sentry.event_for_message_golang.json": ["firing", "info", "issue/1638844654", "A test message event from golang.", "zulip-integration-testing", "https://sentry.io/organizations/hypro999-personal-organization/issues/1638844654/events/01ecb45633bc4f5ca940ada671124c8f/"],
  "zulip-sentry.event_for_message_python.json": ["firing", "info", "issue/1635261062", "A simple message-based issue.", "zulip-integration-testing", "https://sentry.io/organizations/hypro999-personal-organization/issues/1635261062/events/8da63b42375e4d3b803c377fefb062f8/"],
  "zulip-sentry.issue_assigned_to_individual.json": null,
  "zulip-sentry.issue_created_for_exception.json": ["firing", "high", "issue/1635244907", "Exception: Custom exception!", "zulip-integration-testing", undefined],
  "zulip-sentry.issue_created_for_message.json": ["firing", "info", "issue/1635261062", "A simple message-based issue.", "zulip-integration-testing", undefined],
  "zulip-sentry.issue_resolved.json": ["resolved", "high", "issue/1638821441", "Exception: program has entered an invalid state.", "zulip-integration-testing", undefined],
};

function recordedPayloads(): [string, unknown][] {
  if (!existsSync(fixtures)) {
    console.log(`Skipped: no recorded payloads at ${fixtures}.`);
    return [];
  }
  return readdirSync(fixtures).filter((name) => name.endsWith(".json")).map((name) => [name, JSON.parse(readFileSync(join(fixtures, name), "utf8"))]);
}

describe("recorded payloads", () => {
  it.each(recordedPayloads())("%s", (name, payload) => {
    const { signals, note } = read(payload);
    const said = signals.map(({ status, severity, key, title, labels, links }) => [status, severity, key, title, labels["service"], links[0]?.href]);
    expect(said).toEqual(recorded[name] ? [recorded[name]] : []);
    expect(recorded[name] === null).toBe(note !== null);
  });
});

describe("a payload with one thing wrong", () => {
  const samples: [string, unknown][] = [["event", triggered], ["issue", issue("created")], ["metric alert", metric("critical", "Critical: Too many errors")], ["plugin", plugin], ...recordedPayloads()];

  it.each(samples)("%s is read all the same", (_name, payload) => {
    const before = read(payload).signals.length;
    let asBefore = 0;
    for (let seed = 0; seed < 200; seed++) {
      const adapted = adapt(mutate(payload, seed));
      if ("errors" in adapted) expect(adapted.errors.every(({ message }) => message.length > 0)).toBe(true);
      else for (const { title } of adapted.signals) expect(title).toMatch(/^(?!undefined$|null$|.*\[object).+/s);
      if ("signals" in adapted && adapted.signals.length === before) asBefore += 1;
    }
    expect(asBefore).toBeGreaterThan(160);
  });
});
