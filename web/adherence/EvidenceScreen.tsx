import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import "../design/mantine-form-styles.ts";
import type { AdherenceView, FindingView, TrendView } from "../../server/features/adherence/contract.ts";
import { countFindings, wordCounts } from "../../server/features/adherence/evidence-findings.rules.ts";
import type { IncidentView } from "../../server/features/incidents/contract.ts";
import type { List } from "../api/client.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { useMay, useSignedIn } from "../api/session.ts";
import { ClassBadge } from "../design/ClassBadge.tsx";
import { Since } from "../design/Clock.tsx";
import { Facts } from "../design/Facts.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { Views } from "../design/Views.tsx";
import { fullMomentWords } from "../design/wording.ts";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import { EvidenceButtons } from "./EvidenceButtons.tsx";
import { trendLede } from "./finding-words.ts";
import { FindingTable } from "./FindingTable.tsx";
import { RuleTrends } from "./RuleTrends.tsx";
import { SealedCard } from "./SealedCard.tsx";
import { WaiveDialog } from "./WaiveDialog.tsx";
import classes from "./Evidence.module.css";

const route = getRouteApi("/shell/incidents/$ref/evidence");
const last = 12;

/** An incident held against the process it ran under: what became of each rule, with what proves it. */
export function EvidenceScreen() {
  const { ref } = route.useParams();
  const address = `/api/v1/incidents/${encodeURIComponent(ref)}`;
  const incident = useAddress<IncidentView>("incidents", address);
  const adherence = useAddress<AdherenceView>("incidents", `${address}/adherence`, { every: 30_000 });
  const trends = useAddress<List<TrendView>>("incidents", `/api/v1/adherence?last=${last}`);
  const error = incident.error ?? adherence.error;
  const crumbs = <><Link to="/incidents">Incidents</Link> / <Link to="/incidents/$ref" params={{ ref }}>{ref} {incident.data?.title ?? ""}</Link> / Evidence</>;
  if (!incident.data || !adherence.data) {
    return (
      <Page title={`Evidence of ${ref}`} so={error ? "The evidence cannot be read." : undefined} crumbs={crumbs}>
        {error ? <NotRead what="The evidence" problem={error} onRetry={() => void Promise.all([incident.refetch(), adherence.refetch()])} /> : <RowsSkeleton rows={10} />}
      </Page>
    );
  }
  const { findings } = adherence.data;
  return (
    <Page
      title={`Evidence of ${ref}`}
      so={wordCounts(adherence.data.incident.ref, countFindings(adherence.data.findings))}
      next={trendLede(findings, trends.data?.items ?? [])}
      crumbs={crumbs}
      actions={<EvidenceButtons incidentRef={ref} />}
      aside={<><RuleTrends trends={trends.data?.items ?? []} last={last} /><SealedCard incidentRef={ref} /></>}
    >
      <Frame incident={incident.data} adherence={adherence.data} />
      <Findings incident={incident.data} findings={findings} />
    </Page>
  );
}

function Frame({ incident, adherence }: { incident: IncidentView; adherence: AdherenceView }) {
  const begin = Date.parse(incident.declaredAt);
  const until = incident.endedAt === null ? undefined : Date.parse(incident.endedAt);
  return (
    <Facts
      facts={[
        { label: "Class", value: <ClassBadge severity={incident.severity} priority={incident.priority} /> },
        { label: "When", value: <Since at={begin} until={until} />, detail: fullMomentWords(begin) },
        { label: "Commander", value: incident.commander.name },
        { label: "Judged by", value: adherence.processVersion === null ? "the usual process" : `version ${adherence.processVersion}`, detail: "as it ran then" },
        { label: "Log", value: adherence.events, detail: "entries" },
      ]}
    />
  );
}

type Chosen = "asked" | "met" | "missed" | "waived" | "not-applicable";

function Findings({ incident, findings }: { incident: IncidentView; findings: readonly FindingView[] }) {
  const [chosen, choose] = useState<Chosen>("asked");
  const [waiving, waive] = useState<FindingView | null>(null);
  const isManager = useMay("manager");
  const me = useSignedIn()?.personId ?? null;
  const holding = useCommand("incidents");
  const mayWaive = isManager || me === incident.commander.id;
  const counts = countFindings(findings);
  const shown = findings.filter(({ verdict }) => (chosen === "asked" ? verdict !== "not-applicable" : verdict === chosen));
  const hold = (one: FindingView) => holding.mutate({ method: "DELETE", path: `/api/v1/incidents/${incident.ref}/waivers?rule=${encodeURIComponent(one.rule)}` });
  return (
    <>
      <div className={classes["views"]}>
        <Views
          label="Which rules"
          chosen={chosen}
          onChoose={choose}
          views={[
            { id: "asked", words: "All rules", count: findings.length - counts["not-applicable"] },
            { id: "met", words: "Met", count: counts.met },
            { id: "missed", words: "Missed", count: counts.missed },
            { id: "waived", words: "Waived", count: counts.waived },
            { id: "not-applicable", words: "Not asked", count: counts["not-applicable"] },
          ]}
        />
        {counts.pending === 0 ? null : <p>Not yet due: {counts.pending}, counted when {counts.pending === 1 ? "it is" : "they are"}</p>}
      </div>
      <FindingTable incidentRef={incident.ref} findings={shown} begin={incident.declaredAt} onWaive={mayWaive ? waive : null} onHold={mayWaive ? hold : null} />
      <p className={classes["note"]}>A verdict is made from the log alone; a person may only waive, with a name and a reason, and that stands here too.</p>
      {waiving === null ? null : <WaiveDialog incidentRef={incident.ref} one={waiving} onClose={() => waive(null)} />}
    </>
  );
}
