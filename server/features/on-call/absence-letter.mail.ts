import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import type { Letter } from "../../values/letter.ts";
import { readPeople } from "../directory/index.ts";
import { readClashes } from "./absence.commands.ts";
import { findAbsence } from "./absence.queries.ts";
import { readFeed } from "./absence-feed.queries.ts";
import { scheduleName } from "./schedule-wording.rules.ts";
import { readSchedules } from "./schedule.queries.ts";
import { spanText } from "./swap-wording.rules.ts";

const mostNamed = 5;

/** Tells a person that they are on call while they are away; nothing where somebody else has taken those turns meanwhile. */
export async function writeClashLetter(tx: Tx, payload: object): Promise<Letter | null> {
  const { absenceId, personId } = payload as { absenceId: string; personId: string };
  const absence = await findAbsence(tx, personId, absenceId);
  const person = (await readPeople(tx, [personId])).get(personId);
  const clashes = absence ? await readClashes(tx, [absence]) : [];
  if (!person || clashes.length === 0) return null;
  const schedules = await readSchedules(tx, clashes.map(({ scheduleId }) => scheduleId), tx.now, tx.now);
  const lines = clashes.slice(0, mostNamed).map(({ scheduleId, from, to }) => {
    const schedule = schedules.find(({ id }) => id === scheduleId) ?? { id: scheduleId, name: null };
    return `${scheduleName(schedule)} ${spanText(zoneNamed(person.timezone), from, to)}`;
  });
  const more = clashes.length > mostNamed ? [`And ${clashes.length - mostNamed} more.`] : [];
  return {
    personId,
    subject: "You are on call while you are away",
    paragraphs: ["You are down as away, and on call all the same:", ...lines, ...more, "Nothing was changed: until somebody takes them, pages go to you. Ask for cover in time."],
    link: { path: "/on-call/away", words: "See when you are away, and ask for cover" },
    because: absence?.isFromFeed ? "Your calendar says that you are away then." : "You, or a manager, wrote that you are away then.",
    messageKey: `absence.${absenceId}`,
    threadKey: `absence.${absenceId}`,
  };
}

/** Tells a person that their calendar cannot be read; nothing where it can be again. */
export async function writeCalendarLetter(tx: Tx, payload: object): Promise<Letter | null> {
  const { personId } = payload as { personId: string };
  const feed = await readFeed(tx, personId);
  if (!feed?.problem) return null;
  return {
    personId,
    subject: "Your calendar cannot be read",
    paragraphs: [`Muster could not read when you are away from ${feed.host}: ${feed.problem}`, "What it had read before stays. It tries again every hour."],
    link: { path: "/on-call/away", words: "See your calendar" },
    messageKey: `calendar.${personId}.${feed.problem_since ?? 0}`,
    threadKey: `calendar.${personId}`,
  };
}
