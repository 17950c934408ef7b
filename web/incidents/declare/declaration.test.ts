import { describe, expect, it } from "vitest";
import { bodyOf, emptyDeclaration, readDeclareSearch } from "./declaration.ts";

describe("a declaration", () => {
  it("is not sent without a title", () => {
    expect(bodyOf({ ...emptyDeclaration({}), title: "  " }, {})).toBeNull();
  });

  it("sends what was said and nothing else", () => {
    const wish = { ...emptyDeclaration({ title: " Slow ", service: "checkout" }), notPaged: ["checkout", "gone"], severity: "sev1", note: "see graph" };
    expect(bodyOf(wish, { group: "g", report: "r" })).toEqual({ title: "Slow", serviceIds: ["checkout"], notPaged: ["checkout"], severity: "sev1", note: "see graph", groupIds: ["g"], reportIds: ["r"] });
  });

  it("takes from the address what it knows", () => {
    expect(readDeclareSearch({ title: "p99", service: 3, x: "y" })).toEqual({ title: "p99" });
  });
});
