import { describe, expect, it, onTestFinished } from "vitest";
import { client } from "../fakes/client.ts";
import { transactionsInFlight } from "../fakes/mail-server/index.ts";
import { startProduct } from "../fakes/product.ts";
import { acceptedKeys, findLost, readStormJournal, startStorm } from "../fakes/storm.ts";
import { note } from "../reliability/figures.ts";
import { runOn } from "../server/platform/testing/global-setup.ts";
import { makeTestDatabase } from "../server/platform/testing/test-database.ts";
import { readRows } from "../server/platform/testing/test-server.ts";
import { acceptedTwice, oneOfTwoNodesFreezes, postgresGoesAway } from "./outages.ts";
import { alertArrives, eventsKey, eventually, mailTo, minute, pagesOf, setStage, webhook, type Stage } from "./stage.ts";

/** The keys of all alerts, read from the database itself: the oracle never asks the server what happened. */
async function keysStored({ databaseUrl }: Stage): Promise<Set<string>> {
  return new Set((await readRows<{ key: string }>(databaseUrl, "select key from alert")).map((row) => row.key));
}

describe("kill -9 of the server", () => {
  it("with a claim leased and a send in flight loses nothing that was answered 202, and the due page goes out", async () => {
    const stage = await setStage();
    await stage.mail.behave({ kind: "slow", milliseconds: 4_000 });
    const storm = await startStorm({ urls: [stage.product.url], intake: { kind: "pagerduty", routingKey: eventsKey }, ratePerSecond: 100 });
    await alertArrives(stage);
    await stage.mail.waitForEntry((entry) => entry.kind === "begun");
    const killedAt = Date.now();
    await stage.product.kill9();
    const inFlight = transactionsInFlight(stage.mail.entries(), killedAt);
    if (inFlight.length === 0) throw new Error("Inconclusive: no send was in flight at the kill.");
    await stage.mail.behave({ kind: "accept" });
    const again = await startProduct({ databaseUrl: stage.databaseUrl, smtpUrl: stage.mail.url, port: stage.product.port });
    onTestFinished(async () => void (await again.stop()));
    await mailTo(stage, "amara@acme.example", "", 25_000);
    await storm.stop();
    const answers = readStormJournal(storm.journalPath);
    expect(acceptedKeys(answers).size).toBeGreaterThan(50);
    expect(findLost(answers, await keysStored(stage))).toEqual([]);
    expect((await acceptedTwice(stage)).length).toBeLessThanOrEqual(inFlight.length);
  }, 120_000);
});

/** Sixty batches of a hundred alerts in twenty groups, each brought again until it is taken. */
async function sendStorm({ product: { url, token } }: Stage, taken: () => void): Promise<void> {
  const api = client(url, token);
  const batches = Array.from({ length: 60 }, (_, batch) => batch);
  const [pattern] = (webhook({}) as { alerts: { labels: object }[] }).alerts;
  const alertOf = (number: number) => ({ ...pattern, labels: { ...pattern?.labels, alertname: `Storm${number % 20}`, instance: `web-${number}` }, annotations: { summary: `Storm${number % 20} on web-${number}` } });
  const lane = async () => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      const from = batch * 100;
      const body = { version: "4", status: "firing", receiver: "muster", alerts: Array.from({ length: 100 }, (_, place) => alertOf(from + place)) };
      await eventually(async () => (await api.post("/intake/prometheus/acme-prometheus", body).catch(() => null))?.status === 202, `batch ${batch} is taken`, 30_000);
      taken();
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
}

describe("kill -9 amid a storm", () => {
  it("leaves the groups that there would be without it, and pages nobody twice beyond what was in flight", async () => {
    const stage = await setStage();
    await stage.mail.behave({ kind: "slow", milliseconds: 300 });
    let batches = 0;
    const sending = sendStorm(stage, () => void (batches += 1));
    await stage.mail.waitForEntry((entry) => entry.kind === "begun");
    await eventually(async () => batches >= 10, "the storm is under way", 30_000);
    const killedAt = Date.now();
    await stage.product.kill9();
    if (batches >= 60) throw new Error("Inconclusive: the storm was over at the kill.");
    const inFlight = transactionsInFlight(stage.mail.entries(), killedAt);
    const again = await startProduct({ databaseUrl: stage.databaseUrl, smtpUrl: stage.mail.url, port: stage.product.port });
    onTestFinished(async () => void (await again.stop()));
    await sending;
    const [groups] = await readRows<{ groups: number; alerts: number; alone: number }>(
      stage.databaseUrl,
      "select count(distinct group_id)::int as groups, count(*)::int as alerts, count(*) filter (where group_id is null)::int as alone from alert where labels->>'alertname' like 'Storm%'",
    );
    expect(groups).toEqual({ groups: 20, alerts: 6_000, alone: 0 });
    // What follows the first page within a minute waits for the next message.
    await stage.clock.advance(minute);
    const sent = await eventually(async () => {
      const pages = (await pagesOf(stage, "amara")).filter(({ channel }) => channel === "mail");
      return pages.length >= 20 && pages.every(({ status }) => status === "sent") && pages;
    }, "every group paged", 30_000);
    expect(sent).toHaveLength(20);
    expect((await acceptedTwice(stage)).length).toBeLessThanOrEqual(inFlight.length);
  }, 120_000);
});

describe("PostgreSQL killed", () => {
  it("makes the intake answer 503 with Retry-After within 2 s; the process lives, and all goes on within 5 s of its return", async () => {
    const { refusedAfter, takenAfter, sentAfter } = await postgresGoesAway();
    note(
      { test: "R4", measure: "PostgreSQL away: the intake refuses after, ms", value: Math.round(refusedAfter), target: "at most 2,000", isMet: refusedAfter <= 2_000 },
      { test: "R4", measure: "PostgreSQL back: the intake takes alerts after, ms", value: Math.round(takenAfter), target: "at most 5,000", isMet: takenAfter <= 5_000 },
      { test: "R4", measure: "PostgreSQL back: a due page is sent after, ms", value: Math.round(sentAfter), target: "at most 5,000", isMet: sentAfter <= 5_000 },
    );
  }, 60_000);
});

describe("The mail server", () => {
  it.each([
    ["is down", { kind: "refuse-connection" }, /ECONNREFUSED|refused/],
    ["answers 4xx", { kind: "reject", at: "data", code: 451 }, /451/],
    ["answers 5xx", { kind: "reject", at: "recipient", code: 550 }, /550/],
    ["hangs", { kind: "hang", at: "data" }, /time|Timeout/],
  ] as const)("%s: the page is tried again, every attempt is seen, and the escalation goes on", async (_what, behaviour, words) => {
    const stage = await setStage();
    await stage.mail.behave(behaviour);
    await alertArrives(stage);
    const failed = await eventually(async () => (await pagesOf(stage, "amara")).find((page) => page.attempts.some((attempt) => attempt.error !== null)), "a failed attempt on the page", 20_000);
    expect(failed.attempts[0]?.error).toMatch(words);
    expect(failed.attempts[0]?.againAt).not.toBeNull();
    await stage.clock.advance(5 * minute);
    await eventually(async () => (await pagesOf(stage, "ben")).length > 0, "the escalation goes on");
    await stage.mail.behave({ kind: "accept" });
    await stage.clock.advance(minute);
    const mail = await mailTo(stage, "amara@acme.example", "", 20_000);
    expect(mail.messageId).toContain(failed.id);
  }, 60_000);
});

describe("Two nodes over one PostgreSQL", () => {
  it("one frozen: the other sends the next due page within 10 s, and none is sent or counted twice beyond what was in flight", () => oneOfTwoNodesFreezes(), 60_000);
});

describe("A viewer cut off for 30 s across a kill -9", () => {
  it("sees each change exactly once, in order", async () => {
    const stage = await setStage();
    const before = await stage.api.events();
    await alertArrives(stage, { region: "a" });
    const first = await before.find((event) => event.event === "change");
    await mailTo(stage, "amara@acme.example");
    before.close();
    const other = await startProduct({ databaseUrl: stage.databaseUrl, smtpUrl: stage.mail.url });
    onTestFinished(async () => void (await other.stop()));
    await stage.product.kill9();
    const cutAt = performance.now();
    for (const region of ["b", "c", "d"]) await alertArrives({ ...stage, api: client(other.url, other.token) }, { region, alertname: region });
    const again = await startProduct({ databaseUrl: stage.databaseUrl, smtpUrl: stage.mail.url, port: stage.product.port });
    onTestFinished(async () => void (await again.stop()));
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 30_000 - (performance.now() - cutAt))));
    const after = await stage.api.events(first.id ?? "");
    await alertArrives(stage, { region: "e", alertname: "e" });
    const position = (id: string | null) => Number(id);
    const opened = (data: unknown) => (data as { type?: string }).type === "group opened";
    await eventually(async () => after.seen().filter((event) => opened(event.data)).length === 4, "four groups opened since");
    const seen = after.seen().filter((event) => event.event === "change").map((event) => position(event.id));
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(seen[0]).toBeGreaterThan(position(first.id));
    const whole = await stage.api.events("0");
    await eventually(async () => whole.seen().filter((event) => opened(event.data)).length === 5, "all five groups");
    const all = whole.seen().filter((event) => event.event === "change").map((event) => position(event.id));
    expect(seen).toEqual(all.filter((one) => one > position(first.id)).slice(0, seen.length));
  }, 90_000);
});

describe("A database that can lose what it confirmed", () => {
  it("is refused, naming the setting and the mend", async () => {
    const { url } = await makeTestDatabase();
    const name = new URL(url).pathname.slice(1);
    await runOn(url, `alter database ${name} set synchronous_commit = off`);
    const product = await startProduct({ databaseUrl: url, smtpUrl: "smtp://127.0.0.1:9", isReadinessAwaited: false });
    onTestFinished(async () => void (await product.stop()));
    const answer = await eventually(async () => {
      const ready = await client(product.url).get<{ reason: string }>("/readyz").catch(() => null);
      return ready?.status === 503 && JSON.stringify(ready.body).includes("synchronous_commit") ? ready : null;
    }, "a refusal that names the setting", 20_000);
    expect(JSON.stringify(answer.body)).toMatch(/alter database/i);
    expect((await client(product.url).get("/api/v1/alerts")).status).toBe(503);
    note({ test: "R6", measure: "a database that can lose what it confirmed", value: "refused by name", target: "refused by name", isMet: true });
  }, 40_000);
});
