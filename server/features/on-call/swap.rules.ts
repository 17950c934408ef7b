import { millisecondsOfDay } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { Handing, Turnpart } from "./swap-judge.rules.ts";
import type { Span } from "./span.rules.ts";

export const swapStatuses = ["open", "accepted", "withdrawn", "expired", "declined"] as const;
export type SwapStatus = (typeof swapStatuses)[number];

export const askStatuses = ["later", "asked", "declined", "proposed", "accepted"] as const;
export type AskStatus = (typeof askStatuses)[number];

/** Somebody who was asked, or will be. */
export interface Ask {
  personId: string;
  status: AskStatus;
  askedAt: Instant | null;
  /** What they would like the giver to take for it. */
  back: Turnpart | null;
}

/** A turn that somebody would like another to take. */
export interface Swap {
  id: string;
  giverId: string;
  turn: Turnpart;
  /** What the giver takes for it; null: nothing. */
  back: Turnpart | null;
  note: string | null;
  /** How long each is asked alone; null: all are asked at once. */
  minutesEach: number | null;
  expiresAt: Instant;
  status: SwapStatus;
  takerId: string | null;
  settledAt: Instant | null;
  /** In the order in which they are asked. */
  asks: readonly Ask[];
}

const longest = 62 * millisecondsOfDay;

/** A wish that makes no sense, with the field that is to be mended. */
export function invalidSwap(path: string, message: string): Refusal {
  return refuse("swap.invalid", message, { errors: [{ path, message }] });
}

/** Null where a time that somebody writes makes sense by itself; else the reason, at the field of its end. */
export function whyNotTime({ from, to }: Span, now: Instant, path: "to" | "back.to"): Refusal | null {
  if (to <= from) return invalidSwap(path, "It must end after it begins.");
  if (to <= now) return invalidSwap(path, "That time is over; what happened then stays as it was.");
  return to - from > longest ? invalidSwap(path, "It may last 62 days at most. Change the schedule itself for longer.") : null;
}

/** What changes hands where this person says yes; a turn that has begun goes over from now on. */
export function handingsOf({ giverId, turn, back }: Pick<Swap, "giverId" | "turn">& { back: Turnpart | null }, takerId: string, now: Instant): Handing[] {
  const given = { ...turn, from: Math.max(turn.from, now), giverId, takerId };
  return back === null ? [given] : [given, { ...back, from: Math.max(back.from, now), giverId: takerId, takerId: giverId }];
}

/** A swap waits no longer than until its turn begins; cover for a turn that runs already, until it ends. */
export function expiryOf({ from, to }: Span, now: Instant): Instant {
  return from > now ? from : to;
}

/** Null where the swap still waits for an answer; else what became of it, by whom and when. */
export function whySettled(swap: Swap, now: Instant, words: { nameOf: (id: string) => string; momentOf: (at: Instant) => string }): Refusal | null {
  const { status, takerId, settledAt, expiresAt } = swap;
  const at = settledAt === null ? "" : ` at ${words.momentOf(settledAt)}`;
  const details = { swap: { status: status === "open" ? "expired" : status, takerId, settledAt } };
  switch (status) {
    case "accepted":
      return refuse("swap.settled", `${words.nameOf(takerId ?? "")} took this turn${at}. Nothing is left to take.`, details);
    case "withdrawn":
      return refuse("swap.settled", `${words.nameOf(swap.giverId)} withdrew this${at} and keeps the turn.`, details);
    case "declined":
      return refuse("swap.settled", `Everybody who was asked said no${at}; ${words.nameOf(swap.giverId)} keeps the turn.`, details);
    case "expired":
    case "open":
      return status === "open" && now < expiresAt ? null : refuse("swap.settled", `Nobody had said yes by ${words.momentOf(expiresAt)}; ${words.nameOf(swap.giverId)} keeps the turn.`, details);
  }
}

/** Who is asked next where the swap asks one after another and nobody has time to answer left; null: nobody yet, or nobody more. */
export function nextToAsk({ asks, minutesEach }: Swap, now: Instant): string | null {
  if (minutesEach === null) return null;
  const isWaiting = asks.some(({ status, askedAt }) => status === "asked" && askedAt !== null && askedAt + minutesEach * 60_000 > now);
  return isWaiting ? null : (asks.find(({ status }) => status === "later")?.personId ?? null);
}

/** When somebody has to look at the swap again: the next is asked, or it ends. */
export function nextCare({ asks, minutesEach, expiresAt }: Swap): Instant {
  if (minutesEach === null || !asks.some(({ status }) => status === "later")) return expiresAt;
  const times = asks.flatMap(({ status, askedAt }) => (status === "asked" && askedAt !== null ? [askedAt + minutesEach * 60_000] : []));
  return times.length === 0 ? expiresAt : Math.min(expiresAt, Math.max(...times));
}

/** Whether everybody said no, so that nobody is left who may say yes. */
export function isDeclinedByAll({ asks }: Pick<Swap, "asks">): boolean {
  return asks.every(({ status }) => status === "declined");
}
