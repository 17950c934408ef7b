import { Button } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { MonthView } from "../../../server/features/on-call/month.contract.ts";
import type { ApiProblem } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { Empty } from "../../design/Empty.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { SheetSkeleton } from "../../design/Skeletons.tsx";
import { NotRead } from "../../shell/NotRead.tsx";
import { Page } from "../../shell/Page.tsx";
import classes from "./Month.module.css";
import { monthAway, monthLede, monthTitle } from "./month-words.ts";
import { ExpertTable, RoleTable } from "./MonthTables.tsx";

const route = getRouteApi("/shell/on-call/month");

function Walk({ month }: { month: string }) {
  const navigate = useNavigate({ from: "/on-call/month" });
  const goTo = (wanted: string | null) => void navigate({ search: wanted === null ? {} : { month: wanted }, resetScroll: false });
  return (
    <div className={classes["walk"]}>
      <Button variant="default" onClick={() => goTo(monthAway(month, -1))}>{monthTitle(monthAway(month, -1))}</Button>
      <Button variant="default" onClick={() => goTo(null)}>This month</Button>
      <Button variant="default" onClick={() => goTo(monthAway(month, 1))}>{monthTitle(monthAway(month, 1))}</Button>
      <Button variant="subtle" onClick={() => window.print()}>Print</Button>
    </div>
  );
}

function Waiting({ problem, onRetry }: { problem: ApiProblem | null; onRetry: () => void }) {
  return problem === null ? <SheetSkeleton /> : <NotRead what="The month" problem={problem} onRetry={onRetry} />;
}

function Tables({ month }: { month: MonthView }) {
  const hasNone = month.rows.length === 0;
  return (
    <>
      <Walk month={month.month} />
      {hasNone ? <Empty icon={<IconCalendarEvent size={20} stroke={1.6} />} title="No schedule yet" text="Once somebody takes turns, the month shows here day by day." /> : <RoleTable month={month} />}
      {month.services.length === 0 ? null : <ExpertTable month={month} />}
    </>
  );
}

/** A month of everybody's duty on one page, for whoever works here. */
export function MonthScreen() {
  const { month } = route.useSearch();
  const { data, error, refetch } = useAddress<MonthView>("on-call", `/api/v1/on-call/month${month === undefined ? "" : `?month=${month}`}`, { keepsLast: true });
  const so = useOfNow((now) => (data === undefined ? "" : monthLede(data, now).so));
  const next = useOfNow((now) => (data === undefined ? "" : monthLede(data, now).next));
  return (
    <Page
      title="The month on call"
      so={error ? "The month cannot be shown just now." : so || undefined}
      next={error ? "Pages go out all the same." : next || undefined}
      crumbs={<Link to="/on-call">On call</Link>}
    >
      {data === undefined ? <Waiting problem={error} onRetry={() => void refetch()} /> : <Tables month={data} />}
    </Page>
  );
}
