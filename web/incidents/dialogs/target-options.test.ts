import { describe, expect, it } from "vitest";
import { chosenNames, targetOptions } from "./target-options.ts";

const person = (id: string, name: string) => ({ id, name, email: `${id}@acme.example`, timezone: "UTC", contacts: [], teams: [], isFromFile: true });
const service = (id: string, name: string, experts: { id: string; name: string }[]) => ({ id, name, description: null, tier: 1, team: null, dependsOn: [], carries: [], experts, escalationPolicyId: null, runbookIds: [], isFromFile: true });
const dana = { id: "dana", name: "Dana Reyes" };
const role = (parts: object) => ({ role: "scribe", name: "Scribe", area: null, duties: [], isCommand: false, isRequired: false, isShared: false, mayChangeProduction: false, coveredBy: null, holders: [], onCall: [], deputy: null, ...parts });

describe("whom one can look for", () => {
  const groups = targetOptions(
    { services: [{ id: "checkout", name: "Checkout" }], roles: [role({}), role({ role: "incident-commander", isCommand: true })] },
    { people: [person("dana", "Dana Reyes"), person("ben", "Ben Sato"), person("zoe", "Zoe Ng")], teams: [], services: [service("checkout", "Checkout", [dana]), service("search", "Search", [{ id: "ben", name: "Ben Sato" }])], schedules: [{ id: "web-primary", name: "web-primary" }], marks: new Map([["ben", "also Scribe of INC-7"]]) },
  );

  it("begins with those who know what is hit, and names nobody twice", () => {
    expect(groups.map(({ group, items }) => [group, items.map(({ value }) => value)])).toEqual([
      ["Experts of what is hit", ["person/dana"]],
      ["Who is on call", ["schedule/web-primary"]],
      ["Somebody to be", ["role/scribe"]],
      ["People", ["person/zoe", "person/ben"]],
    ]);
  });

  it("are named in words", () => {
    expect(chosenNames(groups, ["person/dana", "role/scribe", "person/ben"])).toEqual(["Dana Reyes", "Scribe", "Ben Sato"]);
  });
});
