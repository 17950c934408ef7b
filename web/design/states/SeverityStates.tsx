import type { CSSProperties } from "react";
import { ClassBadge } from "../ClassBadge.tsx";
import { PhaseSteps } from "../PhaseSteps.tsx";
import { PriorityBadge } from "../PriorityBadge.tsx";
import { Section } from "../Section.tsx";
import { SeverityBadge } from "../SeverityBadge.tsx";
import { severityTone } from "../severity.ts";
import { severities } from "./example.ts";
import classes from "./States.module.css";

function Ramp() {
  return (
    <div className={classes["ramp"]}>
      {severities.map(({ name, meaning }, rank) => {
        const tone = severityTone({ rank });
        const style = { "--text": tone.text, "--wash": tone.wash, "--fill": tone.fill } as CSSProperties;
        return (
          <div key={name} className={classes["stop"]} style={style}>
            <SeverityBadge name={name} rank={rank} look="plain" />
            <p>{meaning}</p>
          </div>
        );
      })}
    </div>
  );
}

const phases = [
  { id: "identify", words: "Identify" },
  { id: "assess", words: "Assess" },
  { id: "respond", words: "Respond" },
  { id: "review", words: "Review" },
] as const;

function Badges({ of, names }: { of: number; names: readonly string[] }) {
  return (
    <div className={classes["row"]}>
      {names.map((name, rank) => (
        <SeverityBadge key={name} name={name} rank={rank} of={of} />
      ))}
    </div>
  );
}

/** The ramp, its badges, and processes with other numbers of severities. */
export function SeverityStates() {
  return (
    <>
      <Section title="Severity" count="one ramp, bars, and a word; the names come from the process" rule="line">
        <Ramp />
      </Section>
      <div className={classes["grid"]} data-columns="3">
        <Section title="Badges" rule="line">
          <div className={classes["stack"]}>
            <Badges of={5} names={severities.map(({ name }) => name)} />
            <div className={classes["row"]}>
              <SeverityBadge name="Sev 0" rank={0} priority="P1" />
              <SeverityBadge name="Sev 1" rank={1} priority="P1" />
              <SeverityBadge name="Sev 3" rank={3} priority="P3" />
              <SeverityBadge name="Sev 2" rank={2} priority="P2" size="lg" />
            </div>
            <div className={classes["row"]}>
              {["P1", "P2", "P3", "P4"].map((name) => (
                <PriorityBadge key={name} name={name} />
              ))}
            </div>
          </div>
        </Section>
        <Section title="Class and phase" rule="line">
          <div className={classes["stack"]}>
            <div className={classes["row"]}>
              <ClassBadge severity={{ name: "Sev 1", rank: 1, of: 5 }} priority={{ name: "P1" }} />
              <ClassBadge severity={{ name: "Sev 2", rank: 2, of: 5 }} priority={null} />
              <ClassBadge severity={null} priority={{ name: "P2" }} />
              <ClassBadge severity={null} priority={null} />
            </div>
            <PhaseSteps steps={phases} current="respond" />
            <PhaseSteps steps={phases} current="review" isOver />
          </div>
        </Section>
        <Section title="Three severities" rule="line">
          <Badges of={3} names={["critical", "error", "warning"]} />
        </Section>
        <Section title="Six severities" rule="line">
          <Badges of={6} names={["S1", "S2", "S3", "S4", "S5", "S6"]} />
        </Section>
      </div>
    </>
  );
}
