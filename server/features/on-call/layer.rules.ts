import type { Instant } from "../../values/instant.ts";
import { instantOf } from "../../values/zone.ts";
import type { Zone } from "../../values/zone.ts";
import { fixedAt, planFixed } from "./fixed.rules.ts";
import type { FixedPlan } from "./fixed.rules.ts";
import { hoursAt, hoursOfWeek } from "./hours.rules.ts";
import type { HoursOfWeek } from "./hours.rules.ts";
import { stretchAt } from "./marks.rules.ts";
import type { Marks } from "./marks.rules.ts";
import type { FixedShift, Layer } from "./schedule.rules.ts";
import { handoffMarks, readWallTime, turnholders } from "./turn.rules.ts";

/** A layer made ready to be asked many times. */
export interface LayerPlan {
  /** The layer's place in its schedule. */
  place: number;
  priority: number;
  layer: Layer;
  zone: Zone;
  starts: Instant;
  ends: Instant;
  hours: HoursOfWeek;
  /** Null where the people never change. */
  handoffs: Marks | null;
  /** Of a layer that was read from a calendar. */
  fixed: FixedPlan<FixedShift> | null;
}

/** Whom a layer has on call at an instant, and between which instants that surely stays so. */
export interface LayerMoment {
  people: readonly string[];
  from: Instant;
  to: Instant;
}

const nobody: readonly string[] = [];

/** Reads the layer's wall clocks once. */
export function planLayer(layer: Layer, place: number, zone: Zone): LayerPlan {
  return {
    place,
    priority: layer.priority ?? 0,
    layer,
    zone,
    starts: instantOf(zone, readWallTime(layer.starts)),
    ends: layer.ends ? instantOf(zone, readWallTime(layer.ends)) : Infinity,
    hours: hoursOfWeek(layer.hours),
    handoffs: layer.people.length > 1 ? handoffMarks(layer) : null,
    fixed: layer.fixed ? planFixed(layer.fixed) : null,
  };
}

/** Whom the layer alone has on call at the instant. */
export function layerAt(plan: LayerPlan, at: Instant): LayerMoment {
  if (plan.fixed) return fixedLayerAt(plan.fixed, at);
  if (at < plan.starts) return { people: nobody, from: -Infinity, to: plan.starts };
  if (at >= plan.ends) return { people: nobody, from: plan.ends, to: Infinity };
  const hours = hoursAt(plan.hours, plan.zone, at);
  const from = Math.max(plan.starts, hours.from);
  const to = Math.min(plan.ends, hours.to);
  if (!hours.isWithin) return { people: nobody, from, to };
  if (!plan.handoffs) return { people: turnholders(plan.layer, 0), from, to };
  const turn = stretchAt(plan.handoffs, plan.zone, at);
  // A layer that starts on a day without hours is still before its first hand-off, and the first turn holds.
  const people = turnholders(plan.layer, Math.max(0, turn.index));
  return { people, from: Math.max(from, turn.from), to: Math.min(to, turn.to) };
}

function fixedLayerAt(fixed: FixedPlan<FixedShift>, at: Instant): LayerMoment {
  const { held, from, to } = fixedAt(fixed, at);
  return { people: [...new Set(held.map(({ person }) => person))], from, to };
}
