import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { PrivacyView } from "../../../server/features/incidents/privacy.contract.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { Foreseen } from "../dialogs/Foreseen.tsx";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { countOf } from "../room-words.ts";
import classes from "./Privacy.module.css";

/** Makes it everybody's again, and says first who will see and hear of it. */
export function MakePublicForm({ privacy, onClose, onDone }: { privacy: PrivacyView; onClose: () => void; onDone: () => void }) {
  const { incident, path } = useRoom();
  const [reason, setReason] = useState("");
  const changing = useRoomCommand();
  const submit = () =>
    changing.run({ to: "privacy/end", body: { reason: reason.trim() } }, {
      onSuccess: () => {
        toast(`${incident.ref} is public again.`);
        onDone();
      },
    });
  return (
    <FormDialog title={`Make ${incident.ref} public again`} confirm={`Show it to ${countOf(privacy.everybody, "person", "people")}`} keep="Keep it private" isReady={reason.trim() !== ""} isBusy={changing.isPending} problem={changing.error} onSubmit={submit} onClose={onClose}>
      <p className={classes["so"]}>
        {privacy.everybody === 1 ? "" : "All "}{countOf(privacy.everybody, "person", "people")} who can sign in will see everything in it, from its beginning: its title, its whole timeline, its files, who was in it and why it was private. Who has read it cannot be made to forget it.
      </p>
      <Foreseen address={`${path}/foresight?change=public`} />
      <Textarea label="Why may everybody see it now?" autosize minRows={2} maxRows={6} maxLength={10_000} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  );
}
