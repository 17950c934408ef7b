import type { Tx } from "../../platform/database/database.ts";
import { cancel, schedule } from "../../platform/due-work/due-work.ts";
import { muster } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { momentWords } from "./shift-words.rules.ts";
import { makeOverride } from "./override.commands.ts";
import type { SwapAnswer } from "./swap.contract.ts";
import { isAsked, maySee, whyNotWithdraw } from "./swap.permissions.ts";
import { lockSwap, settleSwap, writeAsk, type StoredSwap } from "./swap.queries.ts";
import { handingsOf, whyNotTime, whySettled, type Ask } from "./swap.rules.ts";
import { whyNotHand, type Handing, type Turnpart } from "./swap-judge.rules.ts";
import { lockAllSchedules, readRoster } from "./swap-roster.queries.ts";
import { careForSwap, careWork, letterOfNews } from "./swap.work.ts";

const noSuchSwap = refuse("swap.not-found", "There is no such swap that is yours to answer.");
const notAsked = refuse("not-allowed", "You were not asked for this turn, and nobody says yes for another.");
const backIsOver = refuse("swap.changed", "What would be taken in return is over. Propose a turn that is still to come.");

/** Answers a swap, or withdraws; on a yes the turns change hands at once, all of them or none. Null where it is done. */
export async function answerSwap(tx: Tx, caller: Caller, id: string, answer: SwapAnswer): Promise<null | Refusal> {
  const swap = await lockSwap(tx, id);
  if (!swap || !maySee(caller, swap)) return noSuchSwap;
  const settled = await whyTooLate(tx, swap);
  if (settled) return settled;
  const refused = await act(tx, caller, swap, answer);
  if (refused) return refused;
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "swaps", id, action: actionOf(answer), paths: [] });
  return null;
}

function actionOf({ answer }: SwapAnswer): string {
  const actions = { accept: "accepted", decline: "declined", propose: "proposed", "accept-proposal": "accepted", withdraw: "withdrawn" } as const;
  return actions[answer];
}

async function whyTooLate(tx: Tx, swap: StoredSwap): Promise<Refusal | null> {
  const { nameOf, zoneOf, schedules } = await readRoster(tx, [swap.turn]);
  const zone = zoneOf(schedules.find(({ id }) => id === swap.turn.scheduleId)?.zone ?? "UTC");
  return whySettled(swap, tx.now, { nameOf, momentOf: (at) => `${momentWords(at, zone)} (${zone.name})` });
}

async function act(tx: Tx, caller: Caller, swap: StoredSwap, answer: SwapAnswer): Promise<null | Refusal> {
  if (answer.answer === "accept-proposal") return acceptProposal(tx, caller, swap, answer.personId);
  if (answer.answer === "withdraw" && !isAsked(caller, swap.asks)) return withdraw(tx, caller, swap);
  const own = isAsked(caller, swap.asks) ? swap.asks.find(({ personId }) => personId === caller.personId) : undefined;
  if (!own) return notAsked;
  switch (answer.answer) {
    case "accept":
      return take(tx, caller, swap, { takerId: own.personId, back: swap.back, toldId: swap.giverId });
    case "decline":
      return note(tx, swap, { ...own, status: "declined", back: null });
    case "withdraw":
      return note(tx, swap, { ...own, status: "asked", back: null });
    case "propose":
      return propose(tx, swap, { ...own, status: "proposed", back: answer.back });
  }
}

async function withdraw(tx: Tx, caller: Caller, swap: StoredSwap): Promise<null | Refusal> {
  const refused = whyNotWithdraw(caller, swap);
  if (refused) return refused;
  await settleSwap(tx, swap.id, { status: "withdrawn" });
  await cancel(tx, [careWork(swap.id, tx.now).key]);
  return null;
}

async function note(tx: Tx, swap: StoredSwap, ask: Ask): Promise<null> {
  await writeAsk(tx, swap.id, ask);
  await careForSwap(tx, { ...swap, asks: swap.asks.map((one) => (one.personId === ask.personId ? ask : one)) });
  return null;
}

async function propose(tx: Tx, swap: StoredSwap, ask: Ask & { back: Turnpart }): Promise<null | Refusal> {
  const { back, personId } = ask;
  const refused = whyNotTime(back, tx.now, "back.to") ?? whyNotHand(handingsOf({ ...swap, back }, personId, tx.now), await readRoster(tx, [swap.turn, back]));
  if (refused) return refused;
  await writeAsk(tx, swap.id, ask);
  await schedule(tx, [letterOfNews(tx, swap.id, swap.giverId)]);
  return null;
}

async function acceptProposal(tx: Tx, caller: Caller, swap: StoredSwap, takerId: string): Promise<null | Refusal> {
  if (caller.personId !== swap.giverId) return refuse("not-allowed", "Only whoever asked says yes to what was proposed to them.");
  const ask = swap.asks.find(({ personId, status }) => personId === takerId && status === "proposed");
  if (!ask?.back) return refuse("swap.changed", "That is not proposed any more.");
  return take(tx, caller, swap, { takerId, back: ask.back, toldId: takerId });
}

/** The schedules are locked before they are judged by, so that of two who say yes one is first and the other hears of it. */
async function take(tx: Tx, caller: Caller, swap: StoredSwap, { takerId, back, toldId }: { takerId: string; back: Turnpart | null; toldId: string }): Promise<null | Refusal> {
  if (back !== null && back.to <= tx.now) return backIsOver;
  await lockAllSchedules(tx);
  const handings = handingsOf({ ...swap, back }, takerId, tx.now);
  const refused = whyNotHand(handings, await readRoster(tx, handings));
  if (refused) return refused;
  const overrideIds = await changeHands(tx, caller, handings);
  await writeAsk(tx, swap.id, { personId: takerId, status: "accepted", askedAt: swap.asks.find(({ personId }) => personId === takerId)?.askedAt ?? null, back });
  await settleSwap(tx, swap.id, { status: "accepted", takerId, overrideIds });
  await cancel(tx, [careWork(swap.id, tx.now).key]);
  await schedule(tx, [letterOfNews(tx, swap.id, toldId)]);
  return null;
}

async function changeHands(tx: Tx, caller: Caller, handings: readonly Handing[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { scheduleId, from, to, giverId, takerId } of handings) {
    const made = await makeOverride(tx, caller, scheduleId, { kind: "replace", personId: takerId, replacesId: giverId, from, to, reason: "Swap that both agreed to" });
    // All was judged under the same locks, so a refusal here is a fault, and nothing of it may stay.
    if (isRefusal(made)) throw new Error(`A swap that was judged could not be made: ${made.reason}`);
    ids.push(made.override.id);
  }
  return ids;
}
