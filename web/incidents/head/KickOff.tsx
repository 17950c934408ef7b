import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { toast } from "../../design/toasts.ts";
import { freeFirst } from "../several/several-words.ts";
import { useMarks } from "../several/use-holdings.ts";
import { useRoom } from "../room-context.tsx";
import type { Opened, Opening } from "../room-dialogs.ts";
import { useOwed, useRoomCommand } from "../room-queries.ts";
import { firstName, isRunning } from "../room-words.ts";
import classes from "./KickOff.module.css";
import { doneOf, isBegunUnclassed, kickOffSteps, type KickOffStep, vacantRoles } from "./kick-off.ts";

const opens: Readonly<Record<KickOffStep, Opened | null>> = { impact: { kind: "impact" }, severity: { kind: "class" }, priority: { kind: "class" }, roles: null, tell: { kind: "update" } };

/** The first minutes: what is still to be assessed, one press each. It is gone when all is done, and whoever does not want it puts it away. */
export function KickOff({ onOpen }: Opening) {
  const { incident, mayWork } = useRoom();
  const [isAway, setAway] = useState(false);
  const owed = useOwed().data?.items ?? [];
  const done = doneOf(incident, owed.some(({ audiences, isFirst }) => isFirst && audiences.length > 0));
  const next = kickOffSteps.find(({ id }) => !done[id])?.id;
  const isWanted = !isAway && mayWork && isRunning(incident) && isBegunUnclassed(incident);
  if (!isWanted || next === undefined) return null;
  return (
    <section className={classes["card"]} aria-label="Assess">
      <h2>Assess</h2>
      <ol>
        {kickOffSteps.map(({ id, words }) => {
          const opened = opens[id];
          return (
            <li key={id} data-done={done[id] || undefined} aria-current={id === next ? "step" : undefined}>
              {done[id] ? <IconCheck size={14} stroke={2.2} aria-label="done" /> : null}
              {opened === null ? <span>{words}</span> : <button type="button" aria-label={`Assess: ${words}`} onClick={() => onOpen(opened)}>{words}</button>}
            </li>
          );
        })}
      </ol>
      <Vacant />
      <Button size="xs" variant="subtle" onClick={() => setAway(true)}>Put away</Button>
    </section>
  );
}

/** Required roles that nobody holds for good: who is on call for them, and why they are named. */
function Vacant() {
  const { incident } = useRoom();
  const marks = useMarks();
  const asking = useRoomCommand();
  const ask = (role: string, personId: string, name: string) =>
    asking.run({ to: `roles/${encodeURIComponent(role)}/ask`, body: { personId } }, { onSuccess: () => void toast(`${name} is paged. The role is theirs once they take it.`), onError: (problem) => void toast(problem.message) });
  const vacant = vacantRoles(incident.roles).filter(({ onCall }) => onCall.length > 0);
  if (vacant.length === 0) return null;
  return (
    <ul>
      {vacant.flatMap(({ role, name, onCall }) => freeFirst(onCall, marks).map((person) => (
        <li key={`${role} ${person.id}`}>
          <span>{name}: {person.name} is on call for it{person.isAsked ? " and was asked" : ""}{marks.has(person.id) ? `, and ${marks.get(person.id) ?? ""}` : ""}.</span>
          {person.isAsked ? null : <Button size="xs" variant="default" disabled={asking.isPending} onClick={() => ask(role, person.id, person.name)}>Ask {firstName(person.name)}</Button>}
        </li>
      )))}
    </ul>
  );
}
