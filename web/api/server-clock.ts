import { useSyncExternalStore } from "react";

const second = 1_000;
/** The header tells whole seconds, and an answer takes its time: less than this is no difference. */
const leastApart = 3 * second;
const leastNews = 2 * second;

let ahead = 0;
const listeners = new Set<() => void>();

/** How far the server's clock is ahead, from the `Date` of an answer; none where that cannot be told from zero. */
export function clockAhead(date: string | null, sentAt: number, gotAt: number): number {
  const told = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(told)) return 0;
  const apart = told + second / 2 - (sentAt + gotAt) / 2;
  return Math.abs(apart) < leastApart ? 0 : Math.round(apart / second) * second;
}

/** Learns from an answer how the server's clock stands to this machine's. */
export function noteServerTime(date: string | null, sentAt: number, gotAt: number): void {
  const next = clockAhead(date, sentAt, gotAt);
  if (Math.abs(next - ahead) < leastNews) return;
  ahead = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How far the server's clock is ahead of this machine's, in milliseconds. */
export function useServerAhead(): number {
  return useSyncExternalStore(subscribe, () => ahead);
}
