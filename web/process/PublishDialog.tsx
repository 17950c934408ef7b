import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { ProcessDraftView, ProcessVersionView } from "../../server/features/process/draft.contract.ts";
import { FormDialog } from "../design/FormDialog.tsx";
import { toast } from "../design/toasts.ts";
import { useCommand } from "../api/queries.ts";
import { draftPath } from "./use-process.ts";
import classes from "./Process.module.css";

interface PublishDialogProps {
  draft: ProcessDraftView;
  inForce: ProcessVersionView | undefined;
  onClose: () => void;
}

/** Shows what changes, asks why, and puts the draft in force. */
export function PublishDialog({ draft, inForce, onClose }: PublishDialogProps) {
  const [reason, setReason] = useState("");
  const publishing = useCommand<{ version: number }>("settings", "incidents");
  const changed = draft.parts.filter(({ isChanged }) => isChanged);
  const open = draft.comments.filter(({ repliesTo, settled }) => repliesTo === null && settled === null).length;
  const publish = () =>
    void publishing
      .mutateAsync({ path: `${draftPath}/publish`, body: { revision: draft.revision, reason: reason.trim() } })
      .then(({ version }) => {
        toast(`Version ${version} is in force from now on.`);
        onClose();
      })
      .catch(() => undefined);
  return (
    <FormDialog title={`Publish version ${(draft.newestVersion ?? 0) + 1}`} confirm="Publish it" keep="Keep writing" size={560} isReady={reason.trim() !== ""} isBusy={publishing.isPending} problem={publishing.error} onSubmit={publish} onClose={onClose}>
      <p>{inForce ? `It takes the place of version ${inForce.version}.` : "It is the first."} Incidents that are running keep the version they began under.</p>
      {changed.length === 0 ? null : (
        <ul className={classes["changes"]} aria-label="What changes">
          {changed.map(({ id, title, changes }) => <li key={id}><b>{title.split(",")[0]}</b>: {changes.join("; ")}</li>)}
        </ul>
      )}
      {open === 0 ? null : <p>{open === 1 ? "One comment is" : `${open} comments are`} not settled; they stay with this draft.</p>}
      {inForce?.isFromFile ? <p className={classes["pale"]}>A file brought the version in force: the next time it is applied it puts back what it says. Export the configuration and keep that.</p> : null}
      <Textarea label="Why the process changes" description="Everybody reads it beside the version." required data-autofocus autosize minRows={2} maxRows={6} maxLength={2_000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  );
}
