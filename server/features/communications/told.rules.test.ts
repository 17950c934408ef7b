import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AskCondition } from "../../values/condition-answer.ts";
import { readSource } from "../../platform/config-document/read-source.ts";
import { processSchema } from "../process/process.document.ts";
import { noIncident, type IncidentState } from "../incidents/incident.state.rules.ts";
import { whoIsNotified, whoIsTold, type Organization, type Telling } from "./told.rules.ts";

const acme = readSource(readFileSync("examples/acme.yaml", "utf8"), "yaml") as { value: { process: unknown } };
const process = processSchema.parse(acme.value.process);
const organization: Organization = {
  audiences: new Map(["responders", "executives", "legal-finance", "support", "public-relations", "customers"].map((id) => [id, { services: [] }] as const)).set("payments-consumers", { services: ["checkout"] } as never),
  teamOfService: new Map([["checkout", "payments"], ["ledger", "payments"], ["storefront", "web"]]),
  managerOf: new Map([["payments", "grete"], ["web", "grete"]]),
};

/** The two conditions of the example, as the language answers them. */
const ask: AskCondition = (text, values) => {
  const impact = values["impact"] as { usersAffected?: number };
  if (text === "slaAtRisk") return values["slaAtRisk"] === undefined ? { missing: text } : { holds: values["slaAtRisk"] === true };
  return impact.usersAffected === undefined ? { missing: "impact.usersAffected" } : { holds: impact.usersAffected >= 0.5 };
};
const telling: Telling = { process, organization, ask, around: { tier: null, customers: [], teamsPaged: 0 } };
const incident = (more: Partial<IncidentState>): IncidentState => ({ ...noIncident, status: "open", serviceIds: ["checkout"], ...more });
const toldOf = (more: Partial<IncidentState>, how: Telling = telling) => whoIsTold(how, incident(more), 0).told.map(({ audienceId }) => audienceId).sort();

describe("who is told", () => {
  it.each([
    ["sev1", "p1", ["customers", "executives", "support", "team/payments"]],
    ["sev2", "p2", ["executives", "support", "team/payments"]],
    ["sev2", "p4", ["support", "team/payments"]],
    ["sev3", "p3", ["support"]],
    ["sev4", "p4", []],
    [null, null, []],
    ["sev1", null, ["customers", "executives", "support", "team/payments"]],
    [null, "p2", ["executives", "support"]],
  ])("of %s × %s is the union of what severity, priority and grid say", (severity, priority, expected) => {
    expect(toldOf({ severity, priority })).toEqual(expected);
  });

  it("says which parts of the process name an audience, each once", () => {
    const { told } = whoIsTold(telling, incident({ severity: "sev1", priority: "p1" }), 0);
    expect(told.find(({ audienceId }) => audienceId === "support")?.by).toEqual(["loopIn", "priority", "grid"]);
    expect(told.find(({ audienceId }) => audienceId === "executives")?.by).toEqual(["loopIn", "priority", "owedUpdates"]);
  });

  it("counts a condition only while it holds, and says what nobody stated", () => {
    const severe = { severity: "sev0", priority: "p1" };
    expect(toldOf({ ...severe, impact: { slaAtRisk: true } })).toContain("legal-finance");
    expect(toldOf({ ...severe, impact: { slaAtRisk: false } })).not.toContain("legal-finance");
    expect(toldOf({ ...severe, impact: { usersAffected: 0.5 } })).toContain("public-relations");
    expect(whoIsTold(telling, incident(severe), 0).untold).toEqual([
      { audienceId: "legal-finance", when: "slaAtRisk", missing: "slaAtRisk" },
      { audienceId: "public-relations", when: "impact.usersAffected >= 0.5", missing: "impact.usersAffected" },
    ]);
    expect(whoIsTold(telling, incident({ ...severe, impact: { slaAtRisk: false, usersAffected: 0.1 } }), 0).untold.map(({ missing }) => missing)).toEqual([null, null]);
  });

  it("takes the team of every service hit, each team once, and none of a service that has none", () => {
    expect(toldOf({ severity: "sev2", serviceIds: ["checkout", "ledger", "storefront", "search"] })).toEqual(["support", "team/payments", "team/web"]);
    expect(toldOf({ severity: "sev2", serviceIds: [] })).toEqual(["support"]);
  });

  it("tells an audience with services of incidents of those only, and one that is gone nothing", () => {
    const how = { ...telling, process: { ...process, loopIn: { sev2: [{ who: "audience/payments-consumers" }, { who: "audience/gone" }] } } };
    expect(toldOf({ severity: "sev2", serviceIds: ["checkout"] }, how)).toEqual(["payments-consumers"]);
    expect(toldOf({ severity: "sev2", serviceIds: ["storefront"] }, how)).toEqual([]);
  });

  it("knows who is notified once, by severity", () => {
    expect(whoIsNotified(telling, incident({ severity: "sev2", serviceIds: ["checkout", "storefront"] }), 0)).toEqual([
      { audienceId: "person/grete", who: "team-manager" },
      { audienceId: "team/payments", who: "service-team" },
      { audienceId: "team/web", who: "service-team" },
    ]);
    expect(whoIsNotified(telling, incident({ severity: "sev1" }), 0)).toEqual([{ audienceId: "team/leadership", who: "team/leadership" }]);
    expect(whoIsNotified(telling, incident({ severity: null }), 0)).toEqual([]);
  });
});
