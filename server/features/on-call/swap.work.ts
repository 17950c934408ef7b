import type { Tx } from "../../platform/database/database.ts";
import { schedule, type DueWork, type SetHandler } from "../../platform/due-work/due-work.ts";
import type { Instant } from "../../values/instant.ts";
import { letterWork, type LetterWork } from "../../values/letter.ts";
import { lockSwap, settleSwap, writeAsk, type StoredSwap } from "./swap.queries.ts";
import { isDeclinedByAll, nextCare, nextToAsk, type Ask, type Swap } from "./swap.rules.ts";

const kind = "swap.care";

/** Looks at a swap again when the next is to be asked, or when it ends. */
export function careWork(swapId: string, dueAt: Instant): DueWork {
  return { kind, key: `${kind}/${swapId}`, dueAt, payload: { swapId } };
}

/** Tells those who are asked that somebody would like them to take a turn. */
export function lettersToAsked(tx: Tx, swapId: string, asks: readonly Pick<Ask, "personId">[]): LetterWork[] {
  return asks.map(({ personId }) => letterWork("swap-asked", `${swapId}/${personId}`, tx.now, { swapId, personId }));
}

/** Tells one of both sides what became of a swap. */
export function letterOfNews(tx: Tx, swapId: string, personId: string): LetterWork {
  return letterWork("swap-news", `${swapId}/${personId}/${tx.now}`, tx.now, { swapId, personId, at: tx.now });
}

/** Asks the next where it is time for that, or ends a swap to which everybody said no. */
export async function careForSwap(tx: Tx, swap: Swap): Promise<void> {
  if (isDeclinedByAll(swap)) {
    await settleSwap(tx, swap.id, { status: "declined" });
    return schedule(tx, [letterOfNews(tx, swap.id, swap.giverId)]);
  }
  const next = nextToAsk(swap, tx.now);
  const asks = swap.asks.map((ask): Ask => (ask.personId === next ? { ...ask, status: "asked", askedAt: tx.now } : ask));
  const asked = asks.filter(({ personId }) => personId === next);
  for (const ask of asked) await writeAsk(tx, swap.id, ask);
  await schedule(tx, [careWork(swap.id, nextCare({ ...swap, asks })), ...lettersToAsked(tx, swap.id, asked)]);
}

/** Asks one after another, and ends what nobody took: whoever had the turn keeps it and is told. */
export const swapHandler: SetHandler = {
  kind,
  mode: "set",
  async handle(tx, work) {
    const ids = work.map(({ payload }) => (payload as { swapId: string }).swapId);
    for (const id of ids.sort()) {
      const swap = await lockSwap(tx, id);
      if (swap?.status === "open") await careOrEnd(tx, swap);
    }
  },
};

async function careOrEnd(tx: Tx, swap: StoredSwap): Promise<void> {
  if (swap.expiresAt > tx.now) return careForSwap(tx, swap);
  await settleSwap(tx, swap.id, { status: "expired" });
  await schedule(tx, [letterOfNews(tx, swap.id, swap.giverId)]);
}
