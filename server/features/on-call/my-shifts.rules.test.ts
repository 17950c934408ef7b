import { describe, expect, it } from "vitest";
import { nearest, neighboursOf } from "./my-shifts.rules.ts";
import type { Shift } from "./schedule.rules.ts";

const shift = (personId: string, from: number, to: number): Shift => ({ personId, from, to, because: [], startsEarlier: false, endsLater: false });
const names = (shifts: readonly Shift[]) => shifts.map(({ personId }) => personId);

describe("Around a shift", () => {
  const mine = shift("amara", 10, 20);
  const all = [shift("zoe", 0, 3), shift("ben", 3, 9), mine, shift("chidi", 12, 14), shift("ben", 22, 30), shift("dana", 22, 25), shift("zoe", 30, 40)];

  it("stand who ended last before it, who begins first after it, and who is on call meanwhile", () => {
    const { before, after, beside } = neighboursOf(mine, all);
    expect([names(before), names(after), names(beside)]).toEqual([["ben"], ["ben", "dana"], ["chidi"]]);
  });

  it("stands nobody where nobody else is on call", () => {
    expect(neighboursOf(mine, [shift("amara", 0, 5), mine, shift("amara", 21, 30)])).toEqual({ before: [], after: [], beside: [] });
  });

  it("nobody is said to come after what has no end in sight", () => {
    expect(neighboursOf({ ...mine, endsLater: true }, all).after).toEqual([]);
  });
});

it("The shift that runs goes before the next, and what is over counts no more", () => {
  const all = [shift("amara", 0, 5), shift("amara", 8, 12), shift("amara", 20, 30)];
  expect([nearest(all, 9)?.from, nearest(all, 5)?.from, nearest(all, 30)]).toEqual([8, 8, null]);
});
