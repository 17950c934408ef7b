import { Button } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { OwedView } from "../../server/features/communications/contract.ts";
import type { IncidentView } from "../../server/features/incidents/contract.ts";
import type { OnCallView } from "../../server/features/on-call/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import { useStanding } from "../alert-intake/use-standing.ts";
import type { ApiProblem, List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { useMay, useSignedIn } from "../api/session.ts";
import { Empty } from "../design/Empty.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { Section } from "../design/Section.tsx";
import { OnCallNow } from "../on-call/OnCallAside.tsx";
import { WaitingSwaps } from "../on-call/WaitingSwaps.tsx";
import { DeclareQuestions } from "../incidents/declare/DeclareQuestions.tsx";
import { runningPath } from "../incidents/list/incidents-search.ts";
import { isOpen } from "../paging/attempts.ts";
import { OwnPages } from "../paging/OwnPages.tsx";
import { bySubject } from "../paging/pages-lede.ts";
import { onCallEvery, onCallPath, pagesPathOf } from "../shell/live-source.ts";
import { NotRead, PartNotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import { DayStrip } from "./DayStrip.tsx";
import { Notices } from "./Notices.tsx";
import { DeclareButton } from "./DeclareButton.tsx";
import { nowLede } from "./now-lede.ts";
import { OpenAlerts } from "./OpenAlerts.tsx";
import { Offered } from "./Offered.tsx";
import { OpenIncidents } from "./OpenIncidents.tsx";

/** Becoming late is told by no event. */
const owedEvery = 60_000;

const openAlertsPath = "/api/v1/alerts?status=open&limit=200";

function useNowFacts() {
  const session = useSignedIn();
  const me = session?.personId ?? null;
  const { standing, problem } = useStanding();
  const alerts = useAddress<List<AlertView>>("alerts", openAlertsPath);
  const onCall = useAddress<List<OnCallView>>("on-call", onCallPath, { every: onCallEvery });
  const pages = useAddress<List<PageView>>("pages", me === null ? null : pagesPathOf(me));
  const incidents = useAddress<List<IncidentView>>("incidents", runningPath);
  const owed = useAddress<List<OwedView>>("incidents", "/api/v1/owed?limit=100", { every: owedEvery });
  const waiting = bySubject((pages.data?.items ?? []).filter(isOpen));
  return { me, standing, alerts, incidents, owed, onCall, pages, waiting, problem: problem ?? incidents.error ?? alerts.error ?? onCall.error ?? pages.error };
}

function OnCall({ onCall: { data, error }, me }: { onCall: UseQueryResult<List<OnCallView>, ApiProblem>; me: string | null }) {
  if (data === undefined) return <Section title="On call now">{error === null ? <RowsSkeleton rows={4} withFaces /> : <PartNotRead problem={error} />}</Section>;
  if (data.items.length > 0) return <OnCallNow onCall={data.items} me={me} />;
  return (
    <Section title="On call now" rule="line">
      <Empty icon={<IconCalendarEvent size={20} stroke={1.6} />} title="No schedule yet" text="Who is on call stands here, as soon as there is a schedule." />
    </Section>
  );
}

/** What the screen opens with, once all it speaks of is known. */
function ledeOf({ me, standing, incidents, owed, onCall, pages, waiting, problem }: ReturnType<typeof useNowFacts>): { so: string | undefined; next?: string; isBare: boolean } {
  const isKnown = standing !== undefined && incidents.data !== undefined && onCall.data !== undefined && (me === null || pages.data !== undefined);
  if (!isKnown) return { so: problem === null ? undefined : "What burns cannot be read now.", isBare: false };
  const duties = onCall.data.items;
  return { ...nowLede({ waiting, incidents: incidents.data.items, owed: owed.data?.items ?? [], standing, onCall: duties, me }), isBare: duties.length === 0 && standing.counts.open === 0 };
}

/** What burns, who has it, who is on call, and what waits for the reader. */
export function NowScreen() {
  const facts = useNowFacts();
  const { me, standing, alerts, incidents, owed, onCall, waiting } = facts;
  const mayAdminister = useMay("administrator");
  const { so, next, isBare } = ledeOf(facts);
  const begin = isBare && mayAdminister ? <Button component={Link} to="/first-run">Bring your organization</Button> : <DeclareButton />;
  return (
    <Page title="Now" so={so} next={next} actions={begin} thumb={begin} aside={<OnCall onCall={onCall} me={me} />}>
      <OwnPages waiting={waiting} />
      <DeclareQuestions me={me} />
      <WaitingSwaps me={me} />
      <Offered incidents={incidents.data?.items ?? []} me={me} />
      <OpenIncidents incidents={incidents.data?.items ?? []} owed={owed.data?.items ?? []} me={me} />
      {mayAdminister ? <Notices /> : null}
      {alerts.isPending ? <Section title="Open alerts"><RowsSkeleton rows={6} /></Section> : null}
      {alerts.error && !alerts.data ? <NotRead what="The alerts" problem={alerts.error} onRetry={() => void alerts.refetch()} /> : null}
      {alerts.data === undefined ? null : <OpenAlerts open={alerts.data.items} count={standing?.counts.open} isAll={alerts.data.next === null} me={me} />}
      <DayStrip onCall={onCall.data?.items ?? []} />
    </Page>
  );
}
