import { weekdays, type Weekday } from "../../values/civil.ts";
import { listWords } from "../on-call/shift-words.rules.ts";
import type { Hours } from "../on-call/schedule.rules.ts";

const shortDays: Readonly<Record<Weekday, string>> = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" };

/** `a, b and 3 more`. */
export function fewOf(words: readonly string[], most = 3): string {
  return words.length <= most ? listWords(words) : `${words.slice(0, most).join(", ")} and ${words.length - most} more`;
}

/** Hours of the week in words: `Mon to Fri 09:00 to 18:00`. */
export function hoursWords(hours: readonly Hours[]): string {
  return listWords([...new Set(hours.map(({ days, from, to }) => `${daysWords(days)} ${from} to ${to}`))]);
}

function daysWords(days: readonly Weekday[]): string {
  const places = weekdays.flatMap((day, place) => (days.includes(day) ? [place] : []));
  const nameOf = (place: number | undefined) => shortDays[weekdays[place ?? 0] ?? "mon"];
  if (places.length === weekdays.length) return "daily";
  const isRow = places.length > 2 && places.every((place, index) => index === 0 || place === (places[index - 1] ?? 0) + 1);
  return isRow ? `${nameOf(places[0])} to ${nameOf(places.at(-1))}` : listWords(places.map(nameOf));
}
