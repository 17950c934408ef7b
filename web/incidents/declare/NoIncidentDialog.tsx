import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useCommand } from "../../api/queries.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import "../../design/mantine-form-styles.ts";
import { toast } from "../../design/toasts.ts";

export interface NoIncidentDialogProps {
  groupId: string;
  title: string;
  onClose: () => void;
}

/** Says why nobody needs to coordinate. It stands in the trace of the alerts. */
export function NoIncidentDialog({ groupId, title, onClose }: NoIncidentDialogProps) {
  const [reason, setReason] = useState("");
  const declining = useCommand("alerts");
  const submit = () =>
    declining.mutate({ path: `/api/v1/groups/${groupId}/no-incident`, body: { reason: reason.trim() } }, {
      onSuccess: () => {
        toast("Noted. Nobody is asked about it again.");
        onClose();
      },
    });
  return (
    <FormDialog title={`“${title}” is no incident`} confirm="Say so" isReady={reason.trim() !== ""} isBusy={declining.isPending} problem={declining.error} onSubmit={submit} onClose={onClose}>
      <Textarea label="Why" description="It helps to make the rule better." autosize minRows={2} maxRows={6} maxLength={2_000} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  );
}
