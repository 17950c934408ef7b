import { describe, expect, it } from "vitest";
import { dateInWeeks, noiseLede, type NoiseRule, reviewMoment } from "./noise-words.ts";

const rule = (more: Partial<NoiseRule> = {}): NoiseRule => ({
  sourceId: "prometheus", sourceName: "Prometheus", rule: "Slow", occurrences: 3, paged: 2, actionable: 0, noise: 0, duplicate: 0, untold: 3, review: null, ...more,
});
const words = (items: NoiseRule[], overdue: number) => {
  const { so, next } = noiseLede({ days: 30, items, overdue: Array.from({ length: overdue }, () => ({ sourceId: "p", sourceName: "P", rule: "r", reviewAt: "2026-11-19T08:00:00.000Z" })) });
  return `${so} ${next}`.trim();
};

describe("The first sentence about what earns its pages", () => {
  it("says how many paged, which were noise, and what is due", () => {
    expect(words([], 0)).toBe("Nothing fired in the last 30 days.");
    expect(words([rule({ paged: 0 })], 0)).toBe("1 rule fired, and none paged.");
    expect(words([rule({ noise: 2 }), rule({ actionable: 2, noise: 1 })], 1)).toBe("2 rules paged in the last 30 days. 1 rule was more often noise than not. 1 review is due.");
  });
});

describe("A review date", () => {
  it("is read as a morning, and offered in so many weeks", () => {
    const now = new Date(2026, 11, 28, 15).getTime();
    expect(dateInWeeks(now, 4)).toBe("2027-01-25");
    expect(reviewMoment("2027-01-25")).toBe(new Date(2027, 0, 25, 8).toISOString());
    expect(reviewMoment("")).toBeNull();
  });
});
