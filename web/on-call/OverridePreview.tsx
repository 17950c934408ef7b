import type { GapView } from "../../server/features/on-call/contract.ts";
import type { OverrideOutcomeView } from "../../server/features/on-call/override.contract.ts";
import type { ApiProblem } from "../api/client.ts";
import { fullMomentWords } from "../design/wording.ts";
import classes from "./OnCall.module.css";
import { type Difference, differences, namesOf, spansOf } from "./together.ts";

function DifferenceLine({ difference, me, timezone }: { difference: Difference; me: string | null; timezone: string }) {
  const { from, to, before, after } = difference;
  const was = before.length === 0 ? "where nobody was" : `instead of ${namesOf(before, me).replace("You", "you")}`;
  return (
    <li>
      <b>{after.length === 0 ? "Nobody" : namesOf(after, me)}</b> {was}
      <span className={classes["small"]}>
        {fullMomentWords(from, timezone)} to {fullMomentWords(to, timezone)}
      </span>
    </li>
  );
}

function GapLine({ gap, timezone }: { gap: Pick<GapView, "from" | "to">; timezone: string }) {
  const [span] = spansOf([gap]);
  if (span === undefined) return null;
  return (
    <li className={classes["nobody"]}>
      <b>Nobody</b> from {fullMomentWords(span.from, timezone)} to {fullMomentWords(span.to, timezone)}
    </li>
  );
}

export interface OverridePreviewProps {
  outcome: OverrideOutcomeView | undefined;
  problem: ApiProblem | null;
  me: string | null;
  timezone: string;
}

/** What an override would change, before anything is saved; or why it cannot be made. */
export function OverridePreview({ outcome, problem, me, timezone }: OverridePreviewProps) {
  if (problem !== null) {
    return (
      <p className={classes["problem"]} role="alert">
        {problem.message}
      </p>
    );
  }
  const lines = outcome === undefined ? [] : differences(outcome.before, outcome.after);
  return (
    <div className={classes["preview"]} aria-live="polite">
      <p className={classes["previewTitle"]}>What changes</p>
      {outcome === undefined ? <p className={classes["text"]}>Choose who and when, and it shows here before it is saved.</p> : null}
      <ul>
        {lines.slice(0, 6).map((line) => (
          <DifferenceLine key={line.from} difference={line} me={me} timezone={timezone} />
        ))}
        {lines.length > 6 ? <li className={classes["small"]}>and {lines.length - 6} more stretches alike</li> : null}
        {outcome?.gaps.map((gap) => (
          <GapLine key={gap.from} gap={gap} timezone={timezone} />
        ))}
      </ul>
    </div>
  );
}
