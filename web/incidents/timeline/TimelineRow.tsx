import { memo, useState } from "react";
import { fullMomentWords } from "../../design/wording.ts";
import { instantOf, type TimelineRow as Row } from "../fold-timeline.ts";
import { EntryLine, type EntryLineProps, LineNode, LineTime } from "./EntryLine.tsx";
import { formOf } from "./entry-words.ts";
import { FoldLine } from "./FoldLine.tsx";
import { LineActions, type LineActionsProps } from "./LineActions.tsx";
import classes from "./Timeline.module.css";

export type RowHandlers = Pick<LineActionsProps, "onReply" | "onDecide" | "onOpen"> & Pick<EntryLineProps, "onShow" | "onReadUpdate">;

export interface TimelineRowProps extends RowHandlers {
  row: Row;
  index: number;
  answered: EntryLineProps["answered"];
  /** The eye is led to it. */
  isShown: boolean;
  measure: (element: HTMLElement | null) => void;
}

/** What came within the last seconds is shown as new, once. */
const newFor = 4_000;

/** One row of the timeline: its time, its sign, what it says, and what can be done with it. */
export const TimelineRow = memo(function TimelineRow({ row, index, answered, isShown, measure, ...handlers }: TimelineRowProps) {
  const [isNew] = useState(() => row.kind === "entry" && Date.now() - Date.parse(row.entry.recordedAt) < newFor);
  if (row.kind === "day") {
    return (
      <li ref={measure} data-index={index} className={classes["day"]}>
        {fullMomentWords(instantOf(row)).replace(/ \d\d:\d\d$/, "")}
      </li>
    );
  }
  const entry = row.kind === "entry" ? row.entry : row.entries[0];
  if (entry === undefined) return null;
  const form = row.kind === "fold" && row.of === "alerts" ? "noted" : formOf(entry);
  return (
    <li ref={measure} data-index={index} className={classes["row"]} data-form={form} data-new={isNew || undefined} data-shown={isShown || undefined}>
      <LineTime entry={entry} />
      <span className={classes["node"]}><LineNode entry={entry} /></span>
      <div className={classes["body"]}>
        {row.kind === "fold" ? <FoldLine fold={row} /> : <EntryLine entry={entry} answered={answered} onShow={handlers.onShow} onReadUpdate={handlers.onReadUpdate} />}
      </div>
      {row.kind === "entry" ? <LineActions entry={entry} {...handlers} /> : null}
    </li>
  );
});
