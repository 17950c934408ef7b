import { IconLock } from "@tabler/icons-react";
import { Avatar } from "../../design/Avatar.tsx";
import { ClassBadge } from "../../design/ClassBadge.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { PhaseSteps } from "../../design/PhaseSteps.tsx";
import { useRoom } from "../room-context.tsx";
import type { Opening } from "../room-dialogs.ts";
import { commandWords, isOpenToWords, listWords, phaseSteps } from "../room-words.ts";
import classes from "../Room.module.css";
import { RelatedIncidents } from "./RelatedIncidents.tsx";
import { RoomActions } from "./RoomActions.tsx";
import { RoomTitle } from "./RoomTitle.tsx";

/** Severity × priority; pressed, it opens the card on which both are set. */
function ClassButton({ onOpen }: Opening) {
  const { incident, mayWork } = useRoom();
  const { severity, priority, proposed } = incident;
  const mayChange = mayWork && isOpenToWords(incident);
  const words = [severity?.name ?? "no severity", priority?.name ?? "no priority"].join(" × ");
  return (
    <>
      <button type="button" className={classes["classButton"]} disabled={!mayChange} aria-label={`${words}, change`} onClick={() => onOpen({ kind: "class" })}>
        <ClassBadge severity={severity} priority={priority} />
      </button>
      {proposed === null || !mayChange ? null : (
        <button type="button" className={classes["proposed"]} onClick={() => onOpen({ kind: "class" })}>
          Proposed: {[proposed.severity?.name, proposed.priority?.name].filter(Boolean).join(" × ")}
        </button>
      )}
    </>
  );
}

/** Pressed, it says who sees the incident. */
function PrivateButton({ onOpen }: Opening) {
  return (
    <button type="button" className={classes["private"]} aria-label="Private, who sees it" onClick={() => onOpen({ kind: "privacy" })}>
      <IconLock size={12} stroke={1.9} aria-hidden />
      Private
    </button>
  );
}

function Commander() {
  const { incident, me } = useRoom();
  const words = useOfNow((now) => commandWords(incident, me, now));
  return (
    <span className={classes["commander"]}>
      <Avatar name={incident.commander.name} size={18} />
      <span>{words}</span>
    </span>
  );
}

/** What it is, how bad, where it stands, who commands, and what can be done next. */
export function RoomHead({ onOpen }: Opening) {
  const { incident } = useRoom();
  const isOver = incident.status === "closed";
  return (
    <header className={classes["head"]}>
      <div>
        <div className={classes["line"]}>
          <ClassButton onOpen={onOpen} />
          <span className={classes["ref"]}>{incident.ref}</span>
          {incident.forCustomers.length === 0 ? null : <span className={classes["whose"]} title="The class is as it is because of who the customer is">for {listWords(incident.forCustomers.map(({ name }) => name))}</span>}
          {incident.isPrivate ? <PrivateButton onOpen={onOpen} /> : null}
          {incident.isDrill ? <span className={classes["drill"]}>Drill</span> : null}
          <PhaseSteps steps={phaseSteps} current={incident.phase} isOver={isOver} />
          <Commander />
        </div>
        <RoomTitle />
        <RelatedIncidents />
      </div>
      <RoomActions onOpen={onOpen} />
    </header>
  );
}
