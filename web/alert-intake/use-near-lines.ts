import { type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefCallback, type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { AlertLine } from "./alert-rows.ts";

/** Up to so many lines all are drawn. */
const mostDrawn = 60;
/** So many beyond the edge of the window, so that the keys always find the next one. */
const beyond = 12;
/** A guess, until lines were measured; then those that were not are taken to be as high as the others are on the whole. */
const likelyHeight = 35;

/** So many lines come and go at once: fewer would have the browser lay the table out with nearly every frame. */
const step = 4;

function inSteps({ startIndex, endIndex, overscan, count }: Range): number[] {
  const first = Math.max(0, Math.floor((startIndex - overscan) / step) * step);
  const last = Math.min(count, Math.ceil((endIndex + overscan + 1) / step) * step);
  return Array.from({ length: Math.max(0, last - first) }, (_, place) => first + place);
}

interface NearLines {
  /** Stands where the lines begin. */
  begin: RefObject<HTMLTableSectionElement | null>;
  drawn: { line: AlertLine; index: number }[];
  /** The heights of what is not drawn above and below. */
  before: number;
  after: number;
  measure: RefCallback<HTMLElement>;
}

/** Which lines are near the eye while the page scrolls, and how much room the others take. */
export function useNearLines(lines: readonly AlertLine[]): NearLines {
  const begin = useRef<HTMLTableSectionElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const box = begin.current?.getBoundingClientRect();
    if (box) setMargin(Math.round(box.top + window.scrollY));
  }, [lines.length]);
  const usual = useRef(likelyHeight);
  const virtualizer = useWindowVirtualizer({
    count: lines.length,
    estimateSize: () => usual.current,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: beyond,
    rangeExtractor: inSteps,
    measureElement: (element, entry, { indexFromElement, itemSizeCache }) => {
      // Asked before the browser has laid the line out: to have it do so at once, for each line, is what makes scrolling rough. It tells the height by itself soon after.
      if (entry === undefined) return itemSizeCache.get(lines[indexFromElement(element)]?.id ?? "") ?? usual.current;
      return element.getBoundingClientRect().height;
    },
    scrollMargin: margin,
    // What comes near is drawn a frame later at most: there is room for that beyond the edge.
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  useLayoutEffect(() => {
    const [top, end] = [items[0], items.at(-1)];
    if (top && end) usual.current = Math.round((end.end - top.start) / items.length);
  });
  // A list that is drawn whole is measured too, so that nothing moves once it grows long.
  if (lines.length <= mostDrawn) return { begin, drawn: lines.map((line, index) => ({ line, index })), before: 0, after: 0, measure: virtualizer.measureElement };
  const drawn = items.flatMap(({ index }) => {
    const line = lines[index];
    return line ? [{ line, index }] : [];
  });
  const [first, last] = [items[0], items.at(-1)];
  return { begin, drawn, before: first ? first.start - margin : 0, after: last ? virtualizer.getTotalSize() - (last.end - margin) : 0, measure: virtualizer.measureElement };
}
