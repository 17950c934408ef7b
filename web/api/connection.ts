import type { Connection } from "../shell/types.ts";

/** Whether news comes, as the shell shows it. */
export interface ConnectionStore {
  now: () => Connection;
  subscribe: (listener: () => void) => () => void;
  comeBack(): void;
  cut(since: number): void;
}

interface Timing {
  later: (act: () => void, milliseconds: number) => () => void;
  isOnline: () => boolean;
}

/** A server that starts again is away for a moment; saying so would only startle. */
const grace = 1_500;
const patience = 30_000;
const live: Connection = { state: "live" };

/** Keeps the state of the connection: a short break is passed over, a long one is said to be none. */
export function createConnectionStore({ later, isOnline }: Timing): ConnectionStore {
  const listeners = new Set<() => void>();
  let current: Connection = live;
  let callOff: (() => void)[] = [];

  function put(next: Connection): void {
    current = next;
    for (const listener of listeners) listener();
  }

  function clear(): void {
    for (const stop of callOff) stop();
    callOff = [];
  }

  return {
    now: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    comeBack() {
      clear();
      if (current !== live) put(live);
    },
    cut(since) {
      clear();
      callOff = [
        later(() => put({ state: isOnline() ? "reconnecting" : "offline", since }), grace),
        later(() => put({ state: "offline", since }), patience),
      ];
    },
  };
}
