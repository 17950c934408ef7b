import { describe, expect, it } from "vitest";
import type { WatchGapView } from "../../server/features/priorities/walk.contract.ts";
import { backlogLede, questionOf, walkLine } from "./walk-words.ts";

const gap: WatchGapView = {
  ...{ id: "1", walkId: null, question: "unwatched", priority: null, service: null, text: "x", watchBy: "indicator", addedAt: "2026-11-19T13:47:00Z", status: "open" },
  ...{ addedBy: { id: "amara", name: "Amara Okafor" }, reason: null, settledBy: null, settledAt: null, link: null, version: 1 },
};
const priority = { id: "p1", name: "P1", criteria: [] };
const alerts = [{ title: "DiskFull", service: null, occurrences: 3 }];

describe("a walk in words", () => {
  it("asks one question, by the name of the priority", () => {
    expect(questionOf({ question: "unwatched", priority, alerts: [] }).so).toBe("What could break that would be P1, and that nothing watches?");
    expect(questionOf({ question: "mapped", priority, alerts: [] }).so).toBe("Does all of this call for P1?");
    expect(questionOf({ question: "unmapped", priority: null, alerts }).so).toBe("One alert carries no priority. Which should?");
    expect(questionOf({ question: "unmapped", priority: null, alerts: [] }).so).toBe("Every alert of the last 90 days carries a priority.");
  });

  it("says where it stands, and what came of all of them", () => {
    expect(walkLine({ endedAt: null, step: 2, steps: 9, gaps: 1 })).toBe("Question 3 of 9, 1 found so far");
    expect(walkLine({ endedAt: "2026-11-19T13:47:00Z", step: 8, steps: 9, gaps: 0 })).toBe("Over, nothing found");
    expect(backlogLede([]).so).toBe("Nobody has asked yet what could break unwatched.");
    expect(backlogLede([gap, { ...gap, watchBy: null }])).toEqual({ so: "Two things that were found wait.", next: "One needs a new indicator." });
    expect(backlogLede([{ ...gap, status: "done" }]).so).toBe("All that was found is dealt with.");
  });
});
