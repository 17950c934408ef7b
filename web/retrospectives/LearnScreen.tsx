import { Link } from "@tanstack/react-router";
import type { FollowUpView, RetrospectiveView } from "../../server/features/retrospectives/contract.ts";
import { ListEnd } from "../alert-intake/ListEnd.tsx";
import type { ApiProblem, List } from "../api/client.ts";
import { useList } from "../api/lists.ts";
import { useAddress } from "../api/queries.ts";
import { useMay } from "../api/session.ts";
import { ClassBadge } from "../design/ClassBadge.tsx";
import { Empty } from "../design/Empty.tsx";
import { PhaseSteps } from "../design/PhaseSteps.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { Section } from "../design/Section.tsx";
import { NotRead, PartNotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import { FollowUpRow } from "./FollowUps.tsx";
import { learnLede } from "./learn-lede.ts";
import { dayWords, stageSteps } from "./retrospective-words.ts";
import classes from "./Retrospective.module.css";

/** What was learned, what is being written, and what is still to be done because of it. */
export function LearnScreen() {
  const list = useList<RetrospectiveView>("incidents", "/api/v1/retrospectives?status=all&limit=50");
  const followUps = useAddress<List<FollowUpView>>("incidents", "/api/v1/follow-ups?status=open&limit=50");
  const lede = list.isLoading ? undefined : learnLede(list.items, followUps.data?.items ?? []);
  return (
    <Page title="Learn" so={list.error ? "The retrospectives cannot be read." : lede?.so} next={lede?.next} aside={<OpenFollowUps followUps={followUps.data?.items} problem={followUps.error} />}>
      {list.error ? <NotRead what="The list" problem={list.error} onRetry={list.retry} /> : null}
      {list.isLoading ? <RowsSkeleton rows={5} /> : null}
      {!list.isLoading && !list.error && list.items.length === 0 ? <Empty title="No retrospective yet" text="One begins by itself when an incident is resolved that the process asks one for; for any other begin it in its room." /> : null}
      <ul className={classes["list"]}>{list.items.map((one) => <Row key={one.id} retrospective={one} />)}</ul>
      {list.hasMore ? <ListEnd key={list.items.length} onReach={list.readMore} words="Older retrospectives" /> : null}
    </Page>
  );
}

function Row({ retrospective }: { retrospective: RetrospectiveView }) {
  const { id, incident, status, sectionsFilled, sectionsTotal, dueAt, followUpsOpen } = retrospective;
  const isOpen = status === "draft" || status === "review";
  const facts = [incident.ref, `${sectionsFilled} of ${sectionsTotal} sections`, isOpen ? `due ${dayWords(dueAt)}` : null, followUpsOpen > 0 ? `${followUpsOpen} follow-ups open` : null];
  return (
    <li>
      <div className={classes["facts"]}>
        <ClassBadge severity={incident.severity} priority={incident.priority} />
        <PhaseSteps steps={stageSteps} current={status} isOver={status === "shared"} />
      </div>
      <h3><Link to="/learn/$id" params={{ id }}>{incident.title ?? incident.ref}</Link></h3>
      <p>{facts.filter(Boolean).join(", ")}</p>
    </li>
  );
}

function OpenFollowUps({ followUps, problem }: { followUps: readonly FollowUpView[] | undefined; problem: ApiProblem | null }) {
  const mayWrite = useMay("responder");
  return (
    <Section title="Follow-ups" count={followUps?.length ? `${followUps.length} open` : undefined} rule="line">
      {followUps === undefined ? problem === null ? <RowsSkeleton rows={3} /> : <PartNotRead problem={problem} /> : null}
      {followUps?.length === 0 ? <p className={classes["none"]}>None is open.</p> : null}
      <ul className={classes["followUps"]}>{followUps?.map((followUp) => <FollowUpRow key={followUp.id} followUp={followUp} mayWrite={mayWrite} />)}</ul>
    </Section>
  );
}
