import { describe, expect, it } from "vitest";
import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";
import { anEntry } from "../entry-example.ts";
import { TimelineBook } from "./timeline-book.ts";

/** A server that holds entries and remembers what was asked of it; a cursor is how many lines came before. */
function aServer(count: number) {
  const entries: EntryView[] = [];
  const asked: [string | null, number][] = [];
  const write = (parts: Partial<EntryView> = {}) => {
    const entry = entries.length + 1;
    const at = new Date(Date.UTC(2026, 10, 19) + entry * 1_000).toISOString();
    entries.push({ ...anEntry({ id: `e${String(entry).padStart(9, "0")}`, entry }), at, ...parts });
  };
  for (let number = 0; number < count; number += 1) write();
  const read = (cursor: string | null, limit: number) => {
    asked.push([cursor, limit]);
    const newestFirst = [...entries].sort((one, other) => other.at.localeCompare(one.at) || (one.id < other.id ? 1 : -1));
    const from = Number(cursor ?? 0);
    const items = newestFirst.slice(from, from + limit);
    return Promise.resolve({ items, next: from + limit < entries.length ? String(from + limit) : null });
  };
  return { entries, asked, write, read };
}

const numbers = (entries: readonly EntryView[]) => entries.map(({ entry }) => entry);

describe("what was read of a timeline", () => {
  it("begins with the newest page, oldest line first, and goes back page by page", async () => {
    const server = aServer(1_200);
    const book = new TimelineBook({ read: server.read, isWhole: true });
    await book.refresh();
    expect([book.now().entries.length, book.now().entries[0]?.entry, book.now().hasOlder]).toEqual([500, 701, true]);
    await book.readOlder();
    await book.readOlder();
    expect([book.now().entries.length, book.now().entries[0]?.entry, book.now().hasOlder]).toEqual([1_200, 1, false]);
    expect(numbers(book.now().entries)).toEqual([...numbers(book.now().entries)].sort((one, other) => (one ?? 0) - (other ?? 0)));
  });

  it("asks for little when little is new, and for more where much was missed", async () => {
    const server = aServer(600);
    const book = new TimelineBook({ read: server.read, isWhole: true });
    await book.refresh();
    server.write();
    await book.refresh();
    expect(server.asked.at(-1)).toEqual([null, 100]);
    for (let number = 0; number < 250; number += 1) server.write();
    await book.refresh();
    expect(book.now().entries.length).toBe(751);
    expect(book.now().entries.at(-1)?.entry).toBe(851);
  });

  it("reads all again once something was told late, and is then content", async () => {
    const server = aServer(300);
    const book = new TimelineBook({ read: server.read, isWhole: true });
    await book.refresh();
    server.write({ at: "2026-11-19T00:00:05.500Z" });
    await book.refresh();
    expect(numbers(book.now().entries)).not.toContain(301);
    await book.heed(301);
    expect(numbers(book.now().entries).slice(4, 7)).toEqual([5, 301, 6]);
    const before = server.asked.length;
    await book.heed(301);
    expect(server.asked.length).toBe(before);
  });

  it("reads all again where a text was taken out", async () => {
    const server = aServer(150);
    const book = new TimelineBook({ read: server.read, isWhole: true });
    await book.refresh();
    server.entries[0] = { ...(server.entries[0] ?? anEntry()), text: null, redacted: { at: "2026-11-19T14:00:00.000Z", by: "Grete Lund" } };
    server.write({ kind: "mark" });
    await book.refresh();
    expect(book.now().entries[0]?.redacted?.by).toBe("Grete Lund");
  });

  it("keeps what it has where the server is away, and goes on after", async () => {
    const server = aServer(3);
    let isAway = false;
    const book = new TimelineBook({ read: (cursor, limit) => (isAway ? Promise.reject(new Error("away")) : server.read(cursor, limit)), isWhole: true });
    await book.refresh();
    isAway = true;
    server.write();
    await expect(book.refresh()).rejects.toThrow("away");
    expect(book.now().entries).toHaveLength(3);
    isAway = false;
    await book.refresh();
    expect(book.now().entries).toHaveLength(4);
  });
});
