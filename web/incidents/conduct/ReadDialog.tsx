import { Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import type { ConductReportView, ReadConductReportView } from "../../../server/features/incidents/conduct.contract.ts";
import { useCommand } from "../../api/queries.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { toast } from "../../design/toasts.ts";
import classes from "../dialogs/Dialogs.module.css";

/** Reads a report, which the audit trail says, and says what was done about it. */
export function ReadDialog({ report, onClose }: { report: ConductReportView; onClose: () => void }) {
  const path = `/api/v1/conduct-reports/${report.id}`;
  const reading = useCommand<ReadConductReportView>("incidents");
  const settling = useCommand("incidents");
  const [outcome, setOutcome] = useState("");
  const { mutate: read } = reading;
  useEffect(() => read({ path: `${path}/read` }), [read, path]);
  const said = reading.data;
  const isOver = report.state === "dealt-with";
  const settle = () =>
    settling.mutate({ path: `${path}/settle`, body: outcome.trim() === "" ? {} : { outcome: outcome.trim() } }, {
      onSuccess: () => {
        toast("Dealt with.");
        onClose();
      },
    });
  return (
    <FormDialog title={`Told in ${report.incident.ref}`} size={620} confirm={isOver ? "Close" : "It is dealt with"} keep={isOver ? "Leave it" : "Not yet"} isReady={said !== undefined} isBusy={settling.isPending} problem={settling.error} onSubmit={isOver ? onClose : settle} onClose={onClose}>
      <ProblemWords problem={reading.error} />
      {said === undefined ? <p className={classes["small"]} aria-busy={reading.isPending}>Reading …</p> : (
        <>
          <blockquote className={classes["quote"]} dir="auto">{said.text}</blockquote>
          <p className={classes["small"]}>Told by {said.by.name}. That you read it stands in the audit trail, without its words.</p>
        </>
      )}
      {isOver || said === undefined ? null : <Textarea label="What was done about it" description="Other administrators read it. It may stay empty." autosize minRows={2} maxRows={6} maxLength={2_000} value={outcome} onChange={(event) => setOutcome(event.currentTarget.value)} />}
    </FormDialog>
  );
}
