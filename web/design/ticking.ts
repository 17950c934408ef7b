import type { Instant } from "../../server/values/instant.ts";

/** A clock that many parts listen to and that beats once a second. */
export interface Ticking {
  now: () => Instant;
  subscribe: (listener: () => void) => () => void;
}

export interface TickingOptions {
  /** How far the server's clock is ahead of this machine's, in milliseconds: owed times are judged by the server's. */
  offset?: number | undefined;
  /** Stands still here; for pictures and tests. */
  frozenAt?: Instant | undefined;
}

const second = 1_000;

function frozen(at: Instant): Ticking {
  return { now: () => at, subscribe: () => () => undefined };
}

/** Makes the clock; it beats only while somebody listens. */
export function makeTicking({ offset = 0, frozenAt }: TickingOptions): Ticking {
  if (frozenAt !== undefined) return frozen(frozenAt);
  const listeners = new Set<() => void>();
  const read = () => Math.floor((Date.now() + offset) / second) * second;
  let current = read();
  let timer: ReturnType<typeof setInterval> | undefined;
  const beat = () => {
    current = read();
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    if (timer === undefined) {
      current = read();
      timer = setInterval(beat, second);
    }
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  };
  return { now: () => current, subscribe };
}
