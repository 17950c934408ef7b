import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Adapted } from "./adapted.adapter.ts";
import { adaptCloudEvents } from "./cloudevents.adapter.ts";
import { mutate } from "../../../platform/testing/mutate.ts";

const folder = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "alerts/cloudevents");
const isRecorded = existsSync(folder);
if (!isRecorded) console.log(`Skipped: no recorded payloads at ${folder}.`);
const recorded = isRecorded ? readdirSync(folder).filter((name) => name.endsWith(".json")).map((name): [string, unknown] => [name, JSON.parse(readFileSync(join(folder, name), "utf8"))]) : [];

const adapt = (payload: unknown, headers: Record<string, string> = {}) => adaptCloudEvents({ payload, headers, newKey: "made" });

function signalsOf(adapted: Adapted) {
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  return adapted.signals;
}

const first = (payload: unknown, headers?: Record<string, string>) => signalsOf(adapt(payload, headers))[0];

const event = { specversion: "1.0", id: "A1", source: "https://db1.example/agents/3", type: "com.acme.disk.filled", subject: "/var", time: "2026-11-19T12:58:00Z", dataschema: "https://schemas.example/disk", region: "eu", shard: 7, data: { title: "Disk of db1 is full", status: "firing" } };

describe("a CloudEvent in one piece", () => {
  it("is read with its attributes as labels, and its data as what they say", () => {
    expect(first(event)).toMatchObject({
      status: "firing",
      title: "Disk of db1 is full",
      severity: "warning",
      labels: { source: event.source, type: event.type, subject: "/var", region: "eu", shard: "7" },
      links: [{ text: "Source", href: event.source }, { text: "Data schema", href: "https://schemas.example/disk" }],
      startedAt: Date.parse(event.time),
      at: Date.parse(event.time),
    });
    expect(Object.keys(first(event)?.labels ?? {})).not.toEqual(expect.arrayContaining(["id"]));
    expect(first({ ...event, service: "ledger" })?.labels["service"]).toBe("ledger");
  });

  it.each([
    ["com.acme.disk.resolved", "resolved"],
    ["com.acme.DiskResolved.v2", "resolved"],
    ["com.acme.disk.recovery", "resolved"],
    ["com.acme.disk.acknowledged", "acknowledged"],
    ["com.acme.disk.triggered.v1", "firing"],
  ])("of type %s is %s, whatever its data says", (type, status) => {
    expect(first({ ...event, type, data: { title: "x", status: status === "firing" ? "ok" : "firing" } })?.status).toBe(status);
  });

  it.each(["com.acme.alert", "com.acme.disk.warning", "com.acme.disk"])("of type %s has the state of its data, and without one fires", (type) => {
    expect(first({ ...event, type, data: { title: "x", status: "resolved" } })?.status).toBe("resolved");
    expect(first({ ...event, type, data: { title: "x" } })?.status).toBe("firing");
    expect(first({ ...event, type, data: undefined })?.status).toBe("firing");
  });

  it("has the severity of its extension, else of its type", () => {
    expect(first({ ...event, severitytext: "ERROR", type: "com.acme.disk.critical" })?.severity).toBe("high");
    expect(first({ ...event, severitytext: "a word of ours", type: "com.acme.disk.critical" })?.severity).toBe("critical");
    expect([9, 13, 17, "21"].map((severitynumber) => first({ ...event, severitynumber })?.severity)).toEqual(["info", "warning", "high", "critical"]);
    expect(first({ ...event, type: "com.acme.disk.critical" })?.severity).toBe("critical");
    expect(first({ ...event, type: "com.acme.page.viewed" })?.severity).toBe("warning");
  });

  it("ends what it began, though each of them has an id of its own", () => {
    const key = (more: object) => first({ ...event, ...more })?.key;
    const began = { id: "1", type: "com.acme.disk.filled" };
    expect(key({ ...began, type: "com.acme.disk.triggered" })).toBe(key({ id: "2", type: "com.acme.disk.resolved" }));
    expect(key({ ...began, subject: undefined, type: "com.acme.disk.triggered" })).toBe(key({ id: "2", subject: undefined, type: "com.acme.disk.resolved" }));
    expect(key({ subject: undefined, data: undefined, type: "com.acme.disk.opened" })).toBe(key({ id: "2", subject: undefined, data: undefined, type: "com.acme.disk.closed" }));
    expect(key({ subject: "/var" })).not.toBe(key({ subject: "/home" }));
    expect(key({ subject: undefined, data: { title: "one" } })).not.toBe(key({ subject: undefined, data: { title: "two" } }));
    const stateless = { subject: undefined, data: undefined, type: "com.acme.disk" };
    expect([key(stateless), key({ ...stateless, id: "2" })]).toEqual(["https://db1.example/agents/3 A1", "https://db1.example/agents/3 2"]);
  });

  it("has its data in base64 too, which is masked before anything is made of it", () => {
    const inBase64 = (text: string | Buffer, datacontenttype?: string) => first({ ...event, data: undefined, data_base64: Buffer.from(text).toString("base64"), datacontenttype });
    expect(inBase64(JSON.stringify({ title: "Disk of db1 is full", status: "ok" }))).toMatchObject({ title: "Disk of db1 is full", status: "resolved" });
    expect(inBase64("Disk is full\nreally", "text/plain; charset=utf-8")?.title).toBe("Disk is full");
    expect(inBase64(JSON.stringify({ title: "Login with Bearer abcdefghijklmnop failed" }))?.title).toBe("Login with redacted before storing failed");
    for (const bytes of [Buffer.from([0xff, 0xfe, 0]), Buffer.from("a\u0000b")]) expect(inBase64(bytes, "text/plain")?.title).toBe("com.acme.disk.filled: /var");
    expect(inBase64("<disk/>", "application/xml")?.title).toBe("com.acme.disk.filled: /var");
  });

  it("is refused only where nothing says that it is one", () => {
    for (const payload of [{ title: "Disk is full" }, "text", null, [{ title: "x" }, 5]]) expect(adapt(payload)).toMatchObject({ errors: [{ path: expect.stringMatching(/type$/), message: "must be the type of a CloudEvent" }] });
    expect(first({ type: "com.acme.disk" })).toMatchObject({ title: "com.acme.disk", key: "com.acme.disk" });
    expect(first({ id: 5 })).toMatchObject({ title: "An event of 5", key: "5" });
  });
});

describe("a batch of CloudEvents", () => {
  it("gives a signal for each of them, and says what was left out", () => {
    const batch = [event, { ...event, id: "A2", subject: "/home", data: { title: "Disk of db2 is full" } }];
    const headers = { "content-type": "application/cloudevents-batch+json" };
    expect(signalsOf(adapt(batch, headers)).map(({ title }) => title)).toEqual(["Disk of db1 is full", "Disk of db2 is full"]);
    expect(adapt([...batch, { title: "odd" }, null])).toMatchObject({ signals: [{}, {}], note: "2 of 4 members of the batch were no CloudEvents and were left out." });
    expect(adapt([], headers)).toEqual({ signals: [], note: null });
    expect(adapt(Array.from({ length: 20_001 }, () => event))).toMatchObject({ errors: [{ message: expect.stringContaining("at most 20000") }] });
  });
});

describe("a CloudEvent with its attributes in headers", () => {
  const headers = { "content-type": "application/json; charset=utf-8", "ce-specversion": "1.0", "ce-type": "com.acme.disk.resolved", "ce-source": "/agents/3", "ce-id": "A1", "ce-subject": "Euro%20%E2%82%AC%20%F0%9F%98%80", "ce-time": "2026-11-19T12:58:00Z" };

  it("has the body as its data, and its headers are read with their percents", () => {
    expect(first({ title: "Disk of db1 is full" }, headers)).toMatchObject({ title: "Disk of db1 is full", status: "resolved", labels: { subject: "Euro € 😀", source: "/agents/3" }, at: Date.parse("2026-11-19T12:58:00Z"), startedAt: null });
    expect(first(undefined, headers)?.title).toBe("com.acme.disk.resolved: Euro € 😀");
    expect(first("Disk of db1 is full", { ...headers, "content-type": "text/plain" })?.title).toBe("Disk of db1 is full");
    expect(first([1, 2], headers)?.title).toBe("com.acme.disk.resolved: Euro € 😀");
  });

  it.each([
    ['"a \\"quoted\\" one"', 'a "quoted" one'],
    ["100%25%20full", "100% full"],
    ["%C0%A0", "%C0%A0"],
    ["100%", "100%"],
    ["a%00b", "a%00b"],
    ["%ed%a0%80", "%ed%a0%80"],
    ["Bearer%20abcdefghijklmnop", "redacted before storing"],
  ])("of subject %s is about %s", (subject, label) => {
    expect(first({}, { ...headers, "ce-subject": subject })?.labels["subject"]).toBe(label);
  });

  it("is the same as one in one piece", () => {
    const whole = first({ specversion: "1.0", type: "com.acme.disk.resolved", source: "/agents/3", id: "A1", subject: "Euro € 😀", time: "2026-11-19T12:58:00Z", data: { title: "Disk of db1 is full" } });
    expect(first({ title: "Disk of db1 is full" }, headers)).toEqual(whole);
    const structured = { ...headers, "content-type": "application/cloudevents+json" };
    expect(first(event, structured)?.labels["subject"]).toBe("/var");
  });
});

describe("What the specification shows", () => {
  const common = { status: "firing", severity: "warning", title: "com.example.someevent", links: [], startedAt: Date.parse("2018-04-05T17:31:00Z"), labels: { source: "/mycontext", type: "com.example.someevent", comexampleextension1: "value", comexampleothervalue: "5" } };
  const keys: Record<string, string> = { "json-format-0.json": "/mycontext A234-1234-1234", "json-format-1.json": "/mycontext B234-1234-1234", "json-format-2.json": "/mycontext C234-1234-1234", "json-format-3.json": "/mycontext C234-1234-1234" };

  it.each(recorded)("in %s is read whole", (name, payload) => {
    expect(first(payload)).toMatchObject({ ...common, key: keys[name] });
    expect(keys).toHaveProperty([name]);
  });

  it("makes sense whatever is wrong in it", () => {
    for (const sample of [event, [event, event], { ...event, data: undefined, data_base64: "eyJ0aXRsZSI6IngifQ==" }, ...recorded.map(([, payload]) => payload)]) {
      for (let seed = 0; seed < 200; seed += 1) {
        const adapted = adapt(mutate(sample, seed));
        if ("errors" in adapted) expect(adapted.errors[0]?.path).toMatch(/type$/);
        else for (const { title, key } of adapted.signals) expect([title, key]).toEqual([expect.stringMatching(/^(?!.*(\[object|undefined))(?!null$).*\S/s), expect.stringMatching(/\S/)]);
      }
    }
  });
});
