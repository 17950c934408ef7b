import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { NoiseView } from "../../../server/features/alert-intake/alert-noise.contract.ts";
import { useAddress, useCommand } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { Empty } from "../../design/Empty.tsx";
import { Section } from "../../design/Section.tsx";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { toast } from "../../design/toasts.ts";
import { dateWords } from "../../design/wording.ts";
import { NotRead } from "../../shell/NotRead.tsx";
import { Page } from "../../shell/Page.tsx";
import classes from "./Noise.module.css";
import { noiseLede, type NoiseRule } from "./noise-words.ts";
import { ReviewDialog } from "./ReviewDialog.tsx";

const crumbs = <Link to="/alerts">Alerts</Link>;

/** Which rules paged, and what that turned out to be worth. */
export function NoiseScreen() {
  const { data, error, refetch } = useAddress<NoiseView>("alerts", "/api/v1/alerts/noise?days=30");
  const [planned, setPlanned] = useState<Pick<NoiseRule, "sourceId" | "rule"> | null>(null);
  const lede = data && noiseLede(data);
  return (
    <Page title="What earns its pages" so={lede?.so ?? (error ? "What pages were worth cannot be read." : undefined)} next={lede?.next} crumbs={crumbs}>
      {data === undefined ? error === null ? <RowsSkeleton rows={6} /> : <NotRead what="The table" problem={error} onRetry={() => void refetch()} /> : null}
      {data === undefined || data.overdue.length === 0 ? null : <Overdue overdue={data.overdue} />}
      {data?.items.length === 0 ? <Empty title="Nothing to weigh yet" text="Once alerts fire, each rule stands here with how often it paged and what people said it was." /> : null}
      {data === undefined || data.items.length === 0 ? null : <NoiseTable items={data.items} onPlan={setPlanned} />}
      {planned === null ? null : <ReviewDialog rule={planned} onClose={() => setPlanned(null)} />}
    </Page>
  );
}

function useFinish() {
  const finishing = useCommand("alerts");
  const finish = ({ sourceId, rule }: Pick<NoiseRule, "sourceId" | "rule">) =>
    finishing.mutate({ method: "PUT", path: "/api/v1/alerts/noise/review", body: { sourceId, rule, done: true } }, { onSuccess: () => void toast("Noted: it was looked at."), onError: (problem) => void toast(problem.message) });
  return { finish, isBusy: finishing.isPending };
}

function Overdue({ overdue }: { overdue: NoiseView["overdue"] }) {
  const mayAnswer = useMay("responder");
  const { finish, isBusy } = useFinish();
  return (
    <Section title="Reviews that are due" count={overdue.length}>
      <ul className={classes["due"]}>
        {overdue.map((one) => (
          <li key={`${one.sourceId} ${one.rule}`}>
            <span>
              <b>{one.rule}</b> <span className={classes["pale"]}>{one.sourceName}, since {dateWords(Date.parse(one.reviewAt))}</span>
            </span>
            {mayAnswer ? <Button variant="default" size="xs" disabled={isBusy} onClick={() => finish(one)}>It was looked at</Button> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const numbers = ["occurrences", "paged", "actionable", "noise", "duplicate", "untold"] as const;
const heads: Readonly<Record<(typeof numbers)[number], string>> = { occurrences: "Fired", paged: "Paged", actionable: "Actionable", noise: "Noise", duplicate: "Duplicates", untold: "Not told" };

function NoiseTable({ items, onPlan }: { items: readonly NoiseRule[]; onPlan: (rule: NoiseRule) => void }) {
  const mayAnswer = useMay("responder");
  return (
    <table className={classes["table"]} aria-label="What earns its pages">
      <thead>
        <tr>
          <th scope="col">Rule</th>
          {numbers.map((name) => <th key={name} scope="col" className={classes["number"]}>{heads[name]}</th>)}
          <th scope="col">Looked at again</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={`${item.sourceId} ${item.rule}`} data-quiet={item.paged === 0 || undefined}>
            <th scope="row">
              {item.rule} <span className={classes["pale"]}>{item.sourceName}</span>
            </th>
            {numbers.map((name) => <td key={name} className={classes["number"]} data-label={heads[name]} data-none={item[name] === 0 || undefined}>{item[name]}</td>)}
            <td className={classes["review"]}>
              <ReviewWords review={item.review} />
              {mayAnswer ? <Button variant="subtle" size="compact-xs" onClick={() => onPlan(item)} aria-label={`Plan a review of ${item.rule}`}>Plan</Button> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ReviewWords({ review }: { review: NoiseRule["review"] }) {
  if (review?.reviewAt) return <span>{review.isOverdue ? "due since" : "on"} {dateWords(Date.parse(review.reviewAt))}</span>;
  if (!review?.reviewedAt) return <span className={classes["pale"]}>not planned</span>;
  return <span className={classes["pale"]}>was on {dateWords(Date.parse(review.reviewedAt))}{review.reviewedBy === null ? null : `, by ${review.reviewedBy.name}`}</span>;
}
