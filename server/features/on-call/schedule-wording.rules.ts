import { civilFromDays, dayOf, weekdayOf } from "../../values/civil.ts";
import type { Hours, Layer, Turn } from "./schedule.rules.ts";
import { readWallTime } from "./turn.rules.ts";

const turnNames = { h: "Hourly turn", d: "Daily turn", w: "Weekly turn", mo: "Monthly turn" } as const;
const unitNames = { h: "hours", d: "days", w: "weeks", mo: "months" } as const;
const dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** The schedule's own name, else its id as people read it: `web-primary` is “Web primary”. */
export function scheduleName({ id, name }: { id: string; name: string | null }): string {
  if (name !== null) return name;
  const words = id.replace(/[-_]+/g, " ").trim() || id;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The layer's own name, else one made from its turn and hours: “Daily turn 06:00–18:00”. */
export function layerName(layer: Layer): string {
  return layer.name ?? `${turnName(layer)}${hoursText(layer.hours ?? [])}`;
}

/** The turn as it is written in the configuration: `1w`. */
export function turnText({ amount, unit }: Turn): string {
  return Number.isInteger(amount) ? `${amount}${unit}` : `${Math.round(amount * 60)}m`;
}

/** When the layer hands over, in words: “Mondays 09:00”; null where its people never change. */
export function handoffWords({ people, starts, turn }: Layer): string | null {
  if (people.length < 2) return null;
  const { amount, unit } = turn;
  const time = starts.slice(11, 16);
  switch (unit) {
    case "h":
      return amount === 1 ? "every hour" : `every ${lengthText(turn)}`;
    case "d":
      return amount === 1 ? `daily ${time}` : `every ${lengthText(turn)} ${time}`;
    case "w":
      return amount === 1 ? `${weekdayName(starts)}s ${time}` : `every ${lengthText(turn)}, ${weekdayName(starts)} ${time}`;
    case "mo":
      return `${amount === 1 ? "monthly" : `every ${lengthText(turn)}`}, day ${dayOfMonth(starts)}, ${time}`;
  }
}

function turnName({ people, turn, hours = [] }: Layer): string {
  if (people.length < 2) return hours.length > 0 ? "Fixed hours" : "Around the clock";
  return turn.amount === 1 ? turnNames[turn.unit] : `Turns of ${lengthText(turn)}`;
}

function lengthText({ amount, unit }: Turn): string {
  return Number.isInteger(amount) ? `${amount} ${unitNames[unit]}` : `${Math.round(amount * 60)} minutes`;
}

function hoursText(hours: readonly Hours[]): string {
  const [only, ...others] = hours;
  return only && others.length === 0 ? ` ${only.from}–${only.to}` : "";
}

function weekdayName(starts: string): string {
  return dayNames[weekdayOf(dayOf(readWallTime(starts)))] ?? "";
}

function dayOfMonth(starts: string): number {
  return civilFromDays(dayOf(readWallTime(starts))).day;
}
