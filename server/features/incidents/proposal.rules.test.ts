import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AskCondition } from "../../values/condition-answer.ts";
import { createAsk } from "../../platform/conditions/asking.ts";
import { incidentNames } from "../../values/condition-names.ts";
import { usualProcess, type WrittenProcess } from "../process/process.rules.ts";
import { noIncident, type IncidentState } from "./incident.state.rules.ts";
import { expectedSeverity, nextMoment, openProposal, proposedSeverity, severityConditions } from "./proposal.rules.ts";
import { conditionValues, countTeamsPaged, type Surroundings } from "./surroundings.rules.ts";

const hour = 3_600_000;
const process: WrittenProcess = {
  ...usualProcess,
  propose: [
    { when: "impact.usersAffected >= 0.95 || impact.dataLoss || slaBreached", severity: "sev1" },
    { when: "impact.usersAffected >= 0.5 || slaAtRisk", severity: "sev2" },
    { when: "teamsPaged >= 2", severity: "sev3" },
    { when: "acknowledgedFor > duration('1h')", severity: "sev2" },
  ],
};
const checkout = { when: "impact.highTouch && impact.tier == 1", severity: "sev1", serviceId: "checkout" };
const ask: AskCondition = createAsk(incidentNames);
const nothing: Surroundings = { tier: null, customers: [], teamsPaged: 0 };
const proposed = (state: Partial<IncidentState>, around: Partial<Surroundings> = {}, at = 0) =>
  proposedSeverity(process, severityConditions(process, [checkout]), conditionValues({ ...noIncident, ...state }, { ...nothing, ...around }, at), ask);

describe("the proposed severity", () => {
  it("is the worst whose condition holds, with what holds", () => {
    expect(proposed({ impact: { usersAffected: 0.6, dataLoss: false, slaBreached: false } }, { teamsPaged: 2 })).toMatchObject({ severity: "sev2", because: [{ when: "impact.usersAffected >= 0.5 || slaAtRisk", serviceId: null }] });
    expect(proposed({ impact: { usersAffected: 1 } })).toMatchObject({ severity: "sev1" });
    expect(proposed({}, { teamsPaged: 2 })).toMatchObject({ severity: "sev3" });
    expect(proposed({}, {})).toMatchObject({ severity: null, because: [] });
  });

  it("comes from a service too, which looks at its tier and at who is touched", () => {
    const touched = { impact: { customerIds: ["northwind"] } };
    expect(proposed(touched, { tier: 1, customers: [{ touch: "high", slaTarget: 0.999 }] })).toMatchObject({ severity: "sev1", because: [{ serviceId: "checkout" }] });
    expect(proposed(touched, { tier: 1, customers: [{ touch: "low", slaTarget: null }] }).severity).toBeNull();
  });

  it("does not rest on what nobody stated, and says what that is", () => {
    const { severity, absent } = proposed({ impact: {} });
    expect([severity, absent.map(({ missing }) => missing)]).toEqual([null, ["slaBreached", "slaAtRisk", "acknowledgedFor", "impact.tier"]]);
  });

  it("may come with time alone, at a moment that is known before", () => {
    const acknowledged = { at: hour, personId: "amara" };
    expect(proposed({ acknowledged }, {}, 2 * hour).severity).toBeNull();
    expect(nextMoment(process.propose ?? [], hour, hour + 1)).toBe(2 * hour);
    expect(nextMoment(process.propose ?? [], hour, 2 * hour)).toBe(2 * hour + 1);
    expect(proposed({ acknowledged }, {}, 2 * hour + 1).severity).toBe("sev2");
    expect([nextMoment(process.propose ?? [], hour, 2 * hour + 1), nextMoment(process.propose ?? [], null, 0)]).toEqual([null, null]);
    expect(nextMoment([{ when: 'slaAtRisk && acknowledgedFor >= duration("1h30m")' }], 0, 0)).toBe(1.5 * hour);
  });

  it("is never better when more holds", () => {
    const impacts = fc.record({ usersAffected: fc.double({ min: 0, max: 1, noNaN: true }), dataLoss: fc.boolean(), slaAtRisk: fc.boolean(), slaBreached: fc.boolean() }, { requiredKeys: [] });
    const rank = (severity: string | null) => (severity === null ? 9 : process.severities.findIndex(({ id }) => id === severity));
    fc.assert(
      fc.property(impacts, fc.nat(3), (impact, teamsPaged) => {
        const before = proposed({ impact }, { teamsPaged });
        const after = proposed({ impact: { ...impact, slaBreached: true, usersAffected: 1, dataLoss: true } }, { teamsPaged });
        expect(rank(after.severity)).toBeLessThanOrEqual(rank(before.severity));
        expect(before.because.length > 0).toBe(before.severity !== null);
      }),
    );
  });
});

describe("what waits for a person", () => {
  const found = { severity: "sev1", because: [{ when: "slaBreached", serviceId: null }], isSettled: false };

  it("is the worse of what the facts and what a route propose", () => {
    expect(openProposal(process, { ...noIncident, found })).toMatchObject({ severity: "sev1", because: found.because });
    expect(openProposal(process, { ...noIncident, found: { ...found, severity: "sev3" }, proposed: { severity: "sev2", priority: "p1" } })).toMatchObject({ severity: "sev2", because: [] });
    expect(openProposal(process, { ...noIncident, found, proposed: { severity: "sev2", priority: "p1" } })).toMatchObject({ severity: "sev1", priority: "p1" });
  });

  it("is nothing once it was decided on, or is so already; what is proposed stays known", () => {
    const settled = { ...noIncident, severity: "sev3", found: { ...found, isSettled: true } };
    expect([openProposal(process, settled), openProposal(process, { ...noIncident, severity: "sev1", found })]).toEqual([null, null]);
    expect(expectedSeverity(process, settled)).toBe("sev1");
  });
});

describe("how many teams were paged", () => {
  const teams = [
    { teamId: "web", managerId: "grete", members: ["amara", "ben", "chidi"] },
    { teamId: "payments", managerId: "grete", members: ["chidi", "dana"] },
    { teamId: "leadership", managerId: "hana", members: ["grete", "hana"] },
  ];
  const count = (serviceTeams: string[], ...paged: [string, string][]) => countTeamsPaged(paged.map(([personId, via]) => ({ personId, via })), serviceTeams, teams);

  it("counts the teams of the services, and another once somebody of it is asked", () => {
    expect(count(["web"], ["amara", "schedule/web-primary"], ["ben", "schedule/web-secondary"])).toBe(1);
    expect(count(["web"], ["amara", "schedule/web-primary"], ["dana", "person/dana"])).toBe(2);
    expect(count(["web", "payments"], ["amara", "schedule/web-primary"])).toBe(1);
    expect(count(["web"], ["chidi", "team/payments"])).toBe(2);
  });

  it("is not raised by the manager of a team at work, nor by nobody", () => {
    expect(count(["web"], ["amara", "schedule/web-primary"], ["grete", "person/grete"])).toBe(1);
    expect(count(["web"])).toBe(0);
  });
});
