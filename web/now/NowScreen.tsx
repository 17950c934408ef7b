import { Button } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { OnCallView } from "../../server/features/on-call/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { useMay, useSignedIn } from "../api/session.ts";
import { Empty } from "../design/Empty.tsx";
import { Failed } from "../design/Failed.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { Section } from "../design/Section.tsx";
import { OnCallNow } from "../on-call/OnCallAside.tsx";
import { isOpen } from "../paging/attempts.ts";
import { OwnPages } from "../paging/OwnPages.tsx";
import { bySubject } from "../paging/pages-lede.ts";
import { onCallEvery, onCallPath, openAlertsPath, pagesPathOf } from "../shell/live-source.ts";
import { Page } from "../shell/Page.tsx";
import { DayStrip } from "./DayStrip.tsx";
import { Notices } from "./Notices.tsx";
import { nowLede } from "./now-lede.ts";
import { OpenAlerts } from "./OpenAlerts.tsx";

function useNowFacts() {
  const session = useSignedIn();
  const me = session?.personId ?? null;
  const alerts = useAddress<List<AlertView>>("alerts", openAlertsPath);
  const onCall = useAddress<List<OnCallView>>("on-call", onCallPath, { every: onCallEvery });
  const pages = useAddress<List<PageView>>("pages", me === null ? null : pagesPathOf(me));
  const waiting = bySubject((pages.data?.items ?? []).filter(isOpen));
  const isStorm = alerts.data !== undefined && alerts.data.next !== null;
  const sent = useAddress<List<PageView>>("pages", isStorm ? "/api/v1/pages?status=sent&limit=200" : null);
  return { me, alerts, onCall, pages, waiting, sent: isStorm ? (sent.data?.items ?? []) : null };
}

function OnCall({ onCall, me }: { onCall: List<OnCallView> | undefined; me: string | null }) {
  if (onCall === undefined) return <Section title="On call now"><RowsSkeleton rows={4} withFaces /></Section>;
  if (onCall.items.length > 0) return <OnCallNow onCall={onCall.items} me={me} />;
  return (
    <Section title="On call now" rule="line">
      <Empty icon={<IconCalendarEvent size={20} stroke={1.6} />} title="No schedule yet" text="Who is on call stands here, as soon as there is a schedule." />
    </Section>
  );
}

/** What the screen opens with, once all it speaks of is known. */
function ledeOf({ me, alerts, onCall, pages, waiting, sent }: ReturnType<typeof useNowFacts>): { so: string | undefined; next?: string; isBare: boolean } {
  const isKnown = alerts.data !== undefined && onCall.data !== undefined && (me === null || pages.data !== undefined);
  if (!isKnown) return { so: alerts.error === null ? undefined : "What burns cannot be read now.", isBare: false };
  const [open, duties] = [alerts.data.items, onCall.data.items];
  const lede = nowLede({ waiting, open, sent, onCall: duties, me });
  return { ...lede, isBare: duties.length === 0 && open.length === 0 };
}

/** What burns, who has it, who is on call, and what waits for the reader. */
export function NowScreen() {
  const facts = useNowFacts();
  const { me, alerts, onCall, waiting } = facts;
  const mayAdminister = useMay("administrator");
  const { so, next, isBare } = ledeOf(facts);
  const begin = isBare && mayAdminister ? <Button component={Link} to="/first-run">Bring your organization</Button> : undefined;
  return (
    <Page title="Now" so={so} next={next} actions={begin} thumb={begin} aside={<OnCall onCall={onCall.data} me={me} />}>
      <OwnPages waiting={waiting} />
      {mayAdminister ? <Notices /> : null}
      {alerts.data === undefined ? (
        <NoAlertsYet problem={alerts.error?.message} onRetry={() => void alerts.refetch()} />
      ) : (
        <OpenAlerts open={alerts.data.items} isAll={alerts.data.next === null} me={me} />
      )}
      <DayStrip onCall={onCall.data?.items ?? []} />
    </Page>
  );
}

function NoAlertsYet({ problem, onRetry }: { problem: string | undefined; onRetry: () => void }) {
  if (problem === undefined) return <Section title="Open alerts"><RowsSkeleton rows={6} /></Section>;
  return (
    <Failed
      title="The alerts could not be read"
      what={problem}
      kept="Alerts are taken in and people are paged whether or not this page can be drawn."
      next="It is tried again by itself when the connection is back."
      actions={<Button size="xs" variant="default" onClick={onRetry}>Try again</Button>}
    />
  );
}
