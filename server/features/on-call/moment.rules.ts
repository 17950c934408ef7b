import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import { fixedAt, planFixed } from "./fixed.rules.ts";
import type { FixedPlan } from "./fixed.rules.ts";
import { layerAt, planLayer } from "./layer.rules.ts";
import type { LayerMoment, LayerPlan } from "./layer.rules.ts";
import { applyOverride } from "./override.rules.ts";
import type { Holder } from "./override.rules.ts";
import type { FixedShift, Override, RecordedShift, Schedule, Temporary } from "./schedule.rules.ts";

/** A schedule made ready to be asked many times. */
export interface SchedulePlan {
  layers: readonly LayerPlan[];
  overrides: readonly Override[];
  /** The shifts of temporary schedules, by the ids of their overrides; absent: there is none. */
  temporary?: ReadonlyMap<string, FixedPlan<FixedShift>>;
  record?: RecordPlan | null;
}

/** Who was on call, kept as it passed: between the two instants nothing is calculated. */
export interface RecordPlan {
  from: Instant;
  to: Instant;
  plan: FixedPlan<RecordedShift>;
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
  const { layers, overrides, record } = schedule;
  const temporary = overrides.filter((override) => override.kind === "temporary");
  return {
    layers: layers.map((layer, place) => planLayer(layer, place, zone)),
    overrides,
    ...(temporary.length === 0 ? {} : { temporary: new Map(temporary.map(({ id, shifts }) => [id, planFixed(shifts)])) }),
    record: record ? { from: record.from, to: record.to, plan: planFixed(record.shifts) } : null,
  };
}

/** Who is on call at the instant: the one answer that pages, calendars and feeds are all made of. */
export function momentAt(plan: SchedulePlan, at: Instant): Moment {
  const { record } = plan;
  if (!record) return calculatedAt(plan, at);
  if (at >= record.from && at < record.to) return recordedAt(record, at);
  const moment = calculatedAt(plan, at);
  return at < record.from ? { ...moment, to: Math.min(moment.to, record.from) } : { ...moment, from: Math.max(moment.from, record.to) };
}

function recordedAt(record: RecordPlan, at: Instant): Moment {
  const { held, from, to } = fixedAt(record.plan, at);
  const onCall = held.map(({ person, because }) => ({ personId: person, because }));
  return { onCall, emptiedBy: null, from: Math.max(from, record.from), to: Math.min(to, record.to) };
}

function calculatedAt(plan: SchedulePlan, at: Instant): Moment {
  const layers = layersAt(plan.layers, at);
  let { onCall, from, to } = layers;
  let emptiedBy: string | null = null;
  for (const override of plan.overrides) {
    if (override.to <= at) from = Math.max(from, override.to);
    else if (override.from > at) to = Math.min(to, override.from);
    else {
      const applied = override.kind === "temporary" ? temporaryAt(plan, override, at) : { onCall: applyOverride(onCall, override), from: override.from, to: override.to };
      from = Math.max(from, applied.from);
      to = Math.min(to, applied.to);
      if (applied.onCall.length === 0 && onCall.length > 0) emptiedBy = override.id;
      onCall = applied.onCall;
    }
  }
  return { onCall, emptiedBy, from, to };
}

/** What a temporary schedule says at an instant within it. */
function temporaryAt({ temporary }: SchedulePlan, { id, from, to }: Temporary, at: Instant): { onCall: readonly Holder[]; from: Instant; to: Instant } {
  const plan = temporary?.get(id);
  if (!plan) return { onCall: [], from, to };
  const moment = fixedAt(plan, at);
  const people = [...new Set(moment.held.map(({ person }) => person))];
  return { onCall: people.map((personId) => ({ personId, because: { override: id } })), from: Math.max(from, moment.from), to: Math.min(to, moment.to) };
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
