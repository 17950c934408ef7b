/**
 * Does the work with a signal that ends with another one, or after so many milliseconds. `AbortSignal.any` over `AbortSignal.timeout` does not do that
 * reliably: Node 20 may collect the timeout as garbage before it ends, whoever listens.
 */
export async function within<T>(milliseconds: number, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController();
  const end = () => ending.abort(outer.reason);
  const timer = setTimeout(end, milliseconds);
  outer.addEventListener("abort", end);
  if (outer.aborted) end();
  try {
    return await work(ending.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener("abort", end);
  }
}
