import type { Opening } from "../room-dialogs.ts";
import { JoinedAlerts } from "./JoinedAlerts.tsx";
import { Participants } from "./Participants.tsx";
import classes from "./People.module.css";
import { Roles } from "./Roles.tsx";
import { Tasks } from "./Tasks.tsx";
import { WarRoom } from "./WarRoom.tsx";

/** Who is in it and as what, what there is to do, and which alerts belong to it. */
export function People({ onOpen }: Opening) {
  return (
    <div className={classes["parts"]}>
      <Participants />
      <Roles onOpen={onOpen} />
      <Tasks />
      <JoinedAlerts />
      <WarRoom />
    </div>
  );
}
