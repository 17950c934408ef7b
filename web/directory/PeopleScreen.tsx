import { Button, TextInput } from "@mantine/core";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { PersonView, TeamView } from "../../server/features/directory/contract.ts";
import { useMay } from "../api/session.ts";
import { Empty } from "../design/Empty.tsx";
import "../design/mantine-form-styles.ts";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { Views } from "../design/Views.tsx";
import { NotRead, PartNotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import classes from "./Directory.module.css";
import { dutiesOf, reachProblem } from "./directory-words.ts";
import { peopleSentences } from "./people-lede.ts";
import { PeopleTable, type PeopleTableProps } from "./PeopleTable.tsx";
import type { PeopleSearch } from "./people-search.ts";
import { PersonDialog } from "./PersonDialog.tsx";
import { emptyForm } from "./person-form.ts";
import { useOnCallNow, usePeople, useTeams, useUsableChannels } from "./use-directory.ts";

const route = getRouteApi("/shell/people");

type ViewId = "all" | NonNullable<PeopleSearch["view"]>;

function isFound({ name, email, teams }: PersonView, words: string): boolean {
  return [name, email, ...teams.map((team) => team.name)].some((text) => text.toLowerCase().includes(words.toLowerCase()));
}

function TeamRow({ team }: { team: TeamView }) {
  return (
    <li className={classes["entry"]}>
      <b>{team.name}</b>
      <p className={classes["small"]}>{team.members.length === 0 ? "Nobody yet" : team.members.map(({ name }) => name).join(", ")}</p>
      <p className={classes["small"]}>
        {team.manager === null ? "No manager" : `Managed by ${team.manager.name}`}
        {team.services.length === 0 ? "" : "; owns "}
        {team.services.map((service, index) => (
          <span key={service.id}>
            {index === 0 ? "" : ", "}
            <Link to="/services/$id" params={{ id: service.id }}>
              {service.name}
            </Link>
          </span>
        ))}
      </p>
    </li>
  );
}

function Teams() {
  const { data, error, isPending } = useTeams();
  return (
    <Section title="Teams" count={data?.items.length}>
      {isPending ? <RowsSkeleton rows={3} /> : null}
      {error === null || data !== undefined ? null : <PartNotRead problem={error} />}
      {data?.items.length === 0 ? <p className={classes["text"]}>No team yet. Teams own services, and a policy can page them.</p> : null}
      <ul>
        {data?.items.map((team) => (
          <TeamRow key={team.id} team={team} />
        ))}
      </ul>
    </Section>
  );
}

function useShown({ people, duties, usable }: PeopleTableProps, { view, search = "" }: PeopleSearch) {
  const onCall = people.filter(({ id }) => duties.has(id));
  const hard = people.filter((person) => reachProblem(person, usable) !== null);
  const chosen = view === "on-call" ? onCall : view === "hard-to-reach" ? hard : people;
  return { onCall, hard, shown: chosen.filter((person) => isFound(person, search)) };
}

function List(all: PeopleTableProps) {
  const asked = route.useSearch();
  const navigate = useNavigate({ from: "/people" });
  const { onCall, hard, shown } = useShown(all, asked);
  const views: { id: ViewId; words: string; count: number }[] = [
    { id: "all", words: "Everybody", count: all.people.length },
    { id: "on-call", words: "On call now", count: onCall.length },
    { id: "hard-to-reach", words: "Not all means work", count: hard.length },
  ];
  const choose = (id: ViewId) => void navigate({ search: ({ view: _view, ...rest }: PeopleSearch) => (id === "all" ? rest : { ...rest, view: id }) });
  const find = (words: string) => void navigate({ search: ({ search: _search, ...rest }: PeopleSearch) => (words === "" ? rest : { ...rest, search: words }), replace: true });
  return (
    <div className={classes["stack"]}>
      <div className={classes["bar"]}>
        <Views label="Which people" views={views} chosen={asked.view ?? "all"} onChoose={choose} />
        <TextInput
          className={classes["find"] ?? ""} aria-label="Find a person" placeholder="Find a person" leftSection={<IconSearch size={15} stroke={1.8} />}
          value={asked.search ?? ""} onChange={(event) => find(event.currentTarget.value)}
        />
      </div>
      {shown.length === 0 ? <Empty title="Nobody here" text="Nobody fits what was asked for. Look at everybody, or type less." /> : <PeopleTable {...all} people={shown} />}
    </div>
  );
}

function Content({ people, duties, usable }: { people: ReturnType<typeof usePeople> } & Omit<PeopleTableProps, "people">) {
  if (people.data === undefined) {
    return people.error === null ? <RowsSkeleton rows={8} withFaces /> : <NotRead what="People" problem={people.error} onRetry={() => void people.refetch()} />;
  }
  if (people.data.items.length > 0) return <List people={people.data.items} duties={duties} usable={usable} />;
  return <Empty icon={<IconUsers size={20} stroke={1.6} />} title="Nobody to wake yet" text="Once people are here they can be put on call, and a page can reach them." />;
}

/** Everybody whom Muster may wake, and the teams they are in. */
export function PeopleScreen() {
  const people = usePeople();
  const onCall = useOnCallNow();
  const usable = useUsableChannels();
  const mayManage = useMay("manager");
  const [isAdding, setAdding] = useState(false);
  const duties = useMemo(() => dutiesOf(onCall.data?.items ?? []), [onCall.data]);
  const all = people.data?.items;
  const sentences = all === undefined ? { so: people.error === null ? undefined : "People cannot be shown just now." } : peopleSentences(all, duties.size, usable);
  const add = <Button onClick={() => setAdding(true)}>Add a person</Button>;
  return (
    <Page title="People" {...sentences} {...(mayManage ? { actions: add, thumb: add } : {})} aside={<Teams />}>
      <Content people={people} duties={duties} usable={usable} />
      {isAdding ? <PersonDialog start={emptyForm()} isNew isFromFile={false} taken={(all ?? []).map(({ id }) => id)} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
