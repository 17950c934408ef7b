import { Link } from "@tanstack/react-router";
import type { ProcessFindingView, ProcessPartView, ProcessVersionView } from "../../server/features/process/draft.contract.ts";
import { dateWords } from "../design/wording.ts";
import { isWaiting } from "./process-lede.ts";
import classes from "./Process.module.css";

interface ContentsProps {
  parts: readonly ProcessPartView[];
  findings: readonly ProcessFindingView[];
  versions: readonly ProcessVersionView[];
  /** The number that the draft will have; null where none is open. */
  draftVersion: number | null;
  /** The version that is read; null for the draft. */
  shown: number | null;
}

/** The parts with a mark at those that differ and a count of what waits, and the versions there are. */
export function Contents({ parts, findings, versions, draftVersion, shown }: ContentsProps) {
  return (
    <nav className={classes["contents"]} aria-label="Contents">
      <h2>How we respond</h2>
      <ul>
        {parts.map(({ id, title, isChanged }) => {
          const waiting = findings.filter((finding) => finding.part === id && isWaiting(finding)).length;
          return (
            <li key={id}>
              <a href={`#process-${id}`} data-changed={isChanged || undefined}>
                {title.split(",")[0]}
                {isChanged ? <span className={classes["hidden"]}> (changed)</span> : null}
                {waiting > 0 ? <em aria-label={`${waiting} to answer`}>{waiting}</em> : null}
              </a>
            </li>
          );
        })}
      </ul>
      <h2>Versions</h2>
      <ul>
        {draftVersion === null ? null : (
          <li>
            <Link to="/settings/process" search={{}} aria-current={shown === null ? "page" : undefined}>{draftVersion}, draft</Link>
          </li>
        )}
        {versions.map(({ version, publishedAt, reason }) => (
          <li key={version}>
            <Link to="/settings/process" search={{ version }} aria-current={shown === version ? "page" : undefined} title={reason ?? undefined}>
              {version} <em>{dateWords(Date.parse(publishedAt))}</em>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
