import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isId } from "../../platform/schemas/forms.ts";
import { freeId, slugOf } from "./person-id.rules.ts";

describe("the id made from a name", () => {
  it.each([
    ["Amara Okafor", "amara-okafor"],
    ["Inês Duarte", "ines-duarte"],
    ["Søren Ærø-Łukasz", "soren-aero-lukasz"],
    ["  O’Neill, Shaun ", "o-neill-shaun"],
    ["Weiß", "weiss"],
    ["北村", "person"],
    ["💥", "person"],
  ])("of %s is %s", (name, id) => {
    expect(slugOf(name)).toBe(id);
  });

  it("is a stable id whatever the name, and one that nobody has", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.nat(30), (name, others) => {
        const slug = slugOf(name);
        const taken = new Set([slug, ...Array.from({ length: others }, (_, index) => `${slug}-${index + 2}`)]);
        const free = freeId(slug, taken);
        expect([isId(slug), isId(free), taken.has(free), freeId(slug, new Set())]).toEqual([true, true, false, slug]);
      }),
    );
  });
});
