import type { ReactNode } from "react";
import type { Instant } from "../../server/values/instant.ts";
import { Clock } from "./Clock.tsx";
import classes from "./ClockCell.module.css";

export interface ClockCellProps {
  /** Who owes it to whom: `Farid to executives, customers`. */
  label: ReactNode;
  due: Instant;
  /** When the waiting began: draws the fuse at the foot of the cell. */
  since?: Instant | undefined;
  /** Said below the clock. */
  note?: string | undefined;
}

/** Something owed, as a cell of a strip or a card: whose it is, the clock, and the fuse. */
export function ClockCell({ label, due, since, note }: ClockCellProps) {
  return (
    <div className={classes["cell"]}>
      <dt title={typeof label === "string" ? label : undefined}>{label}</dt>
      <dd>
        <Clock due={due} since={since} />
      </dd>
      {note === undefined ? null : <dd className={classes["note"]} title={note}>{note}</dd>}
    </div>
  );
}
