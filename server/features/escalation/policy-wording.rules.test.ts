import { describe, expect, it } from "vitest";
import { wordEnd, wordQuestion, wordStep, wordTarget } from "./policy-wording.rules.ts";

const names = { "schedule/web": "Web primary", "team/payments": "Payments", "person/grete": "Grete Lund", "role/commander": "Incident commander" };

describe("a policy in words", () => {
  it("says whom a target means, by the name people know", () => {
    expect(["schedule/web", "team/payments", "person/grete", "role/commander", "schedule/night"].map((target) => wordTarget(target, names))).toEqual([
      "whoever is on call for Web primary",
      "everybody in the team Payments",
      "Grete Lund",
      "whoever is on call for the role Incident commander",
      "whoever is on call for night",
    ]);
  });

  it("says what a step does, and what comes after it", () => {
    expect(wordStep({ targets: ["schedule/web"], wait: "5m" }, names, false)).toBe("Page whoever is on call for Web primary. Without an answer, go on after 5 minutes.");
    expect(wordStep({ targets: ["person/grete", "team/payments", "schedule/web"], wait: "1h" }, names, true)).toBe("Page Grete Lund, everybody in the team Payments and whoever is on call for Web primary, and wait 1 hour.");
  });

  it("says who of several is paged, and how many are to have it", () => {
    expect(wordStep({ targets: ["team/payments", "person/grete"], wait: "5m", roundRobin: true }, names, false)).toBe("Page one in turn of all in the team Payments and Grete Lund. Without an answer, go on after 5 minutes.");
    expect(wordStep({ targets: ["team/payments"], wait: "5m", acknowledgements: 2 }, names, true)).toBe("Page everybody in the team Payments, and wait 5 minutes. Somebody is looked for until 2 people have it.");
  });

  it("says when whoever has it is asked whether they still do, where they are", () => {
    expect([wordQuestion("30m"), wordQuestion("0s")]).toEqual(["Whoever has it and does nothing for 30 minutes is asked whether they are still on it.", null]);
  });

  it("says how it ends", () => {
    expect([0, 1, 2].map(wordEnd)).toEqual(["Then the administrators are paged.", "All steps are taken again once. Then the administrators are paged.", "All steps are taken again 2 times. Then the administrators are paged."]);
  });
});
