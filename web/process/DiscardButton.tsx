import { Button } from "@mantine/core";
import type { ProcessDraftView } from "../../server/features/process/draft.contract.ts";
import { toast } from "../design/toasts.ts";
import { draftPath, useDraftCommand } from "./use-process.ts";

/** Puts the draft aside; it can be brought back until another one is begun. */
export function DiscardButton({ draft }: { draft: ProcessDraftView }) {
  const command = useDraftCommand();
  const restore = () => command.mutate({ path: `${draftPath}/restore` });
  // This button is gone by the time the draft is: a callback of its own would not be heard.
  const discard = () =>
    void command
      .mutateAsync({ method: "DELETE", path: `${draftPath}?revision=${draft.revision}` })
      .then(() => toast("The draft is discarded.", restore))
      .catch((problem: Error) => toast(problem.message));
  return <Button size="xs" variant="subtle" loading={command.isPending} onClick={discard}>Discard the draft</Button>;
}
