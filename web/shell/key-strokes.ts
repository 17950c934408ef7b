/** Something keys do: `D`, `?`, `⌘K`, or two in a row such as `G A`. */
export interface KeyBinding {
  keys: string;
  words: string;
  /** `everywhere` is listed apart from what this screen adds. */
  scope: "everywhere" | "here";
  act: () => void;
}

export interface Stroke {
  key: string;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const named: Record<string, string> = { Enter: "↵", Escape: "Esc", " ": "Space", ArrowUp: "↑", ArrowDown: "↓" };

/** A key press written as it is shown: `D`, `⇧D`, `⌘K`, `?`; null for a press that is no stroke of its own. */
export function strokeOf({ key, metaKey, ctrlKey, altKey, shiftKey }: Stroke): string | null {
  if (altKey || key === "Shift" || key === "Meta" || key === "Control") return null;
  const isLetter = /^[a-z]$/i.test(key);
  const written = named[key] ?? (isLetter ? key.toUpperCase() : key);
  const shift = shiftKey && isLetter ? "⇧" : "";
  return metaKey || ctrlKey ? `⌘${shift}${written}` : `${shift}${written}`;
}

export interface Match {
  binding: KeyBinding | undefined;
  /** The stroke to remember: it may begin a pair. */
  pending: string | undefined;
}

/** What a stroke means after the one before it; the binding added last wins. */
export function matchStroke(bindings: readonly KeyBinding[], stroke: string, before: string | undefined): Match {
  const newestFirst = [...bindings].reverse();
  const pair = before === undefined ? undefined : newestFirst.find((each) => each.keys === `${before} ${stroke}`);
  if (pair !== undefined) return { binding: pair, pending: undefined };
  const binding = newestFirst.find((each) => each.keys === stroke);
  const isBeginning = bindings.some((each) => each.keys.startsWith(`${stroke} `));
  return { binding, pending: binding === undefined && isBeginning ? stroke : undefined };
}
