import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { AlertDetail } from "../../server/features/alert-intake/contract.ts";
import type { EscalationView } from "../../server/features/escalation/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import type { ApiProblem, List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { MorePeople } from "../escalation/MorePeople.tsx";
import { useMay, useSession } from "../api/session.ts";
import { Empty } from "../design/Empty.tsx";
import { Keys } from "../design/Keys.tsx";
import { useOfNow } from "../design/NowProvider.tsx";
import { Section } from "../design/Section.tsx";
import { SheetSkeleton } from "../design/Skeletons.tsx";
import { useKey } from "../shell/KeysProvider.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import { alertNext, type AlertStory } from "./alert-lede.ts";
import { AlertAside } from "./AlertAside.tsx";
import { AlertFacts } from "./AlertFacts.tsx";
import { AlertNotes } from "./AlertNotes.tsx";
import { AlertPages } from "./AlertPages.tsx";
import { AlertPayload, Occurrences } from "./AlertPayload.tsx";
import classes from "./AlertScreen.module.css";
import { AlertTrace } from "./AlertTrace.tsx";
import { AlertVerdict } from "./AlertVerdict.tsx";
import { NotIncident } from "./NotIncident.tsx";
import { SnoozeButton } from "./SnoozeButton.tsx";
import { SilenceButton } from "./silences/SilenceButton.tsx";
import { useAlertVerbs } from "./use-alert-verbs.ts";

const route = getRouteApi("/shell/alerts/$id");

/** One alert: what it is, whom it woke and why, and what it came from. */
export function AlertScreen() {
  const { id } = route.useParams();
  const alert = useAddress<AlertDetail>("alerts", `/api/v1/alerts/${id}`);
  if (alert.data) return <KnownAlert alert={alert.data} />;
  if (alert.error) return <UnreadAlert problem={alert.error} onRetry={() => void alert.refetch()} />;
  return (
    <Page title="Alert" so={undefined} crumbs={<Crumbs />}>
      <SheetSkeleton />
    </Page>
  );
}

function Crumbs({ alert }: { alert?: AlertDetail }) {
  return (
    <>
      <Link to="/alerts">Alerts</Link>
      {alert?.serviceName ? ` / ${alert.serviceName}` : null}
    </>
  );
}

function UnreadAlert({ problem, onRetry }: { problem: ApiProblem; onRetry: () => void }) {
  if (problem.status === 404 || problem.status === 400) {
    return (
      <Page title="No such alert" so="There is no such alert." next="The link may have been cut." crumbs={<Crumbs />}>
        <Empty title="Nothing stands here" text="Look for it in the list of alerts, or by ⌘K." />
      </Page>
    );
  }
  return (
    <Page title="Alert" so="This alert cannot be read." crumbs={<Crumbs />}>
      <NotRead what="The alert" problem={problem} onRetry={onRetry} />
    </Page>
  );
}

function useStory(alert: AlertDetail) {
  const session = useSession();
  const ofGroup = alert.groupId;
  const pages = useAddress<List<PageView>>("pages", ofGroup && `/api/v1/pages?subjectId=${ofGroup}&limit=200`);
  const escalation = useAddress<EscalationView>("alerts", ofGroup && `/api/v1/groups/${ofGroup}/escalation`);
  const known = ofGroup === null ? [] : pages.data?.items;
  const story: Omit<AlertStory, "now"> = { alert, pages: known ?? [], escalation: escalation.data, me: session.data?.personId ?? null };
  return { story, pages: known, problem: pages.error };
}

/** The pale half, alive by the minute. */
function Next({ story }: { story: Omit<AlertStory, "now"> }) {
  return useOfNow((now) => alertNext({ ...story, now }));
}

function KnownAlert({ alert }: { alert: AlertDetail }) {
  const { story, pages, problem } = useStory(alert);
  const { escalation, me } = story;
  const actions = useActions(alert);
  return (
    <Page
      title={alert.title}
      so={endedAsSentence(alert.title)}
      next={<Next story={story} />}
      crumbs={<Crumbs alert={alert} />}
      {...actions}
      aside={<AlertAside alert={alert} escalation={escalation} me={me} />}
    >
      <AlertFacts alert={alert} pages={pages} me={me} />
      <NotIncident alert={alert} />
      <AlertVerdict alert={alert} />
      <MorePeople alert={alert} />
      {actions.thumb === undefined ? null : <SilenceButton alert={alert} isNarrow />}
      <AlertTrace lines={alert.trace} />
      <AlertNotes alert={alert} />
      <AlertPages pages={pages} problem={problem} escalation={escalation} me={me} />
      <div className={classes["pair"]}>
        <AlertPayload alert={alert} />
        <Section title="Occurrences" count={alert.occurrences.length}>
          <Occurrences alert={alert} />
        </Section>
      </div>
    </Page>
  );
}

function endedAsSentence(title: string): string {
  return /[.!?…]$/.test(title) ? title : `${title}.`;
}

/** “I have it” takes the whole group, so that nobody else is woken; ending it by hand is for this alert alone. */
function useActions(alert: AlertDetail) {
  const verbs = useAlertVerbs();
  const run = (action: "acknowledge" | "resolve") => {
    const isWhole = action === "acknowledge" && alert.groupId !== null;
    if (!verbs.isPending) verbs.mutate({ verb: { action }, targets: [{ id: isWhole ? (alert.groupId ?? alert.id) : alert.id, isGroup: isWhole }] });
  };
  const mayAnswer = useMay("responder");
  const canTake = mayAnswer && alert.status === "firing";
  const canEnd = mayAnswer && alert.status !== "resolved";
  useKey("A", "I have it", () => void (canTake && run("acknowledge")));
  useKey("R", "Resolve", () => void (canEnd && run("resolve")));
  const take = (
    <Button key="take" loading={verbs.isPending} onClick={() => run("acknowledge")} rightSection={<Keys keys="A" />}>
      I have it
    </Button>
  );
  const end = (
    <Button key="end" className={classes["verb"] ?? ""} variant="default" disabled={verbs.isPending} onClick={() => run("resolve")} rightSection={<Keys keys="R" />}>
      Resolve
    </Button>
  );
  const thumb = [
    <Button key="take" className={classes["verb"] ?? ""} loading={verbs.isPending} onClick={() => run("acknowledge")}>I have it</Button>,
    <Button key="end" className={classes["verb"] ?? ""} variant="default" disabled={verbs.isPending} onClick={() => run("resolve")}>Resolve</Button>,
    <SnoozeButton key="snooze" alert={alert} isThumb />,
  ];
  return { ...(canEnd ? { actions: [<SilenceButton key="silence" alert={alert} />, <SnoozeButton key="snooze" alert={alert} />, end, ...(canTake ? [take] : [])] } : {}), ...(canTake ? { thumb } : {}) };
}
