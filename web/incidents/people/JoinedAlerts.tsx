import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import type { ApiProblem } from "../../api/client.ts";
import { useCommand } from "../../api/queries.ts";
import { AlertState } from "../../design/AlertState.tsx";
import { Section } from "../../design/Section.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { countOf, isOpenToWords, isRunning } from "../room-words.ts";
import classes from "./People.module.css";

type Joined = IncidentDetail["groups"][number];

/** Takes alerts out with one tap, and back with another. Stands above the rows: the row is often gone before the answer comes, and the way back must not go with it. */
function useDetach() {
  const moving = useRoomCommand();
  const onError = (problem: unknown) => void toast((problem as ApiProblem).message);
  const attach = ({ groupId, title }: Joined) => moving.run({ to: "groups", body: { groupId } }, { onSuccess: () => void toast(`“${title}” is back.`), onError });
  return {
    isBusy: moving.isPending,
    detach: (group: Joined) => moving.run({ method: "DELETE", to: `groups/${group.groupId}` }, { onSuccess: () => void toast(`“${group.title}” was taken out.`, () => attach(group)), onError }),
  };
}

function JoinedAlert({ group, isBusy, onDetach }: { group: Joined; isBusy: boolean; onDetach: () => void }) {
  const { incident, mayWork } = useRoom();
  const { alertId, title, serviceName, status, alerts, signals } = group;
  return (
    <li className={classes["alert"]}>
      <AlertState kind={status === "open" ? "firing" : "resolved"} isWordless />
      <div>
        <p><Link to="/alerts/$id" params={{ id: alertId }}>{title}</Link></p>
        <p className={classes["pale"]}>
          {[serviceName ?? "unassigned", alerts > 1 ? countOf(alerts, "alert") : "", countOf(signals, "signal"), status === "open" ? "" : "over"].filter(Boolean).join(", ")}
        </p>
      </div>
      {mayWork && isOpenToWords(incident) && isRunning(incident) ? (
        <button type="button" className={classes["away"]} disabled={isBusy} aria-label={`Take “${title}” out`} title="It does not belong here" onClick={onDetach}>
          <IconX size={14} stroke={1.8} />
        </button>
      ) : null}
    </li>
  );
}

/** What fires on services that depend on those of the incident: nobody is paged for it unless somebody wants that. */
function Symptoms() {
  const { incident, mayWork } = useRoom();
  const paging = useCommand("incidents", "alerts");
  const page = (alertId: string, title: string) =>
    paging.mutate({ path: `/api/v1/alerts/${alertId}/release` }, { onSuccess: () => void toast(`Somebody is looked for because of “${title}”.`), onError: (problem) => void toast(problem.message) });
  if (incident.symptoms.length === 0) return null;
  return (
    <Section title="Symptoms, not paged" count={countOf(incident.symptoms.length, "alert")}>
      <ul>
        {incident.symptoms.map(({ alertId, title, serviceName }) => (
          <li key={alertId} className={classes["alert"]}>
            <AlertState kind="firing" isWordless />
            <div>
              <p><Link to="/alerts/$id" params={{ id: alertId }}>{title}</Link></p>
              <p className={classes["pale"]}>{serviceName ?? "unassigned"}</p>
            </div>
            {mayWork ? <button type="button" className={classes["page"]} disabled={paging.isPending} onClick={() => page(alertId, title)}>Page all the same</button> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The alerts that belong to the incident, its symptoms elsewhere, and how many people reported it. */
export function JoinedAlerts() {
  const { incident } = useRoom();
  const { isBusy, detach } = useDetach();
  const { groups, reports } = incident;
  const open = groups.filter(({ status }) => status === "open").length;
  return (
    <>
      <Section title="Alerts" count={groups.length === 0 ? undefined : `${open} of ${groups.length} open`}>
        {groups.length === 0 ? <p className={classes["empty"]}>No alert has joined.</p> : null}
        <ul>
          {groups.map((group) => (
            <JoinedAlert key={group.groupId} group={group} isBusy={isBusy} onDetach={() => detach(group)} />
          ))}
        </ul>
        {reports === 0 ? null : <p className={classes["reports"]}>{countOf(reports, "report")} of people who see it</p>}
      </Section>
      <Symptoms />
    </>
  );
}
