import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { countsAsAway } from "./absence-calendar.rules.ts";
import { readEvents, type CalendarWish } from "./calendar.adapter.ts";
import { joined, type Span } from "./span.rules.ts";

export type CalendarReading = Omit<CalendarWish, "isWanted">;

/** When a calendar says that its owner is away, in the span. Meetings are most of a calendar, and nobody needs to know when they repeat. */
export function readCalendar(text: string, reading: CalendarReading): Span[] | Refusal {
  const events = readEvents(text, { ...reading, isWanted: countsAsAway });
  return isRefusal(events) ? events : joined(events);
}
