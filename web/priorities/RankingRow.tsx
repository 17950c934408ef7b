import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { RankingView } from "../../server/features/priorities/ranking.contract.ts";
import { TimeOfDay } from "../design/Clock.tsx";
import { PriorityBadge } from "../design/PriorityBadge.tsx";
import { AnswerDialog } from "./AnswerDialog.tsx";
import { RankDialog } from "./RankDialog.tsx";
import { hintWords, standingWords } from "./ranking-words.ts";
import classes from "./Rankings.module.css";

interface RankingRowProps {
  ranking: RankingView;
  /** Outside the service's own page it says which. */
  withService?: boolean;
}

/** What one team said of an outage, how that stands, and what those may do who speak for either side. */
export function RankingRow({ ranking, withService = false }: RankingRowProps) {
  const { service, useCase, team, priority, rankedBy, rankedAt } = ranking;
  const hint = hintWords(ranking);
  return (
    <li className={classes["ranking"]}>
      <PriorityBadge name={priority.name} />
      <div>
        <p>
          <b>{team.name}</b>
          {withService ? <> about <Link to="/services/$id" params={{ id: service.id }}>{service.name}</Link>{useCase === null ? "" : `: ${useCase.name}`}</> : null}
        </p>
        <p className={classes["words"]}>{standingWords(ranking)}</p>
        <Words ranking={ranking} />
        {hint === null ? null : <p className={classes["pale"]}>{hint}</p>}
        <p className={classes["pale"]}>{rankedBy.name}, <TimeOfDay at={Date.parse(rankedAt)} /></p>
      </div>
      <Controls ranking={ranking} />
    </li>
  );
}

function Controls({ ranking }: { ranking: RankingView }) {
  const { service, useCase, team, answer, mayAnswer, mayChange, standing } = ranking;
  const [opened, setOpened] = useState<"answer" | "rank" | null>(null);
  const about = `${team.name} about ${useCase?.name ?? service.name}`;
  const close = () => setOpened(null);
  return (
    <div className={classes["controls"]}>
      {mayAnswer && standing !== "agreed" ? <Button size="xs" variant="default" aria-label={`Answer ${about}`} onClick={() => setOpened("answer")}>{answer === null ? "Answer" : "Answer anew"}</Button> : null}
      {mayChange ? <Button size="xs" variant="subtle" aria-label={`Change what is said for ${about}`} onClick={() => setOpened("rank")}>Change</Button> : null}
      {opened === "answer" ? <AnswerDialog ranking={ranking} onClose={close} /> : null}
      {opened === "rank" ? <RankDialog service={service} useCases={[]} teams={[team]} ranking={ranking} onClose={close} /> : null}
    </div>
  );
}

function Words({ ranking: { fallback, mitigation, remarks } }: { ranking: RankingView }) {
  const said = [["Without it", fallback], ["Until it is back", mitigation], ["Also", remarks]] as const;
  return said.map(([label, text]) => (text === null ? null : <p key={label}><span className={classes["pale"]}>{label}: </span>{text}</p>));
}
