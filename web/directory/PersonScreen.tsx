import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { PersonView } from "../../server/features/directory/contract.ts";
import type { PersonShiftView } from "../../server/features/on-call/contract.ts";
import { InviteDialog } from "../access/InviteDialog.tsx";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { useMay, useSignedIn } from "../api/session.ts";
import { useOfNow } from "../design/NowProvider.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton, SheetSkeleton } from "../design/Skeletons.tsx";
import { fullMomentWords, momentWords } from "../design/wording.ts";
import { NotRead, PartNotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import classes from "./Directory.module.css";
import { cityOf, dutiesOf, type Duty, dutyWords, localTime } from "./directory-words.ts";
import { PersonContacts, PersonRules } from "./PersonContacts.tsx";
import { PersonDialog } from "./PersonDialog.tsx";
import { formOf, type PersonEntry } from "./person-form.ts";
import { useOnCallNow, usePerson } from "./use-directory.ts";

const route = getRouteApi("/shell/people/$id");

const crumbs = <Link to="/people">People</Link>;

function ShiftRow({ shift }: { shift: PersonShiftView }) {
  const [from, to] = [Date.parse(shift.from), Date.parse(shift.to)];
  const words = useOfNow((now) => (from <= now ? `now, until ${momentWords(to, now)}` : `${fullMomentWords(from)}${shift.endsLater ? "" : ` to ${fullMomentWords(to)}`}`));
  return (
    <li className={classes["entry"]}>
      <Link to="/on-call" search={{ schedule: shift.scheduleId }}>
        {shift.scheduleName}
      </Link>
      <p className={classes["small"]}>{words}</p>
    </li>
  );
}

function Shifts({ personId }: { personId: string }) {
  const { data, error, isPending } = useAddress<List<PersonShiftView>>("on-call", `/api/v1/people/${personId}/shifts`);
  return (
    <Section title="Next shifts" count="30 days, your clock">
      {isPending ? <RowsSkeleton rows={3} /> : null}
      {error === null || data !== undefined ? null : <PartNotRead problem={error} />}
      {data?.items.length === 0 ? <p className={classes["text"]}>None in the next 30 days.</p> : null}
      <ul>
        {data?.items.slice(0, 6).map((shift) => (
          <ShiftRow key={`${shift.scheduleId} ${shift.from}`} shift={shift} />
        ))}
      </ul>
    </Section>
  );
}

function Belongs({ person }: { person: PersonView }) {
  const time = useOfNow((now) => localTime(person.timezone, now));
  return (
    <Section title="About">
      <dl className={classes["about"]}>
        <dt>E-mail</dt>
        <dd>{person.email}</dd>
        <dt>Their time</dt>
        <dd>
          {time}, {cityOf(person.timezone)}
        </dd>
        <dt>Teams</dt>
        <dd>{person.teams.length === 0 ? "none" : person.teams.map(({ name }) => name).join(", ")}</dd>
        <dt>From</dt>
        <dd>{person.isFromFile ? "a file that was applied" : "these screens"}</dd>
      </dl>
    </Section>
  );
}

function useSentence(person: PersonView, duties: readonly Duty[]) {
  const so = useOfNow((now) => `${person.name} is ${duties.length === 0 ? "not on call now" : `on call for ${duties.map((duty) => dutyWords(duty, now)).join(" and ")}`}.`);
  const next = useOfNow((now) => `It is ${localTime(person.timezone, now)} for them in ${cityOf(person.timezone)}.`);
  return { so, next };
}

function LoadedPerson({ person }: { person: PersonView }) {
  const onCall = useOnCallNow();
  const mayManage = useMay("manager");
  const mayInvite = useMay("administrator");
  const mayChange = useSignedIn()?.personId === person.id || mayManage;
  const entry = useAddress<{ entry: PersonEntry; isFromFile: boolean }>("people", mayManage ? `/api/v1/config/people/${person.id}` : null);
  const [open, setOpen] = useState<"change" | "invite" | null>(null);
  const duties = dutiesOf(onCall.data?.items ?? []).get(person.id) ?? [];
  const { so, next } = useSentence(person, duties);
  const buttons = (
    <>
      {mayInvite ? (
        <Button variant="default" onClick={() => setOpen("invite")}>
          Invite to sign in
        </Button>
      ) : null}
      <Button disabled={entry.data === undefined} onClick={() => setOpen("change")}>
        Change
      </Button>
    </>
  );
  return (
    <Page
      title={person.name}
      so={so}
      next={next}
      crumbs={crumbs}
      {...(mayManage ? { actions: buttons } : {})}
      aside={
        <>
          <Belongs person={person} />
          <Shifts personId={person.id} />
        </>
      }
    >
      <PersonContacts person={person} mayChange={mayChange} />
      <PersonRules person={person} mayChange={mayChange} />
      {open === "invite" ? <InviteDialog person={person} onClose={() => setOpen(null)} /> : null}
      {open === "change" && entry.data !== undefined ? (
        <PersonDialog start={formOf(person.id, entry.data.entry)} isNew={false} isFromFile={entry.data.isFromFile} taken={[]} onClose={() => setOpen(null)} />
      ) : null}
    </Page>
  );
}

/** One person: how they are reached, by which rules, and when they are on call. */
export function PersonScreen() {
  const { id } = route.useParams();
  const person = usePerson(id);
  if (person.data !== undefined) return <LoadedPerson key={id} person={person.data} />;
  if (person.error === null) {
    return (
      <Page title="Person" so={undefined} crumbs={crumbs} aside={<SheetSkeleton />}>
        <RowsSkeleton rows={3} />
      </Page>
    );
  }
  return (
    <Page title="Person" so="This person cannot be shown." next={person.error.status === 404 ? "They may have been removed." : undefined} crumbs={crumbs}>
      <NotRead what="The person" problem={person.error} onRetry={() => void person.refetch()} />
    </Page>
  );
}
