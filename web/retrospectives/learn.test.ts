import { describe, expect, it } from "vitest";
import type { FollowUpView, RetrospectiveView } from "../../server/features/retrospectives/contract.ts";
import { learnLede } from "./learn-lede.ts";
import { missingWords } from "./retrospective-words.ts";

const retrospective = (status: string) => ({ status }) as RetrospectiveView;
const followUp = (driver: string | null) => ({ driver: driver === null ? null : { id: driver, name: driver } }) as FollowUpView;

describe("what Learn opens with", () => {
  it("counts what is being written, and what is to be done", () => {
    expect(learnLede([], [])).toEqual({ so: "No retrospective waits." });
    expect(learnLede([retrospective("draft"), retrospective("shared")], [followUp(null), followUp("ben")])).toEqual({
      so: "One retrospective is being written.",
      next: "Two follow-ups are open, one without a driver.",
    });
  });
});

describe("what is missing before approval", () => {
  it("is named", () => {
    expect(missingWords({ missing: [] })).toBeNull();
    expect(missingWords({ missing: [{ id: "a", title: "Summary" }, { id: "b", title: "Detection" }] })).toBe("Summary and Detection are still empty.");
  });
});
