import { describe, expect, it } from "vitest";
import { anEntry } from "../entry-example.ts";
import { beginningOf, doerOf, formOf, hasText, partsOf, shortOf, spokenAs } from "./entry-words.ts";

describe("a line of the timeline", () => {
  it("is drawn by what it is: people speak, Muster notes", () => {
    expect((["note", "evidence", "decision", "page", "update", "class", "alert", "lifecycle"] as const).map((kind) => formOf(anEntry({ kind })))).toEqual([
      "spoken", "spoken", "decision", "page", "update", "noted", "noted", "noted",
    ]);
  });

  it("says who did it, unless it says so already or Muster did", () => {
    expect(doerOf(anEntry({ kind: "class", bold: "Sev 1 × P1" }))).toBe("Chidi Novak");
    expect(doerOf(anEntry({ kind: "role", bold: "Chidi Novak", rest: "is Technical lead" }))).toBeNull();
    expect(doerOf(anEntry({ kind: "alert", actor: { kind: "muster", id: null, name: "Muster" } }))).toBeNull();
  });

  it("says that production was changed by somebody who may not", () => {
    expect(spokenAs(anEntry({ kind: "change", bold: "Production changed", rest: "outside the roles that may" }))).toBe("Production changed outside the roles that may");
    expect(spokenAs(anEntry())).toBeNull();
  });

  it("has a text to take out only where somebody typed one that is still there", () => {
    expect([anEntry(), anEntry({ text: null }), anEntry({ redacted: { at: "x", by: "Grete" } }), anEntry({ entry: null })].map(hasText)).toEqual([true, false, false, false]);
  });

  it("makes addresses links and nothing else", () => {
    expect(partsOf("See https://grafana.example/d/1?x=2, please.")).toEqual([
      { text: "See ", isLink: false },
      { text: "https://grafana.example/d/1?x=2", isLink: true },
      { text: ", please.", isLink: false },
    ]);
    expect(partsOf("javascript:alert(1) <b>http</b>")).toEqual([{ text: "javascript:alert(1) <b>http</b>", isLink: false }]);
  });

  it("begins long texts, however long, and leaves short ones whole", () => {
    expect(beginningOf("short")).toBeNull();
    expect(beginningOf("x".repeat(1_000_000))?.length).toBeLessThan(1_000);
    expect(beginningOf("line\n".repeat(40))?.split("\n")).toHaveLength(12);
    expect(shortOf(anEntry({ text: "a\n\nb" }))).toBe("a b");
    expect(shortOf(anEntry({ text: null, redacted: { at: "x", by: "Grete" } }))).toBe("taken out");
  });
});
