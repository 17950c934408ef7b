import { VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./Steps.module.css";

export interface StepProps {
  number: number;
  title: ReactNode;
  /** Pale words beside or under the title. */
  detail?: ReactNode;
  state?: "now" | "later" | "done";
  /** A control at the right end of the heading. */
  side?: ReactNode;
  children?: ReactNode;
}

/** Numbered steps in a column. */
export function Steps({ children }: { children: ReactNode }) {
  return <ol className={classes["steps"]}>{children}</ol>;
}

/** One step: ink is now, hollow is later, a tick is done. */
export function Step({ number, title, detail, state = "now", side, children }: StepProps) {
  return (
    <li className={classes["step"]} data-state={state} aria-current={state === "now" ? "step" : undefined}>
      <span className={classes["number"]} aria-hidden="true">
        {state === "done" ? <IconCheck size={13} stroke={2.4} /> : number}
      </span>
      <div className={classes["body"]}>
        <div className={classes["head"]}>
          <h2>
            {title}
            {state === "done" ? <VisuallyHidden> (done)</VisuallyHidden> : null}
          </h2>
          {detail === undefined ? null : <p>{detail}</p>}
          {side === undefined ? null : <div className={classes["side"]}>{side}</div>}
        </div>
        {children}
      </div>
    </li>
  );
}
