import { describe, expect, it } from "vitest";
import type { CoverageView } from "../../server/features/escalation/coverage.contract.ts";
import { barsOf, coverageNext, coverageSo, type Finding, monthsIn, stripWords, timesOf } from "./coverage-words.ts";
import { readCoverageSearch } from "./coverage-search.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 10, 21, 12);
const iso = (at: number) => new Date(at).toISOString();
const span = (begins: number, ends: number) => ({ from: iso(now + begins * day), to: iso(now + ends * day), people: [] });

function finding(change: Partial<Finding>): Finding {
  const none = { text: "", mend: { words: "", link: "" }, timezone: null, pattern: null, people: [], policies: [], count: 0, occurrences: [], next: null };
  return { id: "gap:web", kind: "gap", weight: "breaks", title: "Nobody is on call for Web.", ...none, ...change };
}
const report = (...findings: Finding[]): CoverageView => ({ from: iso(now), to: iso(now + 90 * day), findings, policies: [] });

describe("the report of coverage in words", () => {
  it("says first whether paging breaks, and what comes first", () => {
    const gap = finding({ occurrences: [span(13, 15)], count: 1 });
    expect(coverageSo(report(), 90)).toBe("Every page finds somebody in the next 90 days.");
    expect(coverageSo(report(gap), 90)).toBe("One thing breaks paging in the next 90 days.");
    expect(coverageNext(report(gap), now)).toMatch(/^First, 4 Dec \d\d:00: Nobody is on call for Web\.$/);
    expect(coverageNext(report(finding({ weight: "risks" }), finding({ weight: "hard" }), finding({ weight: "hard" })), now)).toBe("1 puts it at risk, 2 are hard on people.");
    expect(coverageNext(report(), now)).toContain("Nothing puts it at risk");
  });

  it("tells when a finding holds, and how often", () => {
    expect(timesOf(finding({}), now)).toBe("All the time");
    expect(timesOf(finding({ occurrences: [span(13, 15)], count: 1 }), now)).toMatch(/^Fri 4 Dec \d\d:00 to Sun 6 Dec \d\d:00, 2 d$/);
    expect(timesOf(finding({ occurrences: [span(-1, 1), span(7, 8)], count: 2, next: span(7, 8), pattern: "outside Mon to Fri 09:00 to 18:00" }), now)).toMatch(
      /^Outside Mon to Fri 09:00 to 18:00\. Now to Sun 22 Nov \d\d:00, 2 d, and 1 more time, next Sat 28 Nov/,
    );
  });

  it("draws holes where they are, those that would touch as one", () => {
    const hole = (begins: number, ends: number) => ({ ...span(begins, ends), kind: "nobody" as const });
    expect(barsOf([hole(9, 18)], now, now + 90 * day)).toEqual([{ kind: "nobody", left: 0.1, width: expect.closeTo(0.1) }]);
    expect(barsOf([hole(0, 1), hole(1.1, 2), hole(3, 4)], now, now + 90 * day)).toHaveLength(2);
    expect(monthsIn(now, now + 90 * day).map(({ name }) => name)).toEqual(["Dec", "Jan", "Feb"]);
    expect(stripWords("Web", [])).toBe("Web: no holes");
    expect(stripWords("Web", [hole(13, 15), hole(20, 21)])).toMatch(/^Web: 2 times nobody at all, first Fri 4 Dec/);
  });

  it("reads how far to look from the address", () => {
    expect([readCoverageSearch({ days: 30 }), readCoverageSearch({ days: 90 }), readCoverageSearch({ days: 400 }), readCoverageSearch({ days: "x" })]).toEqual([{ days: 30 }, {}, {}, {}]);
  });
});
