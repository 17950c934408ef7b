import { Button, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import type { TrendView } from "../../server/features/adherence/contract.ts";
import { verdictWords } from "../../server/features/adherence/evidence-findings.rules.ts";
import { Section } from "../design/Section.tsx";
import classes from "./RuleTrends.module.css";

const mostShown = 8;

/** Each rule over the newest incidents, those first that slipped most: to mend the rule. */
export function RuleTrends({ trends, last }: { trends: readonly TrendView[]; last: number }) {
  const [isWhole, showAll] = useState(false);
  const judgedOnes = trends.filter(({ judged }) => judged > 0).sort((a, b) => b.judged - b.met - (a.judged - a.met));
  const shown = isWhole ? judgedOnes : judgedOnes.slice(0, mostShown);
  if (shown.length === 0) return null;
  return (
    <Section title={`Each rule, last ${last} incidents`}>
      <ul className={classes["trends"]}>
        {shown.map(({ rule, asks, met, judged, incidents }) => (
          <li key={rule}>
            <span className={classes["asks"]} title={asks}>{asks}</span>
            <span className={classes["squares"]}>
              {incidents.map(({ ref, verdict }) => (
                <i key={ref} data-verdict={verdict} title={`${ref}: ${verdictWords[verdict]}`}><VisuallyHidden>{`${ref} ${verdictWords[verdict]}, `}</VisuallyHidden></i>
              ))}
            </span>
            <span className={classes["count"]}>{met} / {judged}</span>
          </li>
        ))}
      </ul>
      {shown.length === judgedOnes.length ? null : <Button variant="subtle" size="xs" px={0} onClick={() => showAll(true)}>All {judgedOnes.length} rules</Button>}
      <p className={classes["legend"]}>Newest right; hollow is missed, dashed waived, pale not yet.</p>
    </Section>
  );
}
