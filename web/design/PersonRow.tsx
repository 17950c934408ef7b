import type { ReactNode } from "react";
import { Avatar, OnDutyRing } from "./Avatar.tsx";
import classes from "./PersonRow.module.css";

export interface PersonRowProps {
  name: string;
  /** Said in place of the name: `You`, `You to Chidi`. */
  title?: ReactNode;
  detail?: ReactNode;
  /** A time, a clock or a word at the right. */
  side?: ReactNode;
  /** The ring that marks the reader, or who is on duty. */
  isRinged?: boolean;
  /** A row that waits for the reader. */
  isMine?: boolean;
}

/** A person in a list: face, name, what they are here, and a time. */
export function PersonRow({ name, title = name, detail, side, isRinged = false, isMine = false }: PersonRowProps) {
  return (
    <div className={classes["row"]} data-mine={isMine || undefined}>
      {isRinged ? (
        <OnDutyRing>
          <Avatar name={name} size={22} />
        </OnDutyRing>
      ) : (
        <span className={classes["face"]}>
          <Avatar name={name} size={24} />
        </span>
      )}
      <div className={classes["words"]}>
        <p className={classes["title"]}>{title}</p>
        {detail === undefined ? null : <p className={classes["detail"]}>{detail}</p>}
      </div>
      {side === undefined ? null : <div className={classes["side"]}>{side}</div>}
    </div>
  );
}
