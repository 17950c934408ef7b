import type { CSSProperties } from "react";
import type { CoverageView } from "../../server/features/escalation/coverage.contract.ts";
import { Section } from "../design/Section.tsx";
import { dateWords } from "../design/wording.ts";
import classes from "./Coverage.module.css";
import { barsOf, monthsIn, stripWords } from "./coverage-words.ts";

function share(left: number, width = 0): CSSProperties {
  return { "--left": `${left * 100}%`, "--width": `${width * 100}%` } as CSSProperties;
}

function Strip({ policy, from, to }: { policy: CoverageView["policies"][number]; from: number; to: number }) {
  const { name, services, holes } = policy;
  return (
    <li className={classes["strip"]}>
      <div className={classes["policy"]}>
        <b>{name}</b>
        <span>{services.length === 0 ? "no service" : services.map((service) => service.name).join(", ")}</span>
      </div>
      <div className={classes["track"]} role="img" aria-label={stripWords(name, holes)}>
        {monthsIn(from, to).map(({ left }) => (
          <i key={left} className={classes["month"]} style={share(left)} />
        ))}
        {barsOf(holes, from, to).map(({ kind, left, width }) => (
          <span key={`${kind} ${left}`} className={classes["hole"]} data-kind={kind} style={share(left, width)} />
        ))}
      </div>
    </li>
  );
}

/** The days to come as one strip per escalation policy, with the holes in it. */
export function CoverageStrips({ report }: { report: CoverageView }) {
  const [from, to] = [Date.parse(report.from), Date.parse(report.to)];
  if (report.policies.length === 0) return null;
  return (
    <Section title="Escalation policies" count={`${dateWords(from)} to ${dateWords(to)}`}>
      <div className={classes["strips"]}>
        <div className={classes["months"]} aria-hidden="true">
          {monthsIn(from, to).map(({ left, name }) => (
            <span key={left} style={share(left)}>{name}</span>
          ))}
        </div>
        <ul>
          {report.policies.map((policy) => (
            <Strip key={policy.id} policy={policy} from={from} to={to} />
          ))}
        </ul>
      </div>
      <ul className={classes["legend"]} aria-label="What the marks mean">
        <li data-kind="covered">somebody in every step</li>
        <li data-kind="nobody-new">a step with nobody new</li>
        <li data-kind="empty-step">a step with nobody</li>
        <li data-kind="nobody">nobody at all</li>
      </ul>
    </Section>
  );
}
