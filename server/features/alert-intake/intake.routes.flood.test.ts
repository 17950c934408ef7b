import { describe, expect, it } from "vitest";
import { hashSecret } from "../../platform/ids/ids.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { lockFold } from "./flush.intake.ts";
import { createIntake, intakeRoutes } from "./index.ts";

const { app, database } = await openTestApp((server, tools) => intakeRoutes(server, createIntake(() => tools.database)));
const keyOf = (kind: string) => `the-key-of-the-source-${kind}`;
for (const [place, kind] of ["json", "pagerduty-events-v2", "opsgenie", "alertmanager", "github"].entries()) {
  await database.transaction((tx) => tx.run("insert into source (id, kind, key_hash, place) values ($1, $1, $2, $3)", [kind, hashSecret(keyOf(kind)), place]));
}

interface Sender {
  kind: string;
  url: string;
  headers?: Record<string, string>;
  body: (number: number, padding: string) => object;
  /** How many kilobytes a body has, and how many such bodies are more than may wait. */
  kilobytes: number;
  flood: number;
  refused: object;
}

const senders: Sender[] = [
  { kind: "json", url: `/intake/json/${keyOf("json")}`, body: (number, padding) => ({ title: `Alert ${number}`, key: `a${number}`, padding }), kilobytes: 900, flood: 45, refused: { code: "too-many", status: 429 } },
  {
    kind: "pagerduty-events-v2",
    url: "/v2/enqueue",
    body: (number, padding) => ({ padding, routing_key: keyOf("pagerduty-events-v2"), event_action: "trigger", dedup_key: `a${number}`, payload: { summary: `Alert ${number}`, source: "web-1", severity: "error" } }),
    kilobytes: 450,
    flood: 90,
    refused: { status: "throttle exceeded" },
  },
  {
    kind: "opsgenie",
    url: "/v2/alerts",
    headers: { authorization: `GenieKey ${keyOf("opsgenie")}` },
    body: (number, padding) => ({ message: `Alert ${number}`, alias: `a${number}`, padding }),
    kilobytes: 900,
    flood: 45,
    refused: { message: "You are making too many requests!" },
  },
];

const post = async ({ url, headers = {} }: Pick<Sender, "url" | "headers">, body: object) => app.inject({ method: "POST", url, headers, payload: body });
const quiet = { url: `/intake/alertmanager/${keyOf("alertmanager")}` };
const alerts = (number: number) => ({ version: "4", status: "firing", alerts: [{ status: "firing", labels: { alertname: `Quiet${number}` }, annotations: {} }] });
const storedOf = async (kind: string) => (await database.transaction((tx) => tx.first<{ count: number }>("select count(*) as count from alert where source_id = $1", [kind])))?.count;

describe("a flood from one source", () => {
  it.each(senders)("of the kind $kind is stored, or refused so that its sender brings it again; no other source feels it", async (sender) => {
    let release = () => {};
    const stalled = new Promise<void>((resolve) => void (release = resolve));
    let isStalled = () => {};
    const begun = new Promise<void>((resolve) => void (isStalled = resolve));
    const stall = database.transaction(async (tx) => {
      await lockFold(tx);
      isStalled();
      await stalled;
    });
    await begun;
    const padding = "x".repeat(sender.kilobytes * 1_024);
    const sent = Array.from({ length: sender.flood }, (_, number) => post(sender, sender.body(number, padding)));
    const calm = Array.from({ length: 5 }, (_, number) => post(quiet, alerts(number)));
    // Refused at once, while what was taken still waits.
    const early = await sent.at(-1);
    expect(early).toMatchObject({ statusCode: 429, headers: { "retry-after": "1" } });
    expect(early?.json()).toMatchObject(sender.refused);
    release();
    await stall;
    const statuses = (await Promise.all(sent)).map(({ statusCode }) => statusCode);
    const taken = statuses.filter((status) => status === 202).length;
    expect(taken).toBeGreaterThanOrEqual((32 * 1_024) / sender.kilobytes - 1);
    expect(statuses.filter((status) => status === 429)).toHaveLength(sender.flood - taken);
    expect(await storedOf(sender.kind)).toBe(taken);
    expect((await Promise.all(calm)).map(({ statusCode }) => statusCode)).toEqual([202, 202, 202, 202, 202]);
  });
});

describe("a body", () => {
  it("may be as large as its kind of source sends, and what is larger is refused", async () => {
    const padded = (megabytes: number) => ({ title: "Large", key: "large", alerts: [], padding: "x".repeat(megabytes * 1_048_576) });
    expect(await post({ url: senders[0]?.url ?? "" }, padded(0.9))).toMatchObject({ statusCode: 202 });
    expect((await post({ url: senders[0]?.url ?? "" }, padded(1.1))).json()).toMatchObject({ status: 413, code: "too-large" });
    expect(await post(quiet, padded(1.1))).toMatchObject({ statusCode: 202 });
    expect(await post(quiet, padded(16.1))).toMatchObject({ statusCode: 413 });
    expect(await post({ url: `/intake/github/${keyOf("github")}` }, padded(24))).toMatchObject({ statusCode: 202 });
    expect(await post({ url: `/intake/github/${keyOf("github")}` }, padded(25.1))).toMatchObject({ statusCode: 413 });
  });
});
