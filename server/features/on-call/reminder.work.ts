import type { Tx } from "../../platform/database/database.ts";
import { schedule as scheduleWork, scheduleUnlessWaiting, type SetHandler } from "../../platform/due-work/due-work.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { Instant } from "../../values/instant.ts";
import { letterWork } from "../../values/letter.ts";
import { forgetOldReminders, notePlanned, readChoices, readPlanned } from "./reminder.queries.ts";
import { beginnings, longestBefore, lookBack, momentOf, reminderKey, remindersOf, usualMinutes, type Reminded, type Reminder } from "./reminder.rules.ts";
import { readSchedules } from "./schedule.queries.ts";
import { shifts } from "./shift.rules.ts";
import { whyTooMany } from "./span.rules.ts";

const planKind = "reminder.plan";
const every = 5 * 60_000;

/** Handled where mail is sent: somebody is reminded of a shift. */
export const reminderLetter = "shift-reminder";

/**
 * Every few minutes: who is to be reminded of a shift until the next look. Schedules change as they like; what was planned is noted by
 * the shift's beginning, so nothing is said twice, and whether it still holds is asked again as the mail is written.
 */
export const reminderHandler: SetHandler = {
  kind: planKind,
  mode: "set",
  async handle(tx) {
    await planReminders(tx);
    await forgetOldReminders(tx);
    await scheduleWork(tx, [nextLook(tx.now + every)]);
  },
};

/** Begins it, unless it has begun. */
export async function beginReminders(tx: Tx): Promise<void> {
  await scheduleUnlessWaiting(tx, [nextLook(tx.now)]);
}

function nextLook(dueAt: Instant) {
  return { kind: planKind, key: planKind, dueAt, payload: {} };
}

async function planReminders(tx: Tx): Promise<void> {
  const ahead = await readBeginnings(tx);
  const choices = await readChoices(tx, [...new Set(ahead.map(({ personId }) => personId))]);
  const told = new Set((await readPlanned(tx)).map(reminderKey));
  const found = ahead.map((shift) => remindersOf(shift, choices.get(shift.personId) ?? usualMinutes, told, tx.now + every));
  await notePlanned(tx, found.flatMap(({ pass }) => pass));
  const fresh = await notePlanned(tx, found.flatMap(({ say }) => say));
  await scheduleWork(tx, fresh.map((reminder) => letterOf(reminder, tx.now)));
}

async function readBeginnings(tx: Tx): Promise<Reminded[]> {
  const span = { from: tx.now - lookBack, to: tx.now + longestBefore * 60_000 + every };
  const schedules = await readSchedules(tx, null, span.from - 1, span.to);
  return schedules
    .filter((schedule) => whyTooMany([schedule], span) === null)
    .flatMap((schedule) => beginnings(shifts(schedule, span.from, span.to, zoneNamed(schedule.zone)), tx.now).map(({ personId, from }) => ({ scheduleId: schedule.id, personId, from })));
}

function letterOf(reminder: Reminder, now: Instant) {
  const { scheduleId, personId, from, minutesBefore } = reminder;
  return letterWork(reminderLetter, `${scheduleId}/${personId}/${from}/${minutesBefore}`, Math.max(now, momentOf(reminder)), { scheduleId, personId, from, minutesBefore });
}
