import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { PriorityWalkDetail } from "../../server/features/priorities/walk.contract.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { useMay } from "../api/session.ts";
import { ProblemWords } from "../design/ProblemWords.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { SettingsPage } from "../settings/SettingsPage.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { GapForm } from "./GapForm.tsx";
import { GapRow } from "./GapRow.tsx";
import { questionOf } from "./walk-words.ts";
import classes from "./Walks.module.css";

const route = getRouteApi("/shell/settings/process/walks/$id");

/** One question of a walk through the priorities: what is there, what is missing, and on to the next. */
export function WalkScreen() {
  const { id } = route.useParams();
  const { data: walk, error, refetch } = useAddress<PriorityWalkDetail>("settings", `/api/v1/priority-walks/${encodeURIComponent(id)}`);
  const isOver = walk !== undefined && walk.endedAt !== null;
  const lede = walk === undefined ? { so: error ? "This walk cannot be read." : undefined } : isOver ? { so: "This walk is over.", next: "What it found stands in the backlog." } : questionOf(walk);
  return (
    <SettingsPage title="A walk through the priorities" {...lede} crumbs={<><Link to="/settings/process/walks">What nobody watches</Link> / {walk === undefined ? "A walk" : crumbOf(walk)}</>}>
      {error && !walk ? <NotRead what="This walk" problem={error} onRetry={() => void refetch()} /> : null}
      {walk === undefined && !error ? <RowsSkeleton rows={5} /> : null}
      {walk === undefined ? null : <Question walk={walk} isOver={isOver} />}
    </SettingsPage>
  );
}

function crumbOf({ team, step, steps, endedAt }: PriorityWalkDetail): string {
  return `${team?.name ?? "All teams"}${endedAt === null ? `, question ${step + 1} of ${steps}` : ""}`;
}

function Question({ walk, isOver }: { walk: PriorityWalkDetail; isOver: boolean }) {
  const mayWrite = useMay("responder");
  return (
    <div className={classes["walk"]}>
      {isOver ? null : <Seen walk={walk} />}
      {mayWrite && !isOver ? <GapForm key={walk.step} walk={walk} /> : null}
      {walk.found.length === 0 || isOver ? null : <Section title="Noted here" count={walk.found.length}><ul className={classes["list"]}>{walk.found.map((gap) => <GapRow key={gap.id} gap={gap} />)}</ul></Section>}
      {mayWrite ? <Way walk={walk} isOver={isOver} /> : null}
    </div>
  );
}

/** What there is for the question: criteria, alerts, routes and use cases of this priority. */
function Seen({ walk: { question, priority, alerts, routes, useCases } }: { walk: PriorityWalkDetail }) {
  const isBare = alerts.length + routes.length + useCases.length === 0;
  return (
    <div className={classes["seen"]}>
      {priority === null || priority.criteria.length === 0 ? null : <p className={classes["criteria"]}>{priority.name}: {priority.criteria.join("; ")}</p>}
      {useCases.length === 0 ? null : <Section title="Use cases" level={3}><ul>{useCases.map(({ id, name, service }) => <li key={id}>{name} <span>{service.name}</span></li>)}</ul></Section>}
      {alerts.length === 0 ? null : <Section title="Alerts" level={3} count="of the last 90 days"><ul>{alerts.map(({ title, service, occurrences }) => <li key={`${title} ${service?.id ?? ""}`}>{title} <span>{service?.name ?? "no service"}, {occurrences === 1 ? "once" : `${occurrences} times`}</span></li>)}</ul></Section>}
      {routes.length === 0 ? null : <Section title="Routes" level={3}><ul>{routes.map(({ route: place, when }) => <li key={place}>Route {place} {when === null ? <span>whatever comes</span> : <code>{when}</code>}</li>)}</ul></Section>}
      {isBare && question !== "unmapped" ? <p className={classes["criteria"]}>Nothing carries {priority?.name ?? "it"} yet.</p> : null}
    </div>
  );
}

/** Back and on; leaving the page pauses it for whoever comes next. */
function Way({ walk: { id, step, steps, version }, isOver }: { walk: PriorityWalkDetail; isOver: boolean }) {
  const moving = useCommand("settings");
  const go = (to: number) => moving.mutate({ method: "PUT", path: `/api/v1/priority-walks/${id}/step`, body: { step: to, baseVersion: version } }, { onSuccess: () => window.scrollTo({ top: 0 }) });
  return (
    <>
      <ProblemWords problem={moving.error} />
      <div className={classes["way"]}>
        {isOver ? <Button variant="default" loading={moving.isPending} onClick={() => go(step)}>Take it up again</Button> : <Button variant="subtle" disabled={step === 0 || moving.isPending} onClick={() => go(step - 1)}>Back</Button>}
        {isOver ? <Button component={Link} to="/settings/process/walks">To the backlog</Button> : <Button loading={moving.isPending} onClick={() => go(step + 1)}>{step + 1 === steps ? "That was the last: end it" : "Next question"}</Button>}
      </div>
      {isOver ? null : <p className={classes["pale"]}>Leave whenever you like: the walk stays here, and anybody can go on with it.</p>}
    </>
  );
}
