import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { candidatesFor } from "./cover.rules.ts";
import { readLoads } from "./load.queries.ts";
import { noSuchSchedule } from "./override.commands.ts";
import { lockSchedule } from "./override.queries.ts";
import { peopleIn } from "./shift.presenter.ts";
import { whyNotAskFor } from "./swap.permissions.ts";
import { insertSwap, isAskedFor } from "./swap.queries.ts";
import { expiryOf, handingsOf, invalidSwap, nextCare, whyNotTime, type Ask, type Swap } from "./swap.rules.ts";
import type { SwapWish } from "./swap.contract.ts";
import { whyNotHand, whyNotHeld, type Turnpart } from "./swap-judge.rules.ts";
import { readRoster, type StoredRoster } from "./swap-roster.queries.ts";
import { careWork, lettersToAsked } from "./swap.work.ts";

/** Somebody who was not asked, and why. */
export interface NotAsked {
  personId: string;
  whyNot: Refusal;
}

export interface AskedSwap {
  swap: Swap;
  notAsked: NotAsked[];
}

/** Offers a turn to others, or asks them for cover. Nothing changes until one of them says yes. */
export async function askForSwap(tx: Tx, caller: Caller, wish: SwapWish): Promise<AskedSwap | Refusal> {
  const giverId = wish.giverId ?? caller.personId;
  if (giverId === null) return invalidSwap("giverId", "Say whose turn it is.");
  const turn: Turnpart = { scheduleId: wish.scheduleId, from: Math.max(wish.from, tx.now), to: wish.to };
  const refused = whyNotAskFor(caller, giverId) ?? whyNotTime(wish, tx.now, "to") ?? whyNotBack(wish, tx.now);
  if (refused) return refused;
  if (!(await lockSchedule(tx, turn.scheduleId))) return noSuchSchedule;
  const roster = await readRoster(tx, [turn, ...(wish.back ? [wish.back] : [])]);
  const notHeld = whyNotHeld(turn, giverId, roster) ?? (await whyTwice(tx, giverId, turn));
  if (notHeld) return notHeld;
  const asked = await whomToAsk(tx, { wish, turn, giverId, roster });
  return isRefusal(asked) ? asked : storeSwap(tx, caller, swapFrom(wish, turn, giverId, asked.able, tx.now), asked.notAsked);
}

function whyNotBack({ back, ask }: SwapWish, now: Instant): Refusal | null {
  if (!back) return null;
  if (ask === "everyone" || ask.length !== 1) return invalidSwap("back", "A turn in return is one person's. Ask that person alone, or let people propose one of theirs.");
  return whyNotTime(back, now, "back.to");
}

async function whyTwice(tx: Tx, giverId: string, turn: Turnpart): Promise<Refusal | null> {
  if (!(await isAskedFor(tx, giverId, turn))) return null;
  return refuse("swap.already-asked", "Others are asked for some of this time already. Withdraw that first.");
}

interface Asking {
  wish: SwapWish;
  turn: Turnpart;
  giverId: string;
  roster: StoredRoster;
}

/** Whoever cannot take it is not troubled; where nobody can, the reasons are the answer. */
async function whomToAsk(tx: Tx, asking: Asking): Promise<{ able: string[]; notAsked: NotAsked[] } | Refusal> {
  const judged = await judgeAsked(tx, asking);
  if (isRefusal(judged)) return judged;
  const able = judged.filter(({ whyNot }) => whyNot === null).map(({ personId }) => personId);
  const notAsked = judged.flatMap(({ personId, whyNot }) => (whyNot === null ? [] : [{ personId, whyNot }]));
  const [only] = notAsked;
  if (able.length > 0) return { able, notAsked };
  if (!only) return refuse("swap.nobody", "Nobody else is in this rotation. Ask somebody by name.");
  if (notAsked.length === 1) return only.whyNot;
  return refuse("swap.nobody", `Nobody of them can take it. ${notAsked.map(({ whyNot }) => whyNot.reason).join(" ")}`);
}

async function judgeAsked(tx: Tx, { wish, turn, giverId, roster }: Asking): Promise<{ personId: string; whyNot: Refusal | null }[] | Refusal> {
  if (wish.ask === "everyone") {
    const loads = await readLoads(tx, peopleIn(roster.schedules));
    return candidatesFor(turn, giverId, roster, (id) => loads.get(id)?.weighted ?? 0).filter(({ isInRotation }) => isInRotation);
  }
  const ids = [...new Set(wish.ask)];
  if (ids.includes(giverId)) return invalidSwap("ask", "Nobody can take their own turn.");
  const people = await readPeople(tx, ids);
  const unknown = ids.find((id) => !people.has(id));
  if (unknown !== undefined) return invalidSwap("ask", `Nobody here has the id “${unknown}”.`);
  return ids.map((personId) => ({ personId, whyNot: whyNotHand(handingsOf({ giverId, turn, back: wish.back ?? null }, personId, tx.now), roster) }));
}

function swapFrom(wish: SwapWish, turn: Turnpart, giverId: string, able: readonly string[], now: Instant): Swap {
  const minutesEach = able.length > 1 ? (wish.minutesEach ?? null) : null;
  const asks = able.map((personId, place): Ask => {
    const isNow = minutesEach === null || place === 0;
    return { personId, status: isNow ? "asked" : "later", askedAt: isNow ? now : null, back: null };
  });
  const expiresAt = expiryOf(turn, now);
  return { id: newId(), giverId, turn, back: wish.back ?? null, note: wish.note ?? null, minutesEach, expiresAt, status: "open", takerId: null, settledAt: null, asks };
}

async function storeSwap(tx: Tx, caller: Caller, swap: Swap, notAsked: NotAsked[]): Promise<AskedSwap> {
  const actor = caller.actor ?? muster;
  const { id, turn, asks } = swap;
  await insertSwap(tx, swap, actor);
  await schedule(tx, [careWork(id, nextCare(swap)), ...lettersToAsked(tx, id, asks.filter(({ status }) => status === "asked"))]);
  const after = { ...turn, from: toIso(turn.from), to: toIso(turn.to), ask: asks.map(({ personId }) => personId) };
  await recordAudit(tx, { actor, section: "swaps", id, action: "asked", paths: [], details: { after } });
  return { swap, notAsked };
}
