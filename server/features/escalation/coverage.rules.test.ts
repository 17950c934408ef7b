import { describe, expect, it } from "vitest";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { Layer, Override } from "../on-call/schedule.rules.ts";
import type { CoverageFacts, CoveredSchedule, Finding } from "./coverage-facts.rules.ts";
import { judgeCoverage, newFindings } from "./coverage.rules.ts";

const day = 86_400_000;
const hour = 3_600_000;
/** A Monday. */
const from = Date.UTC(2026, 10, 23);
const to = from + 90 * day;
const at = (text: string) => Date.parse(`${text}Z`);

function schedule(id: string, layers: readonly Layer[], overrides: readonly Override[] = [], zone = "UTC"): CoveredSchedule {
  return { id, name: id, zone, clock: zoneNamed(zone), layers, overrides };
}

const weekly = (...people: string[]): Layer => ({ people, starts: "2026-01-05T09:00", turn: { amount: 1, unit: "w" } });

/** Everybody is there, and three who take weekly turns stand before a manager: nothing to find. */
function organization(change: Partial<CoverageFacts> = {}): CoverageFacts {
  return {
    from,
    to,
    restHours: 11,
    sendsMail: true,
    people: new Map(["amara", "ben", "chidi", "dana", "elif", "grete"].map((id) => [id, id.charAt(0).toUpperCase() + id.slice(1)])),
    unreachable: new Set(),
    absences: [],
    schedules: [schedule("primary", [weekly("amara", "ben", "chidi")])],
    teams: [{ id: "web", name: "Web", managerId: "grete", members: ["amara", "ben"] }],
    roles: [],
    policies: policy(["schedule/primary"], ["person/grete"]),
    services: [{ id: "shop", name: "Shop", teamId: "web", policyId: "web", experts: ["amara", "ben"] }],
    joinsManagers: true,
    ...change,
  };
}

const policy = (...steps: string[][]) => [{ id: "web", name: "Web policy", steps, asks: steps.map(() => ({ needed: 1, mostPaged: Infinity })) }];
/** The same, its first step asking for two. */
const policyOfTwo = (mostPaged: number, ...steps: string[][]) => policy(...steps).map((one) => ({ ...one, asks: one.asks.map((ask, place) => (place === 0 ? { needed: 2, mostPaged } : ask)) }));

function found(change: Partial<CoverageFacts>): readonly Finding[] {
  return judgeCoverage(organization(change)).findings;
}

/** The one thing that is found, and nothing beside it. */
function only(change: Partial<CoverageFacts>): Finding {
  const findings = found(change);
  expect(findings.map(({ id }) => id)).toEqual([expect.any(String)]);
  return findings[0] as Finding;
}

describe("an organization in which somebody always answers", () => {
  it("has no findings, and no holes", () => {
    expect(judgeCoverage(organization())).toMatchObject({ findings: [], strips: [{ name: "Web policy", services: [{ name: "Shop" }], holes: [] }] });
  });
});

describe("a schedule with nobody", () => {
  const away: Override = { id: "away", kind: "remove", person: null, from: at("2026-12-04T18:00"), to: at("2026-12-06T18:00") };
  const more: Override = { ...away, id: "more", from: at("2026-12-06T18:00"), to: at("2026-12-07T08:00") };

  it("is a gap that breaks paging, its pieces told as one, with who is turned to instead", () => {
    const finding = only({ schedules: [schedule("primary", [weekly("amara", "ben", "chidi")], [away, more])] });
    expect(finding).toMatchObject({ kind: "gap", weight: "breaks", title: "Nobody is on call for primary.", pattern: null, policyIds: ["web"] });
    expect(finding.text).toBe("A page by Web policy goes on to Grete at once.");
    expect(finding.occurrences).toEqual([{ from: away.from, to: more.to, people: [] }]);
    expect(finding.mend.link).toBe("/on-call?schedule=primary&from=2026-12-04");
  });

  it("says where nobody is left at all, and draws both kinds of holes", () => {
    const { findings, strips } = judgeCoverage(organization({ schedules: [schedule("primary", [weekly("amara", "ben")], [away])], policies: policy(["schedule/primary"]) }));
    expect(findings).toMatchObject([{ kind: "gap", text: "A page by Web policy reaches nobody but the administrators." }]);
    expect(strips[0]?.holes).toEqual([{ kind: "nobody", from: away.from, to: away.to }]);
    expect(judgeCoverage(organization({ schedules: [schedule("primary", [weekly("amara", "ben")], [away])] })).strips[0]?.holes).toMatchObject([{ kind: "empty-step" }]);
  });

  it("puts paging at risk only, where somebody else stands in the same step", () => {
    const finding = only({ schedules: [schedule("primary", [weekly("amara", "ben")], [away])], policies: policy(["schedule/primary", "person/dana"], ["person/grete"]) });
    expect(finding).toMatchObject({ weight: "risks", text: "A page by Web policy still turns to Dana in the same step." });
  });

  it("is found through a role too, and not where no policy pages it", () => {
    const schedules = [schedule("primary", [weekly("amara", "ben")]), schedule("commanders", [weekly("dana", "elif")], [away])];
    expect(found({ schedules })).toEqual([]);
    const roles = [{ id: "commander", name: "Commander", scheduleId: "commanders" }];
    expect(only({ schedules, roles, policies: policy(["schedule/primary"], ["role/commander"]) })).toMatchObject({ kind: "gap", title: "Nobody is on call for commanders." });
  });

  it("is told for the whole time where it has no people", () => {
    const finding = only({ schedules: [schedule("primary", [])] });
    expect(finding).toMatchObject({ kind: "gap", occurrences: [{ from, to }], mend: { words: "Give the schedule people" } });
  });

  it("of office hours is one finding with its pattern, at risk while a later step has somebody, and none where no service pages it", () => {
    const office: Layer = { ...weekly("amara", "ben"), starts: "2026-01-05T00:00", hours: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "18:00" }] };
    const schedules = [schedule("primary", [office], [], "Europe/Berlin")];
    const finding = only({ schedules });
    expect(finding).toMatchObject({ id: "gap-by-hours:primary", weight: "risks", pattern: "outside Mon to Fri 09:00 to 18:00", timezone: "Europe/Berlin" });
    expect(finding.occurrences.length).toBeGreaterThan(60);
    expect(finding.occurrences[1]).toMatchObject({ from: at("2026-11-23T17:00"), to: at("2026-11-24T08:00") });
    expect(only({ schedules, policies: policy(["schedule/primary"]) })).toMatchObject({ kind: "gap", weight: "breaks" });
    expect(found({ schedules, services: [] })).toEqual([]);
    const holiday: Override = { id: "holiday", kind: "remove", person: null, from: at("2026-12-24T10:00"), to: at("2026-12-24T12:00") };
    expect(found({ schedules: [schedule("primary", [office], [holiday], "Europe/Berlin")] }).map(({ id, weight, occurrences: [first] }) => [id, weight, first?.from])).toEqual([
      ["gap:primary", "breaks", holiday.from],
      ["gap-by-hours:primary", "risks", from],
    ]);
  });
});

describe("people", () => {
  it("whom nothing reaches are named with the times in which they stand in a step", () => {
    const finding = only({ unreachable: new Set(["ben", "elif"]) });
    expect(finding).toMatchObject({ id: "unreachable:ben", weight: "breaks", title: "A page cannot reach Ben, who stands in Web policy.", people: ["ben"], mend: { link: "/people/ben" } });
    expect(finding.occurrences.map((one) => one.from)).toEqual(["2026-11-23", "2026-12-14", "2027-01-04", "2027-01-25", "2027-02-15"].map((date) => at(`${date}T09:00`)));
    expect(finding.occurrences[0]).toMatchObject({ to: at("2026-11-30T09:00"), people: ["ben"] });
    expect(finding.occurrences.at(-1)?.to).toBe(to);
    expect(only({ unreachable: new Set(["grete"]) })).toMatchObject({ id: "unreachable:grete", occurrences: [] });
    expect(only({ unreachable: new Set(["grete"]), policies: policy(["schedule/primary"], ["person/grete", "person/dana"]) })).toMatchObject({ weight: "risks" });
  });

  it("of whom nobody can be reached are told of as one finding, which says where mail is not set up", () => {
    const unreachable = new Set(["amara", "ben", "chidi", "grete", "elif"]);
    expect(only({ sendsMail: false, unreachable })).toMatchObject({ id: "unreachable", title: "No page reaches anybody.", weight: "breaks", text: expect.stringContaining("mail is not set up"), mend: { link: "/settings/health" } });
    expect(only({ unreachable })).toMatchObject({ id: "unreachable", mend: { link: "/people" } });
  });

  it("who are secondary to themselves are told of with the spans, and as nothing else", () => {
    const cover: Override = { id: "cover", kind: "replace", person: "amara", replaces: null, from: at("2026-12-08T09:00"), to: at("2026-12-09T09:00") };
    // Amara is primary from 7 to 14 December: the first cover makes her both, the second does not.
    const later: Override = { ...cover, id: "later", from: at("2026-12-17T00:00"), to: at("2026-12-18T00:00") };
    const schedules = [schedule("primary", [weekly("amara", "ben", "chidi")]), schedule("secondary", [weekly("dana", "elif")], [cover, later])];
    const finding = only({ schedules, policies: policy(["schedule/primary"], ["schedule/secondary"], ["person/grete"]) });
    expect(finding).toMatchObject({ id: "nobody-new:web:2", weight: "risks", title: "Step 2 of Web policy turns to nobody new: Amara, paged already.", people: ["amara"] });
    expect(finding.occurrences).toEqual([{ from: cover.from, to: cover.to, people: ["amara"] }]);
    expect(finding.mend.link).toBe("/on-call?schedule=secondary&from=2026-12-08");
  });

  it("who stand in every step at a time are told of once", () => {
    const days: Override = { id: "days", kind: "replace", person: "grete", replaces: null, from: at("2026-12-24T00:00"), to: at("2026-12-26T00:00") };
    const finding = only({ schedules: [schedule("primary", [weekly("amara", "ben", "chidi")], [days])] });
    expect(finding).toMatchObject({ id: "same-everywhere:web", kind: "same-everywhere", weight: "risks", title: "Every step of Web policy turns to the same person: Grete.", people: ["grete"] });
    expect(finding.occurrences).toEqual([{ from: days.from, to: days.to, people: ["grete"] }]);
  });

  it("who are alone for a service are told of with their next absence, and not again as the same person in every step", () => {
    const policies = policy(["person/grete"], ["person/grete"]);
    expect(only({ policies })).toMatchObject({ id: "one-person:shop", title: "Grete is the only one ever paged for Shop.", occurrences: [], weight: "risks", mend: { link: "/services/shop" } });
    const absences = [
      { personId: "grete", from: at("2027-01-04T00:00"), to: at("2027-01-09T00:00") },
      { personId: "grete", from: at("2026-12-20T00:00"), to: at("2026-12-28T00:00") },
      { personId: "ben", from: at("2026-12-01T00:00"), to: at("2026-12-02T00:00") },
    ];
    expect(only({ policies, absences }).occurrences).toEqual([{ from: at("2026-12-20T00:00"), to: at("2026-12-28T00:00"), people: ["grete"] }]);
  });

  it("who alone know a service are named", () => {
    const services = [{ id: "shop", name: "Shop", teamId: "web", policyId: "web", experts: ["chidi"] }];
    expect(only({ services })).toMatchObject({ id: "one-expert:shop", title: "Chidi is the only expert of Shop.", people: ["chidi"], weight: "risks" });
  });
});

describe("a step that asks for two people", () => {
  const pair = schedule("primary", [{ ...weekly(), people: [["amara", "ben"], ["chidi", "dana"]] }]);

  it("is fine where it always reaches two", () => {
    expect(found({ schedules: [pair], policies: policyOfTwo(Infinity, ["schedule/primary"], ["person/grete"]) })).toEqual([]);
  });

  it("is told of where it turns to one, all the time, with what follows from it", () => {
    const finding = only({ policies: policyOfTwo(Infinity, ["schedule/primary"], ["person/grete"]) });
    expect(finding).toMatchObject({ kind: "too-few", weight: "risks", title: "Step 1 of Web policy asks that 2 people have it, and reaches one.", text: "However soon they answer, the search goes on to the other steps." });
    expect(only({ schedules: [pair], policies: policyOfTwo(1, ["schedule/primary"], ["person/grete"]) }).kind).toBe("too-few");
  });

  it("is told of in the times in which one of the two cannot be reached, and where nobody else is left", () => {
    const findings = found({ schedules: [pair], policies: policyOfTwo(Infinity, ["schedule/primary"]), unreachable: new Set(["ben"]) });
    const finding = findings.find(({ kind }) => kind === "too-few");
    expect(finding).toMatchObject({ people: ["amara"], text: "All steps together reach fewer too: however soon they answer, the search ends with the administrators." });
    expect(finding?.occurrences[0]).toEqual({ from: at("2026-11-23T09:00"), to: at("2026-11-30T09:00"), people: ["amara"] });
    expect(findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["unreachable", "too-few"]));
  });
});

describe("what stands empty", () => {
  it("is a service without a policy", () => {
    const services = [...organization().services, { id: "search", name: "Search", teamId: "web", policyId: null, experts: [] }];
    expect(only({ services })).toMatchObject({ id: "no-policy:search", weight: "breaks", title: "Search has no escalation policy.", mend: { link: "/services/search" } });
  });

  it("is a step that means nobody, with the reason", () => {
    const teams = [...organization().teams, { id: "night", name: "Night", managerId: "grete", members: [] }];
    const finding = only({ teams, policies: policy(["schedule/primary"], ["team/night"], ["role/gone", "person/gone"]).map((one) => ({ ...one, steps: one.steps.slice(0, 2) })) });
    expect(finding).toMatchObject({ id: "empty-step:web:2", weight: "risks", title: "Step 2 of Web policy means nobody: the team Night has no members." });
    expect(only({ policies: policy(["role/gone"]) })).toMatchObject({ kind: "empty-step", weight: "breaks", title: "Step 1 of Web policy means nobody: the role gone has no schedule." });
  });

  it("is the manager of a team whom the process asks to join, where the team has a service", () => {
    const teams = [{ id: "web", name: "Web", managerId: null, members: ["amara"] }, { id: "idle", name: "Idle", managerId: null, members: [] }];
    expect(only({ teams })).toMatchObject({ id: "no-manager:web", weight: "risks", text: "An incident of Shop calls nobody in at that point." });
    expect(found({ teams, joinsManagers: false })).toEqual([]);
  });
});

describe("turns that are hard on people", () => {
  const shifts = (id: string, ...spans: [person: string, from: string, to: string][]) =>
    schedule(id, [], spans.map(([person, starts, ends], place) => ({ id: `${id}${place}`, kind: "add" as const, person, from: at(starts), to: at(ends) })));

  it("are those with less rest between them than was agreed, over all schedules", () => {
    const schedules = [
      ...organization().schedules,
      shifts("night", ["dana", "2026-12-01T18:00", "2026-12-02T06:00"], ["elif", "2026-12-01T18:00", "2026-12-02T06:00"]),
      shifts("day", ["dana", "2026-12-02T15:00", "2026-12-02T20:00"], ["elif", "2026-12-02T17:00", "2026-12-02T20:00"]),
    ];
    const finding = only({ schedules });
    expect(finding).toMatchObject({ id: "short-rest:dana", weight: "hard", title: "Dana has less than 11 h between two turns.", text: "From night to day.", people: ["dana"] });
    expect(finding.occurrences).toEqual([{ from: at("2026-12-02T06:00"), to: at("2026-12-02T15:00"), people: ["dana"] }]);
    expect(found({ schedules, restHours: 9 })).toEqual([]);
    expect(found({ schedules, restHours: 12 }).map(({ id }) => id)).toEqual(["short-rest:dana", "short-rest:elif"]);
  });

  it("are those that follow each other at once, but not the hours of one turn", () => {
    const straight = [...organization().schedules, shifts("one", ["dana", "2026-12-01T09:00", "2026-12-08T09:00"]), shifts("two", ["dana", "2026-12-08T09:00", "2026-12-15T09:00"])];
    expect(only({ schedules: straight })).toMatchObject({ id: "short-rest:dana", text: "From one to two.", occurrences: [{ from: at("2026-12-08T09:00"), to: at("2026-12-08T09:00") }] });
    const lunch: Layer = { ...weekly("dana", "elif"), hours: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "07:00", to: "12:00" }, { days: ["mon", "tue", "wed", "thu", "fri"], from: "13:00", to: "22:00" }] };
    expect(found({ schedules: [...organization().schedules, schedule("desk", [lunch])] })).toEqual([]);
  });

  it("are those of eight hours that two people take in turns", () => {
    const eight: Layer = { people: ["dana", "elif"], starts: "2026-01-05T00:00", turn: { amount: 8, unit: "h" } };
    const findings = found({ schedules: [...organization().schedules, schedule("line", [eight])] });
    expect(findings.map(({ id, occurrences }) => [id, occurrences.length])).toEqual([["short-rest:elif", 135], ["short-rest:dana", 135]]);
  });

  it("are those without a break in more than 14 days, cut to the span, and not told again for each turn in them", () => {
    const schedules = [...organization().schedules, shifts("one", ["dana", "2026-11-15T09:00", "2026-11-26T09:00"], ["elif", "2026-12-01T00:00", "2026-12-15T00:00"]), shifts("two", ["dana", "2026-11-26T09:00", "2026-11-30T09:00"])];
    const finding = only({ schedules });
    expect(finding).toMatchObject({ id: "no-break:dana", weight: "hard", text: "For one and two.", occurrences: [{ from, to: at("2026-11-30T09:00") }] });
  });

  it("are not those of exactly two weeks, with an autumn night in them", () => {
    const fortnight: Layer = { people: ["dana", "elif"], starts: "2026-01-05T09:00", turn: { amount: 2, unit: "w" } };
    const schedules = [schedule("primary", [weekly("amara", "ben", "chidi")]), schedule("duty", [fortnight], [], "Europe/Berlin")];
    expect(found({ schedules, to: from + 366 * day })).toEqual([]);
  });
});

describe("what a change adds", () => {
  const away: Override = { id: "away", kind: "remove", person: null, from: at("2026-12-04T18:00"), to: at("2026-12-06T18:00") };
  const report = (change: Partial<CoverageFacts>) => judgeCoverage(organization(change));
  const gap = (override: Override) => report({ schedules: [schedule("primary", [weekly("amara", "ben", "chidi")], [override])] });

  it("is what was not found before, and of what was found the times that come to it", () => {
    expect(newFindings(report({}), report({}))).toEqual([]);
    expect(newFindings(report({}), gap(away))).toMatchObject([{ id: "gap:primary" }]);
    expect(newFindings(gap(away), report({}))).toEqual([]);
    expect(newFindings(gap(away), gap({ ...away, to: away.to + hour }))).toMatchObject([{ id: "gap:primary", occurrences: [{ from: away.to, to: away.to + hour }] }]);
    expect(newFindings(gap(away), gap({ ...away, to: away.to - hour }))).toEqual([]);
  });

  it("is also what becomes graver, or what held for a while and then holds always", () => {
    const shared = report({ schedules: [schedule("primary", [weekly("amara", "ben", "chidi")], [away])], policies: policy(["schedule/primary", "person/dana"], ["person/grete"]) });
    expect(newFindings(shared, gap(away))).toMatchObject([{ id: "gap:primary", weight: "breaks", occurrences: [{ from: away.from, to: away.to }] }]);
    const sometimes = report({ unreachable: new Set(["ben"]) });
    const always = report({ unreachable: new Set(["ben"]), policies: policy(["schedule/primary"], ["person/ben"]) });
    expect(newFindings(sometimes, always).map(({ id }) => id)).toEqual(["unreachable:ben", "same-everywhere:web"]);
  });
});
