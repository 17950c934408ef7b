import type { ReactNode } from "react";
import classes from "./Outcome.module.css";
import { Sheet } from "./Sheet.tsx";

export interface FailedProps {
  title: ReactNode;
  what: ReactNode;
  kept: ReactNode;
  next: ReactNode;
  actions?: ReactNode;
}

/** Something failed: what, what was kept, and what happens now. */
export function Failed({ title, what, kept, next, actions }: FailedProps) {
  return (
    <Sheet>
      <div role="alert">
        <p className={classes["title"]}>{title}</p>
        <dl className={classes["facts"]}>
          <dt>What failed</dt>
          <dd>{what}</dd>
          <dt>What is kept</dt>
          <dd>{kept}</dd>
          <dt>What now</dt>
          <dd>{next}</dd>
        </dl>
      </div>
      {actions === undefined ? null : <div className={classes["actions"]}>{actions}</div>}
    </Sheet>
  );
}
