import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { mutate } from "../../../platform/testing/mutate.ts";
import { adaptOpsgenie, opsgenieActions, opsgenieOutcome, opsgenieWords } from "./opsgenie.adapter.ts";

const folder = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "alerts/opsgenie-alert-api");
const isRecorded = existsSync(folder);
if (!isRecorded) console.log(`Skipped: no recorded payloads at ${folder}.`);
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<string, unknown>;

const arrival = (payload: unknown): Arrival => ({ payload, headers: {}, newKey: "43a29c5c-3dbf-4fa4-9c26-f4f71023e120" });

function signalsOf(adapted: Adapted) {
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  return adapted.signals;
}

const first = (payload: unknown) => signalsOf(adaptOpsgenie(arrival(payload)))[0];
const disk = { message: "Disk of db1 is full", alias: "disk-db1", description: "No space is left.", priority: "P1", tags: ["storage", 7], entity: "db1", source: "zabbix", details: { service: "ledger", free: 0, graph: "https://graphs.example/disk", bad: "javascript:alert(1)" } };
const about = (action: string, identifier: unknown = "disk-db1", body: unknown = {}) => ({ action, identifier, identifierType: "alias", body });

describe("an alert created in Opsgenie's words", () => {
  it("is read with its priority, details, tags and links", () => {
    expect(first(disk)).toEqual({
      key: "disk-db1",
      status: "firing",
      title: "Disk of db1 is full",
      severity: "critical",
      labels: { service: "ledger", free: "0", graph: "https://graphs.example/disk", bad: "javascript:alert(1)", entity: "db1", source: "zabbix", tags: "storage, 7" },
      description: "No space is left.",
      links: [{ text: "graph", href: "https://graphs.example/disk" }],
      startedAt: null,
    });
  });

  it.each([["P1", "critical"], ["P2", "high"], ["P3", "warning"], ["P4", "info"], ["P5", "info"], [undefined, "warning"], ["p2", "high"], [{}, "warning"]])("of priority %s is %s", (priority, severity) => {
    expect(first({ message: "CPU high", priority })?.severity).toBe(severity);
  });

  it("without an alias has the id of its request as key", () => {
    expect(first({ message: "CPU high" })?.key).toBe("43a29c5c-3dbf-4fa4-9c26-f4f71023e120");
    expect(first({ message: "CPU high", alias: 12 })?.key).toBe("12");
  });

  it("is cut to Opsgenie's limits and never refused for its length, and two long aliases stay two", () => {
    const long = first({ message: "m".repeat(131), description: "d".repeat(15_001), entity: "e".repeat(513), source: "s".repeat(101), tags: Array.from({ length: 21 }, () => "t".repeat(51)), alias: "a".repeat(600) });
    expect([long?.title, long?.description, long?.labels["entity"], long?.labels["source"], long?.key].map((text) => text?.length)).toEqual([130, 15_000, 512, 100, 600]);
    const tags = long?.labels["tags"]?.split(", ") ?? [];
    expect([tags.length, tags[0]?.length]).toEqual([20, 50]);
    expect(first({ message: "m".repeat(130) })?.title).toBe("m".repeat(130));
  });

  it("without a message is refused, and the field is named", () => {
    for (const message of [undefined, null, "", "  ", {}, ["a"]]) expect(adaptOpsgenie(arrival({ ...disk, message }))).toEqual({ errors: [{ path: "message", message: "Message can not be empty." }] });
    expect(adaptOpsgenie(arrival([disk]))).toMatchObject({ errors: [{ path: "" }] });
    expect(first({ message: 404 })?.title).toBe("404");
  });
});

describe("a request about an alert in Opsgenie's words", () => {
  it("ends or acknowledges the alert that it names", () => {
    expect(first(about("close"))).toMatchObject({ key: "disk-db1", status: "resolved", title: "disk-db1" });
    expect(first(about("acknowledge", " disk-db1 "))).toMatchObject({ key: "disk-db1", status: "acknowledged" });
    expect(first(about("close", 1791))).toMatchObject({ key: "1791" });
    expect(adaptOpsgenie(arrival(about("close", "")))).toMatchObject({ errors: [{ path: "identifier" }] });
  });

  it.each(opsgenieActions.filter((action) => action !== "close" && action !== "acknowledge"))("to %s it changes nothing, and a note says what came", (action) => {
    const adapted = adaptOpsgenie(arrival(about(action, "disk-db1", { note: "Somebody looks at it." })));
    expect(adapted).toEqual({ signals: [], note: expect.stringMatching(/^[A-Z][a-z ]+ about “disk-db1”, kept; the alert stays as it is\.$/) });
  });

  it("to delete it ends the alert, to reword it says so, and what is taken away is kept", () => {
    expect(first(about("delete"))).toMatchObject({ key: "disk-db1", status: "resolved" });
    expect(adaptOpsgenie(arrival(about("message", "disk-db1", { message: "Nearly full" })))).toEqual({ signals: [], note: "Another message for “disk-db1”." });
    expect(adaptOpsgenie(arrival(about("description", "disk-db1", {})))).toEqual({ errors: [{ path: "description", message: "Description can not be empty." }] });
    expect(adaptOpsgenie(arrival(about("remove-tags", "disk-db1", { tags: "a" })))).toMatchObject({ signals: [], note: expect.stringContaining("kept; the alert stays as it is") });
  });

  it("tells what became of it by what was kept", () => {
    expect(opsgenieOutcome(disk, "request-1")).toEqual({ action: "create", key: disk.alias, isDone: true });
    expect(opsgenieOutcome({ message: "No alias" }, "request-1")).toEqual({ action: "create", key: "request-1", isDone: true });
    expect(opsgenieOutcome(about("delete"), "request-1")).toEqual({ action: "delete", key: "disk-db1", isDone: true });
    expect(opsgenieOutcome(about("snooze"), "request-1")).toEqual({ action: "snooze", key: "disk-db1", isDone: false });
    expect(opsgenieWords(about("message", "disk-db1", { message: "x".repeat(200) }))).toEqual({ key: "disk-db1", title: expect.stringMatching(/^x{120,130}…?$/), description: null });
    expect([opsgenieWords(about("close")), opsgenieWords(null), opsgenieWords("text")]).toEqual([null, null, null]);
  });

  it("is never taken for one where a body that creates an alert has such members", () => {
    expect(first({ ...disk, ...about("close") })).toMatchObject({ status: "firing", title: "Disk of db1 is full" });
  });
});

describe.skipIf(!isRecorded)("What Opsgenie documents", () => {
  const expected: Record<string, object> = {
    "create.json": { key: "Life is too short for no alias", title: "An example alert message", severity: "critical", status: "firing", links: [], labels: { key1: "value1", key2: "value2", entity: "An example entity", tags: "OverwriteQuietHours, Critical" }, description: "Every alert needs a description" },
    "create-minimal.json": { key: "43a29c5c-3dbf-4fa4-9c26-f4f71023e120", title: "CPU high", severity: "warning", status: "firing", links: [], labels: {}, description: null },
    "close.json": { key: "disk-db1", title: "disk-db1", severity: "warning", status: "resolved", links: [] },
  };

  it.each(Object.entries(expected))("in %s is read whole", (name, signal) => {
    expect(first(name === "close.json" ? about("close", "disk-db1", read(name)) : read(name))).toMatchObject(signal);
    expect(readdirSync(folder).filter((file) => file.endsWith(".json")).sort()).toEqual([...Object.keys(expected), "limits.json", "responses.json"].sort());
  });

  it("as limits is what texts are cut to", () => {
    const limits = read("limits.json") as { message: number; description: number; entity: number; source: number; tags: { max_items: number; max_length: number } };
    const long = (length: number) => "x".repeat(length + 1);
    const signal = first({ message: long(limits.message), description: long(limits.description), entity: long(limits.entity), source: long(limits.source), tags: Array(limits.tags.max_items + 1).fill(long(limits.tags.max_length)) });
    expect([signal?.title.length, signal?.description?.length, signal?.labels["entity"]?.length, signal?.labels["source"]?.length]).toEqual([limits.message, limits.description, limits.entity, limits.source]);
  });
});

describe("A body in Opsgenie's words", () => {
  it("makes sense whatever is wrong in it", () => {
    const recorded = isRecorded ? ["create.json", "create-minimal.json"].map(read) : [];
    for (const sample of [disk, about("close", "disk-db1", { user: "script" }), about("notes", "disk-db1", { note: "looking" }), about("message", "disk-db1", { message: "Nearly full" }), ...recorded]) {
      for (let seed = 0; seed < 200; seed += 1) {
        const mutated = mutate(sample, seed);
        const adapted = adaptOpsgenie(arrival(mutated));
        expect(opsgenieOutcome(mutated, "request-1")).toMatchObject({ key: expect.any(String), isDone: expect.any(Boolean) });
        expect(opsgenieWords(mutated)?.key ?? "none").toMatch(/\S/);
        if ("errors" in adapted) expect(["message", "identifier"]).toContain(adapted.errors[0]?.path);
        else for (const { title, key } of adapted.signals) expect([title, key]).toEqual([expect.stringMatching(/^(?!.*(\[object|undefined))(?!null$).*\S/s), expect.stringMatching(/\S/)]);
      }
    }
  });
});
