import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { muster } from "../../values/actor.ts";
import { letterWork } from "../../values/letter.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { whyNotOf } from "./absence.permissions.ts";
import { deleteAbsences, findAbsence, insertAbsences } from "./absence.queries.ts";
import { absenceFrom, clashesOf, type Absence, type AbsenceWish, type Clash } from "./absence.rules.ts";
import { readSchedules } from "./schedule.queries.ts";
import { shifts } from "./shift.rules.ts";
import type { Span } from "./span.rules.ts";

export const noSuchPerson = refuse("person.not-found", "There is no such person.");
const noSuchAbsence = refuse("absence.not-found", "There is no such absence; perhaps it was taken back.");

/** Null where the caller may see to what is this person's own; else that there is nobody here for them. */
export async function whyNotFor(tx: Tx, caller: Caller, personId: string): Promise<Refusal | null> {
  return whyNotOf(caller, personId) ?? ((await readPeople(tx, [personId])).has(personId) ? null : noSuchPerson);
}

/** Notes that somebody is away. Where they are on call then, they are told by mail too: it changes no schedule by itself. */
export async function addAbsence(tx: Tx, caller: Caller, personId: string, wish: AbsenceWish): Promise<Absence | Refusal> {
  const refused = whyNotOf(caller, personId);
  if (refused) return refused;
  const person = (await readPeople(tx, [personId])).get(personId);
  if (!person) return noSuchPerson;
  const absence = absenceFrom(wish, zoneNamed(person.timezone), tx.now);
  if (isRefusal(absence)) return absence;
  const actor = caller.actor ?? muster;
  const [made] = await insertAbsences(tx, personId, [absence], { madeBy: actor, isFromFeed: false });
  if (!made) throw new Error("An absence was not stored.");
  await recordAudit(tx, { actor, section: "absences", id: personId, action: "added", paths: [made.id] });
  await warnOfClashes(tx, [made]);
  return made;
}

/** Takes an absence back; what a calendar tells is changed in the calendar. */
export async function removeAbsence(tx: Tx, caller: Caller, personId: string, id: string): Promise<null | Refusal> {
  const refused = await whyNotFor(tx, caller, personId);
  if (refused) return refused;
  const found = await findAbsence(tx, personId, id);
  if (!found) return noSuchAbsence;
  if (found.isFromFeed) return refuse("absence.from-calendar", "This comes from the calendar. Change it there; it follows within the hour.");
  await deleteAbsences(tx, [id]);
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "absences", id: personId, action: "removed", paths: [id] });
  return null;
}

/** Where people are on call while they are away, on all schedules or on one. */
export async function readClashes(tx: Tx, absences: readonly Absence[], scheduleIds: readonly string[] | null = null): Promise<Clash[]> {
  if (absences.length === 0) return [];
  const span: Span = { from: Math.max(tx.now, Math.min(...absences.map(({ from }) => from))), to: Math.max(...absences.map(({ to }) => to)) };
  if (span.to <= span.from) return [];
  const schedules = await readSchedules(tx, scheduleIds, span.from - 1, span.to);
  const turns = schedules.flatMap((one) => shifts(one, span.from, span.to, zoneNamed(one.zone)).map(({ personId, from, to }) => ({ scheduleId: one.id, personId, from, to })));
  return clashesOf(absences, turns);
}

/** A letter to each person who is on call while they are away, once for each absence. */
export async function warnOfClashes(tx: Tx, absences: readonly Absence[]): Promise<void> {
  const clashes = await readClashes(tx, absences);
  const struck = absences.filter(({ id }) => clashes.some(({ absenceId }) => absenceId === id));
  const letters = struck.map(({ id, personId }) => letterWork("absence-clash", id, tx.now, { absenceId: id, personId }));
  await schedule(tx, letters);
}
