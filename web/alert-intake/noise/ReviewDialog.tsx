import { TextInput } from "@mantine/core";
import { useState } from "react";
import "../../design/mantine-form-styles.ts";
import { useCommand } from "../../api/queries.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import classes from "../AlertCare.module.css";
import { useServerClock } from "../silences/use-server-clock.ts";
import { dateInWeeks, type NoiseRule, reviewMoment } from "./noise-words.ts";

/** Asks when a rule is looked at again. */
export function ReviewDialog({ rule, onClose }: { rule: Pick<NoiseRule, "sourceId" | "rule">; onClose: () => void }) {
  const clock = useServerClock();
  const [date, setDate] = useState(() => dateInWeeks(clock(), 4));
  const planning = useCommand("alerts");
  const reviewAt = reviewMoment(date);
  const submit = () => planning.mutate({ method: "PUT", path: "/api/v1/alerts/noise/review", body: { sourceId: rule.sourceId, rule: rule.rule, reviewAt } }, { onSuccess: onClose });
  return (
    <FormDialog title={`When to look at “${rule.rule}” again`} confirm="Plan the review" isReady={reviewAt !== null} isBusy={planning.isPending} problem={planning.error} onSubmit={submit} onClose={onClose}>
      <p className={classes["explained"]}>On that day it stands at the top here until somebody says that it was looked at.</p>
      <TextInput type="date" label="On" required withAsterisk={false} value={date} onChange={(event) => setDate(event.currentTarget.value)} />
    </FormDialog>
  );
}
