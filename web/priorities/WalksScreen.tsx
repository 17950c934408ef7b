import { Button, NativeSelect } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { PriorityWalkDetail, PriorityWalkView, WatchGapView } from "../../server/features/priorities/walk.contract.ts";
import type { List } from "../api/client.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { useMay } from "../api/session.ts";
import { Since } from "../design/Clock.tsx";
import { Empty } from "../design/Empty.tsx";
import "../design/mantine-form-styles.ts";
import { ProblemWords } from "../design/ProblemWords.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { useTeams } from "../directory/use-directory.ts";
import { SettingsPage } from "../settings/SettingsPage.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { GapRow } from "./GapRow.tsx";
import { backlogLede, walkLine } from "./walk-words.ts";
import classes from "./Walks.module.css";

/** What could break unwatched: the walks that ask, and the backlog that they leave. */
export function WalksScreen() {
  const walks = useAddress<List<PriorityWalkView>>("settings", "/api/v1/priority-walks");
  const gaps = useAddress<List<WatchGapView>>("settings", "/api/v1/watch-gaps");
  const problem = walks.error ?? gaps.error;
  const crumbs = <><Link to="/settings">Settings</Link> / <Link to="/settings/process">Process</Link> / What nobody watches</>;
  if (walks.data === undefined || gaps.data === undefined) {
    return (
      <SettingsPage title="What nobody watches" so={problem === null ? undefined : "What was found cannot be read."} crumbs={crumbs}>
        {problem === null ? <RowsSkeleton rows={6} /> : <NotRead what="What was found" problem={problem} onRetry={() => void Promise.all([walks.refetch(), gaps.refetch()])} />}
      </SettingsPage>
    );
  }
  return (
    <SettingsPage title="What nobody watches" {...backlogLede(gaps.data.items)} crumbs={crumbs}>
      <Beginning />
      <Walks walks={walks.data.items} />
      <Backlog gaps={gaps.data.items} />
    </SettingsPage>
  );
}

function Beginning() {
  const teams = useTeams().data?.items ?? [];
  const navigate = useNavigate();
  const [teamId, setTeamId] = useState("");
  const beginning = useCommand<PriorityWalkDetail>("settings");
  const mayWalk = useMay("responder");
  const begin = () => beginning.mutate({ path: "/api/v1/priority-walks", body: { teamId: teamId === "" ? null : teamId } }, { onSuccess: ({ id }) => void navigate({ to: "/settings/process/walks/$id", params: { id } }) });
  if (!mayWalk) return null;
  return (
    <>
      <div className={classes["bar"]}>
        <NativeSelect label="About the services of" data={[{ value: "", label: "all teams" }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]} value={teamId} onChange={(event) => setTeamId(event.currentTarget.value)} />
        <Button loading={beginning.isPending} onClick={begin}>Walk through the priorities</Button>
      </div>
      <ProblemWords problem={beginning.error} />
    </>
  );
}

function Walks({ walks }: { walks: readonly PriorityWalkView[] }) {
  if (walks.length === 0) return null;
  return (
    <Section title="Walks" count={walks.length}>
      <ul className={classes["list"]}>
        {walks.map((walk) => (
          <li key={walk.id} className={classes["row"]}>
            <div>
              <p><Link to="/settings/process/walks/$id" params={{ id: walk.id }}>{walk.team?.name ?? "All teams"}, begun by {walk.begunBy.name}</Link></p>
              <p className={classes["pale"]}>{walkLine(walk)}; {walk.people.map(({ name }) => name).join(", ")}</p>
            </div>
            <span className={classes["pale"]}>{walk.endedAt === null ? <>left <Since at={Date.parse(walk.movedAt)} /> ago</> : null}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Backlog({ gaps }: { gaps: readonly WatchGapView[] }) {
  const open = gaps.filter(({ status }) => status === "open");
  const settled = gaps.filter(({ status }) => status !== "open");
  if (gaps.length === 0) return <Empty title="Nothing was found yet" text="What a walk finds stands here: what could break, how it could be watched, and what became of it." />;
  return (
    <div className={classes["parts"]}>
      <Section title="To do" count={open.length} side={<><a href="/api/v1/watch-gaps/export?format=csv" download="watch-gaps.csv">CSV</a>{" "}<a href="/api/v1/watch-gaps/export?format=markdown" download="watch-gaps.md">Markdown</a></>}>
        <ul className={classes["list"]}>{open.map((gap) => <GapRow key={gap.id} gap={gap} />)}</ul>
      </Section>
      {settled.length === 0 ? null : <Section title="Settled" count={settled.length}><ul className={classes["list"]}>{settled.map((gap) => <GapRow key={gap.id} gap={gap} />)}</ul></Section>}
    </div>
  );
}
