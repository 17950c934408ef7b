import type { ReactNode } from "react";
import classes from "./Outcome.module.css";
import { Sheet } from "./Sheet.tsx";

export interface RefusedProps {
  title: ReactNode;
  /** Why, and who or what says so. */
  reason: ReactNode;
  /** What would be allowed, drawn with badges. */
  ways?: ReactNode;
  actions?: ReactNode;
}

/** An expected no: the reason and the ways that stay open. */
export function Refused({ title, reason, ways, actions }: RefusedProps) {
  return (
    <Sheet>
      <div role="alert">
        <p className={classes["title"]}>{title}</p>
        <p className={classes["text"]}>{reason}</p>
        {ways === undefined ? null : <div className={classes["ways"]}>{ways}</div>}
      </div>
      {actions === undefined ? null : <div className={classes["actions"]}>{actions}</div>}
    </Sheet>
  );
}
