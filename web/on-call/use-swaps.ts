import type { AskedSwapView, SwapAnswer, SwapView } from "../../server/features/on-call/swap.contract.ts";
import type { List } from "../api/client.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { toast, toastShelf } from "../design/toasts.ts";

/** Becoming too late is told by no event. */
const every = 60_000;

/** What the reader asks of others, and what waits for their own answer. */
export function useSwaps(isReader: boolean) {
  const open = useAddress<List<SwapView>>("on-call", isReader ? "/api/v1/swaps" : null, { every });
  const over = useAddress<List<SwapView>>("on-call", isReader ? "/api/v1/swaps?state=over" : null);
  return { open, over };
}

/** What waits for the reader's own answer: turns they are asked to take, and proposals for one of theirs. */
export function swapsWaitingFor(open: readonly SwapView[], me: string | null): SwapView[] {
  return open.filter(({ isMine, asks }) => asks.some(({ personId, status }) => (isMine ? status === "proposed" : personId === me && status === "asked")));
}

type Sent = Omit<SwapAnswer, "back"> & { personId?: string; back?: object };

/** Asks, answers and withdraws; what can be undone is undone from its toast. */
export function useSwapVerbs() {
  const { mutateAsync: send, isPending } = useCommand<unknown>("on-call");
  const tell = (problem: unknown) => void toastShelf.show({ text: problem instanceof Error ? problem.message : "It could not be done.", look: "sheet", seconds: 12 });
  const answer = (id: string, body: Sent) => send({ path: `/api/v1/swaps/${id}/answer`, body }) as Promise<SwapView>;
  const giveBack = async ({ overrideIds, turn, back }: SwapView) => {
    const places = [turn, back ?? turn];
    for (const [place, id] of [...overrideIds.entries()].reverse()) {
      await send({ method: "DELETE", path: `/api/v1/schedules/${(places[place] ?? turn).scheduleId}/overrides/${id}` });
    }
  };

  const ask = async (wish: object) => {
    const asked = (await send({ path: "/api/v1/swaps", body: wish })) as AskedSwapView;
    toast(`Asked ${asked.swap.asks.map(({ name }) => name).join(", ")}. Nothing changes until somebody says yes`, () => void answer(asked.swap.id, { answer: "withdraw" }).catch(tell));
    return asked;
  };
  const say = async (swap: SwapView, body: Sent, words: string) => {
    try {
      const after = await answer(swap.id, body);
      toast(words, after.status === "accepted" ? () => void giveBack(after).catch(tell) : undefined);
    } catch (problem) {
      tell(problem);
    }
  };
  return { ask, say, answer, isPending };
}
