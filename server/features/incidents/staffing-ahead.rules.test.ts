import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { toWallClock } from "../../values/zone.ts";
import { staffingAhead, waking, type RoleAhead } from "./staffing-ahead.rules.ts";

const hour = 3_600_000;
/** 14:00 in Berlin and Oslo, 13:00 in Lisbon, 08:00 in New York, 22:00 in Tokyo. */
const now = Date.parse("2026-11-19T13:00:00Z");
const zones: Record<string, string> = { grete: "Europe/Oslo", ines: "Europe/Lisbon", farid: "America/New_York", ben: "Asia/Tokyo" };

const role = (parts: Partial<RoleAhead> = {}): RoleAhead => ({ holderId: "grete", shifts: [], rotation: ["grete", "ines", "farid"], absences: [], zoneOf: (id) => zoneNamed(zones[id] ?? "UTC"), ...parts });
const shift = (personId: string, from: number, to: number) => ({ personId, from: now + from * hour, to: now + to * hour });

/** `0 grete, 6 farid`: who holds it from which hour on. */
const told = (parts: Partial<RoleAhead> = {}) => staffingAhead(role(parts), now, now + 24 * hour).map(({ personId, from }) => `${(from - now) / hour} ${personId ?? "nobody"}`).join(", ");

describe("who would hold a role", () => {
  it("is whoever holds it until their evening, then who has most of the day left; nobody where all sleep", () => {
    expect(told()).toBe("0 grete, 6 farid, 12 nobody, 17 grete");
    expect(told({ rotation: ["grete"] })).toBe("0 grete, 6 nobody, 17 grete");
    expect(told({ rotation: ["grete", "farid", "ben"] })).toBe("0 grete, 6 farid, 12 ben, 22 grete");
  });

  it("is who is on call, from when the schedule hands over", () => {
    expect(told({ shifts: [shift("grete", 0, 3), shift("ines", 3, 24)] })).toBe("0 grete, 3 ines, 7 farid, 12 nobody, 17 grete");
    expect(told({ shifts: [shift("farid", 0, 24)] })).toBe("0 grete, 6 farid, 12 nobody, 17 grete");
  });

  it("names who is on call and would be woken where all sleep", () => {
    const spans = staffingAhead(role({ shifts: [shift("ines", 0, 24)] }), now, now + 24 * hour);
    expect(spans.filter(({ because }) => because === "nobody")).toMatchObject([{ personId: null, onCall: ["ines"] }]);
  });

  it("is not somebody who is away", () => {
    expect(told({ absences: [shift("farid", 0, 24)] })).toBe("0 grete, 6 ines, 7 nobody, 17 grete");
  });

  it("stays with whoever is up at night until somebody has day", () => {
    expect(told({ holderId: "ben", rotation: ["ben"] })).toBe("0 ben, 22 nobody");
    expect(told({ holderId: "ben", rotation: ["ben", "farid"] })).toMatch(/^0 ben, 0\.25 farid, 12 ben/);
  });

  it("covers the whole time without a break, each but the present holder in their day", () => {
    const someone = fc.constantFrom("grete", "ines", "farid", "ben");
    const turns = fc.array(fc.tuple(someone, fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 12 })).map(([id, from, length]) => shift(id, from, from + length)), { maxLength: 4 });
    fc.assert(
      fc.property(fc.option(someone), fc.uniqueArray(someone), turns, (holderId, rotation, shifts) => {
        const spans = staffingAhead(role({ holderId, rotation, shifts }), now, now + 24 * hour);
        expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([now, now + 24 * hour]);
        spans.slice(1).forEach((span, place) => expect(span.from).toBe(spans[place]?.to));
        for (const { personId, from, because } of spans.filter(({ because: why }) => why === "on-call" || why === "awake")) {
          const { hour: local } = toWallClock(zoneNamed(zones[personId ?? ""] ?? "UTC"), from);
          expect([because, local >= waking.from && local < waking.until]).toEqual([because, true]);
        }
      }),
    );
  });
});
