import { getRouteApi, Link } from "@tanstack/react-router";
import type { OwnHandOverView } from "../../../server/features/on-call/hand-over.contract.ts";
import type { MyShiftsView } from "../../../server/features/on-call/my-shifts.contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { SheetSkeleton } from "../../design/Skeletons.tsx";
import { NotRead, PartNotRead } from "../../shell/NotRead.tsx";
import { Page } from "../../shell/Page.tsx";
import { type Reader, useReader } from "../use-reader.ts";
import { CalendarFeeds } from "./CalendarFeeds.tsx";
import { ComingShifts } from "./ComingShifts.tsx";
import { HandOverPart } from "./HandOverPart.tsx";
import { LedReadiness } from "./LedReadiness.tsx";
import { whatComesNext, whatIsSo } from "./my-on-call-lede.ts";
import { NoteCard } from "./NoteCard.tsx";
import { NowCards } from "./NowCards.tsx";
import { ReadinessScreen } from "./ReadinessScreen.tsx";
import { ReminderChoice } from "./ReminderChoice.tsx";

const route = getRouteApi("/shell/on-call/me");
const crumbs = <Link to="/on-call">On call</Link>;

function Loaded({ view, reader }: { view: MyShiftsView; reader: Reader }) {
  const handOvers = useAddress<List<OwnHandOverView>>("on-call", "/api/v1/me/hand-overs");
  const so = useOfNow((now) => whatIsSo(view.items, now));
  const next = useOfNow((now) => whatComesNext(view.items, now));
  const left = view.items.filter(({ note }) => note !== null);
  return (
    <Page
      title="My on-call"
      crumbs={crumbs}
      so={so}
      next={next}
      aside={
        <>
          <ReminderChoice />
          <CalendarFeeds />
          <LedReadiness me={reader.personId} />
        </>
      }
    >
      <NowCards shifts={view.items} />
      {left.map(({ note, scheduleName, scheduleId }) => (note === null ? null : <NoteCard key={scheduleId} note={note} me={reader.personId} scheduleName={scheduleName} mayConfirm={reader.mayRespond} />))}
      {handOvers.error === null ? null : <PartNotRead problem={handOvers.error} />}
      {reader.mayRespond ? handOvers.data?.items.map((own) => <HandOverPart key={own.scheduleId} own={own} />) : null}
      <ComingShifts view={view} />
    </Page>
  );
}

function Shifts({ reader }: { reader: Reader }) {
  const { data, error, refetch } = useAddress<MyShiftsView>("on-call", "/api/v1/me/shifts", { every: 60_000 });
  if (data !== undefined) return <Loaded view={data} reader={reader} />;
  if (error !== null) {
    return (
      <Page title="My on-call" crumbs={crumbs} so="Your shifts cannot be shown just now." next="Pages go out all the same.">
        <NotRead what="Your shifts" problem={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page title="My on-call" crumbs={crumbs} so={undefined} aside={<SheetSkeleton />}>
      <SheetSkeleton />
      <SheetSkeleton />
    </Page>
  );
}

/** The reader's own life on call: whether now and until when, what was left for them, what they hand over, and their shifts to come. */
export function MyOnCallScreen() {
  const reader = useReader();
  const { schedule, ready } = route.useSearch();
  return schedule !== undefined && ready !== undefined ? <ReadinessScreen schedule={schedule} from={ready} mayTick={reader.mayRespond} /> : <Shifts reader={reader} />;
}
