import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./AlertState.module.css";

/** `low` fires without paging; `held` fires and is held back: silenced, in maintenance, a symptom, flapping. */
export type AlertStateKind = "firing" | "acknowledged" | "low" | "held" | "resolved";

const words: Record<AlertStateKind, string> = {
  firing: "firing",
  acknowledged: "acknowledged",
  low: "low urgency",
  held: "held back",
  resolved: "resolved",
};

function Square({ kind }: { kind: AlertStateKind }) {
  const isSolid = kind === "firing" || kind === "resolved";
  return (
    <svg className={classes["square"]} width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      {isSolid ? <rect x="0.5" y="0.5" width="9" height="9" rx="1.8" fill="currentColor" /> : null}
      {kind === "acknowledged" ? <path d="M2.4 .5H5v9H2.4A1.9 1.9 0 0 1 .5 7.6V2.4A1.9 1.9 0 0 1 2.4 .5Z" fill="currentColor" /> : null}
      {isSolid ? null : (
        <rect
          x="1" y="1" width="8" height="8" rx="1.6" fill="none" stroke="currentColor"
          strokeWidth={kind === "acknowledged" ? 1 : 1.2}
          strokeDasharray={kind === "held" ? "2 1.7" : undefined}
        />
      )}
    </svg>
  );
}

export interface AlertStateProps {
  kind: AlertStateKind;
  /** Another wording, such as `silenced until 18:00`. */
  children?: ReactNode;
  /** Hides the word from the eye, not from a reader: for dense rows that say it elsewhere. */
  isWordless?: boolean;
}

/** What an alert does now: a square whose filling says it, and the word. */
export function AlertState({ kind, children, isWordless = false }: AlertStateProps) {
  const word = children ?? words[kind];
  return (
    <span className={classes["state"]} data-kind={kind}>
      <Square kind={kind} />
      {isWordless ? <VisuallyHidden>{word}</VisuallyHidden> : <span>{word}</span>}
    </span>
  );
}
