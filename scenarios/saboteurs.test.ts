import { describe, expect, it, onTestFinished } from "vitest";
import { buildSaboteur } from "../fakes/saboteur.ts";
import { startProduct } from "../fakes/product.ts";
import { acceptedKeys, findLost, readStormJournal, startStorm } from "../fakes/storm.ts";
import { readRows } from "../server/platform/testing/test-server.ts";
import { dueWorkIsLost } from "./forgotten-work.ts";
import { oneOfTwoNodesFreezes, postgresGoesAway } from "./outages.ts";
import { alertArrives, eventsKey, eventually, mailTo, minute, setStage } from "./stage.ts";
import { onlySendLoopStops, stoppedSender } from "./watched.ts";

/** Each reliability test must be able to fail: here the product has a fault planted in it, and the same oracle finds it. */
describe("A planted fault is found:", () => {
  it("a sender that finishes its work before it sends loses the page at a kill", async () => {
    const script = await buildSaboteur("finish-first", {
      file: "due-work/sender.ts",
      from: "  const sent = await handler.send(",
      to: "  await database.transaction((tx) => deleteDone(tx, [work.id]));\n  const sent = await handler.send(",
    });
    const stage = await setStage({ product: { script } });
    await stage.mail.behave({ kind: "hang", at: "data" });
    await alertArrives(stage);
    await stage.mail.waitForEntry((entry) => entry.kind === "begun");
    await stage.product.kill9();
    await stage.mail.behave({ kind: "accept" });
    const sound = await startProduct({ databaseUrl: stage.databaseUrl, smtpUrl: stage.mail.url, port: stage.product.port });
    onTestFinished(async () => void (await sound.stop()));
    await stage.clock.advance(5 * minute);
    await mailTo(stage, "ben@acme.example", "", 25_000);
    expect(stage.mail.messages().filter((message) => message.to.includes("amara@acme.example"))).toEqual([]);
  }, 90_000);

  it("an intake that answers before COMMIT loses what it accepted at a kill", async () => {
    const script = await buildSaboteur("answer-first", {
      file: "alert-intake/queue.intake.ts",
      from: "        void flushAll();",
      to: '        setTimeout(() => void flushAll(), 2_000);\n        resolve({ outcome: "accepted", deliveryId: "none", signals: [{ key: "none" }] });',
    });
    const stage = await setStage({ product: { script } });
    const storm = await startStorm({ urls: [stage.product.url], intake: { kind: "pagerduty", routingKey: eventsKey }, ratePerSecond: 100 });
    await eventually(async () => acceptedKeys(readStormJournal(storm.journalPath)).size > 50, "the storm is under way");
    await stage.product.kill9();
    const sound = await startProduct({ databaseUrl: stage.databaseUrl, smtpUrl: stage.mail.url, port: stage.product.port });
    onTestFinished(async () => void (await sound.stop()));
    await storm.stop();
    const stored = new Set((await readRows<{ key: string }>(stage.databaseUrl, "select key from alert")).map((row) => row.key));
    expect(findLost(readStormJournal(storm.journalPath), stored).length).toBeGreaterThan(0);
  }, 90_000);

  it("a claim that never looks at the end of a lease leaves the frozen node's page to nobody", async () => {
    const script = await buildSaboteur("lease-for-ever", {
      file: "due-work/due-work.queries.ts",
      from: "(leased_until is null or leased_until <= muster_now())",
      to: "leased_until is null",
    });
    await expect(oneOfTwoNodesFreezes({ script })).rejects.toThrow("the other node takes over Amara's page");
  }, 90_000);

  it("a finish that does not look at its epoch counts a page twice after the thaw", async () => {
    const script = await buildSaboteur("no-epoch", {
      file: "due-work/due-work.queries.ts",
      from: '"delete from due_work where id = $1 and epoch = $2", [work.id, work.epoch])) === 1',
      to: '"delete from due_work where id = $1 and epoch = $2", [work.id, work.epoch])) >= 0',
    });
    await expect(oneOfTwoNodesFreezes({ script })).rejects.toThrow("what the frozen node finished late is not counted");
  }, 90_000);

  it("a pool without an error handler takes the process down with PostgreSQL", async () => {
    const script = await buildSaboteur("deaf-pool", {
      file: "database/pool.ts",
      from: '  pool.on("error", (error) => report("An idle connection was lost.", error));\n',
      to: "",
    });
    await expect(postgresGoesAway({ script })).rejects.toThrow("fetch failed");
  }, 90_000);

  it("a worker that does not look again after an error pages nobody once PostgreSQL is back", async () => {
    const script = await buildSaboteur("gives-up", {
      file: "due-work/worker.ts",
      from: "      return pollMilliseconds;",
      to: "      return new Promise<number>(() => undefined);",
    });
    await expect(postgresGoesAway({ script })).rejects.toThrow(/there was not what was waited for[^]*amara@acme\.example/);
  }, 90_000);

  it("a watchdog that goes by whether the process lives, and not by its page, tells nobody that only the send loop stopped", async () => {
    const watchdog = await buildSaboteur("asks-for-life", {
      file: "start/watchdog.ts",
      from: "    this.asked.set(id, now);\n",
      to: "    if ((await fetch(`${this.settings.url}/healthz`)).ok) this.watch = noteOut(this.watch, now);\n    this.asked.set(id, now);\n",
    });
    const script = await buildSaboteur("send-loop-stops", stoppedSender);
    await expect(onlySendLoopStops(script, { script: watchdog })).rejects.toThrow(/a human is told .does not page/);
  }, 120_000);

  it("a reconciler that looks once a day finds nothing of what was lost in time", async () => {
    const script = await buildSaboteur("seldom-looks", {
      file: "start/reconciler.ts",
      from: "const lookEvery = 10_000;",
      to: "const lookEvery = 86_400_000;",
    });
    await expect(dueWorkIsLost({ script })).rejects.toThrow("all of it is found and stands where it is done");
  }, 180_000);
});
