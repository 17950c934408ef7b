import { useState } from "react";
import type { AlertLine } from "./alert-rows.ts";
import { AlertGroup } from "./AlertGroup.tsx";
import classes from "./AlertTable.module.css";
import { chunksOf, RowChunk } from "./RowChunk.tsx";
import type { Choosing } from "./use-choosing.ts";

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

/** The alerts as a table; on a phone as a list. */
export function AlertTable({ lines, gone, choosing, me, isStale, onTouch }: AlertTableProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const fold = (id: string) => setOpen((known) => (known.has(id) ? new Set([...known].filter((other) => other !== id)) : new Set([...known, id])));
  const isEnded = lines.length > 0 && lines.every(({ alert }) => alert.resolvedAt !== null);
  return (
    <table
      className={classes["table"]}
      aria-label="Alerts"
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
      {chunksOf(lines).map((chunk, index) => (
        <RowChunk key={index} all={lines.length}>
          {chunk.map((line) => (
            <AlertGroup
              key={line.id}
              line={line}
              chosen={choosing.chosen}
              me={me}
              isOpen={open.has(line.id)}
              isGone={gone.has(line.id)}
              onFold={() => fold(line.id)}
              onToggle={(isRange) => choosing.choose(lines, line.id, isRange)}
              onChoose={choosing.set}
            />
          ))}
        </RowChunk>
      ))}
    </table>
  );
}
