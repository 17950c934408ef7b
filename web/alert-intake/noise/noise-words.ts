import type { NoiseView } from "../../../server/features/alert-intake/alert-noise.contract.ts";
import { counted } from "../alert-rows.ts";

export type NoiseRule = NoiseView["items"][number];

/** The sentence at the top: how many rules paged, and how much of that was noise. */
export function noiseLede({ items, overdue, days }: NoiseView): { so: string; next: string } {
  if (items.length === 0) return { so: `Nothing fired in the last ${counted(days, "day")}.`, next: "" };
  const paging = items.filter(({ paged }) => paged > 0);
  const loud = paging.filter(({ noise, duplicate, actionable }) => noise + duplicate > actionable);
  const so = paging.length === 0 ? `${counted(items.length, "rule")} fired, and none paged.` : `${counted(paging.length, "rule")} paged in the last ${counted(days, "day")}.`;
  const told = loud.length === 0 ? "" : `${counted(loud.length, "rule")} ${loud.length === 1 ? "was" : "were"} more often noise than not.`;
  const due = overdue.length === 0 ? "" : `${counted(overdue.length, "review")} ${overdue.length === 1 ? "is" : "are"} due.`;
  return { so, next: [told, due].filter((part) => part !== "").join(" ") };
}

/** Eight in the morning on a day that was written as `2026-12-01`, on the reader’s clock. */
export function reviewMoment(date: string): string | null {
  const [year, month, day] = date.split("-").map(Number);
  if (year === undefined || month === undefined || day === undefined || [year, month, day].some(Number.isNaN)) return null;
  return new Date(year, month - 1, day, 8).toISOString();
}

/** A day in so many weeks, as a field for dates writes it. */
export function dateInWeeks(now: number, weeks: number): string {
  const day = new Date(now + weeks * 7 * 86_400_000);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
