import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { readWhoIsOnCall } from "./on-call.queries.ts";
import { noSuchSchedule } from "./override.commands.ts";
import { lockSchedule } from "./override.queries.ts";
import { endShadow, findShadow, insertShadow, readShadowTurns } from "./shadow.queries.ts";
import { shadowsAt, whyNotArrange, whyNotShadow, type Shadow, type ShadowWish } from "./shadow.rules.ts";

const noSuchShadow = refuse("shadow.not-found", "Nobody stands beside this turn any more.");

/** Lets somebody stand beside turns to learn. */
export async function addShadow(tx: Tx, caller: Caller, scheduleId: string, wish: ShadowWish): Promise<Shadow | Refusal> {
  const refused = whyNotArrange(caller, wish) ?? whyNotShadow(wish, tx.now);
  if (refused) return refused;
  if (!(await lockSchedule(tx, scheduleId))) return noSuchSchedule;
  const known = await readPeople(tx, [wish.personId, ...(wish.besideId === null ? [] : [wish.besideId])]);
  const unknown = [wish.personId, wish.besideId].find((id) => id !== null && !known.has(id));
  if (unknown) return refuse("shadow.invalid", `Nobody here has the id “${unknown}”.`, { errors: [{ path: unknown === wish.personId ? "personId" : "besideId", message: `Nobody here has the id “${unknown}”.` }] });
  const standing = await readShadowTurns(tx, [scheduleId], wish.from, wish.to);
  const isThere = standing.some(({ personId, from, to }) => personId === wish.personId && from < wish.to && to > wish.from);
  if (isThere) return refuse("shadow.already", "This person stands beside a turn of this schedule then already.");
  const id = newId();
  const actor = caller.actor ?? muster;
  await insertShadow(tx, id, scheduleId, wish, actor);
  await recordAudit(tx, { actor, section: "schedules", id: scheduleId, action: "shadowed", paths: [`shadows/${id}`], details: { after: { ...wish } } });
  return { ...wish, id, scheduleId };
}

/** Ends a shadow turn. */
export async function removeShadow(tx: Tx, caller: Caller, scheduleId: string, id: string): Promise<null | Refusal> {
  const shadow = (await lockSchedule(tx, scheduleId)) ? await findShadow(tx, scheduleId, id) : null;
  if (!shadow || shadow.to <= tx.now) return noSuchShadow;
  const refused = whyNotArrange(caller, shadow);
  if (refused) return refused;
  await endShadow(tx, shadow);
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "schedules", id: scheduleId, action: "unshadowed", paths: [`shadows/${id}`] });
  return null;
}

/** Who stands beside those on call at an instant. They get a copy of a page; no escalation counts on them, and none of their answers is waited for. */
export async function readShadows(tx: Tx, scheduleIds: readonly string[], at: Instant): Promise<Shadow[]> {
  const shadows = await readShadowTurns(tx, scheduleIds, at, at);
  if (shadows.length === 0) return [];
  const onCall = await readWhoIsOnCall(tx, scheduleIds, at);
  return onCall.flatMap(({ scheduleId, people }) => shadowsAt(shadows.filter((one) => one.scheduleId === scheduleId), people.map(({ personId }) => personId), at));
}
