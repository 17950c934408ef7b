import { describe, expect, it } from "vitest";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { isRefusal } from "../../values/refusal.ts";
import { readCalendar } from "./absence-calendar.adapter.ts";

const oslo = zoneNamed("Europe/Oslo");
const reading = { zone: oslo, from: Date.parse("2026-11-01T00:00:00Z"), to: Date.parse("2027-11-01T00:00:00Z") };

const calendar = (...parts: string[]) => ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", ...parts, "END:VCALENDAR", ""].join("\r\n");
let uid = 0;
const event = (...lines: string[]) => {
  uid += 1;
  const own = lines.some((line) => line.startsWith("UID")) ? [] : [`UID:${uid}`];
  return ["BEGIN:VEVENT", ...own, "DTSTAMP:20261101T000000Z", ...lines, "END:VEVENT"].join("\r\n");
};

function read(...parts: string[]): string[] {
  const spans = readCalendar(calendar(...parts), reading);
  if (isRefusal(spans)) throw new Error(spans.reason);
  return spans.map(({ from, to }) => `${new Date(from).toISOString().slice(0, 16)} ${new Date(to).toISOString().slice(0, 16)}`);
}

const ooo = "SUMMARY:Out of office";

describe("when a calendar says somebody is away", () => {
  it("takes whole days on the person's clock, the end excluded", () => {
    expect(read(event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"))).toEqual(["2026-12-23T23:00 2026-12-26T23:00"]);
    expect(read(event("DTSTART;VALUE=DATE:20261224"))).toEqual(["2026-12-23T23:00 2026-12-24T23:00"]);
  });

  it.each<[string, string[], string[]]>([
    ["UTC", ["DTSTART:20261202T120000Z", "DTEND:20261202T140000Z"], ["2026-12-02T12:00 2026-12-02T14:00"]],
    ["no zone, on the person's clock", ["DTSTART:20261202T120000", "DTEND:20261202T140000"], ["2026-12-02T11:00 2026-12-02T13:00"]],
    ["a zone by its name", ["DTSTART;TZID=America/New_York:20261202T120000", "DTEND;TZID=America/New_York:20261202T140000"], ["2026-12-02T17:00 2026-12-02T19:00"]],
    ["a length instead of an end", ["DTSTART:20261202T120000Z", "DURATION:PT90M"], ["2026-12-02T12:00 2026-12-02T13:30"]],
  ])("reads times in %s", (_what, lines, expected) => {
    expect(read(event(...lines, ooo))).toEqual(expected);
  });

  it("reads a zone that only the file knows", () => {
    const zone = ["BEGIN:VTIMEZONE", "TZID:Our Office", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0300", "TZOFFSETTO:+0300", "END:STANDARD", "END:VTIMEZONE"].join("\r\n");
    expect(read(zone, event("DTSTART;TZID=Our Office:20261202T120000", "DTEND;TZID=Our Office:20261202T140000", ooo))).toEqual(["2026-12-02T09:00 2026-12-02T11:00"]);
  });

  it("repeats by the clock over the change of time, without days that are taken out, with those that were moved or cancelled", () => {
    const series = event("UID:s", "DTSTART;TZID=Europe/Oslo:20270319T080000", "DTEND;TZID=Europe/Oslo:20270319T180000", "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;TZID=Europe/Oslo:20270326T080000", ooo);
    const moved = event("UID:s", "RECURRENCE-ID;TZID=Europe/Oslo:20270402T080000", "DTSTART;TZID=Europe/Oslo:20270403T090000", "DTEND;TZID=Europe/Oslo:20270403T100000", ooo);
    const cancelled = event("UID:s", "RECURRENCE-ID;TZID=Europe/Oslo:20270409T080000", "DTSTART;TZID=Europe/Oslo:20270409T080000", "DTEND;TZID=Europe/Oslo:20270409T180000", "STATUS:CANCELLED", ooo);
    expect(read(series, moved, cancelled)).toEqual(["2027-03-19T07:00 2027-03-19T17:00", "2027-04-03T07:00 2027-04-03T08:00", "2027-04-16T06:00 2027-04-16T16:00"]);
  });

  it("reads a changed occurrence whose series is not there", () => {
    expect(read(event("RECURRENCE-ID:20261202T120000Z", "DTSTART:20261203T120000Z", "DTEND:20261203T140000Z", ooo))).toEqual(["2026-12-03T12:00 2026-12-03T14:00"]);
  });

  it("joins what touches, and leaves out what lies outside the span", () => {
    const day = (date: string, next: string) => event(`DTSTART;VALUE=DATE:${date}`, `DTEND;VALUE=DATE:${next}`);
    expect(read(day("20261201", "20261202"), day("20261202", "20261203"), day("20251201", "20251202"), day("20301201", "20301202"))).toEqual(["2026-11-30T23:00 2026-12-02T23:00"]);
  });
});

describe("which events count", () => {
  const timed = ["DTSTART:20261202T120000Z", "DTEND:20261202T140000Z"];
  const days = ["DTSTART;VALUE=DATE:20261202", "DTEND;VALUE=DATE:20261203"];
  it.each<[string, string[], boolean]>([
    ["a meeting", [...timed, "SUMMARY:Planning"], false],
    ["a busy meeting", [...timed, "SUMMARY:Planning", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"], false],
    ["hours that say out of office", [...timed, "SUMMARY:OOO: dentist"], true],
    ["Outlook's out of office", [...timed, "SUMMARY:Busy", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"], true],
    ["a whole day", [...days, "SUMMARY:Lisbon"], true],
    ["a whole day that is free", [...days, "SUMMARY:Birthday", "TRANSP:TRANSPARENT"], false],
    ["a whole day of work elsewhere", [...days, "SUMMARY:Home", "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE"], false],
    ["a tentative day", [...days, "SUMMARY:Maybe", "STATUS:TENTATIVE"], false],
    ["a cancelled day", [...days, "SUMMARY:Lisbon", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"], false],
  ])("%s", (_what, lines, counts) => {
    expect(read(event(...lines)).length).toBe(counts ? 1 : 0);
  });
});

describe("what is no calendar", () => {
  it.each([
    ["a page", "<html>Sign in</html>"],
    ["nothing", ""],
    ["half of one", calendar(event("DTSTART;VALUE=DATE:20261202")).slice(0, 120)],
    ["one with a torn line", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART\r\nEND:VCALENDAR"],
  ])("is refused: %s", (_what, text) => {
    expect(readCalendar(text, reading)).toMatchObject({ refused: true, code: "calendar.unreadable" });
  });

  it.each(["FREQ=SECONDLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=7;BYDAY=MO", "FREQ=YEARLY;BYYEARDAY=366;INTERVAL=3", "FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=31;BYMONTH=2"])(
    "is one whose absences repeat so that nobody may wait for it: %s",
    (rule) => {
      const repeating = (...lines: string[]) => readCalendar(calendar(event("DTSTART:20200107T120000Z", "DURATION:PT1H", `RRULE:${rule}`, ...lines)), reading);
      expect(repeating(ooo)).toMatchObject({ refused: true, code: "calendar.rule" });
      expect(repeating("SUMMARY:Planning")).toEqual([]);
    },
  );

  it("is one with more absences than anybody has", () => {
    expect(readCalendar(calendar(event("DTSTART:19990101T120000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY", ooo)), reading)).toMatchObject({ code: "calendar.too-many" });
  });
});
