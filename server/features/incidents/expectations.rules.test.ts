import { describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { evolveIncident } from "./incident-evolution.rules.ts";
import type { IncidentFact } from "./incident.events.ts";
import { decideExpectations, type ExpectationsCommand } from "./expectations.rules.ts";
import { noIncident, type IncidentState } from "./incident.state.rules.ts";

const declared: IncidentFact = {
  type: "incident declared",
  data: {
    ...{ number: 1, title: { contentId: "t", hash: "h" }, origin: "person", serviceIds: ["web"], groupIds: [], processVersion: 1, commanderRole: "ic", detectedAt: null, isDrill: false, severity: null, priority: null },
    commander: { personId: "amara", isProvisional: false, because: "declared" },
  },
};
const begun = evolveIncident(noIncident, declared, 0);
const reason = { contentId: "r", hash: "h" };
const one = (audienceId: string) => ({ audienceId, onlyReceiver: null });

/** The facts of each command in turn, and where the incident stands then. */
function after(...commands: ExpectationsCommand[]): { facts: IncidentFact[][]; state: IncidentState } {
  let state = begun;
  const facts = commands.map((command) => {
    const decided = decideExpectations(command, state);
    if (isRefusal(decided)) throw new Error(decided.code);
    state = decided.reduce((before, fact) => evolveIncident(before, fact, 1), state);
    return decided;
  });
  return { facts, state };
}

describe("whom the process has told", () => {
  it("is recorded once, with who is new and who is told no more", () => {
    const { facts, state } = after({ kind: "loop in", audiences: [one("executives"), one("support")] }, { kind: "loop in", audiences: [one("support"), one("executives")] }, { kind: "loop in", audiences: [one("support"), one("legal")] });
    expect(facts.map((some) => some.map(({ data }) => data))).toEqual([
      [{ audiences: [one("executives"), one("support")], added: ["executives", "support"], left: [] }],
      [],
      [{ audiences: [one("support"), one("legal")], added: ["legal"], left: ["executives"] }],
    ]);
    expect(state.loopedIn).toEqual([one("support"), one("legal")]);
  });
});

describe("who got the one message", () => {
  it("is recorded where somebody is new, or another word of the process was followed", () => {
    const notice = (who: string, ...personIds: string[]): ExpectationsCommand => ({ kind: "note notified", who: [who], personIds, others: 0 });
    const { facts } = after(notice("team-manager", "grete"), notice("team-manager"), notice("service-team"), notice("team-manager", "hana"));
    expect(facts.map((some) => some.length)).toEqual([1, 0, 1, 1]);
  });
});

describe("a rule", () => {
  it("is waived with a reason, and held again", () => {
    const { state, facts } = after({ kind: "waive", rule: "join/team-manager", reason }, { kind: "withdraw waiver", rule: "join/team-manager" });
    expect(facts.flat().map(({ type }) => type)).toEqual(["rule waived", "waiver withdrawn"]);
    expect(state.waivers).toEqual({});
    expect(decideExpectations({ kind: "withdraw waiver", rule: "join/team-manager" }, state)).toMatchObject({ code: "incident.waiver.not-found" });
  });

  it("is waived in no incident that is none, or was merged", () => {
    expect(decideExpectations({ kind: "waive", rule: "grid", reason }, noIncident)).toMatchObject({ code: "incident.not-found" });
  });
});
