import { describe, expect, it, onTestFinished } from "vitest";
import { makeTestDatabase } from "../testing/test-database.ts";
import { openDatabase, type Database } from "./database.ts";

async function openTable(): Promise<Database> {
  const { url } = await makeTestDatabase();
  const database = openDatabase({ url, connections: 1 });
  onTestFinished(() => database.close());
  await database.transaction((tx) => tx.run("create table written (place int primary key)"));
  return database;
}

const write = "insert into written (place) values ($1)";
const placesIn = (database: Database) => database.transaction(async (tx) => (await tx.rows<{ place: number }>("select place from written order by place")).map(({ place }) => place));

describe("a transaction", () => {
  it("finds what was left to be written, and keeps it", async () => {
    const database = await openTable();
    const found = await database.transaction(async (tx) => {
      tx.leave(tx.run(write, [1]));
      return tx.rows("select place from written");
    });
    expect([found, await placesIn(database)]).toEqual([[{ place: 1 }], [1]]);
  });

  it.each([
    ["at its end", async () => undefined],
    ["where something was asked after it", (ask: () => Promise<unknown>) => ask()],
  ])("fails for the reason of a write that was left, %s", async (_where, then) => {
    const database = await openTable();
    const failing = database.transaction(async (tx) => {
      tx.leave(tx.run(write, [1]));
      tx.leave(tx.run(write, [1]));
      tx.leave(tx.run(write, [2]));
      await then(() => tx.rows("select place from written"));
    });
    await expect(failing).rejects.toMatchObject({ code: "23505" });
    expect(await placesIn(database)).toEqual([]);
  });

  it("writes nothing once it failed, whatever of its work goes on", async () => {
    const database = await openTable();
    let goOn = () => undefined as void;
    let late: Promise<unknown> = Promise.resolve();
    const failing = database.transaction((tx) => {
      late = new Promise<void>((resolve) => (goOn = resolve)).then(() => tx.run(write, [3]));
      return Promise.all([tx.run("select 1 / 0"), late]);
    });
    await expect(failing).rejects.toThrow("division by zero");
    goOn();
    await expect(late).rejects.toThrow("a transaction that had ended");
    expect(await placesIn(database)).toEqual([]);
  });
});
