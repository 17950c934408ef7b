import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { openDatabase, type Database, type Tx } from "../database/database.ts";
import { NewerStream } from "../event-log/newer-stream.ts";
import { makeTestDatabase } from "../testing/test-database.ts";
import { claimDue, lockDue } from "./due-work.queries.ts";
import { cancel, schedule, type ClaimedWork, type Handler, type SendHandler, type SetHandler } from "./due-work.ts";
import { Sender } from "./sender.ts";
import { Worker } from "./worker.ts";

const { url, clock } = await makeTestDatabase();
const running: { worker: Worker; database: Database }[] = [];

afterEach(async () => {
  for (const { worker, database } of running.splice(0)) {
    await worker.stop();
    await database.transaction((tx) => tx.run("delete from due_work"));
    await database.close();
  }
});

/** A worker of its own, as another process would have; its faults are gathered. */
function startWorker(...handlers: Handler[]) {
  const faults: string[] = [];
  const worker = new Worker({ database: () => database, handlers, log: (_problem, error) => faults.push(String(error)) });
  const database = openDatabase({ url, connections: 6, context: { taker: worker } });
  running.push({ worker, database });
  worker.start();
  return { worker, database, faults };
}

/** Resolves when the condition holds; asked each time something was done. */
function gather() {
  const done: string[] = [];
  let waiting: { count: number; resolve: () => void }[] = [];
  return {
    done,
    add(...keys: string[]) {
      done.push(...keys);
      waiting = waiting.filter(({ count, resolve }) => (done.length >= count ? (resolve(), false) : true));
    },
    reached: (count: number) => new Promise<void>((resolve) => (done.length >= count ? resolve() : waiting.push({ count, resolve }))),
  };
}

function setHandler(gathered: ReturnType<typeof gather>, before?: (tx: Tx, work: readonly ClaimedWork[]) => Promise<void>): SetHandler {
  return {
    kind: "test.set",
    mode: "set",
    async handle(tx, work) {
      await before?.(tx, work);
      tx.afterCommit(() => gathered.add(...work.map((item) => item.key)));
    },
  };
}

function sendHandler(gathered: ReturnType<typeof gather>, send: (key: string, signal: AbortSignal) => Promise<number | null> = async () => null): SendHandler<string, number | null> {
  return {
    kind: "test.send",
    mode: "send",
    prepare: async (_tx, work) => work.key,
    send,
    async finish(tx, work, _key, again) {
      tx.afterCommit(() => gathered.add(work.key));
      return again === null ? null : tx.now + again;
    },
  };
}

const item = (kind: string, key: string, dueAt: number) => ({ kind, key, dueAt, payload: {} });
const add = (database: Database, kind: string, keys: string[], inMilliseconds = 0) =>
  database.transaction((tx) => schedule(tx, keys.map((key) => item(kind, key, tx.now + inMilliseconds))));
const remaining = async (database: Database) => (await database.transaction((tx) => tx.rows<{ key: string }>("select key from due_work order by key"))).map((row) => row.key);

describe("Work that falls due while a transaction runs", () => {
  it("is left to the next, since for whoever does it here it would be too early", async () => {
    const database = openDatabase({ url, connections: 2 });
    await database.transaction((tx) => schedule(tx, ["test.set", "test.send"].map((kind) => ({ kind, key: `${kind}/later`, dueAt: tx.now + 1_000, payload: {} }))));
    const look = (tx: Tx) => Promise.all([lockDue(tx, "test.set", 10), claimDue(tx, "test.send", { node: "a node", most: 10 })]);
    const early = await database.transaction(async (tx) => {
      await clock.advance(2_000);
      return look(tx);
    });
    expect(early).toEqual([[], []]);
    expect((await database.transaction(look)).map((claimed) => claimed.length)).toEqual([1, 1]);
    await database.transaction((tx) => tx.run("delete from due_work"));
    await database.close();
  });
});

describe("due work", () => {
  it("is done once it is due, in sets, and is gone", async () => {
    const gathered = gather();
    const { database } = startWorker(setHandler(gathered));
    await add(database, "test.set", Array.from({ length: 1_200 }, (_, index) => `k${index}`));
    await gathered.reached(1_200);
    expect(new Set(gathered.done).size).toBe(1_200);
    expect(await remaining(database)).toEqual([]);
  });

  it("waits for its time by the database's clock", async () => {
    const gathered = gather();
    const { database, worker } = startWorker(setHandler(gathered));
    await add(database, "test.set", ["later"], 60_000);
    await add(database, "test.set", ["now"]);
    await gathered.reached(1);
    expect(gathered.done).toEqual(["now"]);
    await clock.advance(60_000);
    worker.wake(0);
    await gathered.reached(2);
    expect(gathered.done).toEqual(["now", "later"]);
  });

  it("is moved, not doubled, when its key is scheduled again, and taken back when cancelled", async () => {
    const { database } = startWorker();
    await add(database, "test.set", ["same", "gone"], 60_000);
    await add(database, "test.set", ["same"], 120_000);
    await database.transaction((tx) => cancel(tx, ["gone"]));
    expect(await remaining(database)).toEqual(["same"]);
  });

  it("leaves nothing behind when the transaction that scheduled it fails", async () => {
    const gathered = gather();
    const { database } = startWorker(sendHandler(gathered));
    const failing = database.transaction(async (tx) => {
      await schedule(tx, [item("test.send", "never", tx.now)]);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await remaining(database)).toEqual([]);
  });

  it("may be scheduled again by its own handler", async () => {
    const gathered = gather();
    const again = setHandler(gathered, (tx, work) => schedule(tx, work.map((one) => item("test.set", one.key, tx.now + (gathered.done.length < 2 ? 0 : 600_000)))));
    const { database } = startWorker(again);
    await add(database, "test.set", ["ticks"]);
    await gathered.reached(3);
    expect(await remaining(database)).toEqual(["ticks"]);
  });

  it("does the good rows of a set and parks the one that faults five times", async () => {
    const gathered = gather();
    const { database, worker } = startWorker(
      setHandler(gathered, async (_tx, work) => {
        if (work.some((one) => one.key === "poison")) throw new Error("bad row");
      }),
    );
    await add(database, "test.set", ["a", "poison", "b"]);
    await gathered.reached(2);
    const parked = () => database.transaction((tx) => tx.first<{ attempts: number; last_fault: string }>("select attempts, last_fault from due_work where parked_at is not null"));
    for (let turn = 0; turn < 40 && (await parked()) === null; turn += 1) {
      await clock.advance(70_000);
      worker.wake(0);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(await parked()).toEqual({ attempts: 5, last_fault: "Error: bad row" });
  });

  it("is sent once by two workers on one database", async () => {
    const gathered = gather();
    const first = startWorker(sendHandler(gathered));
    startWorker(sendHandler(gathered));
    const keys = Array.from({ length: 200 }, (_, index) => `s${index}`);
    await add(first.database, "test.send", keys, 50);
    await gathered.reached(200);
    expect([...gathered.done].sort()).toEqual([...keys].sort());
  });

  it("is sent again when the sender asks for it", async () => {
    const gathered = gather();
    let tries = 0;
    const { database } = startWorker(sendHandler(gathered, async () => (++tries < 3 ? 0 : null)));
    await add(database, "test.send", ["again"]);
    await gathered.reached(3);
    expect(await remaining(database)).toEqual([]);
  });

  it("is taken over when its lease has ended, and the late sender's finish changes nothing", async () => {
    const gathered = gather();
    const stuck: { release: () => void } = { release: () => undefined };
    let hasBegun = (): void => undefined;
    const begun = new Promise<void>((resolve) => (hasBegun = resolve));
    const slow = startWorker(
      sendHandler(gathered, () => {
        hasBegun();
        return new Promise((resolve) => (stuck.release = () => resolve(600_000)));
      }),
    );
    await add(slow.database, "test.send", ["held"]);
    await begun;
    // It claims no more, or it could take the row over from itself.
    const stopped = slow.worker.stop();
    await clock.advance(11_000);
    const other = startWorker(sendHandler(gathered));
    await gathered.reached(1);
    stuck.release();
    await stopped;
    expect(gathered.done).toEqual(["held"]);
    expect(await remaining(other.database)).toEqual([]);
  });

  it.each([
    ["sent all the same where the way to the database is long, its claim begun anew", 0, ["far"]],
    ["not sent where its claim ended on the way", 11_000, []],
  ])("is %s", async (_what, passes, done) => {
    const gathered = gather();
    const { database, faults } = startWorker();
    let now = 0;
    const prepare = async (_tx: Tx, { key }: ClaimedWork) => {
      now += 5_000;
      await clock.advance(passes);
      return key;
    };
    const sender = new Sender({ ...sendHandler(gathered), prepare }, { database: () => database, node: randomUUID(), log: (problem) => faults.push(problem), wake: () => undefined, clock: () => now });
    await add(database, "test.send", ["far"]);
    await sender.claim();
    await sender.stop();
    expect([gathered.done, faults]).toEqual([done, []]);
  });

  it("is noted once the database is back, and not sent again, where the connection broke after it was sent", async () => {
    const [gathered, sent] = [gather(), gather()];
    const handler = sendHandler(gathered, async (key) => (sent.add(key), null));
    let broken = 2;
    const finish: SendHandler<string, number | null>["finish"] = async (tx, work, key, again) => {
      if ((broken -= 1) >= 0) throw new Error("Connection terminated unexpectedly");
      return handler.finish(tx, work, key, again);
    };
    const { database, faults } = startWorker({ ...handler, finish });
    await add(database, "test.send", ["noted"]);
    await gathered.reached(1);
    expect([sent.done, gathered.done, faults, await remaining(database)]).toEqual([["noted"], ["noted"], [], []]);
  });

  /** Work that was sent and answered, and whose finish failed; with a handler under which it does not. */
  async function answerAndFail() {
    const [gathered, sent] = [gather(), gather()];
    const pauses: number[] = [];
    const handler: SendHandler<string, number | null, { name: string }> = {
      ...sendHandler(gathered),
      send: async (key) => (sent.add(key), pauses.shift() ?? null),
      keep: (key) => ({ name: key }),
      async finish(tx, _work, { name }, pause) {
        tx.afterCommit(() => gathered.add(name));
        return pause === null ? null : tx.now + pause;
      },
    };
    const { database, worker, faults } = startWorker({ ...handler, finish: () => Promise.reject(new Error("not now")) });
    await add(database, "test.send", ["answered"]);
    await sent.reached(1);
    await worker.stop();
    expect(faults).toEqual(["Error: not now"]);
    await clock.advance(2_000);
    return { database, handler, gathered, sent, pauses };
  }

  it("that was answered is finished by whoever takes it over, and not sent again", async () => {
    const { handler, gathered, sent } = await answerAndFail();
    const { database } = startWorker(handler);
    await gathered.reached(1);
    expect([sent.done, gathered.done, await remaining(database)]).toEqual([["answered"], ["answered"], []]);
  });

  it("that was answered is taken before what is more urgent and newer", async () => {
    const { database, worker } = startWorker();
    await worker.stop();
    await database.transaction((tx) => schedule(tx, ["answered", "urgent"].map((key, rank) => ({ ...item("test.send", key, tx.now), rank }))));
    await database.transaction((tx) => tx.run("update due_work set answer = '{}' where key = 'answered'"));
    const taken = await database.transaction((tx) => claimDue(tx, "test.send", { node: randomUUID(), most: 1, isNewestFirst: true }));
    expect(taken.map(({ key }) => key)).toEqual(["answered"]);
  });

  it("that was answered is sent again where it is asked for anew, or is to be tried later", async () => {
    const { database, handler, gathered, sent, pauses } = await answerAndFail();
    await add(database, "test.send", ["answered"]);
    pauses.push(60_000);
    const { worker } = startWorker(handler);
    await gathered.reached(1);
    await clock.advance(60_000);
    worker.wake(0);
    await gathered.reached(2);
    expect([sent.done, await remaining(database)]).toEqual([["answered", "answered", "answered"], []]);
  });

  it.each([
    ["keeps its claim for as long as it takes", 5, ["slow"], []],
    ["loses its claim where it takes longer than a minute", 20, [], ["slow"]],
  ])("that is in hand %s", async (_what, rounds, done, taken) => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const [gathered, begun] = [gather(), gather()];
    const { database, faults } = startWorker();
    const stuck: { send?: (again: null) => void } = {};
    const handler = sendHandler(gathered, (key) => new Promise((resolve) => ((stuck.send = resolve), begun.add(key))));
    let now = 0;
    const sender = new Sender(handler, { database: () => database, node: randomUUID(), log: (_problem, error) => faults.push(String(error)), wake: () => undefined, clock: () => now });
    await add(database, "test.send", ["slow"]);
    await sender.claim();
    await begun.reached(1);
    const leaseEnd = async () => (await database.transaction((tx) => tx.first<{ leased_until: number }>("select leased_until from due_work")))?.leased_until ?? 0;
    for (let round = 0; round < rounds; round += 1) {
      const before = await leaseEnd();
      now += 4_000;
      await clock.advance(4_000);
      vi.advanceTimersByTime(4_000);
      if (now < 60_000) await vi.waitUntil(async () => (await leaseEnd()) > before, { timeout: 10_000, interval: 20 });
    }
    const others = await database.transaction((tx) => claimDue(tx, "test.send", { node: randomUUID(), most: 10 }));
    stuck.send?.(null);
    await sender.stop();
    expect([gathered.done, others.map(({ key }) => key), faults]).toEqual([done, taken, []]);
  });

  it("that a worker makes while it stops is another's, at once", async () => {
    const [stopping, other] = [gather(), gather()];
    const release: { send?: (again: null) => void } = {};
    const begun = gather();
    const first = startWorker({
      ...sendHandler(stopping, (key) => new Promise((resolve) => ((release.send = resolve), begun.add(key)))),
      finish: async (tx) => schedule(tx, [item("test.send", "born late", tx.now)]).then(() => null),
    });
    await add(first.database, "test.send", ["last"]);
    await begun.reached(1);
    const stopped = first.worker.stop();
    release.send?.(null);
    await stopped;
    expect([begun.done, first.faults]).toEqual([["last"], []]);
    startWorker(sendHandler(other));
    await other.reached(1);
    expect(other.done).toEqual(["born late"]);
  });

  it.each([
    ["set", (done: ReturnType<typeof gather>, refuse: (key: string) => void) => setHandler(done, async (_tx, work) => work.forEach(({ key }) => refuse(key)))],
    ["send", (done: ReturnType<typeof gather>, refuse: (key: string) => void) => ({ ...sendHandler(done), prepare: async (_tx: Tx, { key }: ClaimedWork) => (refuse(key), key) })],
  ] as const)("of the kind %s is left to a newer node by one that does not understand it, told once and not counted as tried", async (mode, handlerOf) => {
    const [older, newer] = [gather(), gather()];
    const asks = gather();
    const { database, faults } = startWorker(
      handlerOf(older, (key) => {
        if (key !== "strange") return;
        asks.add(key);
        throw new NewerStream("page/1", ["page snoozed"]);
      }),
    );
    await add(database, `test.${mode}`, ["strange", "good"]);
    await older.reached(1);
    await asks.reached(3);
    const row = () => database.transaction((tx) => tx.first("select attempts, parked_at, last_fault from due_work"));
    expect([older.done, await row()]).toEqual([["good"], { attempts: 0, parked_at: null, last_fault: expect.stringContaining("“page snoozed”") }]);
    expect(faults).toEqual([expect.stringContaining("A newer Muster wrote page/1")]);
    startWorker(handlerOf(newer, () => undefined));
    await newer.reached(1);
    expect([newer.done, await remaining(database)]).toEqual([["strange"], []]);
  });

  it("is held as long as paging is held after a restore", async () => {
    const gathered = gather();
    const { database, worker } = startWorker(setHandler(gathered), sendHandler(gathered));
    await database.transaction((tx) => tx.run("update installation set paging_held_since = now()"));
    await add(database, "test.set", ["step"], 1);
    await add(database, "test.send", ["page"]);
    worker.wake(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(gathered.done).toEqual([]);
    await database.transaction((tx) => tx.run("update installation set paging_held_since = null"));
    worker.wake(0);
    await gathered.reached(2);
    expect([...gathered.done].sort()).toEqual(["page", "step"]);
  });
});
