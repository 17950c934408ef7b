import type { OverrideView, ScheduleShiftsView, ShiftView } from "../../../server/features/on-call/contract.ts";
import { layerName } from "../../../server/features/on-call/schedule-wording.rules.ts";
import { layerWritten, type WrittenSchedule } from "../../../server/features/on-call/schedule-form.rules.ts";
import type { Layer, Override, Schedule, Shift } from "../../../server/features/on-call/schedule.rules.ts";
import { gaps, layerShifts, shifts } from "../../../server/features/on-call/shift.rules.ts";
import { toIso } from "../../../server/values/instant.ts";
import type { Zone } from "../../../server/values/zone.ts";
import type { Span } from "../../design/schedule-layout.ts";

/** What the calendar draws. */
export type Preview = Pick<ScheduleShiftsView, "items" | "layers" | "overrides" | "gaps">;

/** What stays whatever is written: calendars of other systems, and what was changed by hand. */
export type Standing = Pick<ScheduleShiftsView, "layers" | "overrides">;

function overrideOf({ id, kind, personId, replacesId, shifts: own, from, to }: OverrideView): Override {
  const span = { id, from: Date.parse(from), to: Date.parse(to) };
  if (kind === "temporary") return { ...span, kind, person: null, shifts: own.map((shift) => ({ person: shift.personId, from: Date.parse(shift.from), to: Date.parse(shift.to) })) };
  if (kind === "remove") return { ...span, kind, person: personId };
  return kind === "replace" ? { ...span, kind, person: personId ?? "", replaces: replacesId } : { ...span, kind, person: personId ?? "" };
}

function calendarLayer({ name, priority, shifts: own }: Standing["layers"][number]): Layer {
  const fixed = own.map(({ personId, from, to }) => ({ person: personId, from: Date.parse(from), to: Date.parse(to) }));
  return { name, people: [], starts: "1970-01-01T00:00", turn: { amount: 1, unit: "d" }, priority, fixed };
}

/** They come earliest first, and apply in the order in which they were made. */
function inOrderMade(overrides: readonly OverrideView[]): OverrideView[] {
  return [...overrides].sort((a, b) => Date.parse(a.madeAt) - Date.parse(b.madeAt));
}

/** What the written schedule comes to in a span, by the very rules that page. */
export function previewOf(written: WrittenSchedule, zone: Zone, { from, to }: Span, standing: Standing, nameOf: (id: string) => string): Preview {
  const calendars = standing.layers.filter(({ isCalendar }) => isCalendar).map(calendarLayer);
  const layers = [...written.layers.map(layerWritten).filter((layer) => layer !== null), ...calendars];
  const schedule: Schedule = { id: "draft", zone: zone.name, layers, overrides: inOrderMade(standing.overrides).map(overrideOf) };
  const view = (shift: Shift): ShiftView => ({ ...shift, name: nameOf(shift.personId), from: toIso(shift.from), to: toIso(shift.to), because: [] });
  return {
    items: shifts(schedule, from, to, zone).map(view),
    layers: layers.map((layer, place) => ({
      place,
      name: layerName(layer),
      priority: layer.priority ?? 0,
      isCalendar: layer.fixed !== undefined,
      shifts: layerShifts(schedule, place, from, to, zone).map(view),
    })),
    overrides: [...standing.overrides],
    gaps: gaps(schedule, from, to, zone).map((gap) => ({ from: toIso(gap.from), to: toIso(gap.to), overrideIds: gap.because })),
  };
}
