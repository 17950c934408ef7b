import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginnings, reminderKey, remindersOf } from "./reminder.rules.ts";
import type { Shift } from "./schedule.rules.ts";

const minute = 60_000;
const hour = 60 * minute;
const now = Date.parse("2026-11-19T13:00:00Z");
const shift = (personId: string, from: number, to: number): Shift => ({ personId, from, to, because: [], startsEarlier: false, endsLater: false });
const amara = { scheduleId: "web", personId: "amara", from: now + 10 * hour };
const said = (minutes: number[], told: number[], until = now) => {
  const { say, pass } = remindersOf(amara, minutes, new Set(told.map((minutesBefore) => reminderKey({ ...amara, minutesBefore }))), until);
  return { say: say.map(({ minutesBefore }) => minutesBefore), pass: pass.map(({ minutesBefore }) => minutesBefore) };
};

describe("A reminder", () => {
  it("is said once its time has come, and no second time", () => {
    expect(said([1_440, 60], [])).toEqual({ say: [1_440], pass: [] });
    expect(said([1_440, 60], [1_440])).toEqual({ say: [], pass: [] });
    expect(said([1_440, 60], [1_440], amara.from - hour)).toEqual({ say: [60], pass: [] });
  });

  it("of a shift that somebody gets at the last moment comes once, not as many times as were missed", () => {
    expect(said([1_440, 60], [], amara.from - 5 * minute)).toEqual({ say: [60], pass: [1_440] });
  });

  it("that is longer than one said already says nothing new", () => {
    expect(said([1_440, 900, 60], [900])).toEqual({ say: [], pass: [1_440] });
  });

  it("never comes for who wants none", () => {
    expect(said([], [])).toEqual({ say: [], pass: [] });
  });
});

it("Whoever looks every five minutes says each reminder once, in its five minutes, and the last one always", () => {
  const choice = fc.uniqueArray(fc.integer({ min: 5, max: 400 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(choice, fc.integer({ min: 0, max: 450 }), (minutes, late) => {
      const told = new Set<string>();
      const heard: number[] = [];
      for (let at = amara.from - (500 - late) * minute; at < amara.from; at += 5 * minute) {
        const { say, pass } = remindersOf(amara, minutes, told, at + 5 * minute);
        heard.push(...say.map(({ minutesBefore }) => minutesBefore));
        for (const one of [...say, ...pass]) told.add(reminderKey(one));
      }
      expect(new Set(heard).size).toBe(heard.length);
      expect(heard.at(-1)).toBe(Math.min(...minutes));
      expect(heard).toEqual([...heard].sort((a, b) => b - a));
    }),
  );
});

describe("What begins", () => {
  it("is a shift to come, not one that runs", () => {
    const all = [shift("ben", now - hour, now + hour), shift("amara", now + hour, now + 2 * hour)];
    expect(beginnings(all, now).map(({ personId }) => personId)).toEqual(["amara"]);
  });

  it("is not every morning of one turn by day, but the first after a weekend", () => {
    const day = (index: number) => shift("amara", now + index * 24 * hour, now + index * 24 * hour + 9 * hour);
    const all = [day(1), day(2), day(5)];
    expect(beginnings(all, now).map(({ from }) => (from - now) / (24 * hour))).toEqual([1, 5]);
  });
});
