import { useEffect, useState } from "react";
import { calm, type Calmed } from "./calm-lines.ts";

const nothingGone: ReadonlySet<string> = new Set();

export interface Holding {
  /** Which list it is: with another one everything begins anew. */
  list: string;
  /** Somebody points into it. */
  isHeld: boolean;
  /** What is new stands at the end, where it moves nothing. */
  isNewestLast?: boolean;
}

/** Holds the list still while somebody presses in it; `release` lets the news in. */
export function useCalmLines<Line extends { id: string }>(lines: Line[], { list, isHeld, isNewestLast = false }: Holding): Calmed<Line> & { release: () => void } {
  const ids = lines.map((line) => line.id).join(" ");
  const [kept, setKept] = useState({ list, lines });
  const isHolding = isHeld && kept.list === list;
  useEffect(() => {
    if (!isHolding) setKept({ list, lines });
    // The lines are made anew with every drawing; only an id that joined, left or moved is news.
  }, [isHolding, list, ids]);
  const calmed = isHolding ? calm(kept.lines, lines, isNewestLast) : { lines, waiting: 0, gone: nothingGone };
  return { ...calmed, release: () => setKept({ list, lines }) };
}
