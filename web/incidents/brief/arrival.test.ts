import { describe, expect, it } from "vitest";
import { arrivalOf } from "./arrival.ts";

const declaredAt = "2026-11-19T13:58:00.000Z";
const dana = (parts: object = {}) => ({ id: "dana", name: "Dana Reyes", timezone: "UTC", roles: [], workstreams: [], standing: "in" as const, since: "2026-11-19T14:20:00.000Z", briefedAt: null, ...parts });
const arrival = (...participants: ReturnType<typeof dana>[]) => arrivalOf({ participants, declaredAt }, "dana");

describe("who comes in", () => {
  it("is outside until they join, also where they were paged", () => {
    expect([arrival(), arrival(dana({ standing: "paged" })), arrivalOf({ participants: [], declaredAt }, null)]).toEqual(["outside", "outside", null]);
  });

  it("late reads the brief, and who saw it begin need not", () => {
    expect(arrival(dana())).toBe("unbriefed");
    expect(arrival(dana({ briefedAt: "2026-11-19T14:21:00.000Z" }))).toBeNull();
    expect(arrival(dana({ since: "2026-11-19T14:05:00.000Z" }))).toBeNull();
    expect(arrival(dana({ standing: "observes" }))).toBe("unbriefed");
  });
});
