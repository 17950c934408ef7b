import { IconBan, IconCheck } from "@tabler/icons-react";
import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import type { Health, HealthCheck } from "../../server/start/health.contract.ts";
import classes from "./HealthList.module.css";

function Check({ check, action }: { check: HealthCheck; action: ReactNode }) {
  return (
    <li data-open={!check.isWell || undefined}>
      <span aria-hidden="true">{check.isWell ? <IconCheck size={16} stroke={1.9} /> : <IconBan size={16} stroke={1.7} />}</span>
      <div>
        <p>
          <VisuallyHidden>{check.isWell ? "Well: " : "To do: "}</VisuallyHidden>
          {check.title}
        </p>
        <p>{check.detail}</p>
        {action}
      </div>
    </li>
  );
}

export interface HealthListProps {
  health: Health;
  /** What can be done about a check, right there. */
  actionFor?: (check: HealthCheck) => ReactNode;
}

/** How the installation is: what is to do first, then what is well. */
export function HealthList({ health, actionFor }: HealthListProps) {
  return (
    <ul className={classes["list"]}>
      {health.checks.map((check) => (
        <Check key={check.code} check={check} action={actionFor?.(check)} />
      ))}
    </ul>
  );
}

/** `5 well, 3 to do`. */
export function healthCount({ checks }: Health): string {
  const well = checks.filter(({ isWell }) => isWell).length;
  return well === checks.length ? "all well" : `${well} well, ${checks.length - well} to do`;
}
