import { Button } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { AlertCounts, AlertView } from "../../server/features/alert-intake/contract.ts";
import type { List } from "../api/client.ts";
import { useList } from "../api/lists.ts";
import { useAddress } from "../api/queries.ts";
import { useSession } from "../api/session.ts";
import { Empty } from "../design/Empty.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { useCalmLines } from "../design/use-calm-lines.ts";
import { DeclareQuestions } from "../incidents/declare/DeclareQuestions.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import { counted, foldGroups } from "./alert-rows.ts";
import { AlertFilters, type NamedService } from "./AlertFilters.tsx";
import { alertsLede } from "./alerts-lede.ts";
import { alertCountsPath, alertsPath, type AlertsSearch, type AlertViewId } from "./alerts-search.ts";
import classes from "./AlertsScreen.module.css";
import { AlertTable } from "./AlertTable.tsx";
import { ListEnd } from "./ListEnd.tsx";
import { ListKeys } from "./ListKeys.tsx";
import { NoiseLink } from "./noise/NoiseLink.tsx";
import { RoutesLink } from "./routes/RoutesLink.tsx";
import { SilencesLink } from "./silences/SilencesLink.tsx";
import { useChoosing } from "./use-choosing.ts";
import { useStanding } from "./use-standing.ts";
import { AlertViews } from "./views/AlertViews.tsx";

const route = getRouteApi("/shell/alerts");

/** Everything that fires or fired, and why it woke somebody or did not. */
export function AlertsScreen() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const me = useSession().data?.personId ?? null;
  const { standing, problem } = useStanding();
  const counts = useAddress<AlertCounts>("alerts", alertCountsPath(search), { keepsLast: true });
  const services = useAddress<List<NamedService>>("services", "/api/v1/services?limit=500");
  const lede = standing && alertsLede(standing);
  const change = (next: AlertsSearch) => void navigate({ to: "/alerts", search: next, replace: true });
  return (
    <Page title="Alerts" so={lede?.so ?? (problem ? "The alerts cannot be read." : undefined)} next={lede?.next} actions={[<RoutesLink key="routes" />, <NoiseLink key="noise" />, <SilencesLink key="silences" />]}>
      <div className={classes["bar"]}>
        <AlertViews search={search} counts={counts.data} onChange={change} />
        <AlertFilters search={search} services={services.data?.items ?? []} onChange={change} />
      </div>
      <DeclareQuestions me={me} />
      <AlertList key={search.view} search={search} />
    </Page>
  );
}

function AlertList({ search }: { search: AlertsSearch }) {
  const list = useList<AlertView>("alerts", alertsPath(search));
  const session = useSession();
  const [isTouched, setIsTouched] = useState(false);
  const choosing = useChoosing();
  const calmed = useCalmLines(useMemo(() => foldGroups(list.items), [list.items]), { list: alertsPath(search), isHeld: isTouched || choosing.chosen.size > 0 });
  if (list.error) return <NotRead what="The list" problem={list.error} onRetry={list.retry} />;
  if (list.isLoading) return <RowsSkeleton rows={8} />;
  return (
    <div className={classes["list"]}>
      {calmed.waiting === 0 ? null : (
        <Button className={classes["news"] ?? ""} variant="default" size="xs" onClick={calmed.release}>
          {counted(calmed.waiting, "new alert")}, show
        </Button>
      )}
      {calmed.lines.length === 0 && !list.hasMore ? (
        <NoAlerts search={search} />
      ) : (
        <AlertTable
          lines={calmed.lines}
          gone={calmed.gone}
          choosing={choosing}
          me={session.data?.personId ?? null}
          isStale={list.isStale}
          onTouch={setIsTouched}
        />
      )}
      {list.hasMore ? <ListEnd key={list.pages} onReach={list.readMore} words={calmed.lines.length === 0 ? "Looking through older alerts …" : "Older alerts"} /> : null}
      <ListKeys lines={calmed.lines} choosing={choosing} />
    </div>
  );
}

const emptyWords: Record<AlertViewId, { title: string; text: string }> = {
  open: { title: "No alert is open", text: "When a tool reports something it stands here, newest first. Sources are set up under Settings." },
  mine: { title: "None is yours", text: "Once you say “I have it”, or somebody gives you an alert, it stands here until it ends." },
  held: { title: "Nothing is held back", text: "Alerts that fire without waking anybody stand here, each with the reason." },
  acknowledged: { title: "Nobody holds an alert", text: "Once somebody says “I have it”, the alert stands here with their name." },
  ended: { title: "Nothing has ended yet", text: "Alerts stand here once their tool, or somebody by hand, says that they are over." },
};

function NoAlerts({ search }: { search: AlertsSearch }) {
  if (search.search !== undefined || search.service !== undefined) return <Empty title="No alert fits" text="Drop a filter, or look in another view." />;
  return <Empty {...emptyWords[search.view ?? "open"]} />;
}
