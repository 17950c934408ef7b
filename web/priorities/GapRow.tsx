import { Button } from "@mantine/core";
import { useState } from "react";
import { watchWords } from "../../server/features/priorities/gap-export.rules.ts";
import type { WatchGapView } from "../../server/features/priorities/walk.contract.ts";
import { useCommand } from "../api/queries.ts";
import { useMay } from "../api/session.ts";
import { TimeOfDay } from "../design/Clock.tsx";
import { PriorityBadge } from "../design/PriorityBadge.tsx";
import { toast } from "../design/toasts.ts";
import { SettleDialog } from "./SettleDialog.tsx";
import classes from "./Walks.module.css";

/** What was found once: done, dropped or open; where it is worked on. */
export function GapRow({ gap }: { gap: WatchGapView }) {
  const { id, priority, service, text, watchBy, status, reason, link, addedBy, addedAt, settledBy, version } = gap;
  const [isSettling, setSettling] = useState(false);
  const mayWrite = useMay("responder");
  const { mutate, isPending } = useCommand("settings");
  const reopen = () => mutate({ method: "PATCH", path: `/api/v1/watch-gaps/${id}`, body: { status: "open", baseVersion: version } }, { onError: (problem) => toast(problem.message) });
  const about = [service?.name, watchBy === null ? null : `to be watched by ${watchWords[watchBy]}`].filter((part) => part !== null && part !== undefined);
  return (
    <li className={classes["gap"]} data-settled={status === "open" ? undefined : true}>
      {priority === null ? <span /> : <PriorityBadge name={priority.name} />}
      <div>
        <p>{text}</p>
        {about.length === 0 ? null : <p className={classes["pale"]}>{about.join(", ")}</p>}
        <p className={classes["pale"]}>
          {addedBy.name}, <TimeOfDay at={Date.parse(addedAt)} />
          {status === "open" ? "" : `; ${status} by ${settledBy?.name ?? "somebody"}${reason === null ? "" : `: ${reason}`}`}
          {link === null ? null : <>; <a href={link} target="_blank" rel="noreferrer noopener">where it is worked on</a></>}
        </p>
      </div>
      {mayWrite ? (
        <div className={classes["controls"]}>
          {status === "open"
            ? <Button size="xs" variant="default" aria-label={`Settle or link “${text}”`} onClick={() => setSettling(true)}>Settle or link</Button>
            : <Button size="xs" variant="subtle" aria-label={`Take “${text}” up again`} loading={isPending} onClick={reopen}>Take it up again</Button>}
        </div>
      ) : null}
      {isSettling ? <SettleDialog gap={gap} onClose={() => setSettling(false)} /> : null}
    </li>
  );
}
