import { Select } from "@mantine/core";
import type { ReactNode } from "react";
import { verdictOf } from "../class-choice.ts";
import classes from "../dialogs/Dialogs.module.css";
import { useRoom } from "../room-context.tsx";
import { countOf, youOr } from "../room-words.ts";
import { toggled, withGroup, type SplitWish } from "./split-wish.ts";

interface FieldsProps {
  wish: SplitWish;
  onChange: (wish: SplitWish) => void;
}

interface TickProps {
  isTicked: boolean;
  words: string;
  about?: ReactNode;
  onTick: () => void;
}

function Tick({ isTicked, words, about, onTick }: TickProps) {
  return (
    <label className={classes["option"]}>
      <input type="checkbox" checked={isTicked} onChange={onTick} />
      <span className={classes["wide"]}>{words}</span>
      {about === undefined ? null : <span>{about}</span>}
    </label>
  );
}

function Ticks({ legend, children }: { legend: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return <fieldset className={classes["options"]}><legend>{legend}</legend>{children}</fieldset>;
}

/** Alerts and services: at least one of them goes, and one stays. */
export function WhatGoes({ wish, onChange }: FieldsProps) {
  const { incident } = useRoom();
  return (
    <div className={classes["pair"]}>
      <Ticks legend="Alerts that go">
        {incident.groups.map(({ groupId, title, serviceName, alerts, status }) => (
          <Tick key={groupId} isTicked={wish.groupIds.includes(groupId)} words={title} about={[serviceName ?? "unassigned", countOf(alerts, "alert"), status === "open" ? "" : "over"].filter(Boolean).join(", ")} onTick={() => onChange(withGroup(wish, incident, groupId))} />
        ))}
      </Ticks>
      <Ticks legend="Services that go">
        {incident.services.map(({ id, name }) => <Tick key={id} isTicked={wish.serviceIds.includes(id)} words={name} onTick={() => onChange({ ...wish, serviceIds: toggled(wish.serviceIds, id) })} />)}
      </Ticks>
    </div>
  );
}

/** Open tasks, and people with the roles they take along; whoever commands here stays. */
export function WhoGoes({ wish, onChange }: FieldsProps) {
  const { incident, me } = useRoom();
  const tasks = incident.tasks.filter(({ status, duty }) => duty === null && status === "open");
  const people = incident.participants.filter(({ id, standing }) => (standing === "in" || standing === "observes") && id !== incident.commander.id);
  return (
    <div className={classes["pair"]}>
      <Ticks legend="Tasks that go">
        {tasks.map(({ id, text, owner }) => <Tick key={id} isTicked={wish.taskIds.includes(id)} words={text ?? "taken out"} about={owner === null ? "nobody’s yet" : youOr(owner, me)} onTick={() => onChange({ ...wish, taskIds: toggled(wish.taskIds, id) })} />)}
      </Ticks>
      <Ticks legend="People who go along">
        {people.map((person) => <Tick key={person.id} isTicked={wish.personIds.includes(person.id)} words={youOr(person, me)} {...(person.roles.length === 0 ? {} : { about: person.roles.join(", ") })} onTick={() => onChange({ ...wish, personIds: toggled(wish.personIds, person.id) })} />)}
      </Ticks>
    </div>
  );
}

/** Its own class, as far as it is known, and who commands it. */
export function WhatItIs({ wish, onChange }: FieldsProps) {
  const { incident, me, mayManage } = useRoom();
  const { words } = incident;
  const mayChoose = mayManage || incident.commander.id === me;
  const people = incident.participants.filter(({ standing }) => standing === "in");
  const priorities = words.priorities.filter(({ id }) => verdictOf(words, wish.severity, id).verdict === "allowed");
  return (
    <div className={classes["fields"]}>
      <Select label="Severity" clearable data={words.severities.map(({ id, name }) => ({ value: id, label: name }))} value={wish.severity} onChange={(severity) => onChange({ ...wish, severity })} placeholder="Not set yet" />
      <Select label="Priority" clearable data={priorities.map(({ id, name }) => ({ value: id, label: name }))} value={wish.priority} onChange={(priority) => onChange({ ...wish, priority })} placeholder="Not set yet" />
      <Select label="Who commands it" disabled={!mayChoose} clearable data={people.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name }))} value={wish.commanderId} onChange={(commanderId) => onChange({ ...wish, commanderId })} placeholder="You" />
    </div>
  );
}
