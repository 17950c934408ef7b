import { Button } from "@mantine/core";
import { IconBeach } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { AbsenceView } from "../../server/features/on-call/absence.contract.ts";
import type { ApiProblem, List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { Empty } from "../design/Empty.tsx";
import { Section } from "../design/Section.tsx";
import { SheetSkeleton } from "../design/Skeletons.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import { AbsenceDialog } from "./AbsenceDialog.tsx";
import { AwayCalendar } from "./AwayCalendar.tsx";
import { absenceWords, awayLede } from "./absence-words.ts";
import { turnWords } from "./swap-words.ts";
import classes from "./Swaps.module.css";
import { useAbsences } from "./use-absences.ts";
import { useReader } from "./use-reader.ts";

function AbsenceRow({ absence, onRemove }: { absence: AbsenceView; onRemove: (absence: AbsenceView) => void }) {
  return (
    <li className={classes["row"]}>
      <div>
        <p className={classes["title"]}>{absenceWords(absence)}</p>
        {absence.reason === null ? null : <p className={classes["text"]}>{absence.reason}</p>}
        {absence.clashes.map((clash) => (
          <p key={`${clash.scheduleId} ${clash.from}`} className={classes["warn"]}>
            You are on call then: {turnWords(clash)}
          </p>
        ))}
        <p className={classes["small"]}>{absence.isFromFeed ? "From your calendar" : "Only you and managers see why"}</p>
      </div>
      <div className={classes["buttons"]}>
        {absence.clashes.length > 0 ? (
          <Button size="xs" variant="default" component={Link} to="/on-call">
            Ask for cover
          </Button>
        ) : null}
        {absence.isFromFeed ? null : (
          <Button size="xs" variant="subtle" onClick={() => onRemove(absence)}>
            Take it back
          </Button>
        )}
      </div>
    </li>
  );
}

function Absences({ items, onAdd, onRemove }: { items: readonly AbsenceView[]; onAdd: () => void; onRemove: (absence: AbsenceView) => void }) {
  if (items.length === 0) {
    return <Empty icon={<IconBeach size={20} stroke={1.6} />} title="You are not away" text="Say when you will be: nobody is asked to cover for others then, and you are warned where it clashes with a turn of yours." action={<Button onClick={onAdd}>Say when you are away</Button>} />;
  }
  return (
    <Section title="Away" rule="line">
      <ul>
        {items.map((absence) => (
          <AbsenceRow key={absence.id} absence={absence} onRemove={onRemove} />
        ))}
      </ul>
    </Section>
  );
}

const crumbs = <Link to="/on-call">On call</Link>;

function NotYet({ isProgram, absences }: { isProgram: boolean; absences: UseQueryResult<List<AbsenceView>, ApiProblem> }) {
  if (isProgram) {
    return (
      <Page title="Away" crumbs={crumbs} so="A program is never away.">
        <Empty icon={<IconBeach size={20} stroke={1.6} />} title="Nobody is signed in here" text="Sign in as yourself to say when you are away." />
      </Page>
    );
  }
  if (absences.error === null) return <Page title="Away" crumbs={crumbs} so={undefined}><SheetSkeleton /></Page>;
  return (
    <Page title="Away" crumbs={crumbs} so="When you are away cannot be shown just now.">
      <NotRead what="Your absences" problem={absences.error} onRetry={() => void absences.refetch()} />
    </Page>
  );
}

/** When the reader is away, where that clashes with their turns, and the calendar it is read from. */
export function AwayScreen() {
  const { personId: me, isLoading, mayRespond } = useReader();
  const absences = useAddress<List<AbsenceView>>("on-call", me === null ? null : `/api/v1/people/${me}/absences`);
  const [isAdding, setAdding] = useState(false);
  const { add, remove } = useAbsences(me ?? "");
  const items = absences.data?.items;
  if (items === undefined || me === null) return <NotYet isProgram={!isLoading && me === null} absences={absences} />;
  const addButton = <Button onClick={() => setAdding(true)}>Say when you are away</Button>;
  return (
    <Page title="Away" crumbs={crumbs} {...awayLede(items)} {...(mayRespond && items.length > 0 ? { actions: addButton, thumb: addButton } : {})} aside={mayRespond ? <AwayCalendar me={me} /> : undefined}>
      <Absences items={items} onAdd={() => setAdding(true)} onRemove={remove} />
      {isAdding ? <AbsenceDialog onAdd={add} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
