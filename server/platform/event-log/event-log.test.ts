import { describe, expect, it } from "vitest";
import { muster } from "../../values/actor.ts";
import { refuse } from "../../values/refusal.ts";
import { openTestDatabase } from "../testing/test-database.ts";
import type { Decider, LoggedEvent } from "./event.ts";
import { chainHash, execute, executeMany, type EventListener } from "./event-log.ts";
import { readFeed, readLastPosition, readStates, readStream } from "./event-log.queries.ts";

type Added = { type: "added"; data: { amount: number } };
const counter: Decider<{ total: number }, number, Added> = {
  kind: "counter",
  knows: { added: true },
  initial: { total: 0 },
  decide: (amount) => (amount < 0 ? refuse("counter.negative", "Only forward.") : [{ type: "added", data: { amount } }]),
  evolve: (state, fact) => ({ total: state.total + fact.data.amount }),
};

const heard: LoggedEvent[] = [];
const listener: EventListener = async (_tx, events) => void heard.push(...events);
const { database } = await openTestDatabase({ listeners: { counter: [listener] } });
const order = (id: string, commandId: string, command: number) => ({ streamId: `counter/${id}`, commandId, actor: muster, command });

describe("the event log", () => {
  it("keeps each fact once, in order, with the state beside it", async () => {
    await database.transaction((tx) => executeMany(tx, counter, [order("a", "1", 2), order("a", "2", 3), order("b", "3", 5)]));
    const { events, states } = await database.transaction(async (tx) => ({
      events: await readStream(tx, "counter/a"),
      states: await readStates(tx, counter, ["counter/a", "counter/b"]),
    }));
    expect(events.map((event) => [event.version, event.fact])).toEqual([
      [1, { type: "added", data: { amount: 2 } }],
      [2, { type: "added", data: { amount: 3 } }],
    ]);
    expect(states.get("counter/a")).toEqual({ total: 5 });
  });

  it("carries out a command id once per stream", async () => {
    const first = await database.transaction((tx) => execute(tx, counter, order("c", "same", 1)));
    const second = await database.transaction((tx) => execute(tx, counter, order("c", "same", 1)));
    const both = await database.transaction((tx) => executeMany(tx, counter, [order("d", "x", 1), order("d", "x", 1)]));
    expect([first.outcome, second.outcome]).toEqual(["done", "already-done"]);
    expect(both.map(({ outcome }) => outcome)).toEqual(["done", "already-done"]);
  });

  it("gives a refusal without storing anything", async () => {
    const outcome = await database.transaction((tx) => execute(tx, counter, order("refused", "1", -1)));
    expect(outcome).toMatchObject({ outcome: "refused", refusal: { code: "counter.negative" } });
    expect(await database.transaction((tx) => readStream(tx, "counter/refused"))).toEqual([]);
  });

  it("stores nothing when the transaction fails after the append", async () => {
    const failing = database.transaction(async (tx) => {
      await execute(tx, counter, order("lost", "1", 1));
      throw new Error("after");
    });
    await expect(failing).rejects.toThrow("after");
    expect(await database.transaction((tx) => readStates(tx, counter, ["counter/lost"]))).toEqual(new Map());
  });

  it("lets 25 writers at once change one stream without losing a change", async () => {
    await Promise.all(Array.from({ length: 25 }, (_, index) => database.transaction((tx) => execute(tx, counter, order("busy", String(index), 1)))));
    const states = await database.transaction((tx) => readStates(tx, counter, ["counter/busy"]));
    expect(states.get("counter/busy")?.total).toBe(25);
  });

  it("shows positions in the order of commits, so a reader that follows misses nothing", async () => {
    const start = await database.transaction((tx) => readLastPosition(tx));
    const seen: number[] = [];
    let last = start;
    let isWriting = true;
    const reader = (async () => {
      while (isWriting || seen.length < 200) {
        const events = await database.transaction((tx) => readFeed(tx, last, 50));
        for (const event of events) seen.push((last = event.position));
      }
    })();
    await Promise.all(Array.from({ length: 200 }, (_, index) => database.transaction((tx) => execute(tx, counter, order(`feed-${index % 20}`, String(index), 1)))));
    isWriting = false;
    await reader;
    expect(seen.length).toBe(200);
  });

  it("tells listeners in the same transaction", async () => {
    heard.length = 0;
    await database.transaction((tx) => execute(tx, counter, order("told", "1", 7)));
    expect(heard.map((event) => event.fact.data)).toEqual([{ amount: 7 }]);
  });

  it("chains the hashes of a stream", async () => {
    const events = await database.transaction((tx) => readStream(tx, "counter/a"));
    const recomputed = events.reduce<Buffer>((before, { position: _position, hash: _hash, ...event }) => chainHash(before, event), Buffer.alloc(32));
    expect(events.at(-1)?.hash.equals(recomputed)).toBe(true);
  });

  it("refuses to be changed", async () => {
    for (const attack of ["update event_log set type = 'x'", "delete from event_log", "truncate event_log"]) {
      await expect(database.transaction((tx) => tx.run(attack))).rejects.toThrow("append-only");
    }
  });
});
