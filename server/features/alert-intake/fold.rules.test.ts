import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldSignals, type Alert, type Folded, type Incoming } from "./fold.rules.ts";
import type { Signal } from "./signal.rules.ts";

const minute = 60_000;
const reopenAfterMilliseconds = 15 * minute;
let made = 0;

function incoming(status: Signal["status"], key = "disk"): Incoming {
  const signal: Signal = { key, status, title: key, severity: "critical", labels: {}, description: null, links: [], startedAt: null };
  made += 1;
  return { signal, fingerprint: key, sourceId: "prometheus", deliveryId: `d${made}`, newAlertId: `a${made}` };
}

/** Given signals at their minutes, this is what came of the last. */
function fold(...script: [Signal["status"], number][]): { last: Folded; alert: Alert | undefined; count: number } {
  const alerts = new Map<string, Alert>();
  const earlyEnds = new Map<string, number>();
  const ids = new Set<string>();
  let last: Folded | undefined;
  for (const [status, at] of script) {
    [last] = foldSignals(alerts, [incoming(status)], { now: at * minute, reopenAfterMilliseconds, earlyEnds });
    if (last?.alert) ids.add(last.alert.id);
  }
  if (!last) throw new Error("nothing was folded");
  return { last, alert: alerts.get("disk"), count: ids.size };
}

describe("signals", () => {
  it("make one alert that counts its repeats", () => {
    const { last, alert, count } = fold(["firing", 0], ["firing", 1], ["firing", 2]);
    expect([last.code, alert?.count, count]).toEqual(["fold.repeat", 3, 1]);
  });

  it("end an alert, and a second end changes nothing", () => {
    expect(fold(["firing", 0], ["resolved", 1]).alert).toMatchObject({ status: "resolved", resolvedAt: minute });
    expect(fold(["firing", 0], ["resolved", 1], ["resolved", 2]).last).toMatchObject({ code: "fold.resolve-unknown", alert: null });
  });

  it("create nothing by ending something unknown", () => {
    expect(fold(["resolved", 0])).toMatchObject({ alert: undefined, count: 0 });
  });

  it("leave an alert firing or not by what its tool said of the latest time, in whatever order it is heard", () => {
    const sayings = fc.uniqueArray(fc.record({ status: fc.constantFrom("firing", "resolved"), at: fc.integer({ min: 0, max: 30 }) }), { selector: ({ at }) => at, minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(sayings, (told) => {
        const [alerts, earlyEnds] = [new Map<string, Alert>(), new Map<string, number>()];
        for (const [now, { status, at }] of told.entries()) {
          const { signal, ...rest } = incoming(status as Signal["status"]);
          foldSignals(alerts, [{ ...rest, signal: { ...signal, at } }], { now, reopenAfterMilliseconds, earlyEnds });
        }
        const latest = told.reduce((newest, one) => (one.at > newest.at ? one : newest));
        expect(alerts.get("disk")?.status === "firing").toBe(latest.status === "firing");
      }),
      { numRuns: 2_000 },
    );
  });

  it("that fire again within reopenAfter are the same occurrence", () => {
    const { last, alert, count } = fold(["firing", 0], ["resolved", 1], ["firing", 16]);
    expect([last.code, alert?.occurrence, alert?.status, count]).toEqual(["fold.reopened", 1, "firing", 1]);
  });

  it("that fire again within reopenAfter stay acknowledged if they were", () => {
    expect(fold(["firing", 0], ["acknowledged", 1], ["resolved", 2], ["firing", 3]).last.code).toBe("fold.reopened-acknowledged");
  });

  it("that fire again later are a new occurrence of the same key", () => {
    const { last, alert, count } = fold(["firing", 0], ["resolved", 1], ["firing", 17]);
    expect([last.code, alert?.occurrence, alert?.count, count]).toEqual(["fold.new-occurrence", 2, 1, 2]);
  });

  it("acknowledge only what fires", () => {
    expect(fold(["firing", 0], ["acknowledged", 1]).alert?.status).toBe("acknowledged");
    expect(fold(["acknowledged", 0]).alert).toBeUndefined();
  });

  it("of one batch are folded one after another", () => {
    const alerts = new Map<string, Alert>();
    const batch = [incoming("firing"), incoming("firing"), incoming("resolved"), incoming("firing", "other")];
    const folded = foldSignals(alerts, batch, { now: 0, reopenAfterMilliseconds, earlyEnds: new Map() });
    expect(folded.map((one) => one.code)).toEqual(["fold.new", "fold.repeat", "fold.resolved", "fold.new"]);
  });
});

describe("any signals", () => {
  it("keep one open occurrence per key, and count each firing exactly once", () => {
    const script = fc.array(fc.tuple(fc.constantFrom<Signal["status"]>("firing", "resolved", "acknowledged"), fc.integer({ min: 0, max: 20 })), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(script, (steps) => {
        const alerts = new Map<string, Alert>();
        const counts = new Map<string, number>();
        let now = 0;
        for (const [status, pause] of steps) {
          now += pause * minute;
          const [folded] = foldSignals(alerts, [incoming(status)], { now, reopenAfterMilliseconds, earlyEnds: new Map() });
          if (folded?.alert) counts.set(folded.alert.id, folded.alert.count);
        }
        const firings = steps.filter(([status]) => status === "firing").length;
        expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(firings);
      }),
    );
  });
});
