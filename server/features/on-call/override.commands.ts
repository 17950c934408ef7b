import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { minuteOf, recordHistory } from "./history.commands.ts";
import { overrideOf, whyNotChange, whyNotWish, whyUnknown, type OverrideWish } from "./override-wish.rules.ts";
import { copyOverride, deleteOverride, findOverride, insertOverride, lockSchedule, shortenOverride } from "./override.queries.ts";
import { whyNotOverride, whyNotUndo } from "./schedule.permissions.ts";
import { readSchedules, type StoredOverride, type StoredSchedule } from "./schedule.queries.ts";
import type { FixedShift, Shift } from "./schedule.rules.ts";
import { shifts } from "./shift.rules.ts";
import { whyTooMany, type Span } from "./span.rules.ts";

/** What an override does, or would do, to those who are on call in its span. */
export interface OverrideOutcome {
  override: StoredOverride;
  /** The schedule with the override. */
  schedule: StoredSchedule;
  before: Shift[];
  after: Shift[];
}

export const noSuchSchedule = refuse("schedule.not-found", "There is no such schedule.");
const noSuchOverride = refuse("override.not-found", "There is no such override; perhaps somebody undid it.");

/** Says what an override would change. */
export async function planOverride(tx: Tx, caller: Caller, scheduleId: string, wish: OverrideWish): Promise<OverrideOutcome | Refusal> {
  const refused = whyNotOverride(caller, wish);
  if (refused) return refused;
  if (!(await lockSchedule(tx, scheduleId))) return noSuchSchedule;
  return whyNotWish(wish, tx.now) ?? outcomeOf(tx, scheduleId, wish, caller.actor ?? muster);
}

/** Makes an override. Whoever is paged from now on is paged by it. */
export async function makeOverride(tx: Tx, caller: Caller, scheduleId: string, wish: OverrideWish): Promise<OverrideOutcome | Refusal> {
  // What is over stays as it was, also where somebody writes down only now what they took over earlier.
  if (wish.from < minuteOf(tx.now) && (await lockSchedule(tx, scheduleId))) await recordHistory(tx, [scheduleId]);
  const planned = await planOverride(tx, caller, scheduleId, wish);
  if (isRefusal(planned)) return planned;
  const { id, madeBy } = planned.override;
  const madeAt = await insertOverride(tx, { id, scheduleId, wish, madeBy });
  const after = { ...wish, from: toIso(wish.from), to: toIso(wish.to), ...(wish.shifts ? { shifts: wish.shifts.map(toPlain) } : {}) };
  await recordAudit(tx, { actor: madeBy, section: "schedules", id: scheduleId, action: "overridden", paths: [`overrides/${id}`], details: { after } });
  return { ...planned, override: { ...planned.override, madeAt } };
}

/** The part of an override that is taken back; absent: from its beginning, to its end. */
export interface UndonePart {
  from?: Instant | undefined;
  to?: Instant | undefined;
}

/** Undoes an override, or a part of it. Who was on call by it until now stays told: only what is still to come is taken back. */
export async function undoOverride(tx: Tx, caller: Caller, scheduleId: string, id: string, part: UndonePart = {}): Promise<null | Refusal> {
  const found = (await lockSchedule(tx, scheduleId)) ? await findOverride(tx, scheduleId, id) : null;
  if (!found) return noSuchOverride;
  const refused = whyNotUndo(caller, found.made_by);
  if (refused) return refused;
  if (found.ends_at <= tx.now) return refuse("override.past", "This override is over; what happened then stays as it was.");
  const inForceFrom = Math.max(found.starts_at, found.made_at);
  const begins = Math.max(part.from ?? inForceFrom, inForceFrom < tx.now ? tx.now : found.starts_at);
  const ends = Math.min(part.to ?? found.ends_at, found.ends_at);
  if (ends <= begins) return refuse("override.span.invalid", "Nothing of this override lies between these times.", { errors: [{ path: "to", message: "Choose a time within what is still to come of it." }] });
  await keepOverride(tx, id, { from: inForceFrom, to: begins }, { from: ends, to: found.ends_at });
  const details = { from: toIso(begins), to: toIso(ends) };
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "schedules", id: scheduleId, action: "restored", paths: [`overrides/${id}`], details });
  return null;
}

/** Leaves of an override what lies before and after the part that is taken back. */
async function keepOverride(tx: Tx, id: string, head: Span, tail: Span): Promise<void> {
  const hasTail = tail.to > tail.from;
  if (head.to > head.from) {
    if (hasTail) await copyOverride(tx, id, newId(), tail.from, tail.to);
    await shortenOverride(tx, id, head.from, head.to);
  } else if (hasTail) await shortenOverride(tx, id, tail.from, tail.to);
  else await deleteOverride(tx, id);
}

function toPlain({ person, from, to }: FixedShift): object {
  return { personId: person, from: toIso(from), to: toIso(to) };
}

async function outcomeOf(tx: Tx, scheduleId: string, wish: OverrideWish, madeBy: Actor): Promise<OverrideOutcome | Refusal> {
  const { from, to, personId, replacesId, shifts: own = [], reason } = wish;
  const [stored] = await readSchedules(tx, [scheduleId], from - 1, to);
  if (!stored) return noSuchSchedule;
  const tooMany = whyTooMany([stored], wish);
  if (tooMany) return tooMany;
  const override: StoredOverride = { ...overrideOf(newId(), wish), reason, madeBy, madeAt: tx.now };
  const schedule = { ...stored, overrides: [...stored.overrides, override] };
  const zone = zoneNamed(stored.zone);
  const before = shifts(stored, from, to, zone);
  const after = shifts(schedule, from, to, zone);
  const people = await readPeople(tx, [personId, replacesId, ...own.map(({ person }) => person)].filter((id) => id !== null));
  const refused = whyUnknown(wish, new Set(people.keys()), before) ?? whyNotChange(wish, before, after, (id) => people.get(id)?.name ?? id);
  return refused ?? { override, schedule, before, after };
}
