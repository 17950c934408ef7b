import { useState } from "react";
import type { AlertLine } from "./alert-rows.ts";
import { AlertGroup } from "./AlertGroup.tsx";
import classes from "./AlertTable.module.css";
import type { Choosing } from "./use-choosing.ts";
import { useNearLines } from "./use-near-lines.ts";
import { useSteady } from "./use-steady.ts";

const heads = [
  { id: "choose", words: "" },
  { id: "title", words: "Alert" },
  { id: "service", words: "Service" },
  { id: "since", words: "Since", ended: "Lasted" },
  { id: "signals", words: "Signals" },
  { id: "urgency", words: "Urgency" },
  { id: "why", words: "Why it paged or did not" },
  { id: "ownerCell", words: "Owner" },
];

export interface AlertTableProps {
  lines: readonly AlertLine[];
  gone: ReadonlySet<string>;
  choosing: Choosing;
  me: string | null;
  isStale: boolean;
  /** Somebody points into the list, or has the focus there. */
  onTouch: (isTouched: boolean) => void;
}

/** The alerts as a table; on a phone as a list. Of a long one only the lines near the eye are drawn. */
export function AlertTable({ lines, gone, choosing, me, isStale, onTouch }: AlertTableProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const isEnded = lines.length > 0 && lines.every(({ alert }) => alert.resolvedAt !== null);
  const { begin, drawn, before, after, measure } = useNearLines(lines);
  const fold = useSteady((id: string) => setOpen((known) => (known.has(id) ? new Set([...known].filter((other) => other !== id)) : new Set([...known, id]))));
  const toggle = useSteady((id: string, isRange: boolean) => choosing.choose(lines, id, isRange));
  return (
    <table
      className={classes["table"]}
      aria-label="Alerts"
      aria-rowcount={lines.length + 1}
      aria-busy={isStale || undefined}
      onPointerEnter={() => onTouch(true)}
      onPointerLeave={() => onTouch(false)}
    >
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head.id} scope="col" className={classes[head.id]}>
              {head.words === "" ? <span className={classes["unseen"]}>Choose, state</span> : (isEnded && head.ended) || head.words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={begin} aria-hidden="true"><Blank height={before} /></tbody>
      {drawn.map(({ line, index }) => (
        <tbody key={line.id} ref={measure} data-index={index}>
          <AlertGroup
            line={line}
            chosen={choosing.chosen}
            me={me}
            isOpen={open.has(line.id)}
            isGone={gone.has(line.id)}
            onFold={fold}
            onToggle={toggle}
            onChoose={choosing.set}
          />
        </tbody>
      ))}
      <tbody aria-hidden="true"><Blank height={after} /></tbody>
    </table>
  );
}

/** The place of the lines that are not drawn. */
function Blank({ height }: { height: number }) {
  return height === 0 ? null : <tr><td colSpan={heads.length} style={{ height, padding: 0, border: 0 }} /></tr>;
}
