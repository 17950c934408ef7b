import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marked } from "./marked-text.ts";

describe("a text with marks", () => {
  it("is the same text, whatever is marked in it", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.tuple(fc.nat(20), fc.nat(5))), (text, places) => {
        const within = places.map(([start, length]) => ({ start: Math.min(start, text.length), end: Math.min(start + length, text.length) }));
        expect(marked(text, within).map((part) => part.text).join("")).toBe(text);
      }),
    );
  });

  it("marks what was asked for", () => {
    expect(marked("it was carelessly done", [{ start: 7, end: 17 }]).filter(({ isMarked }) => isMarked)).toEqual([{ text: "carelessly", isMarked: true, start: 7 }]);
  });
});
