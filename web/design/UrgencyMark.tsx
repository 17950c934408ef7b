import classes from "./UrgencyMark.module.css";

export type Urgency = "high" | "low" | "none";

const litByUrgency: Record<Urgency, number> = { high: 2, low: 1, none: 0 };

/** Two bars and a word: high pages now, low waits for working hours, none pages nobody. */
export function UrgencyMark({ urgency, word = urgency }: { urgency: Urgency; word?: string }) {
  const lit = litByUrgency[urgency];
  return (
    <span className={classes["urgency"]}>
      <svg width="9" height="10" viewBox="0 0 9 10" aria-hidden="true">
        <rect x="0" y="4" width="3" height="6" rx="0.6" data-lit={lit > 0 || undefined} />
        <rect x="5" y="0" width="3.4" height="10" rx="0.6" data-lit={lit > 1 || undefined} />
      </svg>
      {word}
    </span>
  );
}
