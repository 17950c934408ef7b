import { describe, expect, it } from "vitest";
import { bodyOf, chosenIn, emptyDeclaration, readDeclareSearch } from "./declaration.ts";

describe("a declaration", () => {
  it("is not sent without a title", () => {
    expect(bodyOf({ ...emptyDeclaration({}), title: "  " }, {})).toBeNull();
  });

  it("sends what was said and nothing else", () => {
    const wish = { ...emptyDeclaration({ title: " Slow ", service: "checkout" }), notPaged: ["checkout", "gone"], severity: "sev1", note: "see graph" };
    expect(bodyOf(wish, { group: "g", report: "r" })).toEqual({ title: "Slow", serviceIds: ["checkout"], notPaged: ["checkout"], severity: "sev1", note: "see graph", groupIds: ["g"], reportIds: ["r"] });
  });

  it("takes the class of a template where none was pressed, and leaves the one that was", () => {
    const template = { id: "payments", severity: { id: "sev1", name: "Sev 1" }, priority: { id: "p1", name: "P1" } };
    const begun = { ...emptyDeclaration({ title: "Slow" }), severity: "sev3" };
    const wish = { ...begun, ...chosenIn(begun, template) };
    expect(bodyOf(wish, {})).toMatchObject({ templateId: "payments", severity: "sev3", priority: "p1" });
    expect(bodyOf({ ...wish, ...chosenIn(wish, null) }, {})).not.toHaveProperty("templateId");
  });

  it("takes from the address what it knows", () => {
    expect(readDeclareSearch({ title: "p99", service: 3, x: "y" })).toEqual({ title: "p99" });
  });
});
