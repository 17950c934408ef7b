import { IconBell, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Instant } from "../../server/values/instant.ts";
import { Since } from "./Clock.tsx";
import classes from "./Waiting.module.css";

export interface WaitingProps {
  title: ReactNode;
  /** What came near, and that this turns by itself. */
  detail?: ReactNode;
  since: Instant;
  /** When it came; turns the ring green with a tick. */
  doneAt?: Instant | undefined;
  icon?: ReactNode;
}

/** Something awaited: a slow dashed ring that turns `ok` by itself. */
export function Waiting({ title, detail, since, doneAt, icon }: WaitingProps) {
  const isDone = doneAt !== undefined;
  return (
    <div className={classes["waiting"]} data-done={isDone || undefined}>
      <span className={classes["sign"]} aria-hidden="true">
        <svg className={classes["ring"]} width="44" height="44" viewBox="0 0 44 44">
          <circle cx="22" cy="22" r="20.5" />
        </svg>
        {isDone ? <IconCheck size={20} stroke={2.2} /> : (icon ?? <IconBell size={18} stroke={1.6} />)}
      </span>
      <div className={classes["words"]} role="status">
        <p className={classes["title"]}>{title}</p>
        {detail === undefined ? null : <p className={classes["detail"]}>{detail}</p>}
      </div>
      <span className={classes["time"]}>
        <Since at={since} until={doneAt} isExact />
      </span>
    </div>
  );
}
