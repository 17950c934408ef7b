import { describe, expect, it } from "vitest";
import type { MonthView } from "../../../server/features/on-call/month.contract.ts";
import { monthAway, monthLede, monthTitle, readMonthSearch } from "./month-words.ts";

const day = (date: number) => ({ date: `2026-11-0${date}`, from: `2026-11-0${date}T00:00:00Z`, to: `2026-11-0${date + 1}T00:00:00Z` });
const days = [1, 2, 3].map(day);
const amara = (place: number) => ({ personId: "amara", name: "Amara", isWhole: true, from: days[place]?.from ?? "", to: days[place]?.to ?? "" });
const row = (scheduleName: string, held: readonly boolean[]): MonthView["rows"][number] => ({ scheduleId: scheduleName, scheduleName, roles: [], days: held.map((isHeld, place) => (isHeld ? [amara(place)] : [])) });
const so = (now: string, ...rows: MonthView["rows"]) => monthLede({ month: "2026-11", days, rows }, Date.parse(now)).so;

describe("what a month begins with", () => {
  it("is who has days with nobody, from today on", () => {
    const rows = [row("Web", [false, true, true]), row("Data", [true, true, false])];
    expect(so("2026-11-01T12:00:00Z", ...rows)).toBe("November 2026: Web and 1 more have days with nobody.");
    expect(so("2026-11-02T12:00:00Z", ...rows)).toBe("November 2026: Data has days with nobody.");
    expect(so("2026-11-02T12:00:00Z", row("Web", [false, true, true]))).toBe("November 2026: somebody is on call every day.");
  });

  it("of a month that is over is all of it", () => {
    expect(so("2026-12-24T12:00:00Z", row("Web", [false, true, true]))).toBe("November 2026: Web has days with nobody.");
  });

  it("says where there is no schedule", () => {
    expect(so("2026-11-01T12:00:00Z")).toBe("November 2026: nobody is on call yet.");
  });
});

it("walks over the turn of the year", () => {
  expect([monthAway("2026-12", 1), monthAway("2026-01", -1), monthTitle("2026-12")]).toEqual(["2027-01", "2025-12", "December 2026"]);
  expect([readMonthSearch({ month: "2026-12" }), readMonthSearch({ month: "2026-13" })]).toEqual([{ month: "2026-12" }, {}]);
});
