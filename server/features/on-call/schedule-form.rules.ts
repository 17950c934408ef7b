import { parseTimeOfDay, parseWallTime } from "../../values/civil.ts";
import { parseDuration } from "../../values/duration.ts";
import type { Hours, Layer, Turn, Turnholder } from "./schedule.rules.ts";

/** A layer as the document writes it. */
export interface WrittenLayer {
  name?: string | undefined;
  people: readonly Turnholder[];
  starts: string;
  ends?: string | undefined;
  turn: string;
  hours?: readonly Hours[] | undefined;
  priority?: number | undefined;
}

/** A schedule as the document writes it. */
export interface WrittenSchedule {
  name?: string | undefined;
  /** Absent: the organization's. */
  timezone?: string | undefined;
  layers: readonly WrittenLayer[];
}

/** The layer as it is reckoned with; null while something in it makes no sense. */
export function layerWritten({ name, people, starts, ends, turn, hours = [], priority = 0 }: WrittenLayer): Layer | null {
  const lasts = turnWritten(turn);
  const isReady = lasts !== null && people.length > 0 && parseWallTime(starts) !== null && (ends === undefined || parseWallTime(ends) !== null) && hours.every(isWindow);
  if (!isReady) return null;
  return { ...(name === undefined ? {} : { name }), people, starts, ends: ends ?? null, turn: lasts, ...(hours.length === 0 ? {} : { hours }), priority };
}

/** How long a turn lasts; null where the text is no length of an hour at the least. */
function turnWritten(text: string): Turn | null {
  const read = parseDuration(text);
  if (!read || read.amount <= 0 || read.unit === "s" || read.unit === "m") return null;
  return { amount: read.amount, unit: read.unit };
}

function isWindow({ from, to }: Hours): boolean {
  return parseTimeOfDay(from) !== null && parseTimeOfDay(to) !== null;
}
