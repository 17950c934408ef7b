import { describe, expect, it } from "vitest";
import type { ServiceView } from "../../server/features/directory/contract.ts";
import { layOutMap } from "./service-map.ts";

function services(dependsOn: Record<string, string[]>): ServiceView[] {
  const named = (id: string) => ({ id, name: id });
  return Object.entries(dependsOn).map(([id, below]) => ({
    id, name: id, description: null, tier: null, team: null, experts: [], escalationPolicyId: null, runbookIds: [], isFromFile: false,
    dependsOn: below.map(named),
    carries: Object.keys(dependsOn).filter((other) => dependsOn[other]?.includes(id)).map(named),
  }));
}

function columnsOf(dependsOn: Record<string, string[]>): Record<string, number> {
  return Object.fromEntries(layOutMap(services(dependsOn)).placed.map(({ service, column }) => [service.id, column]));
}

describe("the map of services", () => {
  it("puts each service to the left of those it stands on, in whatever order they are named", () => {
    expect(columnsOf({ ledger: [], checkout: ["ledger"], storefront: ["checkout", "search"], search: [] })).toEqual({ storefront: 0, checkout: 1, search: 1, ledger: 2 });
  });

  it("keeps deep chains in the last column, and comes to an end where services stand on each other", () => {
    expect(columnsOf({ a: ["b"], b: ["c"], c: ["d"], d: [] })).toEqual({ a: 0, b: 1, c: 2, d: 2 });
    expect(layOutMap(services({ a: ["b"], b: ["a"] })).edges).toHaveLength(2);
  });
});
