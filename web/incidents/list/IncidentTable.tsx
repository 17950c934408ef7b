import { Link } from "@tanstack/react-router";
import type { IncidentView } from "../../../server/features/incidents/contract.ts";
import { Avatar } from "../../design/Avatar.tsx";
import { ClassBadge } from "../../design/ClassBadge.tsx";
import { Since, TimeOfDay } from "../../design/Clock.tsx";
import { firstName, isRunning, listWords } from "../room-words.ts";
import classes from "./Incidents.module.css";

const stateWords: Readonly<Record<IncidentView["status"], string>> = {
  open: "Open",
  mitigated: "Mitigated",
  resolved: "Resolved",
  closed: "Closed",
  cancelled: "Cancelled",
  merged: "Merged",
};

const phaseWords: Readonly<Record<IncidentView["phase"], string>> = { identify: "Identify", assess: "Assess", respond: "Respond", review: "Review" };

/** Where it stands, in a word or two. */
function standing(incident: IncidentView): string {
  if (incident.status === "merged") return `Merged into ${incident.mergedInto ?? "another"}`;
  if (incident.status === "open") return phaseWords[incident.phase];
  return stateWords[incident.status];
}

function Row({ incident }: { incident: IncidentView }) {
  const { ref, title, severity, priority, services, commander, declaredAt, endedAt } = incident;
  return (
    <tr className={classes["row"]} data-over={isRunning(incident) ? undefined : true}>
      <td className={classes["class"]}><ClassBadge severity={severity} priority={priority} /></td>
      <th scope="row" className={classes["title"]}>
        <Link to="/incidents/$ref" params={{ ref }}>{title ?? "Title taken out"}</Link>
        {incident.isPrivate ? <span> Private</span> : null}
        {incident.isDrill ? <span> Drill</span> : null}
      </th>
      <td className={classes["ref"]}>{ref}</td>
      <td className={classes["service"]}>{services.length === 0 ? "no service" : listWords(services.map(({ name }) => name))}</td>
      <td className={classes["standing"]}>{standing(incident)}</td>
      <td className={classes["commander"]}>
        <span><Avatar name={commander.name} size={18} />{firstName(commander.name)}{commander.isProvisional && isRunning(incident) ? ", for now" : ""}</span>
      </td>
      <td className={classes["since"]}><Since at={Date.parse(declaredAt)} until={endedAt === null ? undefined : Date.parse(endedAt)} /></td>
      <td className={classes["begun"]}><TimeOfDay at={Date.parse(declaredAt)} /></td>
    </tr>
  );
}

/** Incidents, newest first. */
export function IncidentTable({ incidents, isStale }: { incidents: readonly IncidentView[]; isStale: boolean }) {
  return (
    <table className={classes["table"]} aria-busy={isStale || undefined}>
      <thead>
        <tr>
          {["Class", "Incident", "Reference", "Services", "Stands", "Commander", "Ran for", "Declared"].map((words) => <th key={words} scope="col">{words}</th>)}
        </tr>
      </thead>
      <tbody>{incidents.map((incident) => <Row key={incident.id} incident={incident} />)}</tbody>
    </table>
  );
}
