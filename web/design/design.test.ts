import fastCheck from "fast-check";
import { describe, expect, it } from "vitest";
import { calm } from "./calm-lines.ts";
import {
  daySentence, momentAt, placeOf, type ScheduleDay, type ScheduleLayer, segmentOf, spanAt, spanBetween, spanWordsIn, weeksOf,
} from "./schedule-layout.ts";
import { litBars, severityTone } from "./severity.ts";
import { dayTokens, nightTokens, type Tokens } from "./tokens.ts";
import {
  dueWords, exactSpanWords, fullMomentWords, fuseLeft, initials, isOverdue, momentWords, spanWords, timeOfDay,
} from "./wording.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const berlin = "Europe/Berlin";
const now = Date.parse("2026-11-19T13:47:20Z");

describe("a length of time", () => {
  it.each([
    [0, "0 s"],
    [40 * second, "40 s"],
    [49 * minute + 59 * second, "49 min"],
    [4 * hour + 29 * minute, "4 h 29"],
    [2 * hour + 5 * minute, "2 h 05"],
    [3 * hour, "3 h"],
    [3 * day + 18 * hour, "3 d 18 h"],
    [11 * day + 5 * hour, "11 d"],
    [-5, "0 s"],
  ])("of %d ms is said as %s", (span, words) => {
    expect(spanWords(span)).toBe(words);
  });

  it("is said to the second where that matters", () => {
    expect(exactSpanWords(91 * second)).toBe("91 s");
    expect(exactSpanWords(3 * minute + 3 * second)).toBe("3 min 3 s");
    expect(exactSpanWords(4 * hour + 29 * minute)).toBe("4 h 29");
  });
});

describe("the clock of something owed", () => {
  it.each([
    [12 * minute, "in 12 min"],
    [11 * minute + 1 * second, "in 12 min"],
    [40 * second, "in 40 s"],
    [60 * minute, "in 1 h"],
    [3 * hour + 33 * minute, "in 3 h 33"],
    [11 * day, "in 11 d"],
    [0, "due now"],
    [-20 * second, "20 s late"],
    [-3 * minute - 40 * second, "3 min late"],
    [-4 * hour - 29 * minute, "4 h 29 late"],
  ])("with %d ms left reads %s", (left, words) => {
    expect(dueWords(now + left, now)).toBe(words);
  });

  it("says lateness in full under a heading", () => {
    expect(dueWords(now - 3 * minute, now, "long")).toBe("overdue by 3 min");
  });

  it("is late by a word exactly when it is late by colour", () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: -10 * day, max: 10 * day }), (left) => {
        expect(dueWords(now + left, now).endsWith(" late")).toBe(isOverdue(now + left, now));
      }),
    );
  });

  it("burns its fuse from full to nothing", () => {
    expect(fuseLeft(now, now + hour, now)).toBe(1);
    expect(fuseLeft(now - 15 * minute, now + 45 * minute, now)).toBe(0.75);
    expect(fuseLeft(now - hour, now - minute, now)).toBe(0);
  });
});

describe("a moment", () => {
  it("is as short as it can be without being mistaken", () => {
    expect(momentWords(Date.parse("2026-11-19T14:19:00Z"), now, berlin)).toBe("15:19");
    expect(momentWords(Date.parse("2026-11-23T08:00:00Z"), now, berlin)).toBe("Mon 09:00");
    expect(momentWords(Date.parse("2026-12-04T17:00:00Z"), now, berlin)).toBe("4 Dec 18:00");
    expect(momentWords(Date.parse("2027-11-19T14:19:00Z"), now, berlin)).toBe("19 Nov 15:19");
  });

  it("is told in the zone that is asked for", () => {
    expect(timeOfDay(now, berlin, true)).toBe("14:47:20");
    expect(timeOfDay(now, "Africa/Lagos")).toBe("14:47");
    expect(fullMomentWords(now, "America/Mexico_City")).toBe("Thu 19 Nov 07:47");
  });
});

describe("initials", () => {
  it("take the first and the last word", () => {
    expect(initials("Amara Okafor")).toBe("AO");
    expect(initials("Ana María de la Cruz")).toBe("AC");
    expect(initials("grete")).toBe("GR");
    expect(initials(" ")).toBe("?");
  });
});

describe("a severity", () => {
  it("takes its own stop of the ramp when there are five", () => {
    expect(severityTone({ rank: 1 })).toMatchObject({ text: "var(--sev-1)", isFilled: true });
    expect(severityTone({ rank: 4 })).toMatchObject({ wash: "var(--sev-4-wash)", isFilled: false });
  });

  it("lands between the stops when a process has another number", () => {
    expect(severityTone({ rank: 1, of: 3 }).text).toBe("var(--sev-2)");
    expect(severityTone({ rank: 1, of: 6 }).text).toContain("color-mix");
    expect(severityTone({ rank: 5, of: 6 }).text).toBe("var(--sev-4)");
  });

  it("always lights at least one bar", () => {
    expect([0, 1, 2].map((rank) => litBars({ rank, of: 3 }))).toEqual([3, 2, 1]);
    expect(litBars({ rank: 9, of: 5 })).toBe(1);
  });
});

function luminance(hex: string): number {
  const channel = (at: number) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string | undefined, other: string | undefined): number {
  const [low, high] = [luminance(one ?? ""), luminance(other ?? "")].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

describe.each([
  ["day", dayTokens],
  ["night", nightTokens],
] as [string, Tokens][])("the colours by %s", (_name, tokens) => {
  it("keep every text readable on every surface it stands on", () => {
    for (const text of ["--ink", "--ink-2", "--ink-3"] as const) {
      for (const surface of ["--paper", "--sheet", "--wash", "--wash-2"] as const) {
        expect(contrast(tokens[text], tokens[surface]), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    for (const name of ["ok", "sev-0", "sev-1", "sev-2", "sev-3", "sev-4"] as const) {
      for (const surface of ["--paper", "--sheet", `--${name}-wash`] as const) {
        expect(contrast(tokens[`--${name}`], tokens[surface]), `${name} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it("keep the filled badges, the buttons and the edges of controls readable", () => {
    expect(contrast("#ffffff", tokens["--sev-0-fill"])).toBeGreaterThanOrEqual(4.5);
    expect(contrast("#ffffff", tokens["--sev-1-fill"])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens["--on-ink"], tokens["--ink"])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens["--control"], tokens["--sheet"])).toBeGreaterThanOrEqual(3);
  });
});

/** October's last week in Berlin: its Sunday has 25 hours. */
const lengths = [24, 24, 24, 24, 24, 24, 25];
const monday = Date.parse("2026-10-18T22:00:00Z");
const days: ScheduleDay[] = lengths.map((hours, index) => {
  const start = monday + index * day;
  return { date: `2026-10-${19 + index}`, start, end: start + hours * hour };
});
const week = weeksOf(days)[0] ?? [];
const at = (index: number, hours: number) => (days[index]?.start ?? 0) + hours * hour;
const layers: ScheduleLayer[] = [
  { id: "o", name: "Overrides", kind: "override", bars: [{ id: "1", from: at(4, 18), to: at(6, 18), words: "Chidi is away" }] },
  {
    id: "f",
    name: "Final",
    kind: "final",
    bars: [
      { id: "2", from: monday - day, to: at(4, 18), words: "Chidi Novak" },
      { id: "3", from: at(4, 18), to: at(6, 18), words: "Nobody", look: "nobody" },
    ],
  },
];

describe("a week of a schedule", () => {
  it("draws days equally wide, whatever their hours", () => {
    expect(placeOf(at(6, 0), week)).toBeCloseTo(6 / 7);
    expect(placeOf(at(6, 12.5), week)).toBeCloseTo(6.5 / 7);
    expect(momentAt(6.5 / 7, week)).toBeCloseTo(at(6, 12.5), -1);
  });

  it("cuts a bar to the week and leaves out what lies elsewhere", () => {
    expect(segmentOf({ from: monday - day, to: at(1, 0) }, week)?.left).toBe(0);
    expect(segmentOf({ from: monday - day, to: monday }, week)).toBeNull();
  });

  it("widens a dragged span to whole hours, in either direction", () => {
    const span = { from: at(1, 9), to: at(2, 18) };
    expect(spanBetween(at(1, 9.4), at(2, 17.2), days)).toEqual(span);
    expect(spanBetween(at(2, 17.2), at(1, 9.4), days)).toEqual(span);
  });

  it("takes a press on a gap as the whole gap, and elsewhere as the day", () => {
    expect(spanAt(at(5, 3), days, layers)).toEqual({ from: at(4, 18), to: at(6, 18) });
    expect(spanAt(at(1, 3), days, layers)).toEqual({ from: at(1, 0), to: at(2, 0) });
  });

  it("says in words what the picture shows", () => {
    const friday = days[4];
    expect(friday && daySentence(friday, layers, berlin)).toBe(
      "Fri 23 Oct: Chidi Novak until 18:00, Nobody from 18:00. Override: Chidi is away from 18:00",
    );
    expect(spanWordsIn({ from: at(4, 18), to: at(5, 18) }, days, berlin)).toBe("Fri 23 Oct 18:00 to Sat 24 Oct 18:00");
  });
});

describe("a list that somebody presses in", () => {
  const lines = (ids: string) => [...ids].map((id) => ({ id }));
  const shown = (kept: string, now: string, isNewestLast = false) => {
    const calmed = calm(lines(kept), lines(now), isNewestLast);
    return { lines: calmed.lines.map(({ id }) => id).join(""), waiting: calmed.waiting, gone: [...calmed.gone].join("") };
  };

  it("keeps every line where it stands: what is newer waits above, what is older comes below", () => {
    expect(shown("abc", "ncao")).toEqual({ lines: "abco", waiting: 1, gone: "b" });
    expect(shown("a", "n")).toEqual({ lines: "a", waiting: 1, gone: "a" });
  });

  it("whose newest line is its last adds it at once, also where all others have left", () => {
    expect(shown("ab", "bn", true)).toEqual({ lines: "abn", waiting: 0, gone: "a" });
    expect(shown("a", "n", true)).toEqual({ lines: "an", waiting: 0, gone: "a" });
  });
});
