import { millisecondsOfDay, millisecondsOfHour } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { instantOf, type Transition, type Zone } from "../../values/zone.ts";
import type { Layer, Schedule } from "./schedule.rules.ts";
import { readWallTime, turnAt } from "./turn.rules.ts";

export interface Span {
  from: Instant;
  to: Instant;
}

const usualSpan = 30 * millisecondsOfDay;
const longestSpan = 400 * millisecondsOfDay;
const mostTurns = 10_000;
const margin = 45 * millisecondsOfDay;

/** The span that was asked for: from now on where no beginning was said, for 30 days where no end was. */
export function spanOf(asked: Readonly<{ from?: Instant | undefined; to?: Instant | undefined }>, now: Instant): Span | Refusal {
  const from = asked.from ?? now;
  const to = asked.to ?? from + usualSpan;
  if (to <= from) return invalidSpan("The span must end after it begins.");
  return to - from > longestSpan ? invalidSpan("Ask for 400 days at most.") : { from, to };
}

/** Null where the shifts of the span are few enough to be counted out; else the reason why not. */
export function whyTooMany(schedules: readonly Schedule[], { from, to }: Span): Refusal | null {
  const rotating = schedules.flatMap(({ layers }) => layers).filter(({ people, turn }) => people.length > 1 && turn.unit === "h");
  const longest = mostTurns * millisecondsOfHour * Math.min(...rotating.map(({ turn }) => turn.amount));
  if (to - from <= longest) return null;
  return refuse("schedule.span.invalid", `The turns here are so short that ${Math.floor(longest / millisecondsOfDay)} days at most can be shown at once.`);
}

function invalidSpan(reason: string): Refusal {
  return refuse("schedule.span.invalid", reason, { errors: [{ path: "to", message: reason }] });
}

/** When the layer hands over next; null where its people never change, or where it ends before. */
export function nextHandoff(layer: Layer, now: Instant, zone: Zone): Instant | null {
  if (layer.people.length < 2) return null;
  const ends = layer.ends ? instantOf(zone, readWallTime(layer.ends)) : Infinity;
  const next = turnAt(layer, Math.max(now, instantOf(zone, readWallTime(layer.starts))), zone).to;
  return next < ends ? next : null;
}

/** The offsets that hold in the span or near it, so that whole days and weeks at its edges can be drawn. */
export function transitionsAround({ transitions }: Zone, { from, to }: Span): Transition[] {
  return transitions.filter(({ at }, place) => at < to + margin && (transitions[place + 1]?.at ?? Infinity) > from - margin);
}

/** Spans without overlaps, in their order; those that meet become one. */
export function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) result.push({ from, to });
  }
  return result;
}

/** What of the spans lies in none of the others, which are in their order. */
export function without<Some extends Span>(spans: readonly Some[], others: readonly Span[]): Some[] {
  return spans.flatMap((span) => {
    const left: Some[] = [];
    let { from } = span;
    for (const other of others) {
      if (other.to <= from || other.from >= span.to) continue;
      if (other.from > from) left.push({ ...span, from, to: other.from });
      from = Math.max(from, other.to);
    }
    return from < span.to ? [...left, { ...span, from }] : left;
  });
}
