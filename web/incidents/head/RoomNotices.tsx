import { Button } from "@mantine/core";
import { IconArrowsExchange, IconFlag, IconGitMerge } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { NoticeBar } from "../../design/NoticeBar.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { endWords, isRunning } from "../room-words.ts";
import classes from "../Room.module.css";
import type { Opening } from "../room-dialogs.ts";

type Handover = IncidentDetail["handovers"][number];

/** Somebody hands a role over to the reader: the brief, and the two answers. */
function HandoverForMe({ handover }: { handover: Handover }) {
  const answering = useRoomCommand();
  const { id, roleName, from, brief } = handover;
  const answer = (verb: "accept" | "withdraw", said: string) => answering.run({ to: `handovers/${id}/${verb}` }, { onSuccess: () => void toast(said) });
  return (
    <>
    <NoticeBar
      icon={<IconArrowsExchange size={18} stroke={1.6} />}
      title={`${from.name} hands ${roleName} over to you.`}
      text={<span className={classes["brief"]}>{brief ?? "The brief was taken out."}</span>}
      actions={
        <>
          <Button size="xs" disabled={answering.isPending} onClick={() => answer("accept", `You are ${roleName} now.`)}>Accept</Button>
          <Button size="xs" variant="default" disabled={answering.isPending} onClick={() => answer("withdraw", `You declined; ${from.name} keeps it.`)}>Decline</Button>
        </>
      }
    />
    <ProblemWords problem={answering.error} />
    </>
  );
}

/** What the reader offered and nobody answered yet. */
function HandoverOfMine({ handover }: { handover: Handover }) {
  const taking = useRoomCommand();
  const { id, roleName, to } = handover;
  return (
    <NoticeBar
      icon={<IconArrowsExchange size={18} stroke={1.6} />}
      title={`${to.name} has not accepted ${roleName} yet.`}
      text={taking.error?.message ?? "Until then it is yours."}
      actions={
        <Button size="xs" variant="default" disabled={taking.isPending} onClick={() => taking.run({ to: `handovers/${id}/withdraw` }, { onSuccess: () => void toast("Taken back.") })}>
          Take it back
        </Button>
      }
    />
  );
}

function Handovers() {
  const { incident, me, mayWork } = useRoom();
  if (!mayWork || !isRunning(incident)) return null;
  return incident.handovers.map((handover) => (
    <Fragment key={handover.id}>
      {handover.to.id === me ? <HandoverForMe handover={handover} /> : null}
      {handover.from.id === me ? <HandoverOfMine handover={handover} /> : null}
    </Fragment>
  ));
}

function Ended({ onOpen }: Opening) {
  const { incident, mayWork } = useRoom();
  const title = useOfNow((now) => endWords(incident, now)?.title ?? "");
  const text = useOfNow((now) => endWords(incident, now)?.text ?? "");
  if (title === "") return null;
  const mayReopen = mayWork && incident.status !== "merged";
  return (
    <NoticeBar
      icon={incident.status === "merged" ? <IconGitMerge size={18} stroke={1.6} /> : <IconFlag size={18} stroke={1.6} />}
      title={title}
      text={text}
      actions={
        <>
          {incident.mergedInto === null ? null : (
            <Link to="/incidents/$ref" params={{ ref: incident.mergedInto }}>Go on in {incident.mergedInto}</Link>
          )}
          {incident.retrospectiveId === null ? null : <Link to="/learn/$id" params={{ id: incident.retrospectiveId }}>Retrospective</Link>}
          {mayReopen ? <Button size="xs" variant="default" onClick={() => onOpen({ kind: "reopen" })}>Re-open</Button> : null}
        </>
      }
    />
  );
}

/** What stands above the work: how it ended, and who hands what over to whom. */
export function RoomNotices({ onOpen }: Opening) {
  return (
    <div className={classes["notices"]}>
      <Ended onOpen={onOpen} />
      <Handovers />
    </div>
  );
}
