import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import type { NameOf } from "./override-wish.rules.ts";
import { scheduleName } from "./schedule-wording.rules.ts";
import type { SwapTurnView, SwapView } from "./swap.contract.ts";
import { isAsked } from "./swap.permissions.ts";
import type { StoredSwap } from "./swap.queries.ts";
import type { Turnpart } from "./swap-judge.rules.ts";

/** What swaps are told with: names of people and of schedules. */
export interface SwapNames {
  nameOf: NameOf;
  schedules: ReadonlyMap<string, { id: string; name: string | null; zone: string }>;
}

export function presentSwap(swap: StoredSwap, caller: Caller, names: SwapNames): SwapView {
  const { id, status, giverId, takerId, note, minutesEach, asks, overrideIds } = swap;
  const personOf = (personId: string) => ({ personId, name: names.nameOf(personId) });
  return {
    id,
    status,
    giver: personOf(giverId),
    turn: presentTurn(swap.turn, names),
    back: swap.back && presentTurn(swap.back, names),
    note,
    minutesEach,
    madeAt: toIso(swap.madeAt),
    expiresAt: toIso(swap.expiresAt),
    taker: takerId === null ? null : personOf(takerId),
    settledAt: toIsoOrNull(swap.settledAt),
    overrideIds: [...overrideIds],
    asks: asks.map((ask) => ({ ...personOf(ask.personId), status: ask.status, askedAt: toIsoOrNull(ask.askedAt), back: ask.back && presentTurn(ask.back, names) })),
    mayAnswer: status === "open" && isAsked(caller, asks),
    isMine: caller.personId === giverId,
  };
}

/** A turn with the name and the zone of its schedule. */
export function presentTurn({ scheduleId, from, to }: Turnpart, { schedules }: SwapNames): SwapTurnView {
  const schedule = schedules.get(scheduleId);
  return { scheduleId, scheduleName: scheduleName(schedule ?? { id: scheduleId, name: null }), timezone: schedule?.zone ?? "UTC", from: toIso(from), to: toIso(to) };
}
