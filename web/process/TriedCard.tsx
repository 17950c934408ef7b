import { IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ProcessBench } from "../../server/features/incidents/process-bench.contract.ts";
import { useAddress } from "../api/queries.ts";
import { triedWords } from "./process-lede.ts";
import classes from "./Process.module.css";

/** The draft tried on the last incidents: those that it would judge otherwise. */
export function TriedCard({ version }: { version: number }) {
  const { data } = useAddress<ProcessBench>("settings", "/api/v1/process/draft/bench?last=50", { keepsLast: true });
  if (data === undefined || data.tried === 0) return null;
  const { title, text } = triedWords(data, version);
  return (
    <div className={classes["finding"]}>
      <p className={classes["kind"]}><IconCheck size={14} stroke={1.7} aria-hidden="true" />{title}</p>
      <p>{text}</p>
      {data.differing.length === 0 ? null : (
        <ul className={classes["tried"]}>
          {data.differing.slice(0, 8).map(({ ref, title: name, before, after }) => (
            <li key={ref}><Link to="/incidents/$ref" params={{ ref }} title={name}>{ref}</Link>, {after ?? "no severity"} instead of {before ?? "none"}</li>
          ))}
        </ul>
      )}
      {data.differing.length > 8 ? <p className={classes["pale"]}>and {data.differing.length - 8} more</p> : null}
    </div>
  );
}
