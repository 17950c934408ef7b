import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { findChanges } from "./line-changes.adapter.ts";
import { mergeTexts } from "./merge.rules.ts";
import { resolveSave } from "./saving.rules.ts";

const merge = (base: string[], mine: string[], theirs: string[]) => mergeTexts(base.join("\n"), mine.join("\n"), theirs.join("\n"), findChanges)?.split("\n") ?? null;

describe("two texts made from a third are put together", () => {
  const base = ["one", "two", "three", "four"];

  it("where they changed different lines, also lines side by side", () => {
    expect(merge(base, ["ONE", "two", "three", "four"], ["one", "two", "three", "FOUR"])).toEqual(["ONE", "two", "three", "FOUR"]);
    expect(merge(base, ["one", "TWO", "three", "four"], ["one", "two", "THREE", "four"])).toEqual(["one", "TWO", "THREE", "four"]);
  });

  it("where one put lines in and the other took others out", () => {
    expect(merge(base, ["zero", ...base], ["one", "two", "four"])).toEqual(["zero", "one", "two", "four"]);
    expect(merge(base, [...base, "five"], ["one", "two", "three", "FOUR"])).toEqual(["one", "two", "three", "FOUR", "five"]);
  });

  it("and what both changed alike is there once", () => {
    expect(merge(base, ["one", "TWO", "three", "four", "five"], ["one", "TWO", "three", "four"])).toEqual(["one", "TWO", "three", "four", "five"]);
    expect(merge(base, [...base, "five"], [...base, "five"])).toEqual([...base, "five"]);
  });

  it("but not where they changed the same line, or put something in at the same place", () => {
    expect(merge(base, ["one", "TWO", "three", "four"], ["one", "zwei", "three", "four"])).toBeNull();
    expect(merge(base, ["one", "three", "four"], ["one", "TWO", "three", "four"])).toBeNull();
    expect(merge(base, [...base, "mine"], [...base, "theirs"])).toBeNull();
    expect(merge([""], ["mine"], ["theirs"])).toBeNull();
  });

  it("and not where the texts differ beyond measure: then a person does it", () => {
    const long = Array.from({ length: 30_000 }, (_, place) => `line ${place}`);
    expect(merge(long, ["first", ...long], [...long, "last"])).toBeNull();
    const other = Array.from({ length: 3_000 }, (_, place) => `other ${place}`);
    expect(merge(long.slice(0, 3_000), other, [...long.slice(0, 3_000), "last"])).toBeNull();
  });

  it("gives the one that changed where the other did not", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "", "c"), { maxLength: 12 }), fc.array(fc.constantFrom("a", "b", "", "d"), { maxLength: 12 }), (before, after) => {
        const [base, changed] = [before.join("\n"), after.join("\n")];
        expect(mergeTexts(base, changed, base, findChanges)).toBe(changed);
        expect(mergeTexts(base, base, changed, findChanges)).toBe(changed);
        expect(mergeTexts(base, changed, changed, findChanges)).toBe(changed);
      }),
    );
  });

  it("the same way whoever of the two comes first, and with every line that either put in", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "", "c"), { minLength: 1, maxLength: 10 });
    const edits = (mark: string) => fc.array(fc.record({ place: fc.nat(9), isPutIn: fc.boolean() }), { maxLength: 4 }).map((list) => ({ mark, list }));
    fc.assert(
      fc.property(lines, edits("mine"), edits("theirs"), (before, own, others) => {
        const [mine, theirs] = [edit(before, own), edit(before, others)];
        const [one, other] = [merge(before, mine, theirs), merge(before, theirs, mine)];
        expect(one).toEqual(other);
        const putIn = [...mine, ...theirs].filter((line) => /^(mine|theirs)/.test(line));
        if (one) expect(one).toEqual(expect.arrayContaining(putIn));
      }),
    );
  });
});

function edit(before: readonly string[], { mark, list }: { mark: string; list: readonly { place: number; isPutIn: boolean }[] }): string[] {
  return list.reduce((lines, { place, isPutIn }, count) => lines.toSpliced(place % (lines.length + 1), isPutIn ? 0 : 1, `${mark} ${count}`), [...before]);
}

/** A section as it is kept, and two who write on it at once. */
class Section {
  versions: string[] = [];

  constructor(text: string) {
    this.versions.push("", text);
  }

  get current() {
    return { version: this.versions.length - 1, text: this.versions.at(-1) ?? "" };
  }

  save(text: string, baseVersion: number): boolean {
    const resolved = resolveSave({ current: this.current, baseVersion, base: this.versions[baseVersion] ?? null, text }, findChanges);
    if (isRefusal(resolved)) return false;
    if (resolved !== this.current.text) this.versions.push(resolved);
    return true;
  }
}

interface Writer {
  text: string;
  version: number;
}

describe("a save", () => {
  const written = { current: { version: 3, text: "a\nb" }, base: "a" };

  it("on the version that stands is taken as it came", () => {
    expect(resolveSave({ ...written, baseVersion: 3, base: "a\nb", text: "c" }, findChanges)).toBe("c");
    expect(resolveSave({ current: { version: 0, text: "" }, baseVersion: 0, base: "", text: "first" }, findChanges)).toBe("first");
  });

  it("on an older version is put together with what came since, or refused", () => {
    expect(resolveSave({ ...written, baseVersion: 2, text: "A" }, findChanges)).toBe("A\nb");
    expect(resolveSave({ ...written, baseVersion: 2, text: "a\nc" }, findChanges)).toMatchObject({ code: "retrospective.section-changed" });
    expect(resolveSave({ ...written, baseVersion: 2, text: "a\nb" }, findChanges)).toBe("a\nb");
  });

  it("on a version whose text was taken out is refused unless it says what stands", () => {
    expect(resolveSave({ ...written, baseVersion: 2, base: null, text: "A" }, findChanges)).toMatchObject({ code: "retrospective.section-changed" });
  });

  it("on a version that never was is malformed", () => {
    expect(resolveSave({ ...written, baseVersion: 4, text: "A" }, findChanges)).toMatchObject({ code: "retrospective.version.invalid" });
  });

  it("of two who write on lines of their own is never lost, however their saves come between each other", () => {
    const turn = fc.record({ who: fc.constantFrom(0, 1), kind: fc.constantFrom("type", "save"), place: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1), { minLength: 2, maxLength: 12 }), fc.array(turn, { maxLength: 60 }), (owners, turns) => {
        const before = owners.map((_, place) => `line ${place}`).join("\n");
        const section = new Section(before);
        const writers: Writer[] = [0, 1].map(() => ({ text: before, version: section.current.version }));
        const wanted = before.split("\n");
        const save = (writer: Writer | undefined) => {
          if (!writer) return;
          expect(section.save(writer.text, writer.version)).toBe(true);
          Object.assign(writer, section.current);
        };
        for (const [count, { who, kind, place }] of turns.entries()) {
          const own = owners.flatMap((owner, line) => (owner === who ? [line] : []));
          const line = own[place % Math.max(1, own.length)];
          const writer = writers[who];
          if (kind === "save" || line === undefined || !writer) save(writer);
          else {
            wanted[line] = `${who} wrote ${count}`;
            writer.text = writer.text.split("\n").with(line, `${who} wrote ${count}`).join("\n");
          }
        }
        for (const writer of writers) save(writer);
        expect(section.current.text.split("\n")).toEqual(wanted);
      }),
      { numRuns: 500 },
    );
  });
});
