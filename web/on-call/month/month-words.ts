import type { MonthView } from "../../../server/features/on-call/month.contract.ts";
import type { Instant } from "../../../server/values/instant.ts";

const names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** `December 2026`. */
export function monthTitle(month: string): string {
  return `${names[Number(month.slice(5)) - 1] ?? ""} ${month.slice(0, 4)}`;
}

/** The month so many months on or back, as `2026-12`. */
export function monthAway(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}`;
}

/** What is so in the month, and what to do about it. Days that are over are nothing to see to any more, unless the whole month is. */
export function monthLede({ month, days, rows }: Pick<MonthView, "month" | "days" | "rows">, now: Instant): { so: string; next: string } {
  const first = Math.max(0, days.findIndex(({ to }) => Date.parse(to) > now));
  const empty = rows.filter((row) => row.days.slice(first).some((people) => people.length === 0));
  if (rows.length === 0) return { so: `${monthTitle(month)}: nobody is on call yet.`, next: "A schedule says who is woken when." };
  if (empty.length === 0) return { so: `${monthTitle(month)}: somebody is on call every day.`, next: "Read it, print it, pass it on." };
  const [row] = empty;
  const which = row?.roles[0]?.name ?? row?.scheduleName ?? "";
  return { so: `${monthTitle(month)}: ${which}${empty.length > 1 ? ` and ${empty.length - 1} more have` : " has"} days with nobody.`, next: "They are marked below." };
}

/** Reads the address; what makes no sense in it is left out. */
export function readMonthSearch({ month }: Record<string, unknown>): { month?: string } {
  return typeof month === "string" && /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? { month } : {};
}
