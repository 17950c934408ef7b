import { Button, SegmentedControl } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { RouteTrialOutcome } from "../../../server/features/alert-intake/route-trial.contract.ts";
import type { ProcessWords } from "../../../server/features/process/contract.ts";
import type { ApiProblem } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { NoticeBar } from "../../design/NoticeBar.tsx";
import { Section } from "../../design/Section.tsx";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { SettingsPage } from "../../settings/SettingsPage.tsx";
import { NotRead } from "../../shell/NotRead.tsx";
import { RouteRows } from "./RouteRows.tsx";
import { draftOf, isSame, type RouteDraft, type RouteForm, routesOf, withNew } from "./routes-draft.ts";
import { TakeOverDialog } from "./TakeOverDialog.tsx";
import { type SpanHours, spans, trialLede } from "./trial-words.ts";
import { TrialOutcome } from "./TrialOutcome.tsx";
import { useCurrentRoutes, useTrial } from "./use-routes.ts";
import classes from "./Routes.module.css";

/** What is being written, and the routes that held when that began. */
interface Work {
  draft: RouteDraft[];
  base: readonly RouteForm[];
}

/** The routes: who is woken by what. Changed ones are seen working on what came lately before they are taken over. */
export function RoutesScreen() {
  const { routes, isFromFile, problem, retry } = useCurrentRoutes();
  const [work, setWork] = useState<Work | null>(null);
  if (routes === undefined) {
    return (
      <SettingsPage title="Routes" so={problem ? "The routes cannot be read." : undefined}>
        {problem ? <NotRead what="The list" problem={problem} onRetry={retry} /> : <RowsSkeleton rows={5} />}
      </SettingsPage>
    );
  }
  return <Bench current={routes} isFromFile={isFromFile} work={work ?? { draft: draftOf(routes), base: routes }} isBegun={work !== null} onWork={setWork} />;
}

interface BenchProps {
  current: readonly RouteForm[];
  isFromFile: boolean;
  work: Work;
  isBegun: boolean;
  onWork: (work: Work | null) => void;
}

function Bench({ current, isFromFile, work, isBegun, onWork }: BenchProps) {
  const [hours, setHours] = useState<SpanHours>(24);
  const [isTaking, setIsTaking] = useState(false);
  const process = useAddress<ProcessWords>("settings", "/api/v1/process");
  const routes = routesOf(work.draft);
  const isChanged = !isSame(routes, current);
  const trial = useTrial(routes, hours);
  const mistakes = mistakesOf(trial);
  const change = (draft: RouteDraft[]) => onWork({ ...work, draft });
  const takeOver = <Button disabled={!isChanged || mistakes !== null} onClick={() => setIsTaking(true)}>Take them over</Button>;
  return (
    <SettingsPage title="Routes" {...ledeOf(trial, (outcome) => trialLede(outcome, routes.length, hours, isChanged))} actions={takeOver} thumb={takeOver}>
      {isBegun && !isSame(work.base, current) ? <Overtaken onTheirs={() => onWork(null)} /> : null}
      <Section title="The first that fits decides" count="in this order, from the top">
        <RouteRows draft={work.draft} process={process.data} outcome={trial.outcome} problem={mistakes} onChange={change} />
        <div className={classes["add"]}>
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={() => change(withNew(work.draft))}>Another route</Button>
          {isBegun ? <Button size="xs" variant="subtle" onClick={() => onWork(null)}>Back to what holds</Button> : null}
          <span className={classes["pale"]}>A condition asks labels.<i>name</i>, severity, source, service.id, service.tier or service.team, such as <code>{'service.team == "payments" && labels.env != "staging"'}</code></span>
        </div>
      </Section>
      <Tried trial={trial} hours={hours} onHours={setHours} />
      {isTaking ? (
        <TakeOverDialog
          routes={routes} isFromFile={isFromFile} onClose={() => setIsTaking(false)}
          onTaken={() => {
            setIsTaking(false);
            onWork(null);
          }}
        />
      ) : null}
    </SettingsPage>
  );
}

type Trial = ReturnType<typeof useTrial>;

/** Why the routes cannot be tried, where that is for whoever wrote them to mend. */
function mistakesOf({ problem }: Trial): ApiProblem | null {
  return problem !== null && problem.errors.length > 0 ? problem : null;
}

function ledeOf(trial: Trial, wordsOf: (outcome: RouteTrialOutcome) => { so: string; next: string }): { so: string | undefined; next?: string } {
  if (mistakesOf(trial)) return { so: "A condition cannot be read yet.", next: "How to mend it stands beneath its field." };
  if (trial.outcome) return wordsOf(trial.outcome);
  return { so: trial.problem ? "What the routes would do cannot be told." : undefined };
}

function Tried({ trial, hours, onHours }: { trial: Trial; hours: SpanHours; onHours: (hours: SpanHours) => void }) {
  const { outcome, problem, isCurrent, retry } = trial;
  const isFailed = problem !== null && mistakesOf(trial) === null;
  const choose = <SegmentedControl size="xs" aria-label="With the alerts of" data={spans.map(({ hours: value, words }) => ({ value: String(value), label: words.replace("the ", "") }))} value={String(hours)} onChange={(value) => onHours(Number(value) as SpanHours)} />;
  return (
    <Section title="What they would have done" rule="line" side={choose}>
      {isFailed ? <NotRead what="What they would have done" problem={problem} onRetry={retry} /> : null}
      {outcome === undefined && problem === null ? <RowsSkeleton rows={4} /> : null}
      {mistakesOf(trial) ? <p className={classes["pale"]}>Known again once every condition can be read.</p> : null}
      {outcome === undefined || problem !== null ? null : <TrialOutcome outcome={outcome} isCurrent={isCurrent} />}
    </Section>
  );
}

/** Somebody else took routes over while these were being written. */
function Overtaken({ onTheirs }: { onTheirs: () => void }) {
  return <NoticeBar title="Somebody changed the routes since you began." text="Taking yours over would put yours in their place." actions={<Button size="xs" variant="default" onClick={onTheirs}>Begin again from theirs</Button>} />;
}
