import { NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import type { RankingView } from "../../server/features/priorities/ranking.contract.ts";
import { useCommand } from "../api/queries.ts";
import { FormDialog } from "../design/FormDialog.tsx";
import "../design/mantine-form-styles.ts";
import classes from "./Rankings.module.css";

/** The last word of the team whose service it is. */
export function AnswerDialog({ ranking, onClose }: { ranking: RankingView; onClose: () => void }) {
  const { id, team, priority, providerPriority, version } = ranking;
  const [verdict, setVerdict] = useState<"kept" | "changed">("kept");
  const [reason, setReason] = useState("");
  const answering = useCommand("services");
  const submit = () => answering.mutate({ method: "PUT", path: `/api/v1/rankings/${id}/answer`, body: { verdict, reason: reason.trim(), baseVersion: version } }, { onSuccess: onClose });
  return (
    <FormDialog title={`${team.name} would rank it ${priority.name}`} confirm="Answer" isReady={reason.trim() !== ""} isBusy={answering.isPending} problem={answering.error} onSubmit={submit} onClose={onClose}>
      <div className={classes["fields"]}>
        <NativeSelect
          label="Our priority" value={verdict} onChange={(event) => setVerdict(event.currentTarget.value as "kept" | "changed")}
          data={[{ value: "kept", label: `stays ${providerPriority?.name ?? "unsaid"}` }, { value: "changed", label: "will be changed, in the SLO or in the routes" }]}
        />
        <Textarea label="Why" autosize minRows={2} maxRows={8} maxLength={2_000} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      </div>
    </FormDialog>
  );
}
