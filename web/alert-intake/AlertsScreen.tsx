import { Button } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { IconCheck, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { AlertCounts, AlertView } from "../../server/features/alert-intake/contract.ts";
import type { List } from "../api/client.ts";
import { useList } from "../api/lists.ts";
import { useAddress } from "../api/queries.ts";
import { useSession } from "../api/session.ts";
import { BulkBar } from "../design/BulkBar.tsx";
import { Empty } from "../design/Empty.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { useCalmLines } from "../design/use-calm-lines.ts";
import { Views } from "../design/Views.tsx";
import { useKey } from "../shell/KeysProvider.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import { type Chosen, chosenWords, counted, foldGroups, toggle } from "./alert-rows.ts";
import { AlertFilters, type NamedService } from "./AlertFilters.tsx";
import { alertsLede } from "./alerts-lede.ts";
import { alertCountsPath, alertsPath, type AlertsSearch, type AlertViewId } from "./alerts-search.ts";
import classes from "./AlertsScreen.module.css";
import { AlertTable } from "./AlertTable.tsx";
import { ListEnd } from "./ListEnd.tsx";
import { type AlertVerb, useAlertVerbs } from "./use-alert-verbs.ts";
import { focusedRowId, useListKeys } from "./use-list-keys.ts";
import { useStanding } from "./use-standing.ts";

const route = getRouteApi("/shell/alerts");

/** Everything that fires or fired, and why it woke somebody or did not. */
export function AlertsScreen() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const { standing, problem } = useStanding();
  const counts = useAddress<AlertCounts>("alerts", alertCountsPath(search), { keepsLast: true });
  const services = useAddress<List<NamedService>>("services", "/api/v1/services?limit=500");
  const lede = standing && alertsLede(standing);
  const change = (next: AlertsSearch) => void navigate({ to: "/alerts", search: next, replace: true });
  return (
    <Page title="Alerts" so={lede?.so ?? (problem ? "The alerts cannot be read." : undefined)} next={lede?.next}>
      <div className={classes["bar"]}>
        <Views<AlertViewId> label="Alerts" views={viewsOf(counts.data)} chosen={search.view ?? "open"} onChoose={(view) => change({ ...search, view })} />
        <AlertFilters search={search} services={services.data?.items ?? []} onChange={change} />
      </div>
      <AlertList key={search.view} search={search} />
    </Page>
  );
}

function viewsOf(counts: AlertCounts | undefined) {
  return [
    { id: "open", words: "Open", count: counts?.open },
    { id: "held", words: "Held back", count: counts?.heldBack },
    { id: "acknowledged", words: "Acknowledged", count: counts?.acknowledged },
    { id: "ended", words: "Ended" },
  ] as const;
}

function AlertList({ search }: { search: AlertsSearch }) {
  const list = useList<AlertView>("alerts", alertsPath(search));
  const session = useSession();
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const [isTouched, setIsTouched] = useState(false);
  const calmed = useCalmLines(foldGroups(list.items), { list: alertsPath(search), isHeld: isTouched || chosen.size > 0 });
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
          chosen={chosen}
          me={session.data?.personId ?? null}
          isStale={list.isStale}
          onChoose={setChosen}
          onTouch={setIsTouched}
        />
      )}
      {list.hasMore ? <ListEnd key={list.items.length} onReach={list.readMore} words="Older alerts" /> : null}
      <ListKeys lines={calmed.lines} chosen={chosen} onChoose={setChosen} />
    </div>
  );
}

interface ListKeysProps {
  lines: readonly { id: string; size: number }[];
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}

/** Keys over the list, and the bar of what can be done to the chosen. */
function ListKeys({ lines, chosen, onChoose }: ListKeysProps) {
  const verbs = useAlertVerbs();
  const sizeOf = (id: string) => lines.find((line) => line.id === id)?.size ?? 1;
  const targets = () => {
    if (chosen.size > 0) return [...chosen].map(([id, { isGroup }]) => ({ id, isGroup }));
    const id = focusedRowId();
    return id === undefined ? [] : [{ id, isGroup: sizeOf(id) > 1 }];
  };
  const run = (verb: AlertVerb) => {
    const meant = targets();
    if (meant.length === 0 || verbs.isPending) return;
    verbs.mutate({ verb, targets: meant }, { onSuccess: () => onChoose(new Map()) });
  };
  useListKeys();
  useKey("X", "Choose the alert", () => {
    const id = focusedRowId();
    if (id !== undefined) onChoose(toggle(chosen, id, sizeOf(id), sizeOf(id) > 1));
  });
  useKey("A", "Acknowledge", () => run("acknowledge"));
  useKey("R", "Resolve", () => run("resolve"));
  if (chosen.size === 0) return null;
  return (
    <BulkBar
      chosen={chosenWords(chosen)}
      actions={[
        { words: "Acknowledge", icon: <IconCheck size={16} stroke={1.8} />, keys: "A", isUrgent: true, act: () => run("acknowledge") },
        { words: "Resolve", icon: <IconCircleCheck size={16} stroke={1.7} />, keys: "R", isUrgent: true, act: () => run("resolve") },
      ]}
      onClear={() => onChoose(new Map())}
    />
  );
}

const emptyWords: Record<AlertViewId, { title: string; text: string }> = {
  open: { title: "No alert is open", text: "When a tool reports something it stands here, newest first. Sources are set up under Settings." },
  held: { title: "Nothing is held back", text: "Alerts that fire without waking anybody stand here, each with the reason." },
  acknowledged: { title: "Nobody holds an alert", text: "Once somebody says “I have it”, the alert stands here with their name." },
  ended: { title: "Nothing has ended yet", text: "Alerts stand here once their tool, or somebody by hand, says that they are over." },
};

function NoAlerts({ search }: { search: AlertsSearch }) {
  if (search.search !== undefined || search.service !== undefined) return <Empty title="No alert fits" text="Drop a filter, or look in another view." />;
  return <Empty {...emptyWords[search.view ?? "open"]} />;
}
