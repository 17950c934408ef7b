import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { evolveIncident } from "./incident-evolution.rules.ts";
import { commanderOf, noIncident, type Holder, type IncidentState, type Task } from "./incident.state.rules.ts";
import { decideSplit, whyNotSplit, type Parting } from "./split.rules.ts";

const task = (taskId: string, status: Task["status"] = "open"): Task => ({ taskId, text: { contentId: taskId, hash: "ab" }, ownerId: null, dueAt: null, status, addedAt: 0 });
const holder = (role: string, personId: string): Holder => ({ role, personId, since: 0, isProvisional: false, because: "taken" });
const state: IncidentState = {
  ...{ ...noIncident, status: "open", commanderRole: "commander", groupIds: ["g1", "g2"], serviceIds: ["shop", "search"] },
  ...{ tasks: [task("t1"), task("t2", "done")], holders: [holder("commander", "grete"), holder("scribe", "dana")], present: [{ personId: "dana", as: "responder", joinedAt: 0 }] },
};
const nothing: Parting = { groupIds: [], serviceIds: [], taskIds: [], personIds: [] };
const after = (parting: Partial<Parting>, before = state): IncidentState => {
  const facts = decideSplit({ kind: "split", into: "new", ...nothing, ...parting }, before);
  if (isRefusal(facts)) throw new Error(facts.code);
  return facts.reduce((folded, fact) => evolveIncident(folded, fact, 1), before);
};
const why = (parting: Partial<Parting>, before = state) => whyNotSplit(before, { ...nothing, ...parting })?.code ?? null;

describe("a split", () => {
  it("takes what is chosen and leaves the rest, related from here on", () => {
    const left = after({ groupIds: ["g1"], serviceIds: ["shop"], taskIds: ["t1"], personIds: ["dana"] });
    expect([left.groupIds, left.serviceIds, left.tasks.map(({ status }) => status), left.present, left.holders.map(({ personId }) => personId)]).toEqual([["g2"], ["search"], ["dropped", "done"], [], ["grete"]]);
    expect(left.relations).toEqual([{ incidentId: "new", relation: "split-off", note: null, at: 1 }]);
  });

  it("is refused where nothing goes, nothing would remain, something is gone meanwhile, the commander would go, or it is over", () => {
    expect(why({ taskIds: ["t1"] })).toBe("incident.split-nothing-goes");
    expect(why({ groupIds: ["g1", "g2"], serviceIds: ["shop", "search"] })).toBe("incident.split-nothing-stays");
    expect(why({ groupIds: ["g1", "g2"] })).toBe(null);
    expect([why({ groupIds: ["g3"] }), why({ groupIds: ["g1"], serviceIds: ["ledger"] }), why({ groupIds: ["g1"], taskIds: ["t2"] })]).toEqual(Array(3).fill("incident.split-changed"));
    expect(why({ groupIds: ["g1"], personIds: ["grete"] })).toBe("incident.commander-stays");
    expect(why({ groupIds: ["g1"] }, { ...state, status: "resolved" })).toBe("incident.resolved");
  });

  it("never leaves command vacant, and what went is nowhere in what stays", () => {
    const parting = fc.record({ groupIds: fc.subarray(["g1", "g2"]), serviceIds: fc.subarray(["shop", "search"]), taskIds: fc.subarray(["t1"]), personIds: fc.subarray(["dana", "grete", "ben"]) });
    fc.assert(
      fc.property(parting, (chosen) => {
        if (whyNotSplit(state, chosen) !== null) return;
        const left = after(chosen);
        expect(commanderOf(left)?.personId).toBe("grete");
        expect([...left.groupIds, ...chosen.groupIds].sort()).toEqual(["g1", "g2"]);
        expect([...left.serviceIds, ...chosen.serviceIds].sort()).toEqual(["search", "shop"]);
        expect(left.groupIds.length + left.serviceIds.length).toBeGreaterThan(0);
      }),
    );
  });
});
