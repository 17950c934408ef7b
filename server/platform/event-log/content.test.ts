import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Actor } from "../../values/actor.ts";
import { newId } from "../ids/ids.ts";
import { openTestDatabase } from "../testing/test-database.ts";
import { putContent, putContents, readContent, redactContent } from "./content.ts";

const { database } = await openTestDatabase();
const amara: Actor = { kind: "person", id: "amara" };

describe("content", () => {
  it("keeps a text and names it by id and salted hash", async () => {
    const stored = await database.transaction((tx) => putContent(tx, "Checkout is slow ☕"));
    const contents = await database.transaction((tx) => readContent(tx, [stored.contentId]));
    const [row] = await database.transaction((tx) => tx.rows<{ salt: Buffer }>("select salt from content where id = $1", [stored.contentId]));
    const salt = row?.salt ?? Buffer.alloc(0);
    expect([salt.length, stored.hash]).toEqual([16, createHash("sha256").update(salt).update("Checkout is slow ☕").digest("hex")]);
    expect(contents.get(stored.contentId)).toEqual({ text: "Checkout is slow ☕", redactedAt: null, redactedBy: null });
  });

  it("keeps equal texts apart, in the order they came", async () => {
    const [first, second] = await database.transaction((tx) => putContents(tx, ["same", "same"]));
    expect(first?.hash).not.toBe(second?.hash);
    expect(first?.contentId).not.toBe(second?.contentId);
    expect(await database.transaction((tx) => putContents(tx, []))).toEqual([]);
  });

  it("leaves a visible tombstone of a redacted text, and nothing of the text itself", async () => {
    const stored = await database.transaction((tx) => putContent(tx, "the key is hunter2"));
    expect(await database.transaction((tx) => redactContent(tx, stored.contentId, amara))).toBe(true);
    const left = (await database.transaction((tx) => readContent(tx, [stored.contentId]))).get(stored.contentId);
    expect(left).toEqual({ text: null, redactedAt: expect.any(Number), redactedBy: amara });
    const rows = await database.transaction((tx) => tx.rows("select * from content where content::text like '%hunter2%'"));
    expect(rows).toEqual([]);
  });

  it("redacts once: who did it first stands", async () => {
    const stored = await database.transaction((tx) => putContent(tx, "twice"));
    await database.transaction((tx) => redactContent(tx, stored.contentId, amara));
    expect(await database.transaction((tx) => redactContent(tx, stored.contentId, { kind: "person", id: "ben" }))).toBe(false);
    const left = await database.transaction((tx) => readContent(tx, [stored.contentId]));
    expect(left.get(stored.contentId)?.redactedBy).toEqual(amara);
  });

  it("knows nothing of an id that was never stored", async () => {
    const unknown = newId();
    expect(await database.transaction((tx) => redactContent(tx, unknown, amara))).toBe(false);
    expect((await database.transaction((tx) => readContent(tx, [unknown]))).size).toBe(0);
  });
});
