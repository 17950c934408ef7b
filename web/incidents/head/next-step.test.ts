import { describe, expect, it } from "vitest";
import { nextStep } from "./next-step.ts";

const commander = { id: "chidi", name: "Chidi Novak", since: "2026-11-19T14:01:00.000Z", isProvisional: false };
const forNow = { ...commander, isProvisional: true };

describe("the one action of a room", () => {
  it("is to take it until somebody has it, then to tell people", () => {
    expect(nextStep({ status: "open", commander: forNow }, false)).toBe("take");
    expect(nextStep({ status: "open", commander }, false)).toBe("update");
    expect(nextStep({ status: "mitigated", commander }, false)).toBe("update");
  });

  it("is the last update once it is over, then to close; nothing is left after that", () => {
    expect(nextStep({ status: "resolved", commander }, true)).toBe("update");
    expect(nextStep({ status: "resolved", commander }, false)).toBe("close");
    expect(nextStep({ status: "closed", commander }, false)).toBeNull();
    expect(nextStep({ status: "merged", commander }, false)).toBeNull();
    expect(nextStep({ status: "cancelled", commander: forNow }, false)).toBe("reopen");
  });
});
