import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";
import { OnceDialog } from "../../design/OnceDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { fullMomentWords } from "../../design/wording.ts";
import { useRoomCommand } from "../room-queries.ts";
import { shortOf } from "../timeline/entry-words.ts";
import classes from "./Dialogs.module.css";

/** Takes a text out for good, once it is clear what that means. */
export function RedactDialog({ entry, onClose }: { entry: EntryView; onClose: () => void }) {
  const redacting = useRoomCommand();
  const redact = () =>
    redacting.run({ to: `entries/${entry.entry ?? 0}/redact`, body: {} }, {
      onSuccess: () => {
        toast("The text was taken out.");
        onClose();
      },
    });
  return (
    <OnceDialog
      isOpen title={`Take out what ${entry.actor.name} wrote?`} confirm="Take the text out" keep="Leave it"
      consequence={`The text is gone from the timeline, from search and from what is made of it, for everybody and for good. That ${entry.actor.name} wrote something at ${fullMomentWords(Date.parse(entry.at))}, and that you took it out, stays visible. Mails that were sent hold it still.`}
      isBusy={redacting.isPending} problem={redacting.error?.message} onConfirm={redact} onClose={onClose}
    >
      <blockquote className={classes["quote"]} dir="auto">{shortOf(entry, 400)}</blockquote>
    </OnceDialog>
  );
}
