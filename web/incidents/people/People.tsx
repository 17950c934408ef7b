import type { Opening } from "../room-dialogs.ts";
import { ObserverCard } from "../observers/ObserverCard.tsx";
import { Questions } from "../observers/Questions.tsx";
import { ConductReports } from "./ConductReports.tsx";
import { JoinedAlerts } from "./JoinedAlerts.tsx";
import { Participants } from "./Participants.tsx";
import classes from "./People.module.css";
import { Roles } from "./Roles.tsx";
import { RuleHints } from "./RuleHints.tsx";
import { Workstreams } from "./Workstreams.tsx";
import { Tasks } from "./Tasks.tsx";
import { UsedTemplate } from "../templates/UsedTemplate.tsx";
import { WarRoom } from "./WarRoom.tsx";
import { WellBeing } from "./WellBeing.tsx";

/** Who is in it and as what, what there is to do, and which alerts belong to it. */
export function People({ onOpen }: Opening) {
  return (
    <div className={classes["parts"]}>
      <ObserverCard />
      <Questions />
      <Participants />
      <WellBeing />
      <RuleHints />
      <Roles onOpen={onOpen} />
      <Workstreams onOpen={onOpen} />
      <Tasks />
      <UsedTemplate />
      <JoinedAlerts />
      <WarRoom />
      <ConductReports />
    </div>
  );
}
