import { useState } from "react";
import type { ConductReportView } from "../../../server/features/incidents/conduct.contract.ts";
import { ListEnd } from "../../alert-intake/ListEnd.tsx";
import { useList } from "../../api/lists.ts";
import { Empty } from "../../design/Empty.tsx";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { Views } from "../../design/Views.tsx";
import settings from "../../settings/Settings.module.css";
import { SettingsPage } from "../../settings/SettingsPage.tsx";
import { NotRead } from "../../shell/NotRead.tsx";
import { ConductRow } from "./ConductRow.tsx";
import { newWords } from "./conduct-words.ts";
import { ReadDialog } from "./ReadDialog.tsx";

type State = ConductReportView["state"] | "all";

const views = [
  { id: "new", words: "New" },
  { id: "seen", words: "Seen" },
  { id: "dealt-with", words: "Dealt with" },
  { id: "all", words: "All" },
] as const;

const nothing: Readonly<Record<State, string>> = {
  new: "Whoever is in an incident tells it there, at More, Report how somebody was treated.",
  seen: "What was read and waits for something to be done stands here.",
  "dealt-with": "What was dealt with stands here, with a word on how.",
  all: "Whoever is in an incident tells it there, at More, Report how somebody was treated.",
};

/** What people told administrators of how somebody was treated, across incidents. */
export function ConductScreen() {
  const [state, setState] = useState<State>("new");
  // Above the rows: what was new is in another view once it is read.
  const [read, setRead] = useState<ConductReportView | null>(null);
  const fresh = useList<ConductReportView>("incidents", "/api/v1/conduct-reports?state=new&limit=50");
  const list = useList<ConductReportView>("incidents", `/api/v1/conduct-reports?state=${state}&limit=50`);
  const count = fresh.items.length;
  const so = list.error ? "The reports cannot be read." : fresh.isLoading ? undefined : newWords(count);
  return (
    <SettingsPage title="Conduct reports" so={so} next="Administrators alone see them; whoever reads one stands in the audit trail.">
      <Views<State> label="Reports" views={views.map((view) => (view.id === "new" && count > 0 ? { ...view, count } : view))} chosen={state} onChoose={setState} />
      {list.error ? <NotRead what="The list" problem={list.error} onRetry={list.retry} /> : null}
      {list.isLoading ? <RowsSkeleton rows={4} /> : null}
      {!list.isLoading && list.error === null && list.items.length === 0 ? <Empty title="No report here" text={nothing[state]} /> : null}
      <ul className={settings["rows"]}>{list.items.map((report) => <ConductRow key={report.id} report={report} onRead={() => setRead(report)} />)}</ul>
      {read === null ? null : <ReadDialog report={read} onClose={() => setRead(null)} />}
      {list.hasMore ? <ListEnd key={list.items.length} onReach={list.readMore} words="Older reports" /> : null}
    </SettingsPage>
  );
}
