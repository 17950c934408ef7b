import classes from "./PriorityBadge.module.css";

export interface PriorityBadgeProps {
  /** The organization's own name for it. */
  name: string;
  /** Hangs on a severity's right edge. */
  isJoined?: boolean;
  size?: "md" | "lg";
}

/** A priority: a word in a hairline box, never a colour. */
export function PriorityBadge({ name, isJoined = false, size = "md" }: PriorityBadgeProps) {
  return (
    <span className={classes["badge"]} data-joined={isJoined || undefined} data-size={size}>
      {name}
    </span>
  );
}
