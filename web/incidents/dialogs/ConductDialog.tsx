import { Textarea } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoomCommand } from "../room-queries.ts";
import classes from "./Dialogs.module.css";

/** Tells administrators how somebody was treated; it stands in no timeline. */
export function ConductDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const reporting = useRoomCommand();
  const submit = () =>
    reporting.run({ to: "conduct-reports", body: { text: text.trim() } }, {
      onSuccess: () => {
        toast("Administrators were told. Nobody else was.");
        onClose();
      },
    });
  return (
    <FormDialog title="Report how somebody was treated" confirm="Tell administrators" isReady={text.trim() !== ""} isBusy={reporting.isPending} problem={reporting.error} onSubmit={submit} onClose={onClose}>
      <p className={classes["happens"]}>Administrators read it, with your name. It stands in no timeline, in no report, and nobody else in the incident sees it.</p>
      <Textarea label="What happened, and when" autosize minRows={3} maxRows={12} maxLength={10_000} data-autofocus value={text} onChange={(event) => setText(event.currentTarget.value)} />
    </FormDialog>
  );
}
