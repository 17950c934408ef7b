import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ServiceRankings } from "../../server/features/priorities/ranking.contract.ts";
import { useAddress } from "../api/queries.ts";
import { PriorityBadge } from "../design/PriorityBadge.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { PartNotRead } from "../shell/NotRead.tsx";
import { RankDialog } from "./RankDialog.tsx";
import { RankingRow } from "./RankingRow.tsx";
import classes from "./Rankings.module.css";

/** How bad an outage of a service is: by its own team, and by those who use it. */
export function ServiceRankingsPart({ service }: { service: { id: string; name: string } }) {
  const { data, error } = useAddress<ServiceRankings>("services", `/api/v1/services/${encodeURIComponent(service.id)}/rankings`);
  const [isRanking, setRanking] = useState(false);
  return (
    <Section title="How bad an outage is" rule="line" side={<Link to="/settings/process/rankings">Where teams differ</Link>}>
      {error && !data ? <PartNotRead problem={error} /> : null}
      {data === undefined && !error ? <RowsSkeleton rows={2} /> : null}
      {data === undefined ? null : <Known data={data} onRank={() => setRanking(true)} />}
      {data && isRanking ? <RankDialog service={service} useCases={unsaid(data)} teams={data.mySpeaking} onClose={() => setRanking(false)} /> : null}
    </Section>
  );
}

function Known({ data, onRank }: { data: ServiceRankings; onRank: () => void }) {
  const { useCases, rankings, consumers, mySpeaking } = data;
  const silent = consumers.filter(({ hasRanked }) => !hasRanked);
  return (
    <div className={classes["cases"]}>
      {useCases.map(({ sloId, name, priority }) => (
        <div key={sloId ?? ""} className={classes["case"]}>
          <h3>{priority === null ? null : <PriorityBadge name={priority.name} />}{name}<span className={classes["pale"]}>{sourceWords(priority)}</span></h3>
          <ul>{rankings.filter(({ useCase }) => (useCase?.id ?? null) === sloId).map((ranking) => <RankingRow key={ranking.id} ranking={ranking} />)}</ul>
        </div>
      ))}
      {silent.map(({ id, name, through }) => <p key={id} className={classes["silent"]}>{name} uses it through {through.map((one) => one.name).join(", ")} and has not said how bad it would be.</p>)}
      {mySpeaking.length === 0 || unsaid(data).length === 0 ? null : <div><Button variant="default" onClick={onRank}>Say how bad it would be for {mySpeaking.length === 1 ? mySpeaking[0]?.name : "a team"}</Button></div>}
    </div>
  );
}

/** What somebody who speaks for one team has not ranked yet; the rest is changed where it stands. */
function unsaid({ useCases, rankings, mySpeaking: [only, ...others] }: ServiceRankings): ServiceRankings["useCases"] {
  if (others.length > 0) return useCases;
  return useCases.filter(({ sloId }) => !rankings.some(({ team, useCase }) => team.id === only?.id && (useCase?.id ?? null) === sloId));
}

function sourceWords(priority: ServiceRankings["useCases"][number]["priority"]): string {
  if (priority === null) return "no priority is set";
  return priority.from === "slo" ? "by its SLO" : "by the routes, of a critical alert";
}
