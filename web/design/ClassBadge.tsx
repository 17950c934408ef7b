import classes from "./ClassBadge.module.css";
import { PriorityBadge } from "./PriorityBadge.tsx";
import { SeverityBadge } from "./SeverityBadge.tsx";

export interface ClassBadgeProps {
  /** Null where nobody set it yet. */
  severity: { name: string; rank: number; of: number } | null;
  priority: { name: string } | null;
  size?: "md" | "lg";
}

/** The class of an incident: severity × priority, or what is still to be set. */
export function ClassBadge({ severity, priority, size = "md" }: ClassBadgeProps) {
  if (severity !== null) return <SeverityBadge {...severity} size={size} {...(priority === null ? {} : { priority: priority.name })} />;
  return (
    <span className={classes["pair"]}>
      <span className={classes["unset"]} data-size={size}>{priority === null ? "Not classified" : "No severity"}</span>
      {priority === null ? null : <PriorityBadge name={priority.name} isJoined size={size} />}
    </span>
  );
}
