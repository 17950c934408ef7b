import { describe, expect, it } from "vitest";
import { beginToWatch, judge, noteOut, wordTelling, type Telling, type Watch } from "./watchdog.rules.ts";

const second = 1_000;
const every = 20 * second;

/** Lets time go by in looks of a second; pages come out as told. Gives what is told, and when, in seconds. */
function live(seconds: number, outAt: (at: number) => number | null, watch: Watch = beginToWatch(every, 0)) {
  const told: [at: number, kind: Telling["kind"]][] = [];
  for (let at = 1; at <= seconds; at += 1) {
    const askedAt = outAt(at);
    if (askedAt !== null) watch = noteOut(watch, askedAt * second);
    const judged = judge(watch, at * second);
    ({ watch } = judged);
    if (judged.telling) told.push([at, judged.telling.kind]);
  }
  return { told, watch };
}

const onTheWay = (delay: number, isOut: (askedAt: number) => boolean) => (at: number) => {
  const askedAt = at - delay;
  return askedAt >= 0 && askedAt % 20 === 0 && isOut(askedAt) ? askedAt : null;
};

describe("A watchdog that asks every 20 s", () => {
  it("tells nobody while pages come out, be they half a minute late", () => {
    expect(live(3_600, onTheWay(0, () => true)).told).toEqual([]);
    expect(live(3_600, onTheWay(30, () => true)).told).toEqual([]);
  });

  it("tells nobody of a restart of 30 s, wherever it falls", () => {
    for (let begin = 100; begin < 120; begin += 1) expect(live(300, onTheWay(1, (askedAt) => askedAt < begin || askedAt > begin + 30)).told).toEqual([]);
  });

  it("tells of a fault within 75 s, wherever it falls: 15 s are left to reach somebody", () => {
    for (let fault = 100; fault < 120; fault += 1) {
      const [first] = live(300, onTheWay(1, (askedAt) => askedAt < fault)).told;
      expect(first?.[1]).toBe("down");
      expect((first?.[0] ?? 0) - fault).toBeLessThanOrEqual(75);
    }
  });

  it("tells once, then more and more seldom, and at the end that all is well", () => {
    const { told } = live(8 * 3_600, onTheWay(0, (askedAt) => askedAt < 100 || askedAt > 7 * 3_600));
    const [first, ...later] = told.map(([at]) => at);
    expect(told.map(([, kind]) => kind)).toEqual(["down", "still down", "still down", "still down", "still down", "well"]);
    expect(later.slice(0, -1).map((at) => Math.round((at - (first ?? 0)) / 60))).toEqual([5, 20, 65, 200]);
    expect(told.at(-1)).toEqual([7 * 3_600 + 20, "well"]);
  });

  it("does not take one page that was asked for before the alarm for the end of it", () => {
    const { told } = live(400, (at) => (at < 100 && at % 20 === 0 ? at : at === 200 ? 120 : null));
    expect(told.map(([, kind]) => kind)).toEqual(["down"]);
  });

  it("does not hold the time in which it was frozen itself against Muster", () => {
    const { watch } = live(100, onTheWay(0, () => true));
    expect(judge(watch, 1_000 * second).telling).toBeNull();
    expect(judge(judge(watch, 1_000 * second).watch, 1_015 * second).telling).toBeNull();
  });
});

describe("What it tells", () => {
  const place = { url: "https://muster.acme.example", since: "2026-11-19 13:02:10 UTC" };
  const telling: Telling = { kind: "down", forMilliseconds: 74 * second, againInMilliseconds: 300 * second };

  it("says since when, what it saw and when it tells again", () => {
    const { subject, text } = wordTelling(telling, { refusal: "Muster answers 503: The database is away.", remark: null }, place);
    expect(subject).toBe("Muster does not page: nothing came out for 74 s");
    for (const part of [place.url, place.since, "Muster answers 503: The database is away.", "in 5 min"]) expect(text).toContain(part);
  });

  it("says where it is stuck if Muster takes the alert, with what Muster itself says", () => {
    const { text } = wordTelling(telling, { refusal: null, remark: "10.0.0.7 could not be reached: ECONNREFUSED." }, place);
    expect(text).toContain("no page comes out");
    expect(text).toContain("Muster says: 10.0.0.7 could not be reached: ECONNREFUSED.");
  });

  it("ends with all well, and asks to look what was missed", () => {
    const { subject, text } = wordTelling({ kind: "well", forMilliseconds: 40 * 60 * second, againInMilliseconds: null }, { refusal: null, remark: null }, place);
    expect(subject).toBe("All well again: Muster pages");
    expect(text).toContain("about 40 min");
  });
});
