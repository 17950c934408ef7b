import { describe, expect, it } from "vitest";
import { ruleOf, sumNoise, type NoiseRow } from "./alert-noise.rules.ts";

const row = (more: Partial<NoiseRow> = {}): NoiseRow => ({ sourceId: "prometheus", alertname: "Slow", title: null, verdict: null, occurrences: 1, paged: 0, ...more });

describe("What made an alert", () => {
  it.each([
    ["Disk #% full on node-#", { alertname: null, title: "Disk 93.5% full on node-12" }],
    ["Job failed at #", { alertname: null, title: "Job failed at 03:15:00" }],
    ["No number", { alertname: null, title: "No number" }],
    ["Disk9", { alertname: "Disk9", title: "Disk 9 is full" }],
  ])("is %s", (rule, named) => expect(ruleOf(named)).toBe(rule));
});

describe("The noise", () => {
  it("is summed by source and rule, every occurrence told once", () => {
    const sums = sumNoise([row({ occurrences: 5, paged: 4 }), row({ verdict: "noise", occurrences: 3, paged: 3 }), row({ verdict: "actionable", occurrences: 1, paged: 1 }), row({ sourceId: "grafana" })]);
    expect(sums).toEqual([
      { sourceId: "prometheus", rule: "Slow", occurrences: 9, paged: 8, actionable: 1, noise: 3, duplicate: 0, untold: 5 },
      { sourceId: "grafana", rule: "Slow", occurrences: 1, paged: 0, actionable: 0, noise: 0, duplicate: 0, untold: 1 },
    ]);
  });

  it("puts what paged most first, then what spoke most", () => {
    const rows = [row({ alertname: "a", occurrences: 9 }), row({ alertname: "b", occurrences: 2, paged: 2 }), row({ alertname: "c", occurrences: 1 })];
    expect(sumNoise(rows).map(({ rule }) => rule)).toEqual(["b", "a", "c"]);
    expect(sumNoise([])).toEqual([]);
  });

  it("counts titles that differ in numbers alone as one rule", () => {
    expect(sumNoise([row({ alertname: null, title: "Queue 1" }), row({ alertname: null, title: "Queue 22" })])).toMatchObject([{ rule: "Queue #", occurrences: 2 }]);
  });
});
