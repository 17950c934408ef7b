import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { factsOf, heldUntil, isCovered, spanFrom, type Matcher, type Silence } from "./silence.rules.ts";

const hour = 3_600_000;
const at = (text: string) => Date.parse(text);
const berlin = zoneNamed("Europe/Berlin");
const matches = (pattern: string, text: string) => new RegExp(`^(?:${pattern})$`).test(text);
const matcher = (name: string, value: string, { isRegex = false, isEqual = true } = {}): Matcher => ({ name, value, isRegex, isEqual });

function silence(more: Partial<Silence> = {}): Silence {
  return { id: "s", kind: "maintenance", matchers: [], reason: "A move", ownerId: null, startsAt: at("2026-11-19T10:00Z"), endsAt: at("2026-12-19T10:00Z"), recurrence: null, endedAt: null, ...more };
}

describe("matchers", () => {
  const facts = factsOf({ labels: { alertname: "HighLatency", service: "shop-eu", env: "prod" }, serviceId: "shop", sourceId: "prometheus", severity: "critical", title: "Slow" });
  const covers = (...matchers: Matcher[]) => isCovered(matchers, facts, matches);

  it("all hold: by equality, by pattern from end to end, and turned about", () => {
    expect(covers(matcher("alertname", "HighLatency"), matcher("env", "pro.", { isRegex: true }))).toBe(true);
    expect(covers(matcher("alertname", "HighLatency"), matcher("env", "staging"))).toBe(false);
    expect(covers(matcher("alertname", "High", { isRegex: true }))).toBe(false);
    expect(covers(matcher("env", "staging|test", { isRegex: true, isEqual: false }))).toBe(true);
  });

  it("take an absent label for an empty one, and a label before what Muster calls so", () => {
    expect(covers(matcher("team", ""), matcher("team", "web", { isEqual: false }))).toBe(true);
    expect([covers(matcher("service", "shop-eu")), covers(matcher("service", "shop"))]).toEqual([true, false]);
    expect(covers(matcher("source", "prometheus"), matcher("severity", "critical"), matcher("title", "Slow"))).toBe(true);
  });
});

describe("a silence", () => {
  it("holds from its beginning to its end, or to when somebody ended it", () => {
    const one = silence({ endsAt: at("2026-11-19T12:00Z") });
    const held = (time: string, more: Partial<Silence> = {}) => heldUntil({ ...one, ...more }, at(time), null);
    expect([held("2026-11-19T09:59Z"), held("2026-11-19T10:00Z"), held("2026-11-19T11:59Z"), held("2026-11-19T12:00Z")]).toEqual([null, one.endsAt, one.endsAt, null]);
    expect([held("2026-11-19T10:30Z", { endedAt: at("2026-11-19T11:00Z") }), held("2026-11-19T11:00Z", { endedAt: at("2026-11-19T11:00Z") })]).toEqual([at("2026-11-19T11:00Z"), null]);
  });

  it("that recurs holds on its days over midnight, on the clock of its zone", () => {
    const nights = silence({ recurrence: { days: ["sat"], from: "22:00", to: "04:00", timezone: "Europe/Berlin" } });
    const next = spanFrom(nights, at("2026-11-19T10:00Z"), berlin);
    expect(next).toEqual({ from: at("2026-11-21T21:00Z"), to: at("2026-11-22T03:00Z") });
    expect(heldUntil(nights, at("2026-11-22T02:59Z"), berlin)).toBe(at("2026-11-22T03:00Z"));
    expect(spanFrom(nights, at("2026-11-22T03:00Z"), berlin)?.from).toBe(at("2026-11-28T21:00Z"));
  });

  it("that recurs is as long as its clock says on the night that has an hour more", () => {
    const nights = silence({ startsAt: at("2026-10-01T00:00Z"), recurrence: { days: ["sat"], from: "22:00", to: "04:00", timezone: "Europe/Berlin" } });
    const span = spanFrom(nights, at("2026-10-24T12:00Z"), berlin);
    expect(span && (span.to - span.from) / hour).toBe(7);
  });

  it("is over after its last span", () => {
    const nights = silence({ endsAt: at("2026-11-20T10:00Z"), recurrence: { days: ["sat"], from: "22:00", to: "04:00", timezone: "Europe/Berlin" } });
    expect(spanFrom(nights, at("2026-11-19T10:00Z"), berlin)).toBeNull();
  });

  it("holds exactly while a span of it does, whenever it is asked", () => {
    const days = fc.uniqueArray(fc.constantFrom("mon", "tue", "wed", "thu", "fri", "sat", "sun"), { minLength: 1 });
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hours, minutes]) => `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`);
    fc.assert(
      fc.property(days, time, time, fc.integer({ min: at("2026-10-20T00:00Z"), max: at("2026-12-19T09:00Z") }), (chosen, from, to, now) => {
        const one = silence({ startsAt: at("2026-10-19T10:00Z"), recurrence: { days: chosen as never, from, to, timezone: "Europe/Berlin" } });
        const span = spanFrom(one, now, berlin);
        if (span === null) return;
        expect(span.to).toBeGreaterThan(now);
        expect(heldUntil(one, now, berlin)).toBe(span.from <= now ? span.to : null);
        if (span.from > now) expect(heldUntil(one, span.from - 1, berlin)).toBeNull();
        expect(heldUntil(one, Math.max(now, span.from), berlin)).toBe(span.to);
      }),
    );
  });
});
