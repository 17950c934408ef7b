import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { type KeyBinding, matchStroke, strokeOf } from "./key-strokes.ts";

interface KeyBoard {
  all: () => readonly KeyBinding[];
  subscribe: (listener: () => void) => () => void;
  add: (binding: KeyBinding) => () => void;
}

const pairTime = 1_200;

function makeKeyBoard(): KeyBoard {
  let bindings: readonly KeyBinding[] = [];
  const listeners = new Set<() => void>();
  const put = (next: readonly KeyBinding[]) => {
    bindings = next;
    for (const listener of listeners) listener();
  };
  return {
    all: () => bindings,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (binding) => {
      put([...bindings, binding]);
      return () => put(bindings.filter((each) => each !== binding));
    },
  };
}

const KeyBoardContext = createContext<KeyBoard>(makeKeyBoard());

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable='true']") !== null;
}

/** Whether the press belongs to what has the focus: a field, an open dialog, or the pressable thing Enter would press. */
function isTaken(event: KeyboardEvent, stroke: string): boolean {
  if (event.defaultPrevented) return true;
  if (stroke.startsWith("⌘")) return false;
  if (isTyping(event.target) || document.querySelector("[role='dialog'], [role='menu']") !== null) return true;
  const presses = stroke === "↵" || stroke === "Space";
  return presses && event.target instanceof HTMLElement && event.target.closest("a, button, [role='button']") !== null;
}

function listen(board: KeyBoard, remember: { stroke: string | undefined; at: number }) {
  return (event: KeyboardEvent) => {
    const stroke = strokeOf(event);
    if (stroke === null || isTaken(event, stroke)) return;
    const before = event.timeStamp - remember.at < pairTime ? remember.stroke : undefined;
    const { binding, pending } = matchStroke(board.all(), stroke, before);
    remember.stroke = pending;
    remember.at = event.timeStamp;
    if (binding === undefined) return;
    event.preventDefault();
    binding.act();
  };
}

/** Hears every key press of the page and knows what each means here. */
export function KeysProvider({ children }: { children: ReactNode }) {
  const board = useMemo(makeKeyBoard, []);
  useEffect(() => {
    const onKeyDown = listen(board, { stroke: undefined, at: 0 });
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [board]);
  return <KeyBoardContext value={board}>{children}</KeyBoardContext>;
}

/** Gives keys a meaning while the component is on screen, and lists them under `?`. */
export function useKey(keys: string, words: string, act: () => void, scope: KeyBinding["scope"] = "here"): void {
  const board = useContext(KeyBoardContext);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => board.add({ keys, words, scope, act: () => latest.current() }), [board, keys, words, scope]);
}

/** Every key that means something now. */
export function useKeyBindings(): readonly KeyBinding[] {
  const board = useContext(KeyBoardContext);
  return useSyncExternalStore(board.subscribe, board.all);
}
