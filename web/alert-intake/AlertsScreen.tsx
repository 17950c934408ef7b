import { Button } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { IconCheck, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import type { List } from "../api/client.ts";
import { useList } from "../api/lists.ts";
import { useAddress } from "../api/queries.ts";
import { useSession } from "../api/session.ts";
import { BulkBar } from "../design/BulkBar.tsx";
import { Empty } from "../design/Empty.tsx";
import { Failed } from "../design/Failed.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { Views } from "../design/Views.tsx";
import { useKey } from "../shell/KeysProvider.tsx";
import { Page } from "../shell/Page.tsx";
import { type Chosen, chosenWords, counted, foldGroups, toggle } from "./alert-rows.ts";
import { AlertFilters, type NamedService } from "./AlertFilters.tsx";
import { alertsLede, type Sentences, stormLede } from "./alerts-lede.ts";
import { alertsPath, type AlertsSearch, type AlertViewId } from "./alerts-search.ts";
import classes from "./AlertsScreen.module.css";
import { AlertTable } from "./AlertTable.tsx";
import { ListEnd } from "./ListEnd.tsx";
import { type AlertVerb, useAlertVerbs } from "./use-alert-verbs.ts";
import { useCalmLines } from "./use-calm-lines.ts";
import { focusedRowId, useListKeys } from "./use-list-keys.ts";

const route = getRouteApi("/shell/alerts");
const openPath = "/api/v1/alerts?status=open&limit=200";

/** Everything that fires or fired, and why it woke somebody or did not. */
export function AlertsScreen() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const open = useAddress<List<AlertView>>("alerts", openPath);
  const services = useAddress<List<NamedService>>("services", "/api/v1/services?limit=500");
  const lede = useLede(open.data);
  const change = (next: AlertsSearch) => void navigate({ to: "/alerts", search: next, replace: true });
  return (
    <Page title="Alerts" so={lede?.so ?? (open.error ? "The alerts cannot be read." : undefined)} next={lede?.next}>
      <div className={classes["bar"]}>
        <Views<AlertViewId> label="Alerts" views={viewsOf(open.data)} chosen={search.view ?? "open"} onChoose={(view) => change({ ...search, view })} />
        <AlertFilters search={search} services={services.data?.items ?? []} onChange={change} />
      </div>
      <AlertList key={search.view} search={search} />
    </Page>
  );
}

function useLede(open: List<AlertView> | undefined): Sentences | undefined {
  const isStorm = open !== undefined && open.next !== null;
  const sent = useAddress<List<PageView>>("pages", isStorm ? "/api/v1/pages?status=sent&limit=200" : null);
  if (open === undefined || (isStorm && sent.data === undefined)) return undefined;
  return isStorm ? stormLede(open.items.length, sent.data?.items ?? []) : alertsLede(open.items);
}

function viewsOf(open: List<AlertView> | undefined) {
  const all = open?.next === null ? open.items : undefined;
  const count = (fits: (alert: AlertView) => boolean) => all?.filter(fits).length;
  return [
    { id: "open", words: "Open", count: count(() => true) },
    { id: "held", words: "Held back", count: count(isHeld) },
    { id: "acknowledged", words: "Acknowledged", count: count((alert) => alert.status === "acknowledged") },
    { id: "ended", words: "Ended" },
  ] as const;
}

function isHeld(alert: AlertView): boolean {
  return alert.status === "firing" && alert.isHeldBack;
}

function AlertList({ search }: { search: AlertsSearch }) {
  const list = useList<AlertView>("alerts", alertsPath(search));
  const session = useSession();
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const [isTouched, setIsTouched] = useState(false);
  const alerts = search.view === "held" ? list.items.filter(isHeld) : list.items;
  const calmed = useCalmLines(foldGroups(alerts), alertsPath(search), isTouched || chosen.size > 0);
  if (list.error) return <AlertsFailed what={list.error.message} onRetry={list.retry} />;
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

function AlertsFailed({ what, onRetry }: { what: string; onRetry: () => void }) {
  return (
    <Failed
      title="The list could not be read"
      what={what}
      kept="Alerts are taken in and people are paged whether or not this page can be drawn."
      next="It is tried again by itself when the connection is back."
      actions={<Button variant="default" onClick={onRetry}>Try again</Button>}
    />
  );
}
