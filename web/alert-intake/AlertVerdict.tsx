import type { AlertDetail } from "../../server/features/alert-intake/contract.ts";
import { useMay } from "../api/session.ts";
import { Ask, type AskOption } from "../design/Ask.tsx";
import classes from "./AlertCare.module.css";
import { type AlertVerdict as Verdict, useAlertVerbs } from "./use-alert-verbs.ts";

/** What an alert can turn out to be. */
export const verdictOptions: readonly AskOption<Verdict>[] = [
  { id: "actionable", words: "It was actionable" },
  { id: "noise", words: "Noise" },
  { id: "duplicate", words: "A duplicate" },
];

/** Asks once it is over what it was; the same tap again takes the answer back. */
export function AlertVerdict({ alert }: { alert: AlertDetail }) {
  const mayAnswer = useMay("responder");
  const verbs = useAlertVerbs();
  if (alert.status !== "resolved" || !mayAnswer) return null;
  const answer = (verdict: Verdict) => verbs.mutate({ verb: { action: "verdict", verdict: verdict === alert.verdict ? null : verdict }, targets: [{ id: alert.id, isGroup: false }] });
  return (
    <div className={classes["verdict"]}>
      <p>{alert.verdict === null ? "It is over. What was it?" : "What it was:"}</p>
      <Ask label="What was it?" options={verdictOptions} chosen={alert.verdict ?? undefined} onAnswer={answer} />
    </div>
  );
}
