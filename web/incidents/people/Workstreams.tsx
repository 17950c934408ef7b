import { ActionIcon, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import type { ApiProblem } from "../../api/client.ts";
import { Clock } from "../../design/Clock.tsx";
import { Section } from "../../design/Section.tsx";
import { toast } from "../../design/toasts.ts";
import { AddLine } from "../parts/AddLine.tsx";
import { useRoom } from "../room-context.tsx";
import type { Opening } from "../room-dialogs.ts";
import { useOwed, useRoomCommand } from "../room-queries.ts";
import { isRunning, youOr } from "../room-words.ts";
import classes from "./People.module.css";
import { everyOf, leadWords, rhythms } from "./workstream-words.ts";

type Workstream = IncidentDetail["workstreams"][number];

interface Changes {
  lead: (leadId: string, name: string) => void;
  rhythm: (rhythm: (typeof rhythms)[number]) => void;
}

/** Somebody else of those in the incident leads it, or the lead tells the commander in another rhythm. */
function ChangeWorkstream({ workstream, change }: { workstream: Workstream; change: Changes }) {
  const { incident, me } = useRoom();
  const others = incident.participants.filter(({ id, standing }) => standing === "in" && id !== workstream.lead.id);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" aria-label={`Change ${workstream.name}`}>Change</button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Lead</Menu.Label>
        {others.length === 0 ? <Menu.Item disabled>Nobody else is in it yet</Menu.Item> : null}
        {others.map((person) => (
          <Menu.Item key={person.id} onClick={() => change.lead(person.id, youOr(person, me))}>{person.name}</Menu.Item>
        ))}
        <Menu.Label>Tells the commander</Menu.Label>
        {rhythms.map((rhythm) => (
          <Menu.Item key={rhythm.value} onClick={() => change.rhythm(rhythm)}>{rhythm.label}</Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function WorkstreamButtons({ workstream, onWrite }: { workstream: Workstream; onWrite: (what: Writing) => void }) {
  const acting = useRoomCommand();
  const { id, name } = workstream;
  const onError = (problem: unknown) => void toast((problem as ApiProblem).message);
  const send = (body: { leadId: string } | { every: string | null }, said: string) => acting.run({ method: "PATCH", to: `workstreams/${id}`, body }, { onSuccess: () => void toast(said), onError });
  const change: Changes = {
    lead: (leadId, who) => send({ leadId }, `${who} ${who === "You" ? "lead" : "leads"} ${name} now.`),
    rhythm: ({ value, label }) => send({ every: everyOf(value) }, `The lead of ${name} tells the commander ${label}.`),
  };
  const close = () => acting.run({ to: `workstreams/${id}/close` }, { onSuccess: () => void toast(`${name} is closed. What is still to be done stays with the tasks.`), onError });
  return (
    <span className={classes["ways"]} data-words="">
      <button type="button" aria-label={`Note in ${name}`} onClick={() => onWrite("notes")}>Note</button>
      <button type="button" aria-label={`Task in ${name}`} onClick={() => onWrite("tasks")}>Task</button>
      <ChangeWorkstream workstream={workstream} change={change} />
      <button type="button" disabled={acting.isPending} aria-label={`Close ${name}`} onClick={close}>Close</button>
    </span>
  );
}

type Writing = "notes" | "tasks" | null;

function WorkstreamRow({ workstream }: { workstream: Workstream }) {
  const { incident, me, mayWork } = useRoom();
  const owed = useOwed().data?.items.find((one) => one.workstream?.id === workstream.id);
  const [writing, setWriting] = useState<Writing>(null);
  const adding = useRoomCommand();
  const open = incident.tasks.filter((task) => task.workstream?.id === workstream.id && task.status === "open").length;
  return (
    <li className={classes["workstream"]}>
      <div>
        <p>{workstream.name}</p>
        {owed === undefined ? null : <Clock due={Date.parse(owed.dueAt)} />}
      </div>
      <p className={classes["pale"]}>{leadWords(workstream, { me, commander: incident.commander, open })}</p>
      {mayWork && isRunning(incident) ? <WorkstreamButtons workstream={workstream} onWrite={setWriting} /> : null}
      {writing === null ? null : (
        <AddLine
          label={writing === "notes" ? `What is so in ${workstream.name}` : `What is to be done in ${workstream.name}`} place={`${writing}/${workstream.id}`} problem={adding.error}
          onAdd={(text) => adding.runAsync({ to: writing, body: { text, workstreamId: workstream.id } })} onClose={() => setWriting(null)}
        />
      )}
    </li>
  );
}

/** Parts of the work with a lead each, who tells the commander how it goes. */
export function Workstreams({ onOpen }: Opening) {
  const { incident, mayWork } = useRoom();
  const open = incident.workstreams.filter(({ closedAt }) => closedAt === null);
  const mayOpen = mayWork && isRunning(incident);
  if (open.length === 0 && !mayOpen) return null;
  const plus = mayOpen ? (
    <ActionIcon size="xs" aria-label="Open a workstream" onClick={() => onOpen({ kind: "workstream" })}>
      <IconPlus size={15} stroke={1.7} />
    </ActionIcon>
  ) : undefined;
  return (
    <Section title="Workstreams" count={open.length === 0 ? undefined : open.length} side={plus}>
      <ul>
        {open.map((workstream) => (
          <WorkstreamRow key={workstream.id} workstream={workstream} />
        ))}
      </ul>
    </Section>
  );
}
