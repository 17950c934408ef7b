import { useEffect, useState } from "react";
import { calm, type Calmed } from "./alert-rows.ts";

const nothingGone: ReadonlySet<string> = new Set();

/** Holds the list still while somebody presses in it; `release` lets the news in. */
export function useCalmLines<Line extends { id: string }>(lines: Line[], list: string, isHeld: boolean): Calmed<Line> & { release: () => void } {
  const [kept, setKept] = useState({ list, lines });
  const isHolding = isHeld && kept.list === list;
  useEffect(() => {
    if (!isHolding) setKept({ list, lines });
    // The identity of the lines changes with every drawing; what they are made of does not.
    // Kept anew only when an id joined, left or moved.
  }, [isHolding, list, lines.map((line) => line.id).join(" ")]);
  const calmed = isHolding ? calm(kept.lines, lines) : { lines, waiting: 0, gone: nothingGone };
  return { ...calmed, release: () => setKept({ list, lines }) };
}
