import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { toIso } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { overrideOf, whyNotChange, whyNotWish, whyUnknown, type OverrideWish } from "./override-wish.rules.ts";
import { deleteOverride, findOverride, insertOverride, lockSchedule, shortenOverride } from "./override.queries.ts";
import { whyNotOverride, whyNotUndo } from "./schedule.permissions.ts";
import { readSchedules, type StoredOverride, type StoredSchedule } from "./schedule.queries.ts";
import type { Shift } from "./schedule.rules.ts";
import { shifts } from "./shift.rules.ts";
import { whyTooMany } from "./span.rules.ts";

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
  const planned = await planOverride(tx, caller, scheduleId, wish);
  if (isRefusal(planned)) return planned;
  const { id, madeBy } = planned.override;
  const madeAt = await insertOverride(tx, { id, scheduleId, wish, madeBy });
  const after = { ...wish, from: toIso(wish.from), to: toIso(wish.to) };
  await recordAudit(tx, { actor: madeBy, section: "schedules", id: scheduleId, action: "overridden", paths: [`overrides/${id}`], details: { after } });
  return { ...planned, override: { ...planned.override, madeAt } };
}

/** Undoes an override. Who was on call by it until now stays told: only what is still to come is taken back. */
export async function undoOverride(tx: Tx, caller: Caller, scheduleId: string, id: string): Promise<null | Refusal> {
  const found = (await lockSchedule(tx, scheduleId)) ? await findOverride(tx, scheduleId, id) : null;
  if (!found) return noSuchOverride;
  const refused = whyNotUndo(caller, found.made_by);
  if (refused) return refused;
  if (found.ends_at <= tx.now) return refuse("override.past", "This override is over; what happened then stays as it was.");
  const inForceFrom = Math.max(found.starts_at, found.made_at);
  if (inForceFrom < tx.now) await shortenOverride(tx, id, inForceFrom, tx.now);
  else await deleteOverride(tx, id);
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "schedules", id: scheduleId, action: "restored", paths: [`overrides/${id}`] });
  return null;
}

async function outcomeOf(tx: Tx, scheduleId: string, wish: OverrideWish, madeBy: Actor): Promise<OverrideOutcome | Refusal> {
  const { from, to, personId, replacesId, reason } = wish;
  const [stored] = await readSchedules(tx, [scheduleId], from - 1, to);
  if (!stored) return noSuchSchedule;
  const tooMany = whyTooMany([stored], wish);
  if (tooMany) return tooMany;
  const override: StoredOverride = { ...overrideOf(newId(), wish), reason, madeBy, madeAt: tx.now };
  const schedule = { ...stored, overrides: [...stored.overrides, override] };
  const zone = zoneNamed(stored.zone);
  const before = shifts(stored, from, to, zone);
  const after = shifts(schedule, from, to, zone);
  const people = await readPeople(tx, [personId, replacesId].filter((id) => id !== null));
  const refused = whyUnknown(wish, new Set(people.keys()), before) ?? whyNotChange(wish, before, after, (id) => people.get(id)?.name ?? id);
  return refused ?? { override, schedule, before, after };
}
