import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import { layerAt, planLayer } from "./layer.rules.ts";
import type { LayerMoment, LayerPlan } from "./layer.rules.ts";
import { applyOverride } from "./override.rules.ts";
import type { Holder } from "./override.rules.ts";
import type { Override, Schedule } from "./schedule.rules.ts";

/** A schedule made ready to be asked many times. */
export interface SchedulePlan {
  layers: readonly LayerPlan[];
  overrides: readonly Override[];
}

/** Who is on call at an instant, and between which instants that surely stays so. */
export interface Moment {
  onCall: readonly Holder[];
  /** The last override that took the last person away, where one did. */
  emptiedBy: string | null;
  from: Instant;
  to: Instant;
}

/** Reads the schedule's wall clocks once. */
export function planSchedule(schedule: Schedule, zone: Zone): SchedulePlan {
  return { layers: schedule.layers.map((layer, place) => planLayer(layer, place, zone)), overrides: schedule.overrides };
}

/** Who is on call at the instant: the one answer that pages, calendars and feeds are all made of. */
export function momentAt(plan: SchedulePlan, at: Instant): Moment {
  const layers = layersAt(plan.layers, at);
  let { onCall, from, to } = layers;
  let emptiedBy: string | null = null;
  for (const override of plan.overrides) {
    if (override.to <= at) from = Math.max(from, override.to);
    else if (override.from > at) to = Math.min(to, override.from);
    else {
      from = Math.max(from, override.from);
      to = Math.min(to, override.to);
      const before = onCall;
      onCall = applyOverride(before, override);
      if (onCall.length === 0 && before.length > 0) emptiedBy = override.id;
    }
  }
  return { onCall, emptiedBy, from, to };
}

function layersAt(layers: readonly LayerPlan[], at: Instant): { onCall: readonly Holder[]; from: Instant; to: Instant } {
  let onCall: Holder[] = [];
  let highest = -Infinity;
  let from = -Infinity;
  let to = Infinity;
  for (const plan of layers) {
    const moment = layerAt(plan, at);
    from = Math.max(from, moment.from);
    to = Math.min(to, moment.to);
    if (moment.people.length === 0 || plan.priority < highest) continue;
    if (plan.priority > highest) onCall = [];
    highest = plan.priority;
    addHolders(onCall, plan, moment);
  }
  return { onCall, from, to };
}

function addHolders(onCall: Holder[], plan: LayerPlan, moment: LayerMoment): void {
  for (const personId of moment.people) {
    if (onCall.some((one) => one.personId === personId)) continue;
    onCall.push({ personId, because: { layer: plan.place } });
  }
}
