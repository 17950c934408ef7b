import classes from "./Mark.module.css";

/** Four people in line, one stepping forward. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg className={classes["mark"]} width={size} height={size * 0.8} viewBox="0 0 15 12" aria-hidden="true">
      <rect x="0" y="5" width="2.7" height="7" rx="1.2" />
      <rect x="4.1" y="5" width="2.7" height="7" rx="1.2" />
      <rect x="8.2" y="0.6" width="2.7" height="11.4" rx="1.2" />
      <rect x="12.3" y="5" width="2.7" height="7" rx="1.2" />
    </svg>
  );
}

/** The mark with its name beside it. */
export function Wordmark({ size = 18 }: { size?: number }) {
  return (
    <span className={classes["wordmark"]}>
      <Mark size={size} />
      Muster
    </span>
  );
}
