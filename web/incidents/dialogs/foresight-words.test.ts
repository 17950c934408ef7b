import { describe, expect, it } from "vitest";
import { classForesight, foresightWords, servicesForesight } from "./foresight-words.ts";

const nothing = { roles: [], rolesNotRequired: [], paged: [], spared: [], notified: [], toldMore: [], toldLess: [] };
const person = (name: string) => ({ id: name.toLowerCase(), name });

describe("what would follow", () => {
  it("is told a sentence each: who is needed, woken, told", () => {
    const words = foresightWords({
      ...nothing,
      roles: [{ role: "communications-lead", name: "Communications lead", holder: null }],
      paged: [{ ...person("Kira"), because: "to be Communications lead" }, { ...person("Grete"), because: "to join" }, { ...person("Hana"), because: "to join" }],
      notified: [{ name: "Hana", because: "You are told because" }],
      toldMore: [person("Customers"), person("Legal and finance")],
    });
    expect(words).toEqual([
      "Communications lead is needed, with a holder of its own.",
      "Kira is paged, to be Communications lead.",
      "Grete and Hana are paged, to join.",
      "Hana gets one message.",
      "Told from now on: Customers and Legal and finance.",
    ]);
  });

  it("is nothing where nothing follows", () => {
    expect(foresightWords(nothing)).toEqual([]);
  });

  it("says who is spared, and what is needed no more", () => {
    expect(foresightWords({ ...nothing, spared: [{ ...person("Kira"), because: "x" }], rolesNotRequired: [person("Scribe")], toldLess: [person("Customers")] })).toEqual([
      "Scribe needs no holder of its own any more.",
      "Kira is looked for no more.",
      "Told no more: Customers.",
    ]);
  });

  it("is asked for by the choice", () => {
    expect(classForesight("/i/1", { severity: "sev1", priority: null })).toBe("/i/1/foresight?change=class&severity=sev1");
    expect([servicesForesight("/i/1", []), servicesForesight("/i/1", ["a", "b"])]).toEqual([null, "/i/1/foresight?change=services&serviceIds=a&serviceIds=b"]);
  });
});
