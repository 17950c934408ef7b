import { ActionIcon, Checkbox, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Clock } from "../../design/Clock.tsx";
import { Section } from "../../design/Section.tsx";
import { AddLine } from "../parts/AddLine.tsx";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { firstName, isOpenToWords, youOr } from "../room-words.ts";
import type { Task } from "./duty-words.ts";
import classes from "./People.module.css";
import { useTaskChange } from "./use-task-change.ts";

/** Whose it is; pressed, it goes to somebody else. */
function Owner({ task, change, drop }: { task: Task } & Pick<ReturnType<typeof useTaskChange>, "change" | "drop">) {
  const { incident, me } = useRoom();
  const others = incident.participants.filter(({ id, standing }) => standing === "in" && id !== me && id !== task.owner?.id);
  const name = task.owner === null ? (task.role?.name ?? "nobody yet") : firstName(youOr(task.owner, me));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={classes["owner"]} aria-label={`${name}; give “${task.text ?? "the task"}” to somebody`}>{name}</button>
      </Menu.Target>
      <Menu.Dropdown>
        {me === null || task.owner?.id === me ? null : <Menu.Item onClick={() => change({ ownerId: me })}>I take it</Menu.Item>}
        {others.map((person) => (
          <Menu.Item key={person.id} onClick={() => change({ ownerId: person.id })}>{person.name}</Menu.Item>
        ))}
        {task.owner === null ? null : <Menu.Item onClick={() => change({ ownerId: null })}>Nobody</Menu.Item>}
        <Menu.Divider />
        <Menu.Item onClick={drop}>Drop it</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function TaskRow({ task }: { task: Task }) {
  const { incident, me, mayWork } = useRoom();
  const { isBusy, change, drop } = useTaskChange(task);
  const mayChange = mayWork && isOpenToWords(incident);
  const isDone = task.status === "done";
  return (
    <li className={classes["task"]} data-done={isDone || undefined}>
      <Checkbox checked={isDone} disabled={!mayChange || isBusy} aria-label={task.text ?? "taken out"} onChange={() => change({ status: isDone ? "open" : "done" })} />
      <div>
        <p dir="auto">{task.text ?? "taken out"}</p>
        {task.workstream === null ? null : <p className={classes["pale"]}>in {task.workstream.name}</p>}
        {task.dueAt === null || isDone ? null : <Clock due={Date.parse(task.dueAt)} />}
      </div>
      {mayChange && !isDone ? <Owner task={task} change={change} drop={drop} /> : <span className={classes["pale"]}>{task.owner === null ? (task.role?.name ?? "") : firstName(youOr(task.owner, me))}</span>}
    </li>
  );
}

/** What is to be done: whose, until when, done. */
export function Tasks() {
  const { incident, mayWork } = useRoom();
  const [isAdding, setAdding] = useState(false);
  const adding = useRoomCommand();
  const tasks = incident.tasks.filter(({ status, duty }) => duty === null && status !== "dropped");
  const done = tasks.filter(({ status }) => status === "done").length;
  const plus = mayWork && isOpenToWords(incident) ? (
    <ActionIcon size="xs" aria-label="Add a task" aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
      <IconPlus size={15} stroke={1.7} />
    </ActionIcon>
  ) : undefined;
  return (
    <Section title="Tasks" count={tasks.length === 0 ? undefined : `${done} of ${tasks.length}`} side={plus}>
      {tasks.length === 0 && !isAdding ? <p className={classes["empty"]}>Nothing is noted to be done.</p> : null}
      <ul>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
      {isAdding ? <AddLine label="What is to be done" place="task" problem={adding.error} onAdd={(text) => adding.runAsync({ to: "tasks", body: { text } })} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}
