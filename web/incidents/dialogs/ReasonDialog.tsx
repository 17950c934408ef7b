import { Textarea } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import classes from "./Dialogs.module.css";

const verbs = {
  cancel: {
    title: "Cancel the incident",
    confirm: "Cancel it",
    happens: "People are looked for no more, and the room becomes read only. It counts in no measure. It can be re-opened.",
    why: "Why was there nothing to coordinate?",
    done: "is cancelled.",
  },
  reopen: {
    title: "Re-open the incident",
    confirm: "Re-open it",
    happens: "Work goes on where it stood: clocks run, updates are owed, people can be called. The time it was resolved does not count.",
    why: "What shows that it is not over?",
    done: "is open again.",
  },
} as const;

/** A step that is taken with a reason: cancel, re-open. */
export function ReasonDialog({ verb, onClose }: { verb: keyof typeof verbs; onClose: () => void }) {
  const { incident } = useRoom();
  const [reason, setReason] = useState("");
  const stepping = useRoomCommand();
  const { title, confirm, happens, why, done } = verbs[verb];
  const submit = () =>
    stepping.run({ to: verb, body: { reason: reason.trim() } }, {
      onSuccess: () => {
        toast(`${incident.ref} ${done}`);
        onClose();
      },
    });
  return (
    <FormDialog title={title} confirm={confirm} isReady={reason.trim() !== ""} isBusy={stepping.isPending} problem={stepping.error} onSubmit={submit} onClose={onClose}>
      <p className={classes["happens"]}>{happens}</p>
      <Textarea label={why} autosize minRows={2} maxRows={8} maxLength={10_000} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  );
}
