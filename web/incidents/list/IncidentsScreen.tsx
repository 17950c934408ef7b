import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { IncidentView } from "../../../server/features/incidents/contract.ts";
import { ListEnd } from "../../alert-intake/ListEnd.tsx";
import type { List } from "../../api/client.ts";
import { useList } from "../../api/lists.ts";
import { useAddress } from "../../api/queries.ts";
import { useSignedIn } from "../../api/session.ts";
import { Empty } from "../../design/Empty.tsx";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { Views } from "../../design/Views.tsx";
import { DeclareButton } from "../../now/DeclareButton.tsx";
import { NotRead } from "../../shell/NotRead.tsx";
import { Page } from "../../shell/Page.tsx";
import { DeclareQuestions } from "../declare/DeclareQuestions.tsx";
import { InSeveral } from "../several/InSeveral.tsx";
import { IncidentFilters } from "./IncidentFilters.tsx";
import { incidentsLede } from "./incidents-lede.ts";
import { incidentsPath, runningPath, type IncidentsSearch, type IncidentViewId } from "./incidents-search.ts";
import { IncidentTable } from "./IncidentTable.tsx";
import classes from "./Incidents.module.css";

const route = getRouteApi("/shell/incidents");

/** Every incident: those that run, those that ended, found by words, service and severity. */
export function IncidentsScreen() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const me = useSignedIn()?.personId ?? null;
  const running = useAddress<List<IncidentView>>("incidents", runningPath);
  const change = (next: IncidentsSearch) => void navigate({ to: "/incidents", search: next, replace: true });
  const lede = running.data && incidentsLede(running.data.items, me);
  const declare = <DeclareButton />;
  return (
    <Page title="Incidents" so={lede?.so ?? (running.error ? "The incidents cannot be read." : undefined)} next={lede?.next} actions={declare} thumb={declare}>
      <div className={classes["bar"]}>
        <Views<IncidentViewId>
          label="Incidents"
          views={[{ id: "running", words: "Open", count: running.data?.items.length }, { id: "ended", words: "Ended" }, { id: "all", words: "All" }]}
          chosen={search.view ?? "running"}
          onChoose={(view) => change({ ...search, view })}
        />
        <IncidentFilters search={search} onChange={change} />
      </div>
      {search.view === undefined ? <DeclareQuestions me={me} /> : null}
      {search.view === undefined ? <InSeveral me={me} /> : null}
      <IncidentList key={search.view} search={search} />
    </Page>
  );
}

function IncidentList({ search }: { search: IncidentsSearch }) {
  const list = useList<IncidentView>("incidents", incidentsPath(search));
  if (list.error) return <NotRead what="The list" problem={list.error} onRetry={list.retry} />;
  if (list.isLoading) return <RowsSkeleton rows={6} />;
  if (list.items.length === 0) return <NoIncidents search={search} />;
  return (
    <>
      <IncidentTable incidents={list.items} isStale={list.isStale} />
      {list.hasMore ? <ListEnd key={list.items.length} onReach={list.readMore} words="Older incidents" /> : null}
    </>
  );
}

function NoIncidents({ search }: { search: IncidentsSearch }) {
  if (search.search !== undefined || search.service !== undefined || search.severity !== undefined) return <Empty title="No incident fits" text="Drop a filter, or look in another view." />;
  if (search.view === "ended") return <Empty title="Nothing has ended yet" text="Incidents stand here once they are resolved, cancelled or merged, with what was learned." />;
  return <Empty title="No incident is open" text="A person declares one, or a route does for an alert. Anybody without an account says what they see at /report." />;
}
