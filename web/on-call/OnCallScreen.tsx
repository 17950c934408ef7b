import { Button } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { PersonShiftView, ScheduleShiftsView, ScheduleView } from "../../server/features/on-call/contract.ts";
import type { Zone } from "../../server/values/zone.ts";
import { Empty } from "../design/Empty.tsx";
import { Keys } from "../design/Keys.tsx";
import { NoticeBar } from "../design/NoticeBar.tsx";
import { useOfNow } from "../design/NowProvider.tsx";
import type { Span } from "../design/schedule-layout.ts";
import { SheetSkeleton } from "../design/Skeletons.tsx";
import { fullMomentWords, spanWords } from "../design/wording.ts";
import { useKey } from "../shell/KeysProvider.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import { CalendarPart } from "./CalendarPart.tsx";
import { ClashNotice } from "./ClashNotice.tsx";
import { HowThisIsMade, MyShifts, OnCallNow } from "./OnCallAside.tsx";
import { type OnCallFacts, whatComesNext, whatIsSo } from "./on-call-lede.ts";
import { draftAt, type OverrideDraft } from "./override-draft.ts";
import { OverrideDialog } from "./OverrideDialog.tsx";
import { OverrideList } from "./OverrideList.tsx";
import { ShadowPart } from "./ShadowPart.tsx";
import { SwapsPart } from "./SwapsPart.tsx";
import { temporaryAt, type TemporaryDraft } from "./temporary-draft.ts";
import { TemporaryDialog } from "./TemporaryDialog.tsx";
import { spansOf, together } from "./together.ts";
import { type Calendar, useCalendar, useMyShifts } from "./use-on-call.ts";
import { useOverrides } from "./use-overrides.ts";
import { type Reader, useReader } from "./use-reader.ts";

const route = getRouteApi("/shell/on-call");

interface LoadedProps {
  calendar: Calendar;
  schedule: ScheduleView;
  view: ScheduleShiftsView;
  zone: Zone;
  reader: Reader;
  myShifts: readonly PersonShiftView[];
}

function useFacts({ calendar, schedule, view, reader, myShifts }: LoadedProps): OnCallFacts {
  const plan = useMemo(() => together(view.items), [view]);
  const now = useOfNow((at) => Math.floor(at / 60_000) * 60_000);
  const gaps = useMemo(() => spansOf(view.gaps).filter(({ to }) => to > now), [view, now]);
  return { onCall: calendar.onCall.data?.items ?? [], me: reader.personId, myShifts, scheduleName: schedule.name, plan, gaps };
}

function GapNotice({ gap, timezone, onTake }: { gap: Span; timezone: string; onTake: (() => void) | undefined }) {
  return (
    <NoticeBar
      title={`Nobody from ${fullMomentWords(gap.from, timezone)} to ${fullMomentWords(gap.to, timezone)}.`}
      text="A page would go on to the next step at once."
      actions={
        onTake === undefined ? null : (
          <Button size="xs" variant="default" onClick={onTake}>
            Take these {spanWords(gap.to - gap.from)}
          </Button>
        )
      }
    />
  );
}

function ChangeButton({ onPress }: { onPress: () => void }) {
  useKey("C", "Change who is on call", onPress);
  return (
    <Button rightSection={<Keys keys="C" />} onClick={onPress}>
      Change who is on call
    </Button>
  );
}

const hour = 3_600_000;

function Loaded(props: LoadedProps) {
  const { calendar, schedule, view, zone, reader, myShifts } = props;
  const facts = useFacts(props);
  const [start, setStart] = useState<OverrideDraft | null>(null);
  const [temporary, setTemporary] = useState<TemporaryDraft | null>(null);
  const { make, takeBack } = useOverrides(schedule.id, schedule.timezone, reader.personId);
  const so = useOfNow((now) => whatIsSo(facts, now));
  const next = useOfNow((now) => whatComesNext(facts, now));
  const now = useOfNow((at) => Math.floor(at / hour) * hour);
  const begin = (from: number, to: number) => setStart(draftAt({ from, to }, zone, reader.personId, facts.plan));
  const change = <ChangeButton onPress={() => begin(now + hour, now + 9 * hour)} />;
  const [gap] = facts.gaps;
  return (
    <Page
      title="On call"
      so={so}
      next={next}
      {...(reader.mayRespond ? { actions: change, thumb: <Button onClick={() => begin(now + hour, now + 9 * hour)}>Change who is on call</Button> } : {})}
      aside={
        <>
          {reader.personId === null ? null : <MyShifts shifts={myShifts} />}
          <OnCallNow onCall={facts.onCall} me={reader.personId} />
          <HowThisIsMade schedule={schedule} overrides={view.overrides.length} onReplace={reader.mayManage ? () => setTemporary(temporaryAt({ from: now + hour, to: now + 25 * hour }, zone)) : undefined} />
        </>
      }
    >
      {gap === undefined ? null : (
        <GapNotice gap={gap} timezone={schedule.timezone} onTake={reader.mayRespond ? () => begin(gap.from, gap.to) : undefined} />
      )}
      <ClashNotice scheduleId={schedule.id} timezone={schedule.timezone} me={reader.personId} />
      <SwapsPart reader={reader} myShifts={myShifts} place="above" />
      <CalendarPart calendar={calendar} schedule={schedule} view={view} me={reader.personId} onSpan={reader.mayRespond ? begin : undefined} />
      <OverrideList
        overrides={view.overrides}
        me={reader.personId}
        timezone={schedule.timezone}
        onTakeBack={reader.mayRespond ? (override) => void takeBack(override) : undefined}
      />
      <SwapsPart reader={reader} myShifts={myShifts} place="below" />
      <ShadowPart schedule={schedule} reader={reader} from={view.from} to={view.to} />
      {start === null ? null : (
        <OverrideDialog schedule={schedule} zone={zone} reader={reader} start={start} onSave={make} onClose={() => setStart(null)} />
      )}
      {temporary === null ? null : (
        <TemporaryDialog schedule={schedule} zone={zone} me={reader.personId} start={temporary} onSave={make} onClose={() => setTemporary(null)} />
      )}
    </Page>
  );
}

function Waiting({ calendar, mayManage }: { calendar: Calendar; mayManage: boolean }) {
  const failed = [calendar.schedules, calendar.onCall, calendar.shifts].find(({ error }) => error !== null);
  if (failed?.error) {
    return (
      <Page title="On call" so="Who is on call cannot be shown just now." next="Pages go out all the same.">
        <NotRead what="The calendar" problem={failed.error} onRetry={() => void failed.refetch()} />
      </Page>
    );
  }
  if (calendar.schedules.data?.items.length === 0) {
    return (
      <Page title="On call" so="Nobody can be on call yet." next="A schedule says who is woken when.">
        <Empty
          icon={<IconCalendarEvent size={20} stroke={1.6} />}
          title="No schedule yet"
          text="Make one here, or write it under schedules in the organization's file and apply it: npx muster apply -f acme.yaml."
          {...(mayManage ? { action: <Button component={Link} to="/on-call/schedules/new">Make a schedule</Button> } : {})}
        />
      </Page>
    );
  }
  return (
    <Page title="On call" so={undefined} aside={<SheetSkeleton />}>
      <SheetSkeleton />
      <SheetSkeleton />
    </Page>
  );
}

/** Who is woken when: the calendar of a schedule, the reader's shifts, and everybody on call now. */
export function OnCallScreen() {
  const reader = useReader();
  const calendar = useCalendar(route.useSearch(), reader.personId);
  const myShifts = useMyShifts(reader.personId);
  const { schedule, zone, shifts } = calendar;
  if (schedule === undefined || zone === null || shifts.data === undefined || reader.isLoading) return <Waiting calendar={calendar} mayManage={reader.mayManage} />;
  return <Loaded calendar={calendar} schedule={schedule} view={shifts.data} zone={zone} reader={reader} myShifts={myShifts.data?.items ?? []} />;
}
