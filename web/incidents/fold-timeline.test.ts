import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anEntry } from "./entry-example.ts";
import { foldTimeline, foldWords, type TimelineRow } from "./fold-timeline.ts";

const page = (id: string, person: string, at: string) => anEntry({ id, kind: "page", at, bold: `Page to ${person}`, subject: { id: person, name: person }, entry: null });
const joined = (id: string, at: string) => anEntry({ id, kind: "alert", at, bold: `Alert ${id}`, rest: "joined by its route" });
const shape = (rows: readonly TimelineRow[]) => rows.map((row) => (row.kind === "fold" ? `${row.of} × ${row.entries.length}` : row.kind === "day" ? "day" : row.id));
const fold = (...entries: Parameters<typeof foldTimeline>[0]) => foldTimeline(entries, "UTC");

describe("a timeline", () => {
  it("folds pages to one person over several channels into one line", () => {
    const rows = fold(page("a", "elif", "13:58"), page("b", "elif", "13:59"), anEntry({ id: "c", at: "14:01" }));
    expect(shape(rows)).toEqual(["page × 2", "c"]);
    expect(rows[0]?.kind === "fold" && foldWords(rows[0])).toEqual({ bold: "Page to elif", rest: "" });
  });

  it("folds pages to several people that came interleaved, each where they were paged first", () => {
    const rows = fold(page("a", "elif", "13:58"), page("b", "chidi", "13:58"), page("c", "elif", "13:59"), page("d", "chidi", "14:00"));
    expect(shape(rows)).toEqual(["page × 2", "page × 2"]);
  });

  it("folds alerts that joined in a burst, from the third on", () => {
    expect(shape(fold(joined("a", "13:58"), joined("b", "13:59")))).toEqual(["a", "b"]);
    const rows = fold(joined("a", "13:58"), joined("b", "13:59"), joined("c", "14:00"));
    expect(shape(rows)).toEqual(["alerts × 3"]);
    expect(rows[0]?.kind === "fold" && foldWords(rows[0])).toEqual({ bold: "3 groups of alerts", rest: "joined by their routes" });
  });

  it("keeps apart what is far apart, and what somebody said in between", () => {
    expect(shape(fold(page("a", "elif", "13:00"), page("b", "elif", "13:40")))).toEqual(["a", "b"]);
    expect(shape(fold(page("a", "elif", "13:00"), anEntry({ id: "n", at: "13:00" }), page("b", "elif", "13:01")))).toEqual(["a", "n", "b"]);
  });

  it("never folds away a key moment", () => {
    expect(shape(fold(joined("a", "13:58"), joined("b", "13:58"), { ...joined("c", "13:58"), isPinned: true }, joined("d", "13:58")))).toEqual(["a", "b", "c", "d"]);
  });

  it("says where a day begins", () => {
    const night = { ...anEntry({ id: "late" }), at: "2026-11-19T23:59:00.000Z" };
    expect(shape(fold(night, { ...night, id: "early", at: "2026-11-20T00:01:00.000Z" }))).toEqual(["late", "day", "early"]);
  });

  it("keeps every entry once, and the id of a fold while it grows", () => {
    const anyEntry = fc.record({ kind: fc.constantFrom("page" as const, "alert" as const, "note" as const), person: fc.constantFrom("elif", "chidi"), isPinned: fc.boolean(), minute: fc.integer({ min: 0, max: 59 }) });
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 40 }), (drawn) => {
        const entries = drawn
          .sort((one, other) => one.minute - other.minute)
          .map(({ kind, person, isPinned, minute }, place) => ({ ...anEntry({ id: `e${place}`, kind, at: `13:${String(minute).padStart(2, "0")}`, rest: kind === "alert" ? "joined" : "", subject: { id: person, name: person } }), isPinned }));
        const rows = foldTimeline(entries, "UTC");
        const kept = rows.flatMap((row) => (row.kind === "fold" ? row.entries : row.kind === "entry" ? [row.entry] : []));
        expect(kept.map(({ id }) => id).sort()).toEqual(entries.map(({ id }) => id).sort());
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        for (const { entries: folded } of rows.filter((row) => row.kind === "fold")) expect(folded.some((entry) => entry.isPinned)).toBe(false);
      }),
    );
  });
});
