import { toIso } from "../../values/instant.ts";
import type { GapView, OverrideView, PersonShiftView, ReasonView, ShiftView } from "./contract.ts";
import type { NameOf } from "./override-wish.rules.ts";
import { layerName, scheduleName } from "./schedule-wording.rules.ts";
import type { Because, FixedShift, Gap, Shift } from "./schedule.rules.ts";
import type { StoredOverride, StoredSchedule } from "./schedule.queries.ts";

/** Everybody who is named in the schedules. */
export function peopleIn(schedules: readonly StoredSchedule[]): string[] {
  const ids = schedules.flatMap(({ layers, overrides, record }) => [
    ...layers.flatMap(({ people, fixed = [] }) => [...people.flat(), ...fixed.map(({ person }) => person)]),
    ...overrides.flatMap(peopleOfOverride),
    ...(record?.shifts ?? []).map(({ person }) => person),
  ]);
  return [...new Set(ids)];
}

function peopleOfOverride(override: StoredOverride): string[] {
  const { person, madeBy } = override;
  const ids = [person, ...shiftsIn(override).map((shift) => shift.person), override.kind === "replace" ? override.replaces : null, madeBy.kind === "person" ? madeBy.id : null];
  return ids.filter((id) => id !== null);
}

export function presentShift(shift: Shift, schedule: StoredSchedule, nameOf: NameOf): ShiftView {
  return {
    personId: shift.personId,
    name: nameOf(shift.personId),
    from: toIso(shift.from),
    to: toIso(shift.to),
    because: distinct(shift.because.map((because) => presentReason(because, schedule, nameOf))),
    startsEarlier: shift.startsEarlier,
    endsLater: shift.endsLater,
  };
}

export function presentPersonShift(shift: Shift, schedule: StoredSchedule, nameOf: NameOf): PersonShiftView {
  return { ...presentShift(shift, schedule, nameOf), scheduleId: schedule.id, scheduleName: scheduleName(schedule), timezone: schedule.zone };
}

export function presentReason(because: Because, { layers, overrides }: StoredSchedule, nameOf: NameOf): ReasonView {
  if ("layer" in because) {
    const layer = layers[because.layer];
    return { kind: "layer", place: because.layer, name: because.name ?? (layer ? layerName(layer) : "") };
  }
  const override = overrides.find(({ id }) => id === because.override);
  return { kind: "override", overrideId: because.override, ...replacedIn(override, nameOf), reason: override?.reason ?? null };
}

/** A layer of the record and the same layer of today are one reason. */
function distinct(reasons: readonly ReasonView[]): ReasonView[] {
  const written = reasons.map((reason) => JSON.stringify(reason));
  return reasons.filter((_, place) => written.indexOf(written[place] ?? "") === place);
}

export function presentGap({ from, to, because }: Gap): GapView {
  return { from: toIso(from), to: toIso(to), overrideIds: [...because] };
}

export function presentOverride(override: StoredOverride, nameOf: NameOf): OverrideView {
  const { id, kind, person, from, to, reason, madeBy, madeAt } = override;
  const makerId = "id" in madeBy ? madeBy.id : null;
  return {
    id,
    kind,
    personId: person,
    name: person === null ? null : nameOf(person),
    ...replacedIn(override, nameOf),
    from: toIso(from),
    to: toIso(to),
    shifts: shiftsIn(override).map((shift) => ({ personId: shift.person, name: nameOf(shift.person), from: toIso(shift.from), to: toIso(shift.to) })),
    reason,
    madeBy: { kind: madeBy.kind, id: makerId, name: madeBy.kind === "person" ? nameOf(madeBy.id) : null },
    madeAt: toIso(madeAt),
  };
}

function shiftsIn(override: StoredOverride): readonly FixedShift[] {
  return override.kind === "temporary" ? override.shifts : [];
}

function replacedIn(override: StoredOverride | undefined, nameOf: NameOf): { replacesId: string | null; replacesName: string | null } {
  const replacesId = override?.kind === "replace" ? override.replaces : null;
  return { replacesId, replacesName: replacesId === null ? null : nameOf(replacesId) };
}
