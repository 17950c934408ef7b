import { Link } from "@tanstack/react-router";
import type { PersonView } from "../../server/features/directory/contract.ts";
import { Avatar, OnDutyRing } from "../design/Avatar.tsx";
import { useOfNow } from "../design/NowProvider.tsx";
import classes from "./Directory.module.css";
import { cityOf, type Duty, dutyWords, localTime, reachProblem, reachWords, type Usable } from "./directory-words.ts";

function DutyCell({ duties }: { duties: readonly Duty[] }) {
  const words = useOfNow((now) => duties.map((duty) => dutyWords(duty, now)).join("; "));
  return duties.length === 0 ? <span className={classes["pale"]}>not now</span> : <b>{words}</b>;
}

function PersonLine({ person, duties, usable }: { person: PersonView; duties: readonly Duty[]; usable: Usable }) {
  const time = useOfNow((now) => localTime(person.timezone, now));
  const problem = reachProblem(person, usable);
  return (
    <tr>
      <th scope="row">
        <Link to="/people/$id" params={{ id: person.id }} className={classes["name"]}>
          <OnDutyRing isOnDuty={duties.length > 0}>
            <Avatar name={person.name} size={22} />
          </OnDutyRing>
          <span>{person.name}</span>
        </Link>
      </th>
      <td data-label="Teams">{person.teams.length === 0 ? <span className={classes["pale"]}>no team</span> : person.teams.map(({ name }) => name).join(", ")}</td>
      <td data-label="Their time">
        <span className={classes["time"]}>
          {time} <span className={classes["pale"]}>{cityOf(person.timezone)}</span>
        </span>
      </td>
      <td data-label="On call">
        <DutyCell duties={duties} />
      </td>
      <td data-label="Reached by">
        {reachWords(person)}
        {problem === null ? null : <span className={classes["flag"]}>{problem}</span>}
      </td>
    </tr>
  );
}

export interface PeopleTableProps {
  people: readonly PersonView[];
  duties: ReadonlyMap<string, Duty[]>;
  usable: Usable;
}

/** People, one a row: where they belong, what time it is for them, what they are on call for, how they are reached. */
export function PeopleTable({ people, duties, usable }: PeopleTableProps) {
  return (
    <table className={classes["table"]}>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Teams</th>
          <th scope="col">Their time</th>
          <th scope="col">On call</th>
          <th scope="col">Reached by</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonLine key={person.id} person={person} duties={duties.get(person.id) ?? []} usable={usable} />
        ))}
      </tbody>
    </table>
  );
}
