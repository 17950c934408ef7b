import { IconCheck } from "@tabler/icons-react";
import classes from "./PhaseSteps.module.css";

export interface PhaseStepsProps<Id extends string> {
  /** In their order. */
  steps: readonly { id: Id; words: string }[];
  current: Id;
  /** All are behind us. */
  isOver?: boolean;
}

/** Where something stands on its way: what is done, what goes on, what comes. */
export function PhaseSteps<Id extends string>({ steps, current, isOver = false }: PhaseStepsProps<Id>) {
  const place = isOver ? steps.length : steps.findIndex(({ id }) => id === current);
  return (
    <ol className={classes["phases"]} aria-label="Phase">
      {steps.map(({ id, words }, index) => (
        <li key={id} data-state={index < place ? "done" : index === place ? "now" : "later"} aria-current={index === place ? "step" : undefined}>
          {index < place ? <IconCheck size={11} stroke={2.2} aria-label="done:" /> : null}
          {words}
        </li>
      ))}
    </ol>
  );
}
