import { describe, expect, it } from "vitest";
import type { IncidentView } from "../../../server/features/incidents/contract.ts";
import { incidentsLede, worstFirst } from "./incidents-lede.ts";
import { incidentsPath, readIncidentsSearch } from "./incidents-search.ts";

const incident = (more: object = {}): IncidentView =>
  ({ ref: "INC-1", title: "Checkout times out", severity: { rank: 1 }, declaredAt: "2026-11-19T14:00:00Z", commander: { id: "grete", name: "Grete Lund", isProvisional: false, since: "2026-11-19T14:00:00Z" }, ...more }) as IncidentView;

describe("the lede of the incidents", () => {
  it("says what is so and who has it", () => {
    expect(incidentsLede([], null)).toMatchObject({ so: "No incident is open." });
    expect(incidentsLede([incident()], null)).toEqual({ so: "Checkout times out.", next: "Grete commands it." });
    expect(incidentsLede([incident()], "grete").next).toBe("You command it.");
  });

  it("says when nobody has taken command yet", () => {
    const open = incident({ commander: { id: "amara", name: "Amara Okafor", isProvisional: true, since: "2026-11-19T14:00:00Z" } });
    expect(incidentsLede([open], null).next).toBe("Amara commands for now, until somebody has it.");
    expect(incidentsLede([incident(), open], null)).toEqual({ so: "Two incidents are open.", next: "One waits for somebody to take command." });
  });
});

describe("what burns", () => {
  it("is told by the worst first, and by what nobody has classified before that", () => {
    const one = (ref: string, rank: number | null, declaredAt = "2026-11-19T14:00:00Z") => incident({ ref, severity: rank === null ? null : { rank }, declaredAt });
    const order = worstFirst([one("INC-1", 3), one("INC-2", 1), one("INC-3", null), one("INC-4", 1, "2026-11-19T15:00:00Z")]);
    expect(order.map(({ ref }) => ref)).toEqual(["INC-3", "INC-4", "INC-2", "INC-1"]);
  });
});

describe("the address of the list", () => {
  it("keeps what it knows and drops the rest", () => {
    expect(readIncidentsSearch({ view: "ended", search: "pay", x: 1, service: 5 })).toEqual({ view: "ended", search: "pay" });
    expect(readIncidentsSearch({ view: "nonsense" })).toEqual({});
    expect(incidentsPath({ service: "checkout" })).toBe("/api/v1/incidents?status=running&limit=50&serviceId=checkout");
  });
});
