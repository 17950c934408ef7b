import { describe, expect, it } from "vitest";
import type { RankingView } from "../../server/features/priorities/ranking.contract.ts";
import { disagreementsLede, hintWords, standingWords } from "./ranking-words.ts";

const ranking: RankingView = {
  ...{ id: "1", version: 1, useCase: null, fallback: null, mitigation: null, remarks: null, answer: null, mayAnswer: false, mayChange: false, rankedAt: "2026-11-19T13:47:00Z" },
  ...{ service: { id: "checkout", name: "Checkout" }, team: { id: "web", name: "Web" }, priority: { id: "p1", name: "P1" }, rankedBy: { id: "amara", name: "Amara Okafor" } },
  ...{ providerPriority: { id: "p2", name: "P2", from: "slo" }, standing: "open", isMoreUrgent: true },
};
const answer = { verdict: "kept" as const, reason: "One of many", by: { id: "chidi", name: "Chidi Novak" }, at: "2026-11-19T13:47:00Z" };

describe("a ranking in words", () => {
  it("says how it stands beside the provider's priority", () => {
    expect(standingWords(ranking)).toBe("Checkout says P2, which is less urgent. Not answered yet.");
    expect(standingWords({ ...ranking, standing: "kept", answer })).toBe("Kept at P2 by Chidi Novak. One of many");
    expect(standingWords({ ...ranking, standing: "changed", answer })).toBe("To be changed, says Chidi Novak; the configuration still says P2. One of many");
    expect(standingWords({ ...ranking, standing: "agreed" })).toBe("Both say the same.");
    expect(standingWords({ ...ranking, providerPriority: null })).toContain("Checkout says no priority");
  });

  it("asks who must wait longer than they wish what works until then", () => {
    expect(hintWords(ranking)).toContain("what works without it");
    expect(hintWords({ ...ranking, fallback: "Baskets are kept" })).toBeNull();
    expect(hintWords({ ...ranking, isMoreUrgent: false })).toBeNull();
  });

  it("opens the list with how many are apart and how many wait", () => {
    expect(disagreementsLede([])).toMatchObject({ so: "No team has said yet how it would rank an outage of what it uses." });
    expect(disagreementsLede([ranking])).toEqual({ so: "One team ranks an outage other than the team whose service it is.", next: "One waits for an answer; the team that owns the service has the last word." });
    expect(disagreementsLede([{ ...ranking, standing: "agreed" }]).so).toBe("Those who use a service rank its outage as its own team does.");
    expect(disagreementsLede([{ ...ranking, standing: "kept" }, { ...ranking, standing: "kept" }])).toEqual({ so: "Two rankings are other than the priority of the service.", next: "All are answered." });
  });
});
