import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paceAfter, unpaced, waitOf, type Pace } from "./pace.rules.ts";

const minute = 60_000;

/** When messages go, and how many pages each tells of, where pages fall due at these times. */
function messages(dues: readonly number[]): { at: number; pages: number[] }[] {
  let pace: Pace = unpaced;
  let waiting: number[] = [];
  const sent: { at: number; pages: number[] }[] = [];
  const send = (at: number) => {
    pace = paceAfter(pace, { pageId: String(sent.length), pages: waiting.length, now: at });
    sent.push({ at, pages: waiting });
    waiting = [];
  };
  for (const due of [...dues].sort((a, b) => a - b)) {
    const until = waitOf(pace, "next", due);
    if (waiting.length > 0 && until === null) send(pace.bundledAt === null ? due : Math.min(due, pace.bundledAt + minute));
    waiting.push(due);
    if (waitOf(pace, "next", due) === null) send(due);
  }
  if (waiting.length > 0) send((pace.bundledAt ?? 0) + minute);
  return sent;
}

describe("pages to one contact", () => {
  it("go at once, the first and the second", () => {
    expect(messages([0, 5_000])).toEqual([{ at: 0, pages: [0] }, { at: 5_000, pages: [5_000] }]);
  });

  it("become one message a minute after that", () => {
    expect(messages([0, 1_000, 2_000, 3_000, 50_000]).map(({ at, pages }) => [at, pages.length])).toEqual([[0, 1], [1_000, 1], [61_000, 3]]);
  });

  it("are sent again at once where the same message did not get through", () => {
    const pace = paceAfter(paceAfter(unpaced, { pageId: "a", pages: 3, now: 0 }), { pageId: "b", pages: 2, now: 60_000 });
    expect([waitOf(pace, "b", 61_000), waitOf(pace, "c", 61_000)]).toEqual([null, 120_000]);
  });

  it("wait a minute at most where the clock went back meanwhile", () => {
    const pace = paceAfter(paceAfter(unpaced, { pageId: "a", pages: 3, now: 0 }), { pageId: "b", pages: 2, now: 10_000 });
    expect([-3_600_000, -5_000].map((now) => waitOf(pace, "c", now))).toEqual([null, 55_000]);
  });

  it("wait a minute at most, are told of once, and make at most one message a minute beside the first of each quiet minute", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 1, maxLength: 60 }), (dues) => {
        const sent = messages(dues);
        expect(sent.flatMap(({ pages }) => pages).sort((a, b) => a - b)).toEqual([...dues].sort((a, b) => a - b));
        for (const { at, pages } of sent) for (const due of pages) expect(at - due).toBeLessThanOrEqual(minute);
        for (const { at } of sent) expect(sent.filter((other) => other.at >= at && other.at < at + minute).length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
