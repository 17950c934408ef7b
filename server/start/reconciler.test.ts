import { afterAll, describe, expect, it } from "vitest";
import { openDatabase } from "../platform/database/database.ts";
import type { SetHandler } from "../platform/due-work/due-work.ts";
import { makeTestDatabase } from "../platform/testing/test-database.ts";
import { runOn } from "../platform/testing/global-setup.ts";
import { Reconciler } from "./reconciler.ts";
import { readRows } from "../platform/testing/test-server.ts";

const faults: unknown[] = [];

describe("The reconciler", () => {
  it("does work that is due and that nobody does, once it has seen it twice, and tells of it once", async () => {
    const { url } = await makeTestDatabase();
    const database = openDatabase({ url, connections: 4 });
    afterAll(() => database.close());
    const done: string[] = [];
    const handler: SetHandler = { kind: "test.set", mode: "set", handle: async (_tx, work) => void done.push(...work.map(({ key }) => key)) };
    const reconciler = new Reconciler({ database: () => database, handlers: [handler], log: (_problem, error) => faults.push(error) });
    await runOn(url, `insert into due_work (kind, key, due_at, payload) values ('test.set', 'late', now() - interval '1 minute', '{}'), ('test.unknown', 'newer', now() - interval '1 minute', '{}')`);
    await reconciler.look();
    expect(done, "it may be about to be done").toEqual([]);
    await reconciler.look();
    expect(done).toEqual(["late"]);
    await reconciler.look();
    const told = await readRows<{ code: string; sentence: string; count: number }>(url, "select code, sentence, count from notice order by sentence");
    expect(told.map(({ sentence, count }) => [sentence.slice(0, 47), count])).toEqual([
      ["Found again by the reconciler (test.set): a pie", 1],
      ["Found again by the reconciler (test.unknown): a", 1],
    ]);
  });

  it("leaves alone what somebody holds, what is to come, and everything while paging is held", async () => {
    const { url } = await makeTestDatabase();
    const database = openDatabase({ url, connections: 4 });
    afterAll(() => database.close());
    const reconciler = new Reconciler({ database: () => database, handlers: [], log: (_problem, error) => faults.push(error) });
    await runOn(url, `insert into due_work (kind, key, due_at, payload, leased_until) values ('a', 'a', now() - interval '1 minute', '{}', now() + interval '10 seconds'), ('b', 'b', now() + interval '1 minute', '{}', null)`);
    for (let look = 0; look < 3; look += 1) await reconciler.look();
    await runOn(url, "update installation set paging_held_since = now(); update due_work set leased_until = null");
    for (let look = 0; look < 3; look += 1) await reconciler.look();
    expect(await readRows(url, "select * from notice")).toEqual([]);
    expect(await readRows(url, "select found from reconciliation")).toEqual([{ found: 0 }]);
  });

  it("lets what is sent, and how long it is held, end when it would have after the clock went back, and tells of it", async () => {
    const { url, clock } = await makeTestDatabase();
    const database = openDatabase({ url, connections: 4 });
    afterAll(() => database.close());
    const reconciler = new Reconciler({ database: () => database, handlers: [], log: (_problem, error) => faults.push(error) });
    const waits = `('page.receipt', 'waits', muster_now() + interval '1 minute', '{}', null), ('page.receipt', 'held', muster_now(), '{}', muster_now() + interval '10 seconds'), ('reminder', 'planned', muster_now() + interval '1 minute', '{}', null)`;
    await runOn(url, `insert into due_work (kind, key, due_at, payload, leased_until) values ${waits}`);
    await reconciler.look();
    await clock.advance(-3_600_000);
    await reconciler.look();
    await reconciler.look();
    const left = await readRows<{ key: string; due: number; lease: number | null }>(url, "select key, extract(epoch from due_at - muster_now())::float8 as due, extract(epoch from leased_until - muster_now())::float8 as lease from due_work where key in ('held', 'planned', 'waits') order by key");
    expect(left.map(({ key, due, lease }) => [key, Math.round(due / 60), lease === null ? null : lease <= 10])).toEqual([["held", 0, true], ["planned", 61, null], ["waits", 1, null]]);
    const told = await readRows<{ code: string; sentence: string; count: number }>(url, "select code, sentence, count from notice");
    expect(told.map(({ code, count }) => [code, count])).toEqual([["clock.went-back", 1]]);
    expect(told[0]?.sentence).toMatch(/^The clock of the database went back by 3[56]\d\d s\. No search for somebody had to be moved/);
  });

  it("tells of what was put aside within one look, and once", async () => {
    const { url } = await makeTestDatabase();
    const database = openDatabase({ url, connections: 4 });
    afterAll(() => database.close());
    const reconciler = new Reconciler({ database: () => database, handlers: [], log: (_problem, error) => faults.push(error) });
    await runOn(url, `insert into due_work (kind, key, due_at, payload, parked_at, last_fault) values ('page.deliver', 'page/1', now(), '{}', now(), 'Error: bad zone')`);
    await reconciler.look();
    await reconciler.look();
    const [notice, ...others] = await readRows<{ code: string; sentence: string; count: number }>(url, "select code, sentence, count from notice");
    expect([notice?.code, notice?.count, others]).toEqual(["work.parked", 1, []]);
    expect(notice?.sentence).toContain("Error: bad zone");
    expect(faults).toEqual([]);
  });
});
