import { Button, Checkbox } from "@mantine/core";
import { IconCircle, IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReadinessCheckView, ReadinessView } from "../../../server/features/on-call/readiness.contract.ts";
import { useAddress, useCommand } from "../../api/queries.ts";
import "../../design/mantine-form-styles.ts";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { SheetSkeleton } from "../../design/Skeletons.tsx";
import { fullMomentWords } from "../../design/wording.ts";
import { NotRead } from "../../shell/NotRead.tsx";
import { Page } from "../../shell/Page.tsx";
import classes from "./MyOnCall.module.css";
import { useWished } from "./use-wished.ts";

const path = "/api/v1/me/readiness";
const ticks: Readonly<Record<string, string>> = { links: "I get in everywhere", rules: "I know them", after: "I know" };

const back = <Link to="/on-call/me">My on-call</Link>;

interface CheckProps {
  check: ReadinessCheckView;
  mayTick: boolean;
  onTick: () => void;
}

function Check({ check: { id, title, detail, isDone, isTicked, links, text }, mayTick, onTick }: CheckProps) {
  return (
    <li className={classes["check"]} data-done={isDone || undefined}>
      <span>{isDone ? <IconCircleCheck size={20} stroke={1.7} aria-label="done" /> : <IconCircle size={20} stroke={1.7} aria-label="open" />}</span>
      <div className={classes["checkBody"]}>
        <h2>{title}</h2>
        <p>{detail}</p>
        {text === null ? null : <div className={classes["rules"]}>{text}</div>}
        {links.length === 0 ? null : (
          <div className={classes["links"]}>
            {links.map(({ name, url }) => (
              <Button key={url} component="a" href={url} target="_blank" rel="noreferrer" size="sm" variant="default">
                {name}
              </Button>
            ))}
          </div>
        )}
        {isTicked === null && !isDone ? (
          <div className={classes["links"]}>
            <Button component={Link} to="/me/reach" size="sm" variant="default">
              {id === "proof" ? "Send yourself a test" : "See how you are reached"}
            </Button>
          </div>
        ) : null}
        {isTicked === null ? null : <Checkbox size="md" label={ticks[id] ?? "Done"} checked={isTicked} disabled={!mayTick} onChange={onTick} />}
      </div>
    </li>
  );
}

function Loaded({ view, mayTick }: { view: ReadinessView; mayTick: boolean }) {
  const { mutate: send, error } = useCommand<ReadinessView, { scheduleId: string; from: string; ticked: string[] }>("on-call");
  const known = view.checks.filter(({ isTicked }) => isTicked === true).map(({ id }): string => id);
  const { chosen: ticked, toggle } = useWished(known, (next, onSettled) => send({ path, body: { scheduleId: view.scheduleId, from: view.from, ticked: next } }, { onSettled }));
  const shown = view.checks.map((check) => (check.isTicked === null ? check : { ...check, isTicked: ticked.includes(check.id), isDone: ticked.includes(check.id) }));
  const done = shown.filter(({ isDone }) => isDone).length;
  const so = done === shown.length ? "You are ready for your shift." : `${done} of ${shown.length} seen to before your shift.`;
  return (
    <Page title="Ready for your shift" crumbs={back} so={so} next={`${view.scheduleName} begins ${fullMomentWords(Date.parse(view.from))}.`}>
      <ProblemWords problem={error} />
      <ul className={classes["checks"]}>
        {shown.map((check) => (
          <Check key={check.id} check={check} mayTick={mayTick} onTick={() => toggle(check.id)} />
        ))}
      </ul>
      <p className={classes["small"]}>
        Kept with its time, so that your team lead sees that it is done. Nothing waits for it: pages go out all the same.
        {view.answeredAt === null ? "" : ` Last answered ${fullMomentWords(Date.parse(view.answeredAt))}.`}
      </p>
    </Page>
  );
}

/** Two minutes before a shift: whether pages arrive, whether one gets in, whether one knows the rules and who comes next. */
export function ReadinessScreen({ schedule, from, mayTick }: { schedule: string; from: string; mayTick: boolean }) {
  const { data, error, refetch } = useAddress<ReadinessView>("on-call", `${path}?${new URLSearchParams({ schedule, from }).toString()}`);
  if (data !== undefined) return <Loaded view={data} mayTick={mayTick} />;
  if (error !== null) {
    return (
      <Page title="Ready for your shift" crumbs={back} so="This cannot be shown just now." next="Pages go out all the same.">
        <NotRead what="What there is to see to" problem={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page title="Ready for your shift" crumbs={back} so={undefined}>
      <SheetSkeleton />
      <SheetSkeleton />
    </Page>
  );
}
