import type { CSSProperties } from "react";
import { PriorityBadge } from "./PriorityBadge.tsx";
import classes from "./SeverityBadge.module.css";
import { SeverityBars } from "./SeverityBars.tsx";
import { severityTone, type SeverityPlace } from "./severity.ts";

export interface SeverityBadgeProps extends SeverityPlace {
  /** The organization's own name for it. */
  name: string;
  /** Hangs the priority on the badge: severity × priority. */
  priority?: string | undefined;
  /** `plain` has no ground: for rows of a table. */
  look?: "badge" | "plain";
  size?: "md" | "lg";
}

/** A severity: bars, its name, its colour by rank. */
export function SeverityBadge({ name, rank, of, priority, look = "badge", size = "md" }: SeverityBadgeProps) {
  const tone = severityTone({ rank, of });
  const style = { "--text": tone.text, "--wash": tone.wash, "--fill": tone.fill } as CSSProperties;
  const badge = (
    <span
      className={classes["badge"]}
      style={style}
      data-look={look}
      data-size={size}
      data-filled={tone.isFilled || undefined}
      data-joined={priority !== undefined || undefined}
    >
      <SeverityBars rank={rank} of={of} height={size === "lg" ? 12 : 9} />
      {name}
    </span>
  );
  if (priority === undefined) return badge;
  return (
    <span className={classes["pair"]}>
      {badge}
      <PriorityBadge name={priority} isJoined size={size} />
    </span>
  );
}
