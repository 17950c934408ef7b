import { describe, expect, it } from "vitest";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { doneOf, isBegunUnclassed, vacantRoles } from "./kick-off.ts";

const role = (name: string, isRequired: boolean, held: "nobody" | "for now" | "for good") =>
  ({ role: name, name, isRequired, holders: held === "nobody" ? [] : [{ id: "chidi", name: "Chidi", since: "", isProvisional: held === "for now" }] }) as unknown as IncidentDetail["roles"][number];
const fresh = { impact: {}, severity: null, priority: null, roles: [role("commander", true, "for now")], told: [], status: "open" as const };
const severity = { id: "sev1", name: "Sev 1", rank: 1, of: 5 };

describe("the first steps of an incident", () => {
  it("are all open at first: who commands for now does not fill the role", () => {
    expect(Object.values(doneOf(fresh, true))).toEqual([false, false, false, false, false]);
  });

  it("are done one by one", () => {
    const done = doneOf({ ...fresh, impact: { dataLoss: false }, severity, roles: [role("commander", true, "for good"), role("scribe", false, "nobody")], told: [{}] as never }, true);
    expect(done).toEqual({ impact: true, severity: true, priority: false, roles: true, tell: true });
  });

  it("name the required roles that nobody holds", () => {
    expect(vacantRoles([role("commander", true, "for good"), role("communications", true, "nobody"), role("scribe", false, "nobody")]).map(({ name }) => name)).toEqual(["communications"]);
  });

  it("are for an incident that began without a class", () => {
    const declaredAt = "2026-11-19T13:47:00.000Z";
    const classed = (at: string) => ({ declaredAt, milestones: { classified: { status: "recorded", at, isByPerson: false } } }) as unknown as IncidentDetail;
    const unclassed = { declaredAt, milestones: { classified: { status: "pending" } } } as unknown as IncidentDetail;
    expect([isBegunUnclassed(unclassed), isBegunUnclassed(classed("2026-11-19T13:50:00.000Z")), isBegunUnclassed(classed(declaredAt))]).toEqual([true, true, false]);
  });

  it("tell nobody where nobody waits", () => {
    expect(doneOf({ ...fresh, severity }, false).tell).toBe(true);
  });
});
