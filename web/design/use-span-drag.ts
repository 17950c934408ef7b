import { type PointerEvent, useRef, useState } from "react";
import type { Instant } from "../../server/values/instant.ts";
import { momentAt, type ScheduleDay, type Span, spanBetween, type Week } from "./schedule-layout.ts";

interface Press {
  at: Instant;
  x: number;
  y: number;
  hasMoved: boolean;
}

const slack = 4;

function distanceTo(track: HTMLElement, y: number): number {
  const { top, bottom } = track.getBoundingClientRect();
  return y < top ? top - y : Math.max(0, y - bottom);
}

/** The moment under a point: in the nearest week's track, so that a drag may run over several weeks. */
function momentUnder(tracks: ReadonlyMap<number, HTMLElement>, weeks: readonly Week[], x: number, y: number): Instant | null {
  const nearest = [...tracks].sort(([, one], [, other]) => distanceTo(one, y) - distanceTo(other, y))[0];
  const week = nearest === undefined ? undefined : weeks[nearest[0]];
  if (nearest === undefined || week === undefined) return null;
  const { left, width } = nearest[1].getBoundingClientRect();
  return momentAt((x - left) / width, week);
}

export interface SpanDragOptions {
  weeks: readonly Week[];
  days: readonly ScheduleDay[];
  /** A press that did not move. */
  onPress: (at: Instant) => void;
  onSpan: (span: Span) => void;
}

/** Drags a span over the weeks' tracks with mouse, pen or finger. */
export function useSpanDrag({ weeks, days, onPress, onSpan }: SpanDragOptions) {
  const tracks = useRef(new Map<number, HTMLElement>());
  const press = useRef<Press | null>(null);
  const [draft, setDraft] = useState<Span | null>(null);

  const hold = (index: number) => (track: HTMLElement | null) => {
    if (track === null) tracks.current.delete(index);
    else tracks.current.set(index, track);
  };
  const begin = (event: PointerEvent<HTMLElement>) => {
    const at = momentUnder(tracks.current, weeks, event.clientX, event.clientY);
    if (event.button !== 0 || at === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    press.current = { at, x: event.clientX, y: event.clientY, hasMoved: false };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const begun = press.current;
    if (begun === null) return;
    begun.hasMoved ||= Math.hypot(event.clientX - begun.x, event.clientY - begun.y) > slack;
    const at = momentUnder(tracks.current, weeks, event.clientX, event.clientY);
    if (begun.hasMoved && at !== null) setDraft(spanBetween(begun.at, at, days));
  };
  const cancel = () => {
    press.current = null;
    setDraft(null);
  };
  const end = () => {
    const begun = press.current;
    if (begun !== null && !begun.hasMoved) onPress(begun.at);
    if (draft !== null) onSpan(draft);
    cancel();
  };
  const handlers = { onPointerDown: begin, onPointerMove: move, onPointerUp: end, onPointerCancel: cancel };
  return { draft, hold, handlers, cancel };
}
