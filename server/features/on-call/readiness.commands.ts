import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import { hasRole, type Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { readAllPeople, readLastProofs } from "../directory/index.ts";
import { noPerson } from "./my-shifts.permissions.ts";
import { peopleAround, readNamesOf, readOwnShift, type OwnShift } from "./my-shifts.queries.ts";
import { readLed, readReadiness, readReadinessEntry, readyKey, writeReadiness, type ReadinessRow } from "./readiness.queries.ts";
import { isReady, readinessOf, type ReadinessCheck } from "./readiness.rules.ts";
import { beginnings, lookBack } from "./reminder.rules.ts";
import { readSchedules, type StoredSchedule } from "./schedule.queries.ts";
import type { Shift } from "./schedule.rules.ts";
import { shifts } from "./shift.rules.ts";
import { whyTooMany } from "./span.rules.ts";

export interface FoundReadiness {
  own: OwnShift;
  checks: ReadinessCheck[];
  row: ReadinessRow | null;
}

export interface AskedReadiness {
  scheduleId: string;
  from: Instant;
}

const noSuchShift = refuse("readiness.shift-moved", "You have no shift here that begins then; perhaps somebody changed it. Look at your shifts again.");

/** What there is to see to before a shift of the caller, as it stands now. */
export async function findReadiness(tx: Tx, caller: Caller, { scheduleId, from }: AskedReadiness): Promise<FoundReadiness | Refusal> {
  if (caller.personId === null) return noPerson;
  const own = await readOwnShift(tx, caller.personId, scheduleId, from);
  if (!own) return noSuchShift;
  const row = (await readReadiness(tx, [caller.personId], from - 1)).get(readyKey(scheduleId, caller.personId, from)) ?? null;
  return { own, row, checks: await checksOf(tx, own, row?.ticked ?? []) };
}

/** Keeps what the caller ticked for a shift. It blocks nothing: whoever is not ready is paged all the same. */
export async function answerReadiness(tx: Tx, caller: Caller, asked: AskedReadiness, ticked: readonly string[]): Promise<FoundReadiness | Refusal> {
  const found = await findReadiness(tx, caller, asked);
  if (isRefusal(found)) return found;
  const { schedule, shift } = found.own;
  const checks = await checksOf(tx, found.own, ticked);
  await writeReadiness(tx, { scheduleId: schedule.id, personId: shift.personId, from: shift.from }, [...new Set(ticked)], isReady(checks));
  const paths = [`readiness/${shift.personId}`];
  await recordAudit(tx, { actor: { kind: "person", id: shift.personId }, section: "schedules", id: schedule.id, action: "answered", paths, details: { after: { from: toIso(shift.from), ticked } } });
  return findReadiness(tx, caller, asked);
}

async function checksOf(tx: Tx, own: OwnShift, ticked: readonly string[]): Promise<ReadinessCheck[]> {
  const { schedule, shift, after } = own;
  const nameOf = await readNamesOf(tx, peopleAround([own]));
  const entry = await readReadinessEntry(tx, schedule.id);
  const means = await readLastProofs(tx, [shift.personId]);
  return readinessOf({ means, links: entry?.links ?? [], rules: entry?.rules ?? null, after: after.map(({ personId }) => nameOf(personId)), ticked: new Set(ticked) }, tx.now);
}

export interface ComingShift {
  schedule: StoredSchedule;
  shift: Shift;
  row: ReadinessRow | null;
}

const ahead = 14 * millisecondsOfDay;

/** The shifts that begin in the next two weeks of those whom the caller leads, each with whether its person was found ready. A manager sees everybody's. */
export async function readComingReadiness(tx: Tx, caller: Caller): Promise<ComingShift[]> {
  const led = hasRole(caller, "manager") ? (await readAllPeople(tx)).map(({ id }) => id) : caller.personId === null ? [] : await readLed(tx, caller.personId);
  const span = { from: tx.now - lookBack, to: tx.now + ahead };
  const rows = await readReadiness(tx, led, tx.now);
  const wanted = new Set(led);
  const schedules = led.length === 0 ? [] : await readSchedules(tx, null, span.from - 1, span.to);
  return schedules
    .filter((schedule) => whyTooMany([schedule], span) === null)
    .flatMap((schedule) => beginnings(shifts(schedule, span.from, span.to, zoneNamed(schedule.zone)), tx.now).map((shift) => ({ schedule, shift })))
    .filter(({ shift }) => wanted.has(shift.personId))
    .map(({ schedule, shift }) => ({ schedule, shift, row: rows.get(readyKey(schedule.id, shift.personId, shift.from)) ?? null }))
    .sort((a, b) => a.shift.from - b.shift.from);
}
