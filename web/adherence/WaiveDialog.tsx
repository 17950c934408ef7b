import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { FindingView } from "../../server/features/adherence/contract.ts";
import { useCommand } from "../api/queries.ts";
import { FormDialog } from "../design/FormDialog.tsx";
import { toast } from "../design/toasts.ts";
import classes from "../incidents/dialogs/Dialogs.module.css";

/** A rule is not held against this incident, for a reason. */
export function WaiveDialog({ incidentRef, one, onClose }: { incidentRef: string; one: FindingView; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const waiving = useCommand("incidents");
  const submit = () =>
    waiving.mutate({ path: `/api/v1/incidents/${incidentRef}/waivers`, body: { rule: one.rule, reason: reason.trim() } }, {
      onSuccess: () => {
        toast("The rule is waived for this incident.");
        onClose();
      },
    });
  return (
    <FormDialog title="Waive a rule" confirm="Waive it" isReady={reason.trim() !== ""} isBusy={waiving.isPending} problem={waiving.error} onSubmit={submit} onClose={onClose}>
      <p className={classes["happens"]}>“{one.asks}” is not held against {incidentRef}. Your name and the reason stand in its log; it can be held again.</p>
      <Textarea label="Why does it not apply here?" autosize minRows={2} maxRows={8} maxLength={2_000} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  );
}
