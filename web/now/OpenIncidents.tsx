import { Link } from "@tanstack/react-router";
import type { OwedView } from "../../server/features/communications/contract.ts";
import type { IncidentView } from "../../server/features/incidents/contract.ts";
import { Avatar } from "../design/Avatar.tsx";
import { ClassBadge } from "../design/ClassBadge.tsx";
import { Since } from "../design/Clock.tsx";
import { ClockCell } from "../design/ClockCell.tsx";
import { PhaseSteps } from "../design/PhaseSteps.tsx";
import { severityTone } from "../design/severity.ts";
import { owedSince, owedWords } from "../incidents/head/owed-words.ts";
import { worstFirst } from "../incidents/list/incidents-lede.ts";
import { firstName, phaseSteps } from "../incidents/room-words.ts";
import classes from "./OpenIncidents.module.css";

const mostClocks = 3;

interface CardProps {
  incident: IncidentView;
  owed: readonly OwedView[];
  me: string | null;
}

function IncidentCard({ incident, owed, me }: CardProps) {
  const { ref, title, severity, priority, phase, commander, declaredAt, summary, isDrill, isPrivate } = incident;
  const edge = severity === null ? "var(--line)" : severityTone(severity).fill;
  const who = commander.id === me ? "You command" : `${firstName(commander.name)} commands`;
  return (
    <li className={classes["card"]} style={{ borderInlineStartColor: edge }}>
      <div className={classes["line"]}>
        <ClassBadge severity={severity} priority={priority} />
        <span className={classes["ref"]}>{ref}{isPrivate ? ", private" : ""}{isDrill ? ", drill" : ""}</span>
        <PhaseSteps steps={phaseSteps} current={phase} />
        <span className={classes["since"]}><Since at={Date.parse(declaredAt)} /></span>
      </div>
      <h3><Link to="/incidents/$ref" params={{ ref }}>{title ?? ref}</Link></h3>
      <p className={classes["summary"]}>
        <Avatar name={commander.name} size={18} />
        <span>{who}{commander.isProvisional ? " for now" : ""}.{summary === null ? "" : ` ${summary}`}</span>
      </p>
      {owed.length === 0 ? null : (
        <dl className={classes["clocks"]}>
          {owed.slice(0, mostClocks).map((one) => (
            <ClockCell key={`${one.person.id} ${one.from.role} ${one.dueAt}`} label={owedWords(one, me)} due={Date.parse(one.dueAt)} since={owedSince(one)} />
          ))}
        </dl>
      )}
    </li>
  );
}

/** What people work on now, each with its clocks. */
export function OpenIncidents({ incidents, owed, me }: { incidents: readonly IncidentView[]; owed: readonly OwedView[]; me: string | null }) {
  if (incidents.length === 0) return null;
  return (
    <ul className={classes["cards"]} aria-label="Open incidents">
      {worstFirst(incidents).map((incident) => (
        <IncidentCard key={incident.id} incident={incident} owed={owed.filter((one) => one.incident.id === incident.id)} me={me} />
      ))}
    </ul>
  );
}
