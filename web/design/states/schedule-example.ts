import type { ScheduleBar, ScheduleDay, ScheduleLayer } from "../schedule-layout.ts";

const day = 86_400_000;
const hour = 3_600_000;
const monday = Date.parse("2026-11-01T23:00:00Z");

/** Five weeks from Monday 2 November in Berlin, where no clock changes. */
export const exampleDays: ScheduleDay[] = Array.from({ length: 35 }, (_, index) => {
  const start = monday + index * day;
  return { date: new Date(start + hour).toISOString().slice(0, 10), start, end: start + day };
});

let made = 0;

function bar(fromDay: number, fromHour: number, toDay: number, toHour: number, rest: Omit<ScheduleBar, "id" | "from" | "to">): ScheduleBar {
  made += 1;
  return { id: String(made), from: monday + fromDay * day + fromHour * hour, to: monday + toDay * day + toHour * hour, ...rest };
}

const chidi = { words: "Chidi Novak", person: "Chidi Novak" };
const ben = { words: "Ben Sato", person: "Ben Sato" };
const you = { words: "You", person: "Amara Okafor" };

/** A month of a secondary: turns, overrides, a swap that is asked, and a gap. */
export const exampleLayers: ScheduleLayer[] = [
  {
    id: "primary", name: "Primary", kind: "beside",
    bars: [bar(-7, 9, 0, 9, chidi), bar(0, 9, 7, 9, you), bar(7, 9, 14, 9, ben), bar(14, 9, 21, 9, you), bar(21, 9, 28, 9, ben), bar(28, 9, 35, 9, you)],
  },
  {
    id: "turn", name: "Weekly turn", kind: "turn",
    bars: [bar(0, 9, 7, 9, ben), bar(7, 9, 14, 9, chidi), bar(14, 9, 21, 9, you), bar(21, 9, 28, 9, ben), bar(28, 9, 35, 9, chidi)],
  },
  {
    id: "override", name: "Overrides", kind: "override",
    bars: [
      bar(9, 9, 10, 8, { words: "for Chidi" }),
      bar(14, 9, 21, 9, { words: "Chidi covers you: you are primary" }),
      bar(21, 9, 28, 9, { words: "Ben asks Chidi to swap", look: "asked" }),
      bar(32, 18, 34, 18, { words: "Chidi is away" }),
    ],
  },
  {
    id: "final", name: "Final", kind: "final",
    bars: [
      bar(-7, 9, 0, 9, { ...you, look: "yours" }),
      bar(0, 9, 7, 9, ben),
      bar(7, 9, 9, 9, chidi),
      bar(9, 9, 10, 8, { ...you, look: "yours" }),
      bar(10, 8, 21, 9, chidi),
      bar(21, 9, 28, 9, { ...ben, look: "same", detail: "is also primary: nobody new to wake" }),
      bar(28, 9, 32, 18, chidi),
      bar(32, 18, 34, 18, { words: "Nobody", look: "nobody" }),
      bar(34, 18, 35, 9, chidi),
    ],
  },
];
