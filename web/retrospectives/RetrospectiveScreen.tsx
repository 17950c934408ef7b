import { Button } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { RetrospectiveDetail } from "../../server/features/retrospectives/contract.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { useMay } from "../api/session.ts";
import { ClassBadge } from "../design/ClassBadge.tsx";
import { PhaseSteps } from "../design/PhaseSteps.tsx";
import { ProblemWords } from "../design/ProblemWords.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import { FollowUps } from "./FollowUps.tsx";
import { KeyMoments } from "./KeyMoments.tsx";
import { dayWords, missingWords, stageSteps } from "./retrospective-words.ts";
import classes from "./Retrospective.module.css";
import { SectionEditor } from "./SectionEditor.tsx";

const route = getRouteApi("/shell/learn/$id");

/** What people write together about one incident: what happened, what is learned, what follows. */
export function RetrospectiveScreen() {
  const { id } = route.useParams();
  const { data, error, refetch } = useAddress<RetrospectiveDetail>("incidents", `/api/v1/retrospectives/${encodeURIComponent(id)}`);
  if (data) return <Document retrospective={data} />;
  return (
    <Page title="Retrospective" so={error ? "The retrospective cannot be read." : undefined}>
      {error ? <NotRead what="The retrospective" problem={error} onRetry={() => void refetch()} /> : <RowsSkeleton rows={8} />}
    </Page>
  );
}

function Document({ retrospective }: { retrospective: RetrospectiveDetail }) {
  const mayWrite = useMay("responder") && (retrospective.status === "draft" || retrospective.status === "review");
  useDocumentTitle(`${retrospective.incident.title ?? retrospective.incident.ref} · Muster`);
  return (
    <article className={classes["document"]}>
      <Head retrospective={retrospective} />
      <KeyMoments retrospective={retrospective} mayWrite={mayWrite} />
      <div className={classes["columns"]}>
        <Contents retrospective={retrospective} />
        <div className={classes["text"]}>
          {retrospective.sections.map((section) => (
            <SectionEditor key={section.id} retrospectiveId={retrospective.id} section={section} mayWrite={mayWrite} />
          ))}
        </div>
        <aside className={classes["aside"]}><FollowUps retrospective={retrospective} mayWrite={mayWrite} /></aside>
      </div>
    </article>
  );
}

function Head({ retrospective }: { retrospective: RetrospectiveDetail }) {
  const { incident, status, owner, dueAt } = retrospective;
  const due = status === "draft" || status === "review" ? `approval due ${dayWords(dueAt)}` : "approved";
  return (
    <header className={classes["head"]}>
      <div>
        <div className={classes["facts"]}>
          <ClassBadge severity={incident.severity} priority={incident.priority} />
          <Link to="/incidents/$ref" params={{ ref: incident.ref }}>{incident.ref}</Link>
          <PhaseSteps steps={stageSteps} current={status} isOver={status === "shared"} />
          <span>{[owner === null ? null : `${owner.name} sees to it`, due].filter(Boolean).join(", ")}</span>
        </div>
        <h1>{incident.title ?? incident.ref}</h1>
      </div>
      <StageActions retrospective={retrospective} />
    </header>
  );
}

function StageActions({ retrospective }: { retrospective: RetrospectiveDetail }) {
  const { id, status, approvers } = retrospective;
  const mayWrite = useMay("responder");
  const step = useCommand("incidents");
  const go = (verb: string) => step.mutate({ path: `/api/v1/retrospectives/${id}/${verb}` });
  const missing = missingWords(retrospective);
  return (
    <div className={classes["stage"]}>
      <div>
        <Button component="a" variant="default" href={`/api/v1/retrospectives/${id}/markdown`} download>Markdown</Button>
        {mayWrite && status === "draft" ? <Button loading={step.isPending} onClick={() => go("review")}>Send to review</Button> : null}
        {mayWrite && status === "review" ? <Button variant="default" loading={step.isPending} onClick={() => go("draft")}>Back to draft</Button> : null}
        {status === "review" && approvers.isYou ? <Button disabled={missing !== null} loading={step.isPending} onClick={() => go("approve")}>Approve</Button> : null}
        {mayWrite && status === "approved" ? <Button loading={step.isPending} onClick={() => go("share")}>Share</Button> : null}
      </div>
      {status === "draft" || status === "review" ? <p>{missing ?? approvers.sentence}</p> : null}
      <ProblemWords problem={step.error} />
    </div>
  );
}

function Contents({ retrospective }: { retrospective: RetrospectiveDetail }) {
  return (
    <nav className={classes["contents"]} aria-label="Sections">
      {retrospective.sections.map(({ id, title, isFilled }) => (
        <a key={id} href={`#section-${id}`} data-filled={isFilled || undefined}>{title}</a>
      ))}
    </nav>
  );
}
