import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { LayerView, OnCallView, ScheduleShiftsView, ScheduleView } from "./contract.ts";
import type { ShiftsOfMoment } from "./on-call.queries.ts";
import type { NameOf } from "./override-wish.rules.ts";
import { handoffWords, layerName, scheduleName, turnText } from "./schedule-wording.rules.ts";
import type { StoredSchedule } from "./schedule.queries.ts";
import type { Layer } from "./schedule.rules.ts";
import type { WrittenRole } from "../process/index.ts";
import type { Shadow } from "./shadow.rules.ts";
import { presentGap, presentOverride, presentReason, presentShift } from "./shift.presenter.ts";
import { gaps, layerShifts, shifts } from "./shift.rules.ts";
import { nextHandoff, transitionsAround, type Span } from "./span.rules.ts";

/** What stands beside schedules: who learns there, and which roles of the process they fill. */
export interface BesideSchedules {
  shadows: readonly Shadow[];
  roles: readonly Pick<WrittenRole, "id" | "name" | "schedule">[];
}

export function presentOnCall({ schedule, people }: ShiftsOfMoment, { shadows, roles }: BesideSchedules, nameOf: NameOf): OnCallView {
  return {
    scheduleId: schedule.id,
    scheduleName: scheduleName(schedule),
    timezone: schedule.zone,
    roles: roles.filter((role) => role.schedule === schedule.id).map(({ id, name }) => ({ id, name })),
    isGap: people.length === 0,
    people: people.map(({ personId, since, until, because }) => ({
      personId,
      name: nameOf(personId),
      since: toIsoOrNull(since),
      until: toIsoOrNull(until),
      because: presentReason(because, schedule, nameOf),
    })),
    shadows: shadows.filter(({ scheduleId }) => scheduleId === schedule.id).map(({ personId, to }) => ({ personId, name: nameOf(personId), until: toIso(to) })),
  };
}

export function presentSchedule(schedule: StoredSchedule, now: Instant, nameOf: NameOf): ScheduleView {
  return {
    id: schedule.id,
    name: scheduleName(schedule),
    timezone: schedule.zone,
    layers: schedule.layers.map((layer, place) => ({ ...presentLayer(layer, place, nameOf), nextHandoffAt: toIsoOrNull(nextHandoff(layer, now, zoneNamed(schedule.zone))) })),
  };
}

function presentLayer(layer: Layer, place: number, nameOf: NameOf): Omit<LayerView, "nextHandoffAt"> {
  return {
    place,
    name: layerName(layer),
    people: layer.people.map((holders) => [holders].flat().map((personId) => ({ personId, name: nameOf(personId) }))),
    starts: layer.starts,
    ends: layer.ends ?? null,
    turn: turnText(layer.turn),
    hours: (layer.hours ?? []).map(({ days, from, to }) => ({ days: [...days], from, to })),
    priority: layer.priority ?? 0,
    handsOver: handoffWords(layer),
  };
}

/** The calendar of a span: what each layer says, what was changed, and who is really on call. */
export function presentShifts(schedule: StoredSchedule, span: Span, nameOf: NameOf): ScheduleShiftsView {
  const zone = zoneNamed(schedule.zone);
  const { from, to } = span;
  return {
    items: shifts(schedule, from, to, zone).map((shift) => presentShift(shift, schedule, nameOf)),
    layers: schedule.layers.map((layer, place) => ({
      place,
      name: layerName(layer),
      priority: layer.priority ?? 0,
      isCalendar: layer.fixed !== undefined,
      shifts: layerShifts(schedule, place, from, to, zone).map((shift) => presentShift(shift, schedule, nameOf)),
    })),
    overrides: schedule.overrides
      .filter((override) => override.from < to && override.to > from)
      .sort((a, b) => a.from - b.from)
      .map((override) => presentOverride(override, nameOf)),
    gaps: gaps(schedule, from, to, zone).map(presentGap),
    from: toIso(from),
    to: toIso(to),
    timezone: schedule.zone,
    transitions: transitionsAround(zone, span).map(({ at, offset }) => ({ at: toIso(at), offsetSeconds: offset })),
    next: null,
  };
}
