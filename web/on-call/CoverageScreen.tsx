import { SegmentedControl } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { CoverageView } from "../../server/features/escalation/coverage.contract.ts";
import { useAddress } from "../api/queries.ts";
import "../design/mantine-form-styles.ts";
import { Empty } from "../design/Empty.tsx";
import { useOfNow } from "../design/NowProvider.tsx";
import { RowsSkeleton, SheetSkeleton } from "../design/Skeletons.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import classes from "./Coverage.module.css";
import { CoverageFindings } from "./CoverageFindings.tsx";
import { CoverageStrips } from "./CoverageStrips.tsx";
import { usualDays } from "./coverage-search.ts";
import { coverageNext, coverageSo, spans } from "./coverage-words.ts";

const route = getRouteApi("/shell/on-call/coverage");
const title = "Coverage";
const crumbs = <Link to="/on-call">On call</Link>;

/** How many days to look ahead. */
function HowFar({ days }: { days: number }) {
  const navigate = useNavigate({ from: "/on-call/coverage" });
  const choices = spans.some((each) => each === days) ? [...spans] : [...spans, days].sort((one, other) => one - other);
  return (
    <SegmentedControl
      aria-label="How far to look"
      value={String(days)}
      onChange={(value) => void navigate({ search: Number(value) === usualDays ? {} : { days: Number(value) }, resetScroll: false })}
      data={choices.map((each) => ({ value: String(each), label: each === 366 ? "A year" : `${each} days` }))}
    />
  );
}

function Report({ report }: { report: CoverageView }) {
  if (report.policies.length === 0 && report.findings.length === 0) {
    return (
      <Empty
        icon={<IconCalendarEvent size={20} stroke={1.6} />}
        title="No escalation policy yet"
        text="Policies say who is paged, and this page says where one of them would find nobody. Write them under escalationPolicies in the organization's file."
      />
    );
  }
  return (
    <div className={classes["report"]}>
      <CoverageStrips report={report} />
      {report.findings.length === 0 ? <Empty title="Nothing to mend" text="Every step of every policy has somebody who can be reached, the whole time." /> : <CoverageFindings findings={report.findings} />}
    </div>
  );
}

/** Where paging would break in the days to come, what puts it at risk, and what is hard on people. */
export function CoverageScreen() {
  const { days = usualDays } = route.useSearch();
  const { data, error, refetch } = useAddress<CoverageView>("on-call", `/api/v1/coverage?days=${days}`, { every: 60_000, keepsLast: true });
  const next = useOfNow((now) => (data ? coverageNext(data, Math.floor(now / 60_000) * 60_000) : ""));
  if (error && !data) {
    return (
      <Page title={title} crumbs={crumbs} so="Coverage cannot be shown just now." next="Pages go out all the same.">
        <NotRead what="The report" problem={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (!data) {
    return (
      <Page title={title} crumbs={crumbs} so={undefined}>
        <SheetSkeleton />
        <RowsSkeleton />
      </Page>
    );
  }
  return (
    <Page title={title} crumbs={crumbs} so={coverageSo(data, days)} next={next} actions={<HowFar days={days} />}>
      <Report report={data} />
    </Page>
  );
}
