import { describe, expect, it, onTestFinished } from "vitest";
import { client, expectOk } from "../fakes/client.ts";
import { startProduct } from "../fakes/product.ts";
import { buildSaboteur } from "../fakes/saboteur.ts";
import type { Notice } from "../server/features/access/notice.contract.ts";
import { readRows, startTestServer } from "../server/platform/testing/test-server.ts";
import type { Health } from "../server/start/health.contract.ts";
import { dueWorkIsLost } from "./forgotten-work.ts";
import { eventually } from "./stage.ts";
import { alarm, alarmsOf, deadline, expectsWatchdog, isTold, onlySendLoopStops, pass, rhythm, setWatch, stoppedSender, type Watched } from "./watched.ts";

/** The product is stopped and started again at its address; gives how long it was away. */
async function restart({ databaseUrl, product, mail }: Watched, env: Record<string, string> = {}): Promise<number> {
  const before = performance.now();
  await product.stop();
  const again = await startProduct({ databaseUrl, smtpUrl: mail.url, port: product.port, env: { ...expectsWatchdog, ...env } });
  onTestFinished(async () => void (await again.stop()));
  return performance.now() - before;
}

/** That it could not be heard was Muster's own doing. */
async function nobodyMissesTheWatchdog({ databaseUrl }: Watched): Promise<void> {
  await pass(rhythm);
  expect(await readRows(databaseUrl, "select from notice where code = 'watchdog.silent'")).toEqual([]);
}

describe("Somebody is told in time that Muster does not page, where", () => {
  it("it was killed", async () => {
    const stage = await setWatch();
    const faultAt = performance.now();
    await stage.product.kill9();
    expect(await isTold(stage, alarm, faultAt)).toContain("Muster cannot be reached: ECONNREFUSED");
  }, 90_000);

  it("it is frozen: once, and that all is well when it goes on", async () => {
    const stage = await setWatch();
    const faultAt = performance.now();
    stage.product.freeze();
    expect(await isTold(stage, alarm, faultAt)).toContain("does not answer in time");
    await pass(2 * rhythm);
    stage.product.thaw();
    await isTold(stage, "All well again");
    expect(alarmsOf(stage)).toHaveLength(1);
    await nobodyMissesTheWatchdog(stage);
  }, 90_000);

  it("PostgreSQL is dead", async () => {
    const postgres = await startTestServer();
    const stage = await setWatch({ database: postgres });
    const faultAt = performance.now();
    await postgres.takeDown();
    expect(await isTold(stage, alarm, faultAt)).toMatch(/Muster answers 50\d/);
    await postgres.bringBack();
    await isTold(stage, "All well again");
    await nobodyMissesTheWatchdog(stage);
  }, 120_000);

  it("nothing gets out of it", async () => {
    const stage = await setWatch();
    const faultAt = performance.now();
    await restart(stage, { MUSTER_ALLOW_NETWORKS: "10.9.0.0/16" });
    const text = await isTold(stage, alarm, faultAt);
    expect(text).toContain("Muster takes the alert, and no page comes out");
    expect(text).toMatch(/Muster says: 127\.0\.0\.1 is in .*MUSTER_ALLOW_NETWORKS/);
  }, 90_000);

  it("only its send loop stopped", async () => {
    const script = await buildSaboteur("send-loop-stops", stoppedSender);
    expect(await onlySendLoopStops(script)).toContain("Muster takes the alert, and no page comes out");
  }, 120_000);
});

describe("Nobody is told", () => {
  it("of a restart of half a minute", async () => {
    const slower = 2 * rhythm;
    const stage = await setWatch({ watchdog: { every: `${slower / 1_000}s` } });
    const away = await restart(stage);
    // Thirty seconds at a rhythm of twenty.
    if (away > 1.5 * slower) throw new Error(`Inconclusive: the restart took ${away} ms.`);
    await pass(4 * slower);
    expect(stage.told.messages()).toEqual([]);
  }, 120_000);

  it("of a Muster that is slow", async () => {
    const stage = await setWatch();
    for (let stop = 0; stop < 8; stop += 1) {
      stage.product.freeze();
      await pass(2_000);
      stage.product.thaw();
      await pass(1_000);
    }
    expect(stage.told.messages()).toEqual([]);
  }, 90_000);
});

describe("A page that is for nobody", () => {
  it("stands in no list, no log and no count, and comes out time and again", async () => {
    const stage = await setWatch();
    const count = async (table: string) => (await readRows<{ count: number }>(stage.databaseUrl, `select count(*)::int as count from ${table}`))[0]?.count ?? 0;
    const before = await count("event_log");
    await eventually(async () => (await readRows(stage.databaseUrl, "select from synthetic_page where out_at is not null")).length >= 3, "the third comes out", 4 * rhythm);
    for (const table of ["alert", "alert_group", "escalation", "page", "page_attempt", "decision", "delivery", "notice"]) expect([table, await count(table)]).toEqual([table, 0]);
    expect(await count("event_log")).toBe(before);
    expect(stage.mail.messages()).toEqual([]);
  }, 60_000);

  it("is not let in, out or asked for by anybody else", async () => {
    const stage = await setWatch();
    const ask = (headers: Record<string, string>) => fetch(`${stage.product.url}/api/v1/watchdog/pages`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify({ id: "019aa000-0000-7000-8000-000000000000", callback: "http://127.0.0.1:9", everyMilliseconds: 1_000 }) });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${stage.product.token}` })).status).toBe(401);
  }, 60_000);
});

describe("A watchdog that stopped", () => {
  it("is told to the administrators in time, and stands on the health page with its times", async () => {
    const stage = await setWatch();
    const api = client(stage.product.url, stage.product.token);
    const check = async () => expectOk(await api.get<Health>("/api/v1/health")).checks.find(({ code }) => code === "watchdog");
    expect(await check()).toMatchObject({ isWell: true, title: "A watchdog watches" });
    const stoppedAt = performance.now();
    await stage.watchdog.stop();
    const notice = await eventually(async () => expectOk(await api.get<{ items: Notice[] }>("/api/v1/notices")).items.find(({ code }) => code === "watchdog.silent"), "the administrators are told", deadline);
    expect(performance.now() - stoppedAt).toBeLessThan(deadline);
    expect(notice.sentence).toContain("npx muster watchdog");
    expect(await check()).toMatchObject({ isWell: false, title: "The watchdog is silent" });
  }, 90_000);
});

describe("Due work that is lost", () => {
  it("is found, all of it, and done within 30 s, stands in the audit trail, is told within 60 s, and nothing goes out twice", () => dueWorkIsLost(), 180_000);
});
