import type { ApiProblem } from "../../api/client.ts";
import { toast } from "../../design/toasts.ts";
import { useRoomCommand } from "../room-queries.ts";
import type { Task } from "./duty-words.ts";

/** Changes a task or a duty with one press; what was dropped is taken up again with another. */
export function useTaskChange({ id, text }: Task) {
  const changing = useRoomCommand();
  const change = (body: { status?: Task["status"]; ownerId?: string | null }, said?: string, undo?: () => void) =>
    changing.run(
      { method: "PATCH", to: `tasks/${id}`, body },
      { onSuccess: () => void (said !== undefined && toast(said, undo)), onError: (problem) => void toast((problem as ApiProblem).message) },
    );
  const takeUp = () => change({ status: "open" });
  return { isBusy: changing.isPending, change, drop: () => change({ status: "dropped" }, `“${text ?? "The task"}” was dropped.`, takeUp) };
}
