import { Link } from "@tanstack/react-router";
import type { RouteTrialOutcome } from "../../../server/features/alert-intake/route-trial.contract.ts";
import { Since } from "../../design/Clock.tsx";
import { Empty } from "../../design/Empty.tsx";
import { type Urgency, UrgencyMark } from "../../design/UrgencyMark.tsx";
import { takerWords } from "./trial-words.ts";
import classes from "./Routes.module.css";

type Changed = RouteTrialOutcome["changed"][number];

const effects: Readonly<Record<Urgency, string>> = { high: "pages at once", low: "waits", none: "pages nobody" };

function Effect({ urgency, declares }: { urgency: Urgency; declares: boolean }) {
  return <UrgencyMark urgency={urgency} word={`${effects[urgency]}${declares ? ", declares" : ""}`} />;
}

/** Each alert that would have gone another way: what became of it, what would have, and by which route. */
export function TrialOutcome({ outcome, isCurrent }: { outcome: RouteTrialOutcome; isCurrent: boolean }) {
  const { changed, changedTotal, tried } = outcome;
  if (tried === 0) return <Empty title="No alert came in this time" text="Look further back: what came then stands here, with what these routes would have done with it." />;
  if (changed.length === 0) return <Empty title="All would have gone the same way" text="Where a route would have done otherwise, the alert stands here with what became of it and what would have." />;
  return (
    <>
      <table className={classes["table"]} aria-label="Alerts that would have gone another way" aria-busy={!isCurrent || undefined}>
        <thead>
          <tr>
            {["Alert", "Service", "Came", "It was", "It would be", "Taken by"].map((head) => <th key={head} scope="col">{head}</th>)}
          </tr>
        </thead>
        <tbody>{changed.map((one) => <ChangedRow key={one.alertId} changed={one} />)}</tbody>
      </table>
      {changedTotal > changed.length ? <p className={classes["pale"]}>and {changedTotal - changed.length} more</p> : null}
      <p className={classes["pale"]}>What was silenced, snoozed or held back for another reason would be so again; this counts what the routes alone decide.</p>
    </>
  );
}

function ChangedRow({ changed }: { changed: Changed }) {
  const { alertId, title, serviceName, at, before, after, declared, declares, route, routeNow } = changed;
  return (
    <tr data-more={(after === "high" && before !== "high") || undefined}>
      <th scope="row"><Link to="/alerts/$id" params={{ id: alertId }}>{title}</Link></th>
      <td>{serviceName ?? <span className={classes["pale"]}>unassigned</span>}</td>
      <td className={classes["came"]}><Since at={Date.parse(at)} /> ago</td>
      <td data-label="It was"><Effect urgency={before} declares={declared} /></td>
      <td data-label="It would be"><b><Effect urgency={after} declares={declares} /></b></td>
      <td data-label="Taken by">{takerWords(route)}{route === routeNow ? null : <span className={classes["pale"]}>, now {takerWords(routeNow)}</span>}</td>
    </tr>
  );
}
