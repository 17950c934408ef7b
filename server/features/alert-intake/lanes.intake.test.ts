import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lanes } from "./lanes.intake.ts";

const limits = { atOnce: { members: 10, bytes: 1_000 }, waiting: { members: 20, bytes: 2_000 } };
const sender = fc.record({ name: fc.constantFrom("flood", "flood", "flood", "quiet", "calm"), bytes: fc.integer({ min: 1, max: 2_500 }) });

describe("what waits to be taken in", () => {
  it("comes out whole, in the order of each sender, and no more at once than was set", () => {
    fc.assert(
      fc.property(fc.array(sender, { maxLength: 120 }), (arrivals) => {
        const lanes = new Lanes<(typeof arrivals)[number] & { place: number }>(limits);
        const waiting = arrivals.map((arrival, place) => ({ ...arrival, place })).filter((arrival) => lanes.add(arrival.name, arrival));
        const taken: typeof waiting = [];
        while (!lanes.isEmpty) {
          const most = taken.length % 2 === 0 ? 4 : undefined;
          const batch = lanes.take(most);
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length === 1 || (batch.length <= (most ?? 10) && batch.reduce((sum, { bytes }) => sum + bytes, 0) <= 1_000)).toBe(true);
          taken.push(...batch);
        }
        for (const name of ["flood", "quiet", "calm"]) expect(taken.filter((one) => one.name === name)).toEqual(waiting.filter((one) => one.name === name));
      }),
    );
  });

  it("is of one sender no more than was set, and no other sender feels it", () => {
    const lanes = new Lanes<{ bytes: number }>(limits);
    const took = Array.from({ length: 30 }, () => lanes.add("flood", { bytes: 10 }));
    expect(took.filter(Boolean)).toHaveLength(20);
    expect(lanes.add("quiet", { bytes: 10 })).toBe(true);
    expect(lanes.add("large", { bytes: 1_990 })).toBe(true);
    expect(lanes.add("large", { bytes: 11 })).toBe(false);
  });

  it("of a sender who is quiet is among the next that are taken, however long the flood is", () => {
    const lanes = new Lanes<{ name: string; bytes: number }>(limits);
    for (let sent = 0; sent < 20; sent += 1) lanes.add("flood", { name: "flood", bytes: 10 });
    lanes.add("quiet", { name: "quiet", bytes: 10 });
    expect(lanes.take().map(({ name }) => name)).toContain("quiet");
  });

  it("may be larger than all limits where nothing else of its sender waits", () => {
    const lanes = new Lanes<{ bytes: number }>(limits);
    expect(lanes.add("large", { bytes: 50_000 })).toBe(true);
    expect(lanes.take()).toHaveLength(1);
  });
});
