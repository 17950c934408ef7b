import type { Source } from "./stream-link.ts";

/** The browser's own EventSource; the cookie goes with it. */
export function openSource(url: string): Source {
  return new EventSource(url) as unknown as Source;
}

/** A timer and the way to call it off. */
export function wait(act: () => void, milliseconds: number): () => void {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
}
