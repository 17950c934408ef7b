import type { ChangeView } from "../../server/platform/config-document/configuration.contract.ts";
import classes from "./Plan.module.css";
import { planSentences } from "./plan-words.ts";

/** What a document would do: a sentence for each kind of act, and every change on request. */
export function PlanView({ changes }: { changes: readonly ChangeView[] }) {
  if (changes.length === 0) return <p className={classes["none"]}>Nothing would change: Muster has all of this already.</p>;
  return (
    <div className={classes["plan"]}>
      {planSentences(changes).map(({ action, sentence }) => (
        <p key={action} data-action={action}>{sentence}</p>
      ))}
      <details className={classes["all"]}>
        <summary>{changes.length === 1 ? "The change in words" : `All ${changes.length} changes in words`}</summary>
        <ul tabIndex={0} aria-label="Every change">
          {changes.map((change) => (
            <li key={`${change.section}/${change.id}/${change.action}`}>{change.sentence}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}
