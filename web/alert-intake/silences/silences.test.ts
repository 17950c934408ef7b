import { describe, expect, it } from "vitest";
import { matcherSchema, silenceWishSchema, type SilenceView } from "../../../server/features/alert-intake/silence.contract.ts";
import { namesLeft, suggestionsFrom } from "./matcher-suggestions.ts";
import { draftFor, draftOf, draftRecurring, localText, matchersOf, newDraft, type SilenceDraft, usualRecurrence, wishOf } from "./silence-draft.ts";
import { coverWords, daysWords, matchersWords, operators, recurrenceWords, silencesLede } from "./silence-words.ts";
import { readSilencesSearch } from "./silences-search.ts";

const thursday = Date.parse("2026-11-19T13:47:00Z");
const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

const silence = (more: Partial<SilenceView> = {}): SilenceView => ({
  id: "019a9d3c-0000-7000-8000-000000000001",
  kind: "silence",
  state: "live",
  matchers: [{ name: "alertname", value: "HighLatency", isRegex: false, isEqual: true }],
  reason: "The provider is slow",
  owner: { id: "ben", name: "Ben Sato" },
  madeAt: iso(thursday - hour),
  startsAt: iso(thursday - hour),
  endsAt: iso(thursday + hour),
  recurrence: null,
  endedAt: null,
  next: { from: iso(thursday - hour), to: iso(thursday + hour) },
  held: 0,
  ...more,
});

const written = (more: Partial<SilenceDraft> = {}): SilenceDraft => ({ ...newDraft("ben", thursday), matchers: [{ name: "env", operator: "is", value: "staging" }], reason: "Known", ...more });

describe("What a silence matches, in words", () => {
  it("reads as a sentence, for every way to compare", () => {
    const all = operators.map((operator) => ({ name: "env", operator, value: "eu-.*" }));
    expect(matchersWords(matchersOf(all) ?? [])).toBe("env is eu-.* and env is not eu-.* and env matches eu-.* and env matches not eu-.*");
  });

  it("says of an empty value that the label is set or not", () => {
    const empty = { name: "owner", value: "", isRegex: false };
    expect(matchersWords([{ ...empty, isEqual: true }, { ...empty, isEqual: false }])).toBe("owner is not set and owner is set");
  });

  it("says the days and hours of one that comes back", () => {
    expect(daysWords(["sun", "mon", "tue", "wed", "thu", "fri", "sat"])).toBe("Every day");
    expect(daysWords(["wed", "mon", "tue"])).toBe("Mon to Wed");
    expect(daysWords(["sat", "mon", "wed"])).toBe("Mon, Wed and Sat");
    expect(daysWords(["fri", "sat"])).toBe("Fri and Sat");
    expect(daysWords(["sun"])).toBe("Sun");
    expect(recurrenceWords(usualRecurrence("America/New_York"))).toBe("Mon to Fri from 22:00 to 04:00 of the next day, on the clock of America/New York");
    expect(recurrenceWords({ days: ["sat"], from: "02:00", to: "04:00", timezone: "UTC" })).toBe("Sat from 02:00 to 04:00, on the clock of UTC");
  });
});

describe("What a silence would hold back, in words", () => {
  it.each([
    [3, 2, "now", "Holds back 3 alerts now, 2 of which paged somebody."],
    [3, 3, "now", "Holds back 3 alerts now, all of which paged somebody."],
    [3, 0, "now", "Holds back 3 alerts now, none of which paged anybody."],
    [1, 1, "now", "Holds back 1 alert now, which paged somebody."],
    [1, 0, "later", "Would hold back 1 alert now, which paged nobody."],
    [2, 1, "more", "Holds back 2 more alerts now, 1 of which paged somebody."],
    [0, 0, "now", "Holds back nothing now. What comes and fits is held back too."],
    [0, 0, "more", "Holds back nothing more than it does already."],
  ] as const)("%i alerts, %i of which paged, %s", (total, paging, tense, words) => {
    expect(coverWords({ total, paging }, tense)).toBe(words);
  });

  it("is said of all silences together, with what ends or begins next", () => {
    const later = silence({ state: "planned", kind: "maintenance", reason: "New disks", next: { from: iso(thursday + 3 * hour), to: iso(thursday + 4 * hour) } });
    expect(silencesLede([], thursday)).toEqual({ so: "Nothing is held back by a silence now.", next: "Whatever fires is paged as its route says." });
    expect(silencesLede([silence(), later], thursday)).toMatchObject({ so: "One silence holds now, and one is planned.", next: expect.stringMatching(/^“The provider is slow” ends at \d\d:47; what still fires then pages\.$/) as string });
    expect(silencesLede([later], thursday)).toMatchObject({ so: "Nothing is held back by a silence now, and one is planned.", next: expect.stringContaining("“New disks” begins at") as string });
    expect(silencesLede([silence({ kind: "maintenance" }), silence({ kind: "maintenance" })], thursday).so).toBe("Two maintenances hold now.");
  });
});

describe("A silence made from an alert", () => {
  const matchers = (labels: Record<string, string>) => matchersWords(matchersOf(draftFor({ labels, title: "Disk is full" }, "ben", thursday).matchers) ?? []);

  it("is about its name and its service, where it has such labels, else about its title", () => {
    expect(matchers({ alertname: "DiskFull", service: "ledger", host: "a1" })).toBe("alertname is DiskFull and service is ledger");
    expect(matchers({ alertname: "DiskFull" })).toBe("alertname is DiskFull");
    expect(matchers({ host: "a1" })).toBe("title is Disk is full");
  });

  it("never is about a whole service for want of a name", () => {
    expect(matchers({ service: "ledger" })).toBe("title is Disk is full and service is ledger");
  });

  it("offers its own labels first, and no name twice", () => {
    const known = suggestionsFrom({ labels: { host: "a1", service: "ledger" }, title: "Disk is full", services: ["storefront", "ledger"], sources: ["prometheus"], titles: ["Disk is full", "Slow"] });
    expect(known.get("service")).toEqual(["ledger", "storefront"]);
    expect(known.get("title")).toEqual(["Disk is full", "Slow"]);
    const rows = [{ name: "host", operator: "is", value: "a1" }, { name: "", operator: "is", value: "" }] as const;
    expect(namesLeft(known, rows, "")).not.toContain("host");
    expect(namesLeft(known, rows, "host")[0]).toBe("host");
  });
});

describe("What the form asks for", () => {
  it("is nothing while a name is missing, or nothing that an alert must have is asked", () => {
    expect(matchersOf([{ name: "", operator: "is", value: "x" }])).toBeNull();
    expect(matchersOf([{ name: "env", operator: "is", value: "" }])).toBeNull();
    expect(matchersOf([])).toBeNull();
    expect(matchersOf([{ name: "env", operator: "is not", value: "" }])).toEqual([{ name: "env", value: "", isRegex: false, isEqual: false }]);
    expect(matchersOf([{ name: " env ", operator: "matches not", value: "a|b" }, { name: "", operator: "is", value: "" }])).toEqual([{ name: "env", value: "a|b", isRegex: true, isEqual: false }]);
  });

  it("is as the API wants it, and lasts as long as was chosen", () => {
    const wish = wishOf(written({ length: "4h" }), thursday);
    expect(silenceWishSchema.parse(wish)).toMatchObject({ kind: "silence", endsAt: iso(thursday + 4 * hour), ownerId: "ben", reason: "Known" });
    expect(wish?.matchers.every((matcher) => matcherSchema.safeParse(matcher).success)).toBe(true);
    expect(wish).not.toHaveProperty("startsAt");
  });

  it("counts the length from the beginning, where that is later", () => {
    const from = localText(thursday + 10 * hour);
    expect(wishOf(written({ begins: "later", from, length: "1h" }), thursday)).toMatchObject({ startsAt: iso(thursday + 10 * hour), endsAt: iso(thursday + 11 * hour) });
    expect(wishOf(written({ begins: "later", from: "" }), thursday)).toBeNull();
    expect(wishOf(written({ length: "until", until: "" }), thursday)).toBeNull();
  });

  it("lasts four weeks where it comes back by the week and no end was chosen", () => {
    const recurring = draftRecurring(written(), usualRecurrence("Europe/Berlin"), thursday);
    expect(wishOf(recurring, thursday)).toMatchObject({ endsAt: iso(thursday + 28 * 24 * hour), recurrence: { days: ["mon", "tue", "wed", "thu", "fri"] } });
    expect(wishOf({ ...recurring, recurrence: { ...usualRecurrence("UTC"), days: [] } }, thursday)).toBeNull();
    const chosen = written({ length: "until", until: localText(thursday + 2 * hour) });
    expect(draftRecurring(chosen, usualRecurrence("UTC"), thursday).until).toBe(chosen.until);
  });
});

describe("A silence that is changed", () => {
  it("is the same again where nothing was changed, and keeps its beginning", () => {
    const wish = wishOf(draftOf(silence(), thursday), thursday);
    expect(wish).toMatchObject({ matchers: silence().matchers, reason: "The provider is slow", endsAt: iso(thursday + hour) });
    expect(wish).not.toHaveProperty("startsAt");
    expect(wish).not.toHaveProperty("ownerId");
  });

  it("can begin at once where it was planned", () => {
    const planned = draftOf(silence({ state: "planned", startsAt: iso(thursday + hour), endsAt: iso(thursday + 2 * hour) }), thursday);
    expect(wishOf(planned, thursday)).toMatchObject({ startsAt: iso(thursday + hour) });
    expect(wishOf({ ...planned, begins: "now" }, thursday)).toMatchObject({ startsAt: iso(thursday) });
  });
});

describe("The address of the silences", () => {
  it("knows its views and drops the rest", () => {
    expect(readSilencesSearch({ view: "over", new: true, more: 1 })).toEqual({ view: "over", new: true });
    expect(readSilencesSearch({ view: "current", new: "yes" })).toEqual({});
  });
});
