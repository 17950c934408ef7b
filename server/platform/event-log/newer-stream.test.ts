import { describe, expect, it } from "vitest";
import { muster } from "../../values/actor.ts";
import type { Tx } from "../database/database.ts";
import { openTestDatabase } from "../testing/test-database.ts";
import type { Decider } from "./event.ts";
import { execute, executeMany } from "./event-log.ts";
import { readKnownStates, readStates, readStream } from "./event-log.queries.ts";
import { foldHeads, setHeadsAside } from "./head-folding.ts";
import { NewerStream } from "./newer-stream.ts";

interface Total {
  total: number;
}
type Added = { type: "added"; data: { amount: number } };
type Capped = { type: "capped"; data: { most: number } };

const counter: Decider<Total, number, Added> = {
  kind: "counter",
  knows: { added: true },
  initial: { total: 0 },
  decide: (amount) => [{ type: "added", data: { amount } }],
  evolve: ({ total }, { data }) => ({ total: total + data.amount }),
};

/** The counter of the next version: one may be capped, and what it holds then an older node must not touch. */
const newerCounter: Decider<Total & { most?: number }, number | { most: number }, Added | Capped> = {
  kind: "counter",
  knows: { added: true, capped: true },
  initial: { total: 0 },
  decide: (command, { total, most = Number.POSITIVE_INFINITY }) =>
    typeof command === "object" ? [{ type: "capped", data: command }] : [{ type: "added", data: { amount: Math.min(command, most - total) } }],
  evolve: (state, fact) => (fact.type === "capped" ? { ...state, most: fact.data.most } : { ...state, total: state.total + fact.data.amount }),
};

const { database } = await openTestDatabase();
let commands = 0;
const order = <Command>(id: string, command: Command) => ({ streamId: `counter/${id}`, commandId: String((commands += 1)), actor: muster, command });
const older = (id: string, amount: number) => database.transaction((tx) => execute(tx, counter, order(id, amount)));
const newer = (id: string, command: number | { most: number }) => database.transaction((tx) => execute(tx, newerCounter, order(id, command)));
const statesOf = (...ids: string[]) => database.transaction((tx) => readStates(tx, newerCounter, ids.map((id) => `counter/${id}`)));
const headOf = (id: string) => database.transaction((tx) => tx.first("select * from stream_head where stream_id = $1", [`counter/${id}`]));

describe("a stream in which a newer Muster wrote what this one does not know", () => {
  it("is changed by newer nodes only; here every command is refused and nothing of it stays", async () => {
    await older("a", 2);
    await newer("a", { most: 5 });
    const before = await headOf("a");
    await expect(older("a", 10)).rejects.toThrow(NewerStream);
    await expect(older("a", 10)).rejects.toThrow("A newer Muster wrote counter/a: it holds “capped”. Update this node.");
    expect(await headOf("a")).toEqual(before);
    await newer("a", 10);
    expect((await statesOf("a")).get("counter/a")).toEqual({ total: 5, most: 5 });
    expect(await database.transaction((tx) => readStream(tx, "counter/a"))).toHaveLength(3);
  });

  it("stays so whatever a newer node writes next, and takes the rest of its transaction with it", async () => {
    await newer("b", { most: 5 });
    await newer("b", 1);
    const both = (tx: Tx) => executeMany(tx, counter, [order("beside-b", 1), order("b", 1)]);
    await expect(database.transaction(both)).rejects.toThrow(NewerStream);
    expect(await headOf("beside-b")).toBeNull();
  });

  it("is none as long as newer nodes write in it only what this one knows", async () => {
    await newer("c", 1);
    expect(await older("c", 2)).toMatchObject({ outcome: "done", state: { total: 3 } });
  });

  it("is one too where the type is called like something every object has", async () => {
    await older("d", 1);
    await database.transaction((tx) => tx.run(`update stream_head set types = '["added", "constructor"]' where stream_id = 'counter/d'`));
    await expect(older("d", 1)).rejects.toThrow("“constructor”");
  });

  it("is nothing to decide by, and is left out of what is shown", async () => {
    await older("known", 1);
    await newer("strange", { most: 1 });
    const streams = ["counter/known", "counter/strange"];
    await expect(database.transaction((tx) => readStates(tx, counter, streams))).rejects.toThrow(NewerStream);
    expect([...(await database.transaction((tx) => readKnownStates(tx, counter, streams))).keys()]).toEqual(["counter/known"]);
  });

  it("is known as one again when the heads were made anew", async () => {
    await newer("e", { most: 1 });
    const before = await headOf("e");
    await database.transaction(async (tx) => {
      const events = await readStream(tx, "counter/e");
      await setHeadsAside(tx);
      await foldHeads(tx, [newerCounter], events);
    });
    expect(await headOf("e")).toEqual(before);
    await expect(older("e", 1)).rejects.toThrow(NewerStream);
  });

  it("was written before streams told their types, and then every version knows it", async () => {
    await older("f", 1);
    await database.transaction((tx) => tx.run("update stream_head set types = '[]' where stream_id = 'counter/f'"));
    expect(await older("f", 1)).toMatchObject({ outcome: "done" });
    expect(await headOf("f")).toMatchObject({ types: ["added"] });
  });
});
