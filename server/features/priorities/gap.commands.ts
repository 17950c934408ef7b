import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { readProcess } from "../process/index.ts";
import { insertGap, lockGap, updateGap, type GapRow } from "./gap.queries.ts";
import type { WatchGapChange, WatchGapWish } from "./walk.contract.ts";
import { lockWalk } from "./walk.queries.ts";

export const noSuchWalk = refuse("walk.not-found", "There is no such walk through the priorities.");
export const noPerson = refuse("not-allowed", "This is a person's word; this token is nobody's.");
const noSuchGap = refuse("gap.not-found", "There is no such finding.");
const wrong = (path: string, message: string) => refuse("gap.invalid", message, { errors: [{ path, message }] });

/** Keeps an answer to the question at which a walk stands. */
export async function addGap(tx: Tx, caller: Caller, walkId: string, wish: WatchGapWish): Promise<Refusal | null> {
  const walk = await lockWalk(tx, walkId);
  if (!walk) return noSuchWalk;
  const priority = wish.priority ?? walk.priority;
  const refused = await whyNotName(tx, priority, wish.serviceId);
  if (refused || caller.personId === null) return refused ?? noPerson;
  const id = newId();
  await insertGap(tx, { id, walk_id: walkId, question: walk.question, priority, service_id: wish.serviceId, text: wish.text, watch_by: wish.watchBy, added_by: caller.personId, link: wish.link });
  await told(tx, caller, id, "made", { after: { ...wish, priority } });
  return null;
}

/** Changes a gap, settles it or takes it up again; refused where somebody was first, naming what they did. */
export async function changeGap(tx: Tx, caller: Caller, id: string, { baseVersion, ...change }: WatchGapChange): Promise<Refusal | null> {
  const before = await lockGap(tx, id);
  if (!before) return noSuchGap;
  if (before.version !== baseVersion) return moved(tx, before);
  const after = changed(before, change);
  if (after.status === "dropped" && after.reason === null) return wrong("reason", "Say why it is dropped: whoever finds it again shall know.");
  const refused = await whyNotName(tx, after.priority === before.priority ? null : after.priority, after.service_id === before.service_id ? null : after.service_id);
  if (refused || caller.personId === null) return refused ?? noPerson;
  await updateGap(tx, after, caller.personId);
  await told(tx, caller, id, after.status === before.status ? "changed" : after.status === "open" ? "taken up again" : after.status, change);
  return null;
}

function changed(before: GapRow, { text, serviceId, priority, watchBy, link, status, reason }: Omit<WatchGapChange, "baseVersion">): GapRow {
  const given = <Value>(value: Value | undefined, old: Value) => (value === undefined ? old : value);
  return {
    ...before,
    ...{ text: given(text, before.text), service_id: given(serviceId, before.service_id), priority: given(priority, before.priority), watch_by: given(watchBy, before.watch_by) },
    ...{ link: given(link, before.link), status: given(status, before.status), reason: status === "open" ? null : given(reason, before.reason) },
  };
}

async function moved(tx: Tx, { settled_by, status, version }: GapRow): Promise<Refusal> {
  const who = settled_by === null ? "Somebody" : ((await readPeople(tx, [settled_by])).get(settled_by)?.name ?? settled_by);
  return refuse("gap.changed", `${who} changed this meanwhile; it is ${status} now. Look at it again, then say what is to be otherwise.`, { version, standing: status });
}

async function whyNotName(tx: Tx, priority: string | null, serviceId: string | null): Promise<Refusal | null> {
  const { process } = await readProcess(tx, "in force");
  if (priority !== null && !process.priorities.some(({ id }) => id === priority)) return wrong("priority", `The process has no priority “${priority}”. It has ${process.priorities.map(({ id }) => id).join(", ")}.`);
  if (serviceId === null || (await tx.first("select from service where id = $1", [serviceId])) !== null) return null;
  return wrong("serviceId", `There is no service “${serviceId}”. Services are listed at /api/v1/services.`);
}

async function told(tx: Tx, caller: Caller, id: string, action: string, details: object): Promise<void> {
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "watchGaps", id, action, paths: [], details });
}
