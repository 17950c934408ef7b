import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterSave, beginWriting, hear, isDirty, keepBoth } from "./section-text.ts";

const held = (text: string, version: number) => ({ text, version });

describe("a section while it is written", () => {
  it("takes over what others saved, as long as nothing was typed", () => {
    expect(hear(beginWriting(held("a", 1)), held("ab", 2))).toEqual(beginWriting(held("ab", 2)));
    const typed = { ...beginWriting(held("a", 1)), text: "a!" };
    expect(hear(typed, held("ab", 2))).toBe(typed);
  });

  it("goes on from the version that was saved, with what was typed meanwhile", () => {
    const after = afterSave({ text: "abc", base: 1, saved: "a" }, "ab", { ...held("ab", 2), isMerged: false });
    expect([after, isDirty(after)]).toEqual([{ text: "abc", base: 2, saved: "ab" }, true]);
  });

  it("keeps its base where lines of others came in while one typed, so that the next save puts all together", () => {
    const after = afterSave({ text: "mine!", base: 1, saved: "" }, "mine", { ...held("mine\ntheirs", 3), isMerged: true });
    expect(after).toEqual({ text: "mine!", base: 1, saved: "mine" });
    expect(afterSave(after, "mine!", { ...held("mine!\ntheirs", 4), isMerged: true })).toEqual(beginWriting(held("mine!\ntheirs", 4)));
  });

  it("never loses a keystroke, whatever is saved and heard between", () => {
    const step = fc.oneof(fc.record({ typed: fc.string() }), fc.record({ heard: fc.integer({ min: 1, max: 9 }) }), fc.record({ isMerged: fc.boolean() }));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let writing = beginWriting(held("", 0));
        let version = 0;
        let lastTyped = "";
        for (const one of steps) {
          if ("typed" in one) [lastTyped, writing] = [one.typed, { ...writing, text: one.typed }];
          else if ("heard" in one && isDirty(writing)) writing = hear(writing, held("theirs", (version += one.heard)));
          else if ("isMerged" in one && isDirty(writing)) writing = afterSave({ ...writing, text: `${writing.text}+` }, writing.text, { ...held("x", (version += 1)), isMerged: one.isMerged });
          expect(writing.text.startsWith(lastTyped)).toBe(true);
          lastTyped = writing.text;
        }
      }),
    );
  });

  it("keeps both texts of a conflict", () => {
    expect(keepBoth("mine", "theirs")).toBe("mine\n\ntheirs");
    expect(keepBoth("mine and theirs", "theirs")).toBe("mine and theirs");
  });
});
