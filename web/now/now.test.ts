import { describe, expect, it } from "vitest";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { OnCallView } from "../../server/features/on-call/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import type { SubjectPages } from "../paging/pages-lede.ts";
import { dutyOf } from "../shell/live-source.ts";
import { alertBars, dayOf, handovers, hoursOf, isWrittenBefore, pageTicks, placeIn } from "./day-strip.ts";
import { nowLede, type NowFacts } from "./now-lede.ts";

const noon = new Date(2026, 10, 19, 12).getTime();
const day = dayOf(noon);
const at = (hour: number, minute = 0) => new Date(2026, 10, 19, hour, minute).toISOString();

const alert = (id: string, firstAt: string, more: Partial<AlertView> = {}) => ({ id, firstAt, resolvedAt: null, isHeldBack: false, ...more }) as AlertView;
const page = (subjectId: string, openedAt: string, more: Partial<PageView> = {}) =>
  ({ subject: { kind: "group", id: subjectId }, pass: 1, step: 1, personId: "amara", status: "sent", openedAt, ...more }) as PageView;
const duty = (scheduleName: string, personId: string | null, until: string | null = at(18)): OnCallView => ({
  scheduleId: scheduleName.toLowerCase(),
  scheduleName,
  timezone: "UTC",
  isGap: personId === null,
  roles: [], shadows: [],
  people: personId === null ? [] : [{ personId, name: `${personId} Novak`, since: null, until, because: { kind: "layer", place: 0, name: "Weekly" } }],
});

describe("the day as a strip", () => {
  it("runs from midnight to midnight on the reader's clock", () => {
    expect(placeIn(day, noon)).toBe(0.5);
    expect(hoursOf(day, 6).map(({ left }) => left)).toEqual([0.25, 0.5, 0.75]);
  });

  it("puts alerts that overlap on lines of their own, and uses a line again once it is free", () => {
    const alerts = [alert("a", at(6)), alert("b", at(7), { resolvedAt: at(8) }), alert("c", at(9), { resolvedAt: at(10) })];
    expect(alertBars(alerts, day, noon).map(({ id, lane }) => [id, lane])).toEqual([["a", 0], ["b", 1], ["c", 1]]);
  });

  it("draws what fires until now, and leaves out what ended before today", () => {
    const [only, ...more] = alertBars([alert("old", "2026-11-10T00:00:00Z", { resolvedAt: "2026-11-11T00:00:00Z" }), alert("a", at(6), { isHeldBack: true })], day, noon);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ id: "a", left: 0.25, width: 0.25, isLoud: false });
  });

  it("counts a person who was tried by mail and by text once", () => {
    const pages = [page("g", at(6), { contactId: "mail" }), page("g", at(6), { contactId: "cell" }), page("g", at(7), { step: 2 }), page("h", at(8), { status: "held-back" })];
    expect(pageTicks(pages, day)).toHaveLength(2);
  });

  it("names the hand-overs that are still to come today, the next one first", () => {
    expect([isWrittenBefore(0.5, 0.2), isWrittenBefore(0.9, 0.2), isWrittenBefore(0.7, 0.65)]).toEqual([false, true, false]);
    const onCall = [duty("Web", "amara", at(18)), duty("Payments", "elif", at(15)), duty("Past", "ben", at(9)), duty("Later", "dana", "2026-11-25T09:00:00Z")];
    expect(handovers(onCall, day, noon).map(({ words }) => words)).toEqual(["Payments hands over", "Web hands over"]);
  });
});

describe("what Now opens with", () => {
  const calm = { counts: { open: 0, waiting: 0, heldBack: 0, acknowledged: 0 }, longest: null };
  const facts: NowFacts = { waiting: [], incidents: [], owed: [], standing: calm, onCall: [], me: "amara" };
  const waits = (title: string) => ({ title, pages: [{ via: "schedule/web" }] }) as SubjectPages;

  it("is what waits for the reader, before anything else", () => {
    expect(nowLede({ ...facts, waiting: [waits("Checkout is slow")] }).so).toBe("Checkout is slow waits for you.");
    expect(nowLede({ ...facts, waiting: [waits("Checkout is slow"), waits("Disk full")] })).toMatchObject({ so: "Two things wait for you." });
  });

  it("is who would be woken where nothing burns", () => {
    expect(nowLede({ ...facts, onCall: [duty("Web", "amara")] })).toEqual({ so: "Nothing burns.", next: "You are on call for Web." });
    expect(nowLede({ ...facts, onCall: [duty("Web", "chidi")] }).next).toBe("chidi is on call for Web; every schedule has somebody.");
  });

  it("warns of schedules with nobody, and of having none", () => {
    expect(nowLede({ ...facts, onCall: [duty("Web", "amara"), duty("Payments", null)] }).next).toBe("But nobody is on call for Payments.");
    expect(nowLede(facts).next).toBe("There is no schedule yet, so nobody would be woken by one.");
  });

  it("is how the alerts stand where some fire and none waits for the reader", () => {
    expect(nowLede({ ...facts, standing: { ...calm, counts: { open: 3, waiting: 0, heldBack: 3, acknowledged: 0 } } }).so).toBe("Three alerts fire and woke nobody.");
  });
});

describe("what somebody is on duty for", () => {
  it("names every schedule, and the end that comes first", () => {
    const onCall = [duty("Web", "amara", at(18)), duty("Commanders", "amara", at(15)), duty("Payments", "elif")];
    expect(dutyOf("amara", onCall)).toEqual({ schedule: "Web, Commanders", until: Date.parse(at(15)) });
    expect(dutyOf("ben", onCall)).toBeUndefined();
    expect(dutyOf("amara", [duty("Web", "amara", null)])).toEqual({ schedule: "Web", until: undefined });
  });
});
