import { Checkbox } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useRoom } from "../room-context.tsx";
import { countOf, firstName, isOpenToWords } from "../room-words.ts";
import { dutiesAt, dutyWords, type Task } from "./duty-words.ts";
import classes from "./People.module.css";
import type { IncidentRole } from "./people-words.ts";
import { useTaskChange } from "./use-task-change.ts";

function DutyRow({ task, withOwner }: { task: Task; withOwner: boolean }) {
  const { incident, me, mayWork } = useRoom();
  const { isBusy, change, drop } = useTaskChange(task);
  const mayChange = mayWork && isOpenToWords(incident);
  const isDone = task.status === "done";
  const owner = task.owner !== null && task.owner.id !== me && withOwner ? firstName(task.owner.name) : null;
  return (
    <li className={classes["task"]} data-done={isDone || undefined}>
      <Checkbox checked={isDone} disabled={!mayChange || isBusy} aria-label={task.text ?? ""} onChange={() => change({ status: isDone ? "open" : "done" })} />
      <p dir="auto">{task.text}{owner === null ? null : <span className={classes["pale"]}> {owner}</span>}</p>
      {mayChange && !isDone ? (
        <button type="button" className={classes["away"]} disabled={isBusy} aria-label={`Drop “${task.text ?? ""}”`} title="It is not needed here" onClick={drop}>
          <IconX size={13} stroke={1.8} />
        </button>
      ) : <span />}
    </li>
  );
}

/** What the process asks of whoever holds a role, as a short list to tick: open for one's own role; what falls to it from other roles stays folded. */
export function Duties({ role }: { role: IncidentRole }) {
  const { incident, me } = useRoom();
  const { own, fallen } = dutiesAt(incident, role);
  const [isOpen, setOpen] = useState<boolean | null>(null);
  const [isAll, setAll] = useState(false);
  const isMine = role.holders.some(({ id, isProvisional }) => id === me && !isProvisional);
  const isShown = isOpen ?? (isMine && own.some(({ status }) => status === "open"));
  if (own.length + fallen.length === 0) return null;
  return (
    <div className={classes["duties"]}>
      <button type="button" className={classes["fold"]} aria-expanded={isShown} aria-label={`Duties of ${role.name}: ${dutyWords(own)}`} onClick={() => setOpen(!isShown)}>
        Duties, {dutyWords(own)}
      </button>
      {isShown ? <ul>{own.map((task) => <DutyRow key={task.id} task={task} withOwner={role.isShared} />)}</ul> : null}
      {isShown && fallen.length > 0 ? (
        <button type="button" className={classes["fold"]} aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          {isAll ? "Without those of other roles" : `and ${countOf(fallen.flatMap(({ tasks }) => tasks).length, "duty", "duties")} of ${countOf(fallen.length, "role")} that nobody holds`}
        </button>
      ) : null}
      {isShown && isAll ? fallen.map(({ role: id, name, tasks }) => (
        <div key={id}>
          <p className={classes["pale"]}>of {name}</p>
          <ul>{tasks.map((task) => <DutyRow key={task.id} task={task} withOwner={false} />)}</ul>
        </div>
      )) : null}
    </div>
  );
}
