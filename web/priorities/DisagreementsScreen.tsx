import { Link } from "@tanstack/react-router";
import type { RankingView } from "../../server/features/priorities/ranking.contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { Empty } from "../design/Empty.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { SettingsPage } from "../settings/SettingsPage.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { RankingRow } from "./RankingRow.tsx";
import { disagreementsLede } from "./ranking-words.ts";
import classes from "./Rankings.module.css";

const parts = [
  { standing: "open", title: "Wait for an answer" },
  { standing: "changed", title: "To be changed" },
  { standing: "kept", title: "Kept as they are" },
] as const;

/** Where those who use a service find its outage more or less urgent than its own team does, across all services. */
export function DisagreementsScreen() {
  const { data, error, refetch } = useAddress<List<RankingView>>("services", "/api/v1/rankings");
  const lede = data && disagreementsLede(data.items);
  const apart = (data?.items ?? []).filter(({ standing }) => standing !== "agreed");
  return (
    <SettingsPage title="Where teams differ" so={lede?.so ?? (error ? "The rankings cannot be read." : undefined)} next={lede?.next} crumbs={<><Link to="/settings">Settings</Link> / <Link to="/settings/process">Process</Link> / Where teams differ</>}>
      {error && !data ? <NotRead what="The rankings" problem={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <RowsSkeleton rows={5} /> : null}
      {data !== undefined && apart.length === 0 ? <Empty title="No team differs" text="A team says on the page of a service how bad its outage would be. Where that is not the priority of the service, it stands here." /> : null}
      {parts.map(({ standing, title }) => <Part key={standing} title={title} rankings={apart.filter((ranking) => ranking.standing === standing)} />)}
    </SettingsPage>
  );
}

function Part({ title, rankings }: { title: string; rankings: readonly RankingView[] }) {
  if (rankings.length === 0) return null;
  return (
    <Section title={title} count={rankings.length}>
      <ul className={classes["list"]}>{rankings.map((ranking) => <RankingRow key={ranking.id} ranking={ranking} withService />)}</ul>
    </Section>
  );
}
