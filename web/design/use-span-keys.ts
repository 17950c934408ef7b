import { type KeyboardEvent, useRef, useState } from "react";
import type { ScheduleDay, Span } from "./schedule-layout.ts";

const strides: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export interface SpanKeysOptions {
  days: readonly ScheduleDay[];
  /** The day that the first Tab reaches. */
  startAt: number;
  onSpan: (span: Span) => void;
}

/** Walks the days with the arrows, widens with Shift, asks with Enter, lets go with Escape. */
export function useSpanKeys({ days, startAt, onSpan }: SpanKeysOptions) {
  const [cursor, setCursor] = useState(startAt);
  const [anchor, setAnchor] = useState<number | null>(null);
  const buttons = useRef(new Map<number, HTMLElement>());

  const spanTo = (from: number, to: number): Span | null => {
    const first = days[Math.min(from, to)];
    const last = days[Math.max(from, to)];
    return first === undefined || last === undefined ? null : { from: first.start, to: last.end };
  };
  const hold = (index: number) => (button: HTMLElement | null) => {
    if (button === null) buttons.current.delete(index);
    else buttons.current.set(index, button);
  };
  const goTo = (index: number, isWidening: boolean) => {
    const next = Math.min(days.length - 1, Math.max(0, index));
    setAnchor(isWidening ? (anchor ?? cursor) : null);
    setCursor(next);
    buttons.current.get(next)?.focus();
  };
  const ask = (index: number) => {
    const span = spanTo(anchor ?? index, index);
    setAnchor(null);
    if (span !== null) onSpan(span);
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const stride = strides[event.key];
    const isEnd = event.key === "Home" || event.key === "End";
    if (stride !== undefined) goTo(index + stride, event.shiftKey);
    else if (isEnd) goTo(index - (index % 7) + (event.key === "End" ? 6 : 0), event.shiftKey);
    else if (event.key === "Enter" || event.key === " ") ask(index);
    else if (event.key === "Escape" && anchor !== null) setAnchor(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const draft = anchor === null ? null : spanTo(anchor, cursor);
  return { cursor, draft, hold, onKeyDown, ask, focusOn: setCursor };
}
