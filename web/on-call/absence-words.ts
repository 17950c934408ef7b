import type { AbsenceView } from "../../server/features/on-call/absence.contract.ts";
import { dateWords, fullMomentWords, weekday } from "../design/wording.ts";

/** Whole days by their dates, hours by the reader's clock: `Thu 24 Dec to Sun 27 Dec`, `Mon 30 Nov 14:00 to Mon 30 Nov 18:00`. */
export function absenceWords({ from, to, firstDay, lastDay }: Pick<AbsenceView, "from" | "to" | "firstDay" | "lastDay">): string {
  if (firstDay === null || lastDay === null) return `${fullMomentWords(Date.parse(from))} to ${fullMomentWords(Date.parse(to))}`;
  const day = (date: string) => `${weekday(Date.parse(date), "UTC")} ${dateWords(Date.parse(date), "UTC")}`;
  return firstDay === lastDay ? day(firstDay) : `${day(firstDay)} to ${day(lastDay)}`;
}

/** What is so: where absences and turns clash, and what to do. */
export function awayLede(absences: readonly Pick<AbsenceView, "clashes">[]): { so: string; next?: string } {
  const clashing = absences.filter(({ clashes }) => clashes.length > 0).length;
  if (absences.length === 0) return { so: "You are down as here." };
  if (clashing === 0) return { so: absences.length === 1 ? "You are away once." : `You are away ${absences.length} times.`, next: "None of it clashes with a turn of yours." };
  return { so: clashing === 1 ? "You are on call once while you are away." : `You are on call while you are away, ${clashing} times.`, next: "Pages go to you until somebody takes those turns. Ask for cover in time." };
}
