import type { ReactNode } from "react";
import type { ScheduleEffectView } from "../../../server/features/on-call/schedule-form.contract.ts";
import type { ApiProblem } from "../../api/client.ts";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { Section } from "../../design/Section.tsx";
import { fullMomentWords } from "../../design/wording.ts";
import classes from "./Edit.module.css";

const shown = 5;

function Few<Item>({ items, words }: { items: readonly Item[]; words: (item: Item) => ReactNode }) {
  return (
    <ul>
      {items.slice(0, shown).map((item, place) => (
        <li key={place}>{words(item)}</li>
      ))}
      {items.length > shown ? <li className={classes["small"]}>and {items.length - shown} more</li> : null}
    </ul>
  );
}

function loadWords({ hoursBefore, hoursAfter }: ScheduleEffectView["people"][number]): string {
  const by = Math.round(Math.abs(hoursAfter - hoursBefore));
  if (by === 0) return "as much as before, at other times";
  return hoursAfter > hoursBefore ? `${by} hours more` : `${by} hours less`;
}

function Told({ effect }: { effect: ScheduleEffectView }) {
  const { gaps, lost, people, timezone } = effect;
  const span = (from: string, to: string) => `${fullMomentWords(Date.parse(from), timezone)} to ${fullMomentWords(Date.parse(to), timezone)}`;
  if (gaps.length + lost.length + people.length === 0) return <p>Nobody is on call at another time than before.</p>;
  return (
    <>
      {gaps.length === 0 ? null : (
        <div className={classes["warning"]}>
          <b>{gaps.length === 1 ? "It makes a gap" : `It makes ${gaps.length} gaps`}</b>
          <Few items={gaps} words={({ from, to }) => <>Nobody {span(from, to)}</>} />
        </div>
      )}
      {lost.length === 0 ? null : (
        <div className={classes["warning"]}>
          <b>What people arranged would be lost</b>
          <Few
            items={lost}
            words={({ name, from, to, hours, reason }) => (
              <>
                {name}: {Math.round(hours)} h of {span(from, to)}
                {reason === null ? null : <span className={classes["small"]}>{reason}</span>}
              </>
            )}
          />
        </div>
      )}
      <div>
        <b>Who is on call more or less</b>
        <Few
          items={people}
          words={(person) => (
            <>
              <b>{person.name}</b> {loadWords(person)}
              <span className={classes["small"]}>first {span(person.firstFrom, person.firstTo)}</span>
            </>
          )}
        />
      </div>
    </>
  );
}

export interface EffectPartProps {
  effect: ScheduleEffectView | undefined;
  missing: string | null;
  problem: ApiProblem | null;
}

/** What publishing would do, before it is done. */
export function EffectPart({ effect, missing, problem }: EffectPartProps) {
  return (
    <Section title="What publishing does" count="next 90 days">
      <div className={classes["effect"]} aria-live="polite">
        {missing === null ? <ProblemWords problem={problem} /> : <p>{missing}</p>}
        {missing === null && problem === null && effect !== undefined ? <Told effect={effect} /> : null}
      </div>
    </Section>
  );
}
