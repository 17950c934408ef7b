import { useState } from "react";
import { type AlertLine, type Chosen, chooseRange, toggle } from "./alert-rows.ts";

type Line = Pick<AlertLine, "id" | "size">;

export interface Choosing {
  chosen: Chosen;
  /** Chooses a line of these or drops it; with a range, all from the one touched last to this. */
  choose: (lines: readonly Line[], id: string, isRange: boolean) => void;
  set: (chosen: Chosen) => void;
}

/** What is chosen in a list, line by line or from one line to another. */
export function useChoosing(): Choosing {
  const [chosen, set] = useState<Chosen>(new Map());
  const [last, setLast] = useState<string | null>(null);
  const choose: Choosing["choose"] = (lines, id, isRange) => {
    const size = lines.find((line) => line.id === id)?.size ?? 1;
    set(isRange && last !== null ? chooseRange(chosen, lines, last, id) : toggle(chosen, id, size, size > 1));
    setLast(id);
  };
  return { chosen, choose, set };
}
