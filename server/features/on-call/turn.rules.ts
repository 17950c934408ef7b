import { addMonths, dayOf, millisecondsOfDay, millisecondsOfHour, millisecondsOfWeek, modulo, monthOf } from "../../values/civil.ts";
import { parseWallTime, weekdayOf, weekdays } from "../../values/civil.ts";
import type { WallTime } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import { countUpTo, stretchAt } from "./marks.rules.ts";
import type { Marks, Stretch } from "./marks.rules.ts";
import type { Hours, Layer } from "./schedule.rules.ts";

const sevenDays = [0, 1, 2, 3, 4, 5, 6];

/** The layer's hand-offs: turn 0 begins with the layer, and turns are counted on before it as well as after. */
export function handoffMarks(layer: Layer): Marks {
  const { amount, unit } = layer.turn;
  const starts = readWallTime(layer.starts);
  switch (unit) {
    case "h":
      return evenMarks(starts, amount * millisecondsOfHour);
    case "w":
      return evenMarks(starts, amount * millisecondsOfWeek);
    case "mo":
      return monthMarks(starts, amount);
    case "d":
      return dayMarks(starts, amount, daysWithHours(layer.hours ?? [], dayOf(starts)));
  }
}

/** The turn that holds the instant, as if the layer had always been there. */
export function turnAt(layer: Layer, at: Instant, zone: Zone): Stretch {
  return stretchAt(handoffMarks(layer), zone, at);
}

/** Every hand-off from `from` to before `to`, also those that would lie before the layer starts. */
export function handoffs(layer: Layer, from: Instant, to: Instant, zone: Zone): Instant[] {
  const marks = handoffMarks(layer);
  const found: Instant[] = [];
  for (let turn = stretchAt(marks, zone, from); turn.from < to; turn = stretchAt(marks, zone, turn.to)) {
    if (turn.from >= from) found.push(turn.from);
  }
  return found;
}

/** The people who hold a turn; the order goes round. */
export function turnholders({ people }: Layer, turn: number): readonly string[] {
  const holder = people[modulo(turn, people.length)] ?? [];
  return typeof holder === "string" ? [holder] : holder;
}

/** Reads a wall time that was checked when the schedule was written. */
export function readWallTime(text: string): WallTime {
  const wall = parseWallTime(text);
  if (wall === null) throw new Error(`Not a wall-clock time: ${text}`);
  return wall;
}

function evenMarks(starts: WallTime, step: number): Marks {
  return {
    wallTimeOf(index) {
      return starts + index * step;
    },
    indexNear(wall) {
      return Math.floor((wall - starts) / step);
    },
  };
}

function monthMarks(starts: WallTime, amount: number): Marks {
  const firstMonth = monthOf(starts);
  return {
    wallTimeOf(index) {
      return addMonths(starts, index * amount);
    },
    indexNear(wall) {
      return Math.floor((monthOf(wall) - firstMonth) / amount);
    },
  };
}

/** How many days after the first one the hours begin, within seven days; every day where no hours say otherwise. */
function daysWithHours(hours: readonly Hours[], firstDay: number): number[] {
  const found = sevenDays.filter((ahead) => {
    const weekday = weekdays[weekdayOf(firstDay + ahead)] ?? "mon";
    return hours.some(({ days }) => days.includes(weekday));
  });
  return found.length === 0 ? sevenDays : found;
}

function dayMarks(starts: WallTime, amount: number, days: number[]): Marks {
  if (days.length === 7) return evenMarks(starts, amount * millisecondsOfDay);
  return {
    wallTimeOf(index) {
      const week = Math.floor((index * amount) / days.length);
      const ahead = days[modulo(index * amount, days.length)] ?? 0;
      return starts + week * millisecondsOfWeek + ahead * millisecondsOfDay;
    },
    indexNear(wall) {
      const week = Math.floor((wall - starts) / millisecondsOfWeek);
      const ahead = Math.floor(modulo(wall - starts, millisecondsOfWeek) / millisecondsOfDay);
      return Math.floor((week * days.length + countUpTo(days, ahead) - 1) / amount);
    },
  };
}
