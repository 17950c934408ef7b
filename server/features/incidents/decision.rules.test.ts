import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { decideDecisions, decisionsOf, type DecisionCommand } from "./decision.rules.ts";
import { evolveIncident } from "./incident-evolution.rules.ts";
import type { Weighed } from "./incident.events.ts";
import { noIncident, type IncidentState } from "./incident.state.rules.ts";

const begin = Date.UTC(2026, 10, 19, 14, 0);
const later = begin + 3_600_000;
const text = (contentId: string) => ({ contentId, hash: "ab" });
const open: IncidentState = { ...noIncident, status: "open", entries: 5, declaredAt: begin };
const plain: Weighed = { options: [], chosen: null, evidence: [], decidedBy: "chidi", lookAgainAt: null };
const decide = (weighed: Partial<Weighed> = {}, replyTo: number | null = null): DecisionCommand => ({ kind: "decision", text: text("t"), replyTo, weighed: { ...plain, ...weighed } });

function run(...commands: DecisionCommand[]) {
  let state = open;
  const outcomes = commands.map((command, index) => {
    const outcome = decideDecisions(command, state);
    if (!isRefusal(outcome)) for (const fact of outcome) state = evolveIncident(state, fact, begin + index);
    return outcome;
  });
  return { decisions: decisionsOf(state), last: outcomes.at(-1) };
}

describe("a decision", () => {
  it("keeps its options, the one chosen, its evidence and who decides", () => {
    const weighed = { options: [text("raise"), text("wait")], chosen: 0, evidence: [2, 4] };
    expect(run(decide(weighed)).decisions).toMatchObject([{ entry: 6, ...weighed, decidedBy: "chidi", at: begin }]);
  });

  it("rests on entries that are there, and is one of its options", () => {
    expect(run(decide({ evidence: [6] })).last).toMatchObject({ code: "incident.entry.not-found" });
    expect(run(decide({ options: [text("raise")], chosen: 1 })).last).toMatchObject({ code: "incident.chosen.invalid", details: { errors: [{ path: "chosen" }] } });
  });

  it("may be one of an earlier Muster, which weighed nothing", () => {
    expect(run({ kind: "decision", text: text("t"), replyTo: null }).decisions).toMatchObject([{ entry: 6, options: [], decidedBy: null, lookAgainAt: null }]);
  });

  it("is due again once, until somebody looks", () => {
    const due: DecisionCommand = { kind: "decision due", entry: 6 };
    expect(run(decide({ lookAgainAt: later }), due, due).last).toEqual([]);
    expect(run(decide({ lookAgainAt: later }), due).decisions).toMatchObject([{ isDue: true }]);
    const looked = run(decide({ lookAgainAt: later }), due, { kind: "look at decision", entry: 6, byPersonId: "chidi", lookAgainAt: later + 1 });
    expect(looked.decisions).toMatchObject([{ isDue: false, lookAgainAt: later + 1, lookedAt: begin + 2 }]);
    expect(run(decide(), due).last).toEqual([]);
  });

  it("that is decided anew was looked at", () => {
    const { decisions } = run(decide({ lookAgainAt: later }), { kind: "decision due", entry: 6 }, decide({}, 6));
    expect(decisions).toMatchObject([{ entry: 6, isDue: false, lookAgainAt: null, lookedAt: begin + 2 }, { entry: 8, lookedAt: null }]);
  });

  it("is what is looked at again, and no other entry", () => {
    expect(run({ kind: "look at decision", entry: 2, byPersonId: "chidi", lookAgainAt: null }).last).toMatchObject({ code: "incident.decision.not-found" });
  });
});
