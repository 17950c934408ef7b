import type { ForeseenView } from "../../server/platform/config-document/configuration.contract.ts";
import { fullMomentWords } from "../design/wording.ts";
import classes from "./Plan.module.css";

function timesOf({ first, count, pattern }: ForeseenView): string {
  if (first === null) return "All the time.";
  const span = first.from === first.to ? fullMomentWords(Date.parse(first.from)) : `${fullMomentWords(Date.parse(first.from))} to ${fullMomentWords(Date.parse(first.to))}`;
  return `${pattern === null ? "" : `${pattern}; `}${count === 1 ? "" : `${count} times, first `}${span}, your clock.`;
}

function List({ findings, label }: { findings: readonly ForeseenView[]; label: string }) {
  return (
    <ul className={classes["foreseen"]} aria-label={label}>
      {findings.map((finding) => (
        <li key={finding.title} data-weight={finding.weight}>
          <b>{finding.title}</b> {finding.text} <span>{timesOf(finding)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What would be wrong after a document is applied and is not now: what breaks paging in the open, the rest on request. */
export function Foreseen({ findings }: { findings: readonly ForeseenView[] }) {
  const breaking = findings.filter(({ weight }) => weight === "breaks");
  const others = findings.filter(({ weight }) => weight !== "breaks");
  return (
    <>
      {breaking.length === 0 ? null : (
        <div className={classes["breaking"]} role="note">
          <p>This would break paging:</p>
          <List findings={breaking} label="What this would break" />
        </div>
      )}
      {others.length === 0 ? null : (
        <details className={classes["all"]}>
          <summary>{others.length === 1 ? "One thing more that it brings for paging" : `${others.length} things${breaking.length > 0 ? " more" : ""} that it brings for paging`}</summary>
          <List findings={others} label="What else it brings" />
        </details>
      )}
    </>
  );
}
