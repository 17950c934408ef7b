import { Button, TextInput } from "@mantine/core";
import { IconArrowsExchange, IconFlag, IconGitMerge } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { NoticeBar } from "../../design/NoticeBar.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { toast } from "../../design/toasts.ts";
import { momentWords } from "../../design/wording.ts";
import { Arriving } from "../brief/Arriving.tsx";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { endWords, isRunning } from "../room-words.ts";
import classes from "../Room.module.css";
import type { Opening } from "../room-dialogs.ts";
import { DecisionNotices } from "./DecisionNotices.tsx";
import { OwedNotices } from "./OwedNotices.tsx";
import { ReliefNotices } from "./ReliefNotices.tsx";
import { KickOff } from "./KickOff.tsx";

type Handover = IncidentDetail["handovers"][number];

/** Somebody hands a role over to the reader: the brief, until when both go on side by side, and the two answers. */
function HandoverForMe({ handover }: { handover: Handover }) {
  const answering = useRoomCommand();
  const [reason, setReason] = useState("");
  const { id, roleName, from, brief, passesAt } = handover;
  const isEarly = useOfNow((now) => passesAt !== null && Date.parse(passesAt) > now);
  const until = useOfNow((now) => (passesAt === null ? "" : momentWords(Date.parse(passesAt), now)));
  const accept = () => answering.run({ to: `handovers/${id}/accept`, body: isEarly && reason.trim() !== "" ? { reason: reason.trim() } : {} }, { onSuccess: () => void toast(`You are ${roleName} now.`) });
  const decline = () => answering.run({ to: `handovers/${id}/withdraw` }, { onSuccess: () => void toast(`You declined; ${from.name} keeps it.`) });
  return (
    <>
    <NoticeBar
      icon={<IconArrowsExchange size={18} stroke={1.6} />}
      title={`${from.name} hands ${roleName} over to you.`}
      text={
        <>
          {isEarly ? `By the process you go on side by side until ${until}; accept then, or now.` : null}
          <span className={classes["brief"]}>{brief ?? "The brief was taken out."}</span>
          {isEarly ? <TextInput size="xs" mt={6} maxLength={2_000} aria-label={`Why before ${until}`} placeholder={`Why before ${until}? It may stay empty.`} value={reason} onChange={(event) => setReason(event.currentTarget.value)} /> : null}
        </>
      }
      actions={
        <>
          <Button size="xs" disabled={answering.isPending} onClick={accept}>{isEarly ? "Accept now" : "Accept"}</Button>
          <Button size="xs" variant="default" disabled={answering.isPending} onClick={decline}>Decline</Button>
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
  const { id, roleName, to, passesAt } = handover;
  const until = useOfNow((now) => (passesAt === null ? "" : ` It should pass at ${momentWords(Date.parse(passesAt), now)}; go on side by side till then.`));
  return (
    <NoticeBar
      icon={<IconArrowsExchange size={18} stroke={1.6} />}
      title={`${to.name} has not accepted ${roleName} yet.`}
      text={taking.error?.message ?? `Until then it is yours.${until}`}
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
      <ReliefNotices onOpen={onOpen} />
      <OwedNotices onOpen={onOpen} />
      <DecisionNotices />
      <Arriving onOpen={onOpen} />
      <KickOff onOpen={onOpen} />
    </div>
  );
}
