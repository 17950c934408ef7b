import { VisuallyHidden } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";
import { foldTimeline, type TimelineRow as Row } from "../fold-timeline.ts";
import { firstName } from "../room-words.ts";
import { shortOf } from "./entry-words.ts";
import classes from "./Timeline.module.css";
import { type RowHandlers, TimelineRow } from "./TimelineRow.tsx";
import type { Timeline } from "./use-timeline.ts";

const route = getRouteApi("/shell/incidents/$ref");

/** So near to the end counts as reading along. */
const nearEnd = 60;
/** So near to the beginning older lines are read. */
const nearBeginning = 1_500;

/** A guess, until a row was measured. */
function likelyHeight(row: Row | undefined): number {
  if (row?.kind !== "entry") return 30;
  const { text, evidence } = row.entry;
  return 30 + (text === null ? 0 : 20 * Math.ceil(Math.min(text.length, 900) / 90)) + (evidence === null ? 0 : 70);
}

/** How many came since the reader last stood at the end, and who wrote the newest. */
function useUnseen(entries: readonly EntryView[], isAtEnd: boolean): number {
  const newest = useMemo(() => entries.reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), ""), [entries]);
  const [seen, setSeen] = useState(newest);
  useEffect(() => {
    if (isAtEnd) setSeen(newest);
  }, [isAtEnd, newest]);
  return isAtEnd ? 0 : entries.filter(({ recordedAt }) => recordedAt > seen).length;
}

function useRows(entries: readonly EntryView[]) {
  const rows = useMemo(() => foldTimeline(entries), [entries]);
  const byNumber = useMemo(() => new Map(entries.flatMap((entry) => (entry.entry === null ? [] : [[entry.entry, entry] as const]))), [entries]);
  return { rows, byNumber };
}

/** Who reads along stays at the end also when the place for the lines shrinks: a field below may grow. */
function useStayAtEnd(scroller: RefObject<HTMLDivElement | null>, isAtEnd: boolean, toEnd: () => void): void {
  const latest = useRef({ isAtEnd, toEnd });
  useEffect(() => {
    latest.current = { isAtEnd, toEnd };
  });
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    const watcher = new ResizeObserver(() => void (latest.current.isAtEnd && latest.current.toEnd()));
    watcher.observe(box);
    return () => watcher.disconnect();
  }, [scroller]);
}

/** Shows a row to the eye for a moment. */
function useShown() {
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (shown === null) return undefined;
    const timer = setTimeout(() => setShown(null), 2_000);
    return () => clearTimeout(timer);
  }, [shown]);
  return [shown, setShown] as const;
}

/** Leads whoever came by a link to the entry that it names, once; reads back until it is there. */
function useLinked({ hasOlder, isReadingOlder, readOlder }: Timeline, byNumber: ReadonlyMap<number, EntryView>, onShow: (entry: EntryView) => void): void {
  const { entry: wanted } = route.useSearch();
  const [led, setLed] = useState<number | undefined>();
  const entry = wanted === undefined || wanted === led ? undefined : byNumber.get(wanted);
  const isMissing = wanted !== undefined && wanted !== led && entry === undefined;
  useEffect(() => {
    if (isMissing && hasOlder && !isReadingOlder) readOlder();
  });
  useEffect(() => {
    if (entry === undefined) return;
    onShow(entry);
    setLed(wanted);
  }, [entry]);
}

export interface TimelineListProps extends Omit<RowHandlers, "onShow"> {
  timeline: Timeline;
  /** Grows each time the reader wrote something: then the end is shown. */
  written: number;
}

/** The lines, oldest first; only those near the eye are drawn. Who reads along stays at the end, who reads back is not moved. */
export function TimelineList({ timeline, written, ...handlers }: TimelineListProps) {
  const { entries, hasOlder, isReadingOlder, readOlder } = timeline;
  const { rows, byNumber } = useRows(entries);
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const [shown, setShown] = useShown();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => likelyHeight(rows[index]),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    paddingStart: 8,
    paddingEnd: 10,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: nearEnd,
  });
  const unseen = useUnseen(entries, isAtEnd);
  const isEmpty = rows.length === 0;
  useLayoutEffect(() => void (isEmpty || virtualizer.scrollToEnd()), [isEmpty, written, virtualizer]);
  useStayAtEnd(scroller, isAtEnd, () => virtualizer.scrollToEnd());
  const onScroll = () => {
    const box = scroller.current;
    if (box === null) return;
    setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight <= nearEnd);
    if (box.scrollTop < nearBeginning && hasOlder && !isReadingOlder) readOlder();
  };
  const onShow = useCallback((entry: EntryView) => {
    const index = rows.findIndex((row) => (row.kind === "entry" && row.id === entry.id) || (row.kind === "fold" && row.entries.some(({ id }) => id === entry.id)));
    if (index === -1) return;
    virtualizer.scrollToIndex(index, { align: "center" });
    setShown(rows[index]?.id ?? null);
  }, [rows, virtualizer, setShown]);
  useLinked(timeline, byNumber, onShow);
  const items = virtualizer.getVirtualItems();
  const last = entries.at(-1);
  return (
    <div className={classes["frame"]}>
      <div ref={scroller} className={classes["scroller"]} onScroll={onScroll} role="region" aria-label="Lines of the timeline" tabIndex={0}>
        <div className={classes["all"]} style={{ height: virtualizer.getTotalSize() }}>
          <ol className={classes["rows"]} style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
            {items.map(({ index }) => {
              const row = rows[index];
              if (row === undefined) return null;
              const answered = row.kind === "entry" && row.entry.replyTo !== null ? (byNumber.get(row.entry.replyTo) ?? null) : null;
              return <TimelineRow key={row.id} row={row} index={index} answered={answered} isShown={row.id === shown} measure={virtualizer.measureElement} onShow={onShow} {...handlers} />;
            })}
          </ol>
        </div>
      </div>
      {isReadingOlder ? <p className={classes["older"]} role="status">Reading what came before</p> : null}
      {unseen === 0 ? null : (
        <button type="button" className={classes["news"]} onClick={() => virtualizer.scrollToEnd()}>
          <IconArrowDown size={14} stroke={1.8} aria-hidden="true" />
          {unseen} new
        </button>
      )}
      <VisuallyHidden role="status">{last === undefined ? "" : `${firstName(last.actor.name)}: ${shortOf(last)}`}</VisuallyHidden>
    </div>
  );
}
