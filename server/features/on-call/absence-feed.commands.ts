import type { Tx } from "../../platform/database/database.ts";
import { cancel, schedule } from "../../platform/due-work/due-work.ts";
import { seal } from "../../platform/sealing/seal.ts";
import { muster } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { whyNotFor } from "./absence.commands.ts";
import { deleteFeed, writeFeed } from "./absence-feed.queries.ts";
import { feedWork } from "./absence-feed.work.ts";
import { calendarAddress } from "./calendar.rules.ts";
import { deleteAbsences, readFeedAbsences } from "./absence.queries.ts";

/** Reads from now on when somebody is away from their calendar. Its address opens the calendar, so it is sealed. */
export async function setFeed(tx: Tx, caller: Caller, personId: string, url: string): Promise<null | Refusal> {
  const refused = await whyNotFor(tx, caller, personId);
  if (refused) return refused;
  const address = calendarAddress(url);
  if (isRefusal(address)) return address;
  await writeFeed(tx, personId, seal(tx, address.href), address.hostname);
  await schedule(tx, [feedWork(personId, tx.now)]);
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "absences", id: personId, action: "subscribed", paths: ["feed"] });
  return null;
}

/** Forgets the calendar, and with it what it said of the time to come. */
export async function removeFeed(tx: Tx, caller: Caller, personId: string): Promise<null | Refusal> {
  const refused = await whyNotFor(tx, caller, personId);
  if (refused) return refused;
  if (!(await deleteFeed(tx, personId))) return refuse("absence.feed.not-found", "No calendar is read for this person.");
  await cancel(tx, [feedWork(personId, tx.now).key]);
  const kept = await readFeedAbsences(tx, personId);
  await deleteAbsences(tx, kept.map(({ id }) => id));
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "absences", id: personId, action: "unsubscribed", paths: ["feed"] });
  return null;
}
