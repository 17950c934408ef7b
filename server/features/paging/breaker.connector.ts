import type { Messenger, Sending } from "./messenger.connector.ts";

export interface BreakerOptions {
  /** So many in a row that did not go through. */
  failures: number;
  /** How long nobody is sent to it then. */
  restMilliseconds: number;
  /** Milliseconds of a clock that never goes back. */
  clock: () => number;
}

const plain: BreakerOptions = { failures: 5, restMilliseconds: 5_000, clock: () => performance.now() };

/**
 * A messenger that leaves a provider in peace which fails time and again: for a few seconds every send fails at once, so that people's next means are used without
 * waiting; then one is tried. What a provider refuses for its address alone does not count.
 */
export function withBreaker(messenger: Messenger, options: Partial<BreakerOptions> = {}): Messenger {
  const { failures, restMilliseconds, clock } = { ...plain, ...options };
  let inARow = 0;
  let restsUntil = 0;

  function note(sent: Sending): Sending {
    const isFault = !sent.isAccepted && !sent.isFinal && !sent.isAboutAddress;
    const isBack = sent.isAccepted && inARow >= failures;
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
