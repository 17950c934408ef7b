import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./Outcome.module.css";

export interface EmptyProps {
  title: ReactNode;
  /** What will be here, and how to make it happen. */
  text?: ReactNode;
  icon?: ReactNode;
  /** One button, or none. */
  action?: ReactNode;
}

/** Nothing is here yet, or nothing is wrong. */
export function Empty({ title, text, icon = <IconCheck size={20} stroke={1.6} />, action }: EmptyProps) {
  return (
    <div className={classes["empty"]}>
      <span className={classes["icon"]} aria-hidden="true">{icon}</span>
      <p className={classes["title"]}>{title}</p>
      {text === undefined ? null : <p className={classes["text"]}>{text}</p>}
      {action === undefined ? null : <div className={classes["actions"]}>{action}</div>}
    </div>
  );
}
