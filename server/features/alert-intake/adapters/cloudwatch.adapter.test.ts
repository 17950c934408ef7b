import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Adapted, Read } from "./adapted.adapter.ts";
import { adaptCloudWatch } from "./cloudwatch.adapter.ts";
import { mutate } from "../../../platform/testing/mutate.ts";

const fixtures = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "alerts/aws-cloudwatch-sns");
const at = (text: string) => Date.parse(text);

const adapt = (payload: unknown): Adapted => adaptCloudWatch({ payload, headers: {}, newKey: "made" });

function read(payload: unknown): Read {
  const adapted = adapt(payload);
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  return adapted;
}

const signalOf = (payload: unknown) => read(payload).signals[0];

const alarm = {
  AlarmName: "Ledger CPU",
  AlarmDescription: "The ledger is slow. Severity: critical",
  AWSAccountId: 123456789012,
  NewStateValue: "ALARM",
  NewStateReason: "Threshold Crossed",
  StateChangeTime: "2026-11-19T13:00:00.250+0000",
  Region: "EU (Ireland)",
  AlarmArn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:Ledger CPU",
  OldStateValue: "OK",
  Trigger: { MetricName: "CPUUtilization", Namespace: "AWS/ECS", Dimensions: [{ name: "ClusterName", value: "prod" }, { value: "ledger", name: "ServiceName" }] },
};

const envelope = (message: unknown, more: object = {}) => ({
  Type: "Notification",
  MessageId: "m1",
  TopicArn: "arn:aws:sns:eu-west-1:123456789012:alarms",
  Subject: 'ALARM: "Ledger CPU" in EU (Ireland)',
  Message: typeof message === "string" ? message : JSON.stringify(message),
  Timestamp: "2026-11-19T13:00:01Z",
  ...more,
});

describe("an alarm of one metric", () => {
  it("fires under its ARN, with what it is measured on, and leads to the console", () => {
    expect(read(envelope(alarm))).toEqual({
      signals: [
        {
          key: alarm.AlarmArn,
          status: "firing",
          title: "Ledger CPU",
          severity: "critical",
          labels: { ClusterName: "prod", ServiceName: "ledger", service: "ledger", alertname: "Ledger CPU", account: "123456789012", region: "eu-west-1", namespace: "AWS/ECS", metric: "CPUUtilization" },
          description: "The ledger is slow. Severity: critical\n\nThreshold Crossed",
          links: [{ text: "The alarm in CloudWatch", href: "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/Ledger%20CPU" }],
          startedAt: at("2026-11-19T13:00:00.250Z"),
          at: at("2026-11-19T13:00:00.250Z"),
        },
      ],
      note: null,
    });
  });

  it("ends with OK, and with nothing else: without enough data it is only noted", () => {
    expect(signalOf(envelope({ ...alarm, NewStateValue: "OK" }))).toMatchObject({ key: alarm.AlarmArn, status: "resolved", at: at("2026-11-19T13:00:00.250Z") });
    expect(read(envelope({ ...alarm, NewStateValue: "INSUFFICIENT_DATA" }))).toEqual({ signals: [], note: expect.stringContaining("“Ledger CPU” has not enough data") });
  });

  it("without ARN goes by account, region and name", () => {
    expect(signalOf(envelope({ ...alarm, AlarmArn: undefined }))?.key).toBe("123456789012/eu-west-1/Ledger CPU");
  });

  it.each([
    ["cn-north-1", "aws-cn", "https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1#alarmsV2:alarm/Ledger%20CPU"],
    ["us-gov-west-1", "aws-us-gov", "https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#alarmsV2:alarm/Ledger%20CPU"],
  ])("of %s leads to the console of its own cloud", (region, partition, href) => {
    expect(signalOf(envelope({ ...alarm, AlarmArn: `arn:${partition}:cloudwatch:${region}:1:alarm:Ledger CPU` }))?.links[0]?.href).toBe(href);
  });

  it("leads nowhere where no region is told, or none that could be one", () => {
    for (const place of ["", "evil.example/#", "EU (Ireland)"]) {
      expect(signalOf(envelope({ ...alarm, AlarmArn: `arn:aws:cloudwatch:${place}:1:alarm:x` }, { TopicArn: `arn:aws:sns:${place}:1:t` }))?.links).toEqual([]);
    }
  });

  it.each([
    ["checkout-p1-errors", "", "critical"],
    ["CRITICAL ledger", "", "critical"],
    ["ledger sev-3", "", "warning"],
    ["low-disk-p99", "", "warning"],
    ["ledger", "priority=high", "high"],
    ["p1 ledger", '{"severity": "info"}', "info"],
  ])("called %s and described as “%s” is %s", (AlarmName, AlarmDescription, severity) => {
    expect(signalOf(envelope({ ...alarm, AlarmName, AlarmDescription }))?.severity).toBe(severity);
  });
});

describe("an alarm of more than one thing", () => {
  it("by a formula has the dimensions that its metrics share", () => {
    const metric = (id: string, MetricName: string, code: string) => ({ Id: id, MetricStat: { Metric: { MetricName, Namespace: "AWS/ApplicationELB", Dimensions: [{ name: "LoadBalancer", value: "app/checkout" }, { name: "Code", value: code }] } } });
    const Trigger = { Metrics: [{ Expression: "m1/m2", Id: "e1", Label: "Errors" }, metric("m1", "HTTPCode_5XX", "5"), metric("m2", "RequestCount", "all")] };
    expect(signalOf(envelope({ ...alarm, Trigger }))?.labels).toMatchObject({ LoadBalancer: "app/checkout", namespace: "AWS/ApplicationELB", metric: "HTTPCode_5XX, RequestCount" });
    expect(signalOf(envelope({ ...alarm, Trigger }))?.labels).not.toHaveProperty("Code");
  });

  it("of other alarms says by which rule", () => {
    const { Trigger: _, ...composite } = { ...alarm, AlarmRule: 'ALARM("a") OR ALARM("b")', TriggeringChildren: [{ Arn: "arn:aws:cloudwatch:eu-west-1:1:alarm:a" }] };
    expect(signalOf(envelope(composite))).toMatchObject({ status: "firing", description: expect.stringContaining('Rule: ALARM("a") OR ALARM("b")') });
  });
});

describe("the ways a message comes", () => {
  const [first, second] = [{ Sns: envelope(alarm) }, { Sns: envelope({ ...alarm, AlarmArn: "arn:aws:cloudwatch:eu-west-1:1:alarm:other", NewStateValue: "OK" }) }];

  it("raw, and as Lambda gets it, says that nothing was signed", () => {
    expect(read(alarm)).toMatchObject({ signals: [{ key: alarm.AlarmArn }], note: expect.stringContaining("raw delivery") });
    expect(read({ Records: [first, second] })).toMatchObject({ signals: [{ status: "firing" }, { status: "resolved" }], note: expect.stringContaining("Lambda") });
  });

  it("a text is an alert of its topic, and ends where it says so", () => {
    expect(read(envelope("The queue is full.\nLook at it.", { Subject: undefined }))).toMatchObject({ signals: [{ key: "arn:aws:sns:eu-west-1:123456789012:alarms/The queue is full.", status: "firing", title: "The queue is full.", severity: "warning", description: "The queue is full.\nLook at it.", startedAt: at("2026-11-19T13:00:01Z") }], note: null });
    const [began, ended] = ["ALARM", "OK"].map((word) => signalOf(envelope("See the console.", { Subject: `${word}: "Ledger CPU" in EU (Ireland)` })));
    expect([began?.status, ended?.status]).toEqual(["firing", "resolved"]);
    expect(began?.key).toBe(ended?.key);
    expect(read("The queue is full.")).toMatchObject({ signals: [{ title: "The queue is full." }], note: expect.stringContaining("raw delivery") });
  });

  it("any other JSON is read as well as it can be, under the subject that somebody wrote", () => {
    expect(signalOf(envelope({ title: "Budget is spent", status: "alarm" }, { Subject: "Budget: Acme" }))).toMatchObject({ title: "Budget: Acme", status: "firing" });
    expect(signalOf(envelope({ title: "Budget is spent" }, { Subject: "AWS Notification Message" }))?.title).toBe("Budget is spent");
  });

  it("what the database could not keep stays a text", () => {
    expect(signalOf(envelope('{"AlarmName":"a\\u0000b","NewStateValue":"ALARM"}'))?.title).toBe('ALARM: "Ledger CPU" in EU (Ireland)');
  });

  it("of a subscription is noted", () => {
    expect(read(envelope("You have chosen", { Type: "SubscriptionConfirmation" }))).toEqual({ signals: [], note: "The subscription is being confirmed." });
    expect(read(envelope("You have chosen", { Type: "UnsubscribeConfirmation" }))).toEqual({ signals: [], note: expect.stringContaining("unsubscribed from arn:aws:sns:eu-west-1:123456789012:alarms") });
    expect(read(envelope("", { Subject: undefined }))).toEqual({ signals: [], note: "The message is empty." });
  });

  it("what is no message is refused", () => {
    for (const payload of [null, [], "", undefined]) expect(adapt(payload)).toMatchObject({ errors: [{ path: "" }] });
  });
});

/** What each recorded payload says: status, severity, key, title and where it leads. */
const recorded: Record<string, (string | undefined)[]> = {
  "alerta-cloudwatch_notification.json": ["firing", "warning", "1234567890/eu-west-1/bucketbytesAlarm", "bucketbytesAlarm", "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/bucketbytesAlarm"],
  "alerta-cloudwatch_subscription_confirmation.json": [],
  "lambda-go-cloudwatch-alarm-sns-payload-single-metric.json": ["firing", "warning", "arn:aws:cloudwatch:REGION:ACCOUNT_NUMBER:alarm:EXAMPLE", "EXAMPLE", undefined],
  "lambda-go-sns-event.json": ["firing", "warning", "arn:aws:sns:EXAMPLE/TestInvoke", "TestInvoke", undefined],
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
    expect(read(payload).signals.flatMap(({ status, severity, key, title, links }) => [status, severity, key, title, links[0]?.href])).toEqual(recorded[name]);
  });
});

describe("a payload with one thing wrong", () => {
  it.each<[string, unknown]>([["raw", alarm], ["envelope", envelope(alarm)], ["records", { Records: [{ Sns: envelope(alarm) }] }], ...recordedPayloads()])("%s is read all the same", (_name, payload) => {
    const before = read(payload).signals.length;
    let asBefore = 0;
    for (let seed = 0; seed < 200; seed++) {
      const adapted = adapt(mutate(payload, seed));
      if ("errors" in adapted) throw new Error(`Refused with seed ${seed}.`);
      for (const { title } of adapted.signals) expect(title).toMatch(/^(?!undefined$|null$|.*\[object).+/s);
      if (adapted.signals.length === before) asBefore += 1;
    }
    expect(asBefore).toBeGreaterThan(120);
  });
});
