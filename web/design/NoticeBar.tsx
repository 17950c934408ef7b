import { IconBell } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Instant } from "../../server/values/instant.ts";
import { Clock } from "./Clock.tsx";
import classes from "./NoticeBar.module.css";

export interface NoticeBarProps {
  icon?: ReactNode;
  /** What is about to happen, as a sentence in bold. */
  title: ReactNode;
  /** What hangs on it. */
  text?: ReactNode;
  due?: Instant | undefined;
  /** When the waiting began: draws the fuse. */
  since?: Instant | undefined;
  actions?: ReactNode;
}

/** A notice with its clock, above the content it concerns. */
export function NoticeBar({ icon = <IconBell size={18} stroke={1.6} />, title, text, due, since, actions }: NoticeBarProps) {
  return (
    <div className={classes["notice"]} role="note">
      <span className={classes["icon"]} aria-hidden="true">{icon}</span>
      <p className={classes["words"]}>
        <b>{title}</b> {text}
      </p>
      <div className={classes["side"]}>
        {due === undefined ? null : <span className={classes["due"]}><Clock due={due} since={since} /></span>}
        {actions}
      </div>
    </div>
  );
}
