import type { ApiProblem } from "../../api/client.ts";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";

/** The steps of one press: take it, mitigate, resolve; what can be undone offers that. */
export function useSteps() {
  const { incident } = useRoom();
  const stepping = useRoomCommand();
  const onError = (problem: unknown) => void toast((problem as ApiProblem).message);
  const undo = () => stepping.run({ to: "reopen", body: { reason: "Resolved by mistake, and undone at once." } }, { onSuccess: () => void toast(`${incident.ref} is open again.`), onError });
  return {
    isBusy: stepping.isPending,
    acknowledge: () => stepping.run({ to: "acknowledge" }, { onSuccess: () => void toast(`You have ${incident.ref}. The searches you were in have stopped.`), onError }),
    mitigate: () => stepping.run({ to: "mitigate" }, { onSuccess: () => void toast(`${incident.ref} is mitigated; work goes on.`), onError }),
    resolve: () => stepping.run({ to: "resolve" }, { onSuccess: () => void toast(`${incident.ref} is resolved.`, undo), onError }),
    close: () => stepping.run({ to: "close" }, { onSuccess: () => void toast(`${incident.ref} is closed.`), onError }),
  };
}

export type Steps = ReturnType<typeof useSteps>;
