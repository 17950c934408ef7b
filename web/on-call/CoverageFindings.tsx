import { Button } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import { useOfNow } from "../design/NowProvider.tsx";
import { Section } from "../design/Section.tsx";
import classes from "./Coverage.module.css";
import { type Finding, timesOf, weightTitles } from "./coverage-words.ts";

/** Leads to where a finding is mended. */
function Mend({ mend, about }: Pick<Finding, "mend"> & { about: string }) {
  const { history } = useRouter();
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    history.push(mend.link);
  };
  return (
    <Button component="a" size="xs" variant="default" href={mend.link} onClick={go} aria-label={`${mend.words}: ${about}`}>
      {mend.words}
    </Button>
  );
}

function FindingRow({ finding }: { finding: Finding }) {
  const { title, text, timezone, weight, mend, occurrences } = finding;
  const times = useOfNow((now) => timesOf(finding, Math.floor(now / 60_000) * 60_000));
  return (
    <li className={classes["finding"]} data-weight={weight}>
      <div>
        <p>
          <b>{title}</b> {text}
        </p>
        <p className={classes["times"]}>
          {times}
          {occurrences.length > 0 && timezone !== null ? <span> (your clock; the schedule’s is {timezone})</span> : null}
        </p>
      </div>
      <Mend mend={mend} about={title} />
    </li>
  );
}

/** What does not hold, what breaks first in front, each with the one thing to do. */
export function CoverageFindings({ findings }: { findings: readonly Finding[] }) {
  return (["breaks", "risks", "hard"] as const).map((weight) => {
    const own = findings.filter((finding) => finding.weight === weight);
    return own.length === 0 ? null : (
      <Section key={weight} title={weightTitles[weight]} count={own.length}>
        <ul className={classes["findings"]}>
          {own.map((finding) => (
            <FindingRow key={finding.id} finding={finding} />
          ))}
        </ul>
      </Section>
    );
  });
}
