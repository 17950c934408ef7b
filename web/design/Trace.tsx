import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { toIso, type Instant } from "../../server/values/instant.ts";
import classes from "./Trace.module.css";
import { fullMomentWords, timeOfDay } from "./wording.ts";

/** Grey: the line was passed. Ink: something went out. Dashed: something was held back. */
export type TraceKind = "passed" | "sent" | "held";

export interface TraceLine {
  id: string;
  /** A moment, or a word such as `since` for what goes on. */
  at: Instant | string;
  kind: TraceKind;
  /** The decision, in bold. */
  decision: ReactNode;
  /** The rest of the sentence. */
  text?: ReactNode;
  /** The stored reason code. */
  code: string;
}

const kindWords: Record<TraceKind, string> = { passed: "", sent: "Went out: ", held: "Held back: " };

function TraceTime({ at, zone }: { at: Instant | string; zone: string | undefined }) {
  if (typeof at === "string") return <span className={classes["time"]}>{at}</span>;
  return (
    <time className={classes["time"]} dateTime={toIso(at)} title={fullMomentWords(at, zone, true)}>
      {timeOfDay(at, zone, true)}
    </time>
  );
}

function Node({ kind }: { kind: TraceKind }) {
  return (
    <svg className={classes["node"]} data-kind={kind} width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">
      <rect x="1" y="1" width="7" height="7" rx="1.6" />
    </svg>
  );
}

/** What was decided and why, in the order it was taken. */
export function Trace({ lines, zone }: { lines: readonly TraceLine[]; zone?: string }) {
  return (
    <ol className={classes["trace"]}>
      {lines.map((line) => (
        <li key={line.id} className={classes["line"]}>
          <TraceTime at={line.at} zone={zone} />
          <Node kind={line.kind} />
          <p className={classes["sentence"]}>
            <VisuallyHidden>{kindWords[line.kind]}</VisuallyHidden>
            <b>{line.decision}</b> {line.text}
          </p>
          <code className={classes["code"]}>{line.code}</code>
        </li>
      ))}
    </ol>
  );
}
