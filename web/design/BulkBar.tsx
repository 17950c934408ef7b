import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./BulkBar.module.css";
import { Keys } from "./Keys.tsx";

export interface BulkAction {
  words: string;
  icon: ReactNode;
  keys?: string;
  /** Stays on a phone, where only two or three have room. */
  isUrgent?: boolean;
  act: () => void;
}

export interface BulkBarProps {
  /** What the actions touch: `1 group, 3 alerts`. */
  chosen: string;
  actions: readonly BulkAction[];
  onClear: () => void;
}

/** What can be done to the chosen rows; in ink, and there only while something is chosen. */
export function BulkBar({ chosen, actions, onClear }: BulkBarProps) {
  return (
    <div className={classes["bar"]} role="toolbar" aria-label={chosen} data-bulk>
      <b role="status">{chosen}</b>
      {actions.map((action) => (
        <button key={action.words} type="button" data-urgent={action.isUrgent || undefined} onClick={action.act}>
          {action.icon}
          {action.words}
          {action.keys === undefined ? null : <Keys keys={action.keys} />}
        </button>
      ))}
      <button type="button" aria-label="Choose nothing" data-urgent onClick={onClear}>
        <IconX size={16} stroke={1.8} />
      </button>
    </div>
  );
}
