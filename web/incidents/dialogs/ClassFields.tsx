import { PriorityBadge } from "../../design/PriorityBadge.tsx";
import { SeverityBadge } from "../../design/SeverityBadge.tsx";
import { verdictOf } from "../class-choice.ts";
import { useRoom } from "../room-context.tsx";
import classes from "./Dialogs.module.css";

export interface Choice {
  severity: string | null;
  priority: string | null;
}

interface ColumnProps {
  choice: Choice;
  onChoose: (choice: Choice) => void;
}

/** How bad it is, each with what it means and what is done. */
export function Severities({ choice, onChoose }: ColumnProps) {
  const { words: { severities }, assessment } = useRoom().incident;
  const proposed = assessment.severity?.id;
  return (
    <fieldset className={classes["options"]}>
      <legend>Severity: how bad it is</legend>
      {severities.map(({ id, name, rank, of, when, respond }) => (
        <label key={id} className={classes["option"]}>
          <input type="radio" name="severity" data-autofocus={(choice.severity ?? severities[0]?.id) === id || undefined} checked={choice.severity === id} onChange={() => onChoose({ ...choice, severity: id })} />
          <SeverityBadge name={name} rank={rank} of={of} look="plain" />
          <span>
            {proposed === id ? <b>Proposed by what is known.</b> : null}
            {when}
            {choice.severity === id && respond !== null ? <b>{respond}</b> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** A pair that the process forbids stands struck, with the reason. */
export function Priorities({ choice, onChoose }: ColumnProps) {
  const { words } = useRoom().incident;
  return (
    <fieldset className={classes["options"]}>
      <legend>Priority: what must be done</legend>
      {words.priorities.map(({ id, name, criteria }) => {
        const { verdict, because } = verdictOf(words, choice.severity, id);
        const isForbidden = verdict === "forbidden";
        return (
          <label key={id} className={classes["option"]} data-forbidden={isForbidden || undefined}>
            <input type="radio" name="priority" checked={choice.priority === id} disabled={isForbidden} onChange={() => onChoose({ ...choice, priority: id })} />
            <PriorityBadge name={name} />
            <span>
              {isForbidden ? <s>{criteria.join("; ")}</s> : criteria.join("; ")}
              {isForbidden ? <b>Not with this severity{because === null ? "" : `: ${because}`}.</b> : null}
              {verdict === "confirm" ? <b>Asks for a reason{because === null ? "" : `: ${because}`}.</b> : null}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
