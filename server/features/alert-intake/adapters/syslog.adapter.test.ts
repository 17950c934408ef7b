import { describe, expect, it } from "vitest";
import { adapterOf } from "./kinds.adapter.ts";
import { mutate } from "../../../platform/testing/mutate.ts";
import { adaptSyslog } from "./syslog.adapter.ts";

const read = (payload: unknown) => adaptSyslog({ payload, headers: {}, newKey: "made" });

function signalOf(payload: unknown) {
  const adapted = read(payload);
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  const [signal] = adapted.signals;
  if (!signal) throw new Error(`No signal: ${adapted.note}`);
  return signal;
}

const message = {
  facility: 4,
  severity: 3,
  time: "2026-11-20T12:04:05.123456+01:00",
  host: "web1",
  app: "shop",
  processId: "4711",
  messageId: "PAY",
  structuredData: { "muster@32473": { source: "router", service: "checkout" }, "shop@1": { zone: "eu" }, timeQuality: { tzKnown: "1" } },
  text: "Payments hang\nat db1\nat db2",
};
const plain = { severity: 3, host: "web1", app: "shop", text: "worker 17 died after 3s (pid 4711)" };

describe("a syslog message", () => {
  it("is an alert by its first line, its severity, its time and where it comes from", () => {
    expect(signalOf(message)).toEqual({
      key: "web1 shop PAY",
      status: "firing",
      title: "Payments hang",
      severity: "high",
      labels: { host: "web1", app: "shop", facility: "auth", service: "checkout", zone: "eu" },
      description: "Payments hang\nat db1\nat db2",
      links: [],
      startedAt: Date.parse("2026-11-20T11:04:05.123Z"),
      at: Date.parse("2026-11-20T11:04:05.123Z"),
    });
  });

  it.each([
    [0, "critical"], [1, "critical"], [2, "critical"], [3, "high"], [4, "warning"],
    ["2", "critical"], ["err", "high"], ["crit", "critical"], ["WARNING", "warning"], ["emergency", "critical"],
    [null, "warning"], [99, "warning"], ["odd", "warning"],
  ])("of the severity %s is %s", (severity, own) => {
    expect(signalOf({ ...plain, severity })).toMatchObject({ severity: own, status: "firing" });
  });

  it.each([[5, "notice"], [6, "info"], [7, "debug"], ["info", "info"]])("of the severity %s is kept and opens nothing", (severity, word) => {
    expect(read({ ...message, severity })).toEqual({ signals: [], note: `Of the severity ${word}: it opens no alert, a warning or worse does.` });
  });

  it.each([
    ["its structured data", { structuredData: { "muster@32473": { state: "ok" } } }],
    ["the structured data of its own program", { structuredData: { "shop@1": { state: "RESOLVED" } } }],
    ["its text", { text: 'Payments flow, state="ok"' }],
    ["its text without quotes", { text: "state=resolved payments flow" }],
  ])("ends an alert where %s says so, at any severity", (_what, change) => {
    for (const severity of [3, 6]) expect(signalOf({ ...message, severity, ...change })).toMatchObject({ key: signalOf(message).key, status: "resolved", startedAt: null });
  });

  it.each([{ text: "the state is ok" }, { text: "laststate=ok" }, { text: "state=okra" }, { structuredData: { "shop@1": { state: "down" } } }])("fires where it does not: %j", (change) => {
    expect(signalOf({ ...message, ...change }).status).toBe("firing");
  });

  it("without a MSGID is the same as one that differs in its numbers, and no other", () => {
    const key = signalOf(plain).key;
    expect(key).toBe("web1 shop worker # died after #s (pid #)");
    expect(signalOf({ ...plain, processId: "9", text: "worker 18 died after 240s (pid 12)" }).key).toBe(key);
    expect(signalOf({ ...plain, text: 'worker 18 died after 240s (pid 12) state="ok"' })).toMatchObject({ key, status: "resolved" });
    for (const other of [{ host: "web2" }, { app: "ledger" }, { text: "worker 17 was born" }]) expect(signalOf({ ...plain, ...other }).key).not.toBe(key);
    expect(signalOf({ ...plain, text: "eth0 is down" }).key).not.toBe(signalOf({ ...plain, text: "eth1 is down" }).key);
    expect(signalOf({ ...plain, text: "request 0x7ffd42 of 9f8e7d6c5b4a" }).key).toBe("web1 shop request # of #");
  });

  it("is called by where it comes from where it says nothing", () => {
    expect(signalOf({ severity: 2, app: "shop", text: "" }).title).toBe("A message without text from shop");
    expect(signalOf({}).title).toBe("A message without text from somebody");
  });

  it("is what a source of the kind is read by, and nothing but a message", () => {
    expect(adapterOf({ kind: "syslog", mapping: null, preset: null })).toBe(adaptSyslog);
    for (const payload of [null, [], "text", 5]) expect(read(payload)).toMatchObject({ errors: [{ path: "", message: expect.stringContaining("must be a syslog message") }] });
  });

  it("changed in any one place never throws, and has a title one can read", () => {
    let seen = 0;
    for (let seed = 0; seed < 400; seed += 1) {
      const adapted = read(mutate(seed % 2 ? message : plain, seed));
      if ("errors" in adapted) throw new Error("A message with one odd member was refused.");
      for (const { title, key } of adapted.signals) for (const words of [title, key]) expect(words).not.toMatch(/^\s*$|\[object|undefined|null/);
      seen += adapted.signals.length;
    }
    expect(seen).toBeGreaterThan(300);
  });
});
