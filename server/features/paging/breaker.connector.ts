import type { Messenger, Sending } from "./messenger.connector.ts";

export interface BreakerOptions {
  /** So many in a row that did not go through. */
  failures: number;
  /** How long nobody is sent to it then. */
  restMilliseconds: number;
  /** Milliseconds of a clock that never goes back. */
  clock: () => number;
}

/** Sends that failed just before may be noted just after: that it is back is said for so long, so often. */
const sayBack = { forMilliseconds: 5_000, everyMilliseconds: 500 };

const plain: BreakerOptions = { failures: 5, restMilliseconds: 5_000, clock: () => performance.now() };

/**
 * A messenger that leaves a provider in peace which fails time and again: for a few seconds every send fails at once, so that people's next means are used without
 * waiting; then one is tried. What a provider refuses for its address alone does not count.
 */
export function withBreaker(messenger: Messenger, options: Partial<BreakerOptions> = {}): Messenger {
  const { failures, restMilliseconds, clock } = { ...plain, ...options };
  let inARow = 0;
  let restsUntil = 0;
  let backSince = -Infinity;
  let saidAt = -Infinity;

  /** True for the first that is accepted again, and now and then for those right after it. */
  function saysBack(): boolean {
    const now = clock();
    if (inARow >= failures) backSince = now;
    else if (now - backSince > sayBack.forMilliseconds || now - saidAt < sayBack.everyMilliseconds) return false;
    saidAt = now;
    return true;
  }

  function note(sent: Sending): Sending {
    const isFault = !sent.isAccepted && !sent.isFinal && !sent.isAboutAddress;
    const isBack = sent.isAccepted && saysBack();
    if (sent.isAccepted) inARow = 0;
    else if (isFault) inARow += 1;
    if (isFault && inARow >= failures) restsUntil = clock() + restMilliseconds;
    return isBack ? { ...sent, isBack } : sent;
  }

  return {
    ...messenger,
    async send(message, signal) {
      const now = clock();
      if (inARow >= failures && now < restsUntil) return { isAccepted: false, error: `The provider failed ${inARow} times in a row. It is tried again within ${Math.ceil((restsUntil - now) / 1_000)} s.` };
      // The others of this moment wait for how the one that tries fares.
      if (inARow >= failures) restsUntil = now + restMilliseconds;
      return note(await messenger.send(message, signal).catch((error: unknown) => ({ isAccepted: false as const, error: String(error) })));
    },
  };
}
