import type { RetrospectiveDetail } from "../../server/features/retrospectives/contract.ts";
import { useCommand } from "../api/queries.ts";
import { TimeOfDay } from "../design/Clock.tsx";
import { incidentPath } from "../incidents/room-queries.ts";
import classes from "./Retrospective.module.css";

/** The moments that tell the story, as a strip; one that is only proposed is pale until somebody pins it. */
export function KeyMoments({ retrospective, mayWrite }: { retrospective: RetrospectiveDetail; mayWrite: boolean }) {
  const { keyMoments, incident } = retrospective;
  const pin = useCommand("incidents");
  const first = Date.parse(keyMoments[0]?.at ?? incident.declaredAt);
  const last = Math.max(first + 1, Date.parse(keyMoments.at(-1)?.at ?? incident.declaredAt));
  return (
    <section className={classes["story"]} aria-label="What happened">
      <header><h2>What happened</h2><span>{keyMoments.length} key moments</span></header>
      <div className={classes["line"]} aria-hidden="true">
        {keyMoments.map(({ id, at, isProposed }) => <i key={id} data-proposed={isProposed || undefined} style={{ insetInlineStart: `${((Date.parse(at) - first) / (last - first)) * 100}%` }} />)}
      </div>
      <ol className={classes["moments"]}>
        {keyMoments.map(({ id, entry, at, bold, rest, text, isProposed }) => (
          <li key={id} data-proposed={isProposed || undefined}>
            <TimeOfDay at={Date.parse(at)} />
            <span><b>{bold}</b> {rest} {text}</span>
            {mayWrite && entry !== null ? (
              <button type="button" onClick={() => pin.mutate({ method: "PUT", path: `${incidentPath(incident.ref)}/entries/${entry}/pin`, body: { isPinned: isProposed } })}>{isProposed ? "Keep" : "Let go"}</button>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
