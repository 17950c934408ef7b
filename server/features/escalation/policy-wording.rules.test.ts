import { describe, expect, it } from "vitest";
import { wordEnd, wordStep, wordTarget } from "./policy-wording.rules.ts";

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
    expect(wordStep(["schedule/web"], "5m", names, false)).toBe("Page whoever is on call for Web primary. Without an answer, go on after 5 minutes.");
    expect(wordStep(["person/grete", "team/payments", "schedule/web"], "1h", names, true)).toBe("Page Grete Lund, everybody in the team Payments and whoever is on call for Web primary, and wait 1 hour.");
  });

  it("says how it ends", () => {
    expect([0, 1, 2].map(wordEnd)).toEqual(["Then the administrators are paged.", "All steps are taken again once. Then the administrators are paged.", "All steps are taken again 2 times. Then the administrators are paged."]);
  });
});
