import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import { presentNote } from "./hand-over.presenter.ts";
import type { HandOverNote } from "./hand-over.queries.ts";
import type { MyShiftView, NeighbourView } from "./my-shifts.contract.ts";
import type { OwnShift } from "./my-shifts.queries.ts";
import type { NameOf } from "./override-wish.rules.ts";
import { scheduleName } from "./schedule-wording.rules.ts";
import type { Shift } from "./schedule.rules.ts";
import { presentPersonShift } from "./shift.presenter.ts";

export function presentNeighbour({ personId, from, to }: Shift, nameOf: NameOf): NeighbourView {
  return { personId, name: nameOf(personId), from: toIso(from), to: toIso(to) };
}

export interface ShiftExtras {
  note: HandOverNote | null;
  readyAt: Instant | null;
}

export function presentMyShift(own: OwnShift, { note, readyAt }: ShiftExtras, nameOf: NameOf): MyShiftView {
  const { schedule, shift, before, after, services } = own;
  return {
    ...presentPersonShift(shift, schedule, nameOf),
    before: before.map((one) => presentNeighbour(one, nameOf)),
    after: after.map((one) => presentNeighbour(one, nameOf)),
    beside: presentBeside(own, nameOf),
    services,
    note: note && presentNote(note, nameOf),
    readyAt: toIsoOrNull(readyAt),
  };
}

/** Each person once for each schedule: by the first of their shifts. */
export function presentBeside({ schedule, beside, seconds }: OwnShift, nameOf: NameOf): MyShiftView["beside"] {
  const all = [...beside.map((shift) => ({ schedule, shift, step: null })), ...seconds];
  const found = new Map<string, MyShiftView["beside"][number]>();
  for (const one of all) {
    const key = JSON.stringify([one.schedule.id, one.shift.personId]);
    if (found.has(key)) continue;
    found.set(key, { ...presentNeighbour(one.shift, nameOf), scheduleId: one.schedule.id, scheduleName: scheduleName(one.schedule), step: one.step });
  }
  return [...found.values()];
}
