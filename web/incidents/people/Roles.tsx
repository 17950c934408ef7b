import { useState } from "react";
import type { ApiProblem } from "../../api/client.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { Section } from "../../design/Section.tsx";
import { toast } from "../../design/toasts.ts";
import { momentWords } from "../../design/wording.ts";
import { useRoom } from "../room-context.tsx";
import type { Opening } from "../room-dialogs.ts";
import { useRoomCommand } from "../room-queries.ts";
import { countOf, isRunning } from "../room-words.ts";
import { Duties } from "./Duties.tsx";
import classes from "./People.module.css";
import { holdingWords, type IncidentRole, isPressing } from "./people-words.ts";

interface RoleProps extends Opening {
  role: IncidentRole;
}

/** A role is free to take where nobody holds it for good, or where several may. */
function mayTake({ holders, isShared }: IncidentRole, me: string): boolean {
  const mine = holders.find(({ id }) => id === me);
  if (mine !== undefined) return mine.isProvisional;
  return isShared || holders.every(({ isProvisional }) => isProvisional);
}

/** Whoever holds a role names a deputy, or the commander or a manager does. */
function mayNameDeputy({ holders }: IncidentRole, { me, mayManage, commanderId }: { me: string; mayManage: boolean; commanderId: string }): boolean {
  return holders.length > 0 && (mayManage || commanderId === me || holders.some(({ id }) => id === me));
}

function RoleButtons({ role, onOpen }: RoleProps) {
  const { incident, me, mayWork, mayManage } = useRoom();
  const acting = useRoomCommand();
  const act = (verb: "take" | "release", said: string) =>
    acting.run({ to: `roles/${encodeURIComponent(role.role)}/${verb}` }, { onSuccess: () => void toast(said), onError: (problem) => void toast((problem as ApiProblem).message) });
  const askRelief = () => acting.run({ to: "relief", body: { role: role.role } }, { onSuccess: () => void toast("Asked. Whoever could take over is proposed above."), onError: (problem) => void toast((problem as ApiProblem).message) });
  const isAsked = incident.relief.some((wanted) => wanted.role === role.role && wanted.person.id === me && wanted.askedAt !== null);
  if (!mayWork || me === null || !isRunning(incident)) return null;
  const mine = role.holders.find(({ id }) => id === me);
  return (
    <span className={classes["buttons"]}>
      {mayTake(role, me) ? <button type="button" disabled={acting.isPending} aria-label={`Take ${role.name}`} onClick={() => act("take", `You are ${role.name} now.`)}>Take</button> : null}
      {mine === undefined ? null : <button type="button" aria-label={`Hand ${role.name} over`} onClick={() => onOpen({ kind: "hand over", role: role.role })}>Hand over</button>}
      {mine === undefined || isAsked ? null : <button type="button" disabled={acting.isPending} aria-label={`Ask to be relieved as ${role.name}`} onClick={askRelief}>Ask for relief</button>}
      {mayNameDeputy(role, { me, mayManage, commanderId: incident.commander.id }) ? <button type="button" aria-label={`Deputy for ${role.name}`} onClick={() => onOpen({ kind: "deputy", role: role.role })}>Deputy</button> : null}
      {mine === undefined || role.isCommand ? null : (
        <button type="button" disabled={acting.isPending} aria-label={`Release ${role.name}`} onClick={() => act("release", `You are ${role.name} no more.`)}>Release</button>
      )}
    </span>
  );
}

function Planned({ name, at }: { name: string; at: number }) {
  const moment = useOfNow((now) => momentWords(at, now));
  return <p className={classes["pale"]}>to {name} at {moment}, planned</p>;
}

function RoleRow({ role, onOpen }: RoleProps) {
  const { incident, me } = useRoom();
  const waiting = incident.handovers.filter((handover) => handover.role === role.role);
  const planned = incident.plannedHandovers.filter((handover) => handover.role === role.role);
  const isMissed = role.isRequired && role.holders.length === 0;
  return (
    <li className={classes["role"]} data-missed={isMissed || undefined}>
      <div>
        <p title={role.duties.join(", ")}>{role.name}</p>
        <p className={classes["pale"]}>{holdingWords(role, me)}</p>
        {role.deputy === null || role.holders.length === 0 ? null : <p className={classes["pale"]}>{role.deputy.id === me ? "you are" : `${role.deputy.name} is`} deputy</p>}
        {planned.map(({ id, to, passesAt }) => (
          <Planned key={id} name={to.id === me ? "you" : to.name} at={Date.parse(passesAt)} />
        ))}
        {waiting.map(({ id, to }) => (
          <p key={id} className={classes["pale"]}>handed to {to.id === me ? "you" : to.name}, not accepted yet</p>
        ))}
      </div>
      <RoleButtons role={role} onOpen={onOpen} />
      <Duties role={role} />
    </li>
  );
}

/** The roles of the process: who holds them, whom they fall to, and which are missed. */
export function Roles({ onOpen }: Opening) {
  const { incident } = useRoom();
  const [isAll, setAll] = useState(false);
  const pressing = incident.roles.filter(isPressing);
  const rest = incident.roles.filter((role) => !isPressing(role));
  const missed = pressing.filter(({ holders }) => holders.length === 0).length;
  return (
    <Section title="Roles" count={missed === 0 ? undefined : `${countOf(missed, "required role")} vacant`}>
      <ul>
        {[...pressing, ...(isAll ? rest : [])].map((role) => (
          <RoleRow key={role.role} role={role} onOpen={onOpen} />
        ))}
      </ul>
      <p className={classes["folds"]}>
        {rest.length === 0 ? null : (
          <button type="button" className={classes["fold"]} aria-expanded={isAll} onClick={() => setAll(!isAll)}>
            {isAll ? "Fewer roles" : `${countOf(rest.length, "more role")} to take`}
          </button>
        )}
        {isRunning(incident) ? <button type="button" className={classes["fold"]} onClick={() => onOpen({ kind: "ahead" })}>The next 24 hours</button> : null}
      </p>
    </Section>
  );
}
