import { sendTimeoutMilliseconds } from "../../platform/due-work/due-work.ts";
import { within } from "../../platform/outgoing/within.ts";
import { withBreaker } from "./breaker.connector.ts";
import type { Message, Messenger, Sending } from "./messenger.connector.ts";
import type { Channel } from "./page.events.ts";

/** Who carries the messages of a channel, by the name that settings and people know. */
export interface Provider {
  name: string;
  send: Messenger["send"];
}

type Refused = Extract<Sending, { isAccepted: false }>;

/** What is left for the last provider to say that it did not answer. */
const spare = 250;

/**
 * Several providers of one channel as one messenger: tried in their order, the next at once where one refuses, hangs or is away. Each gets an
 * equal share of the time that is left, so that one that hangs leaves time for the others; one that fails time and again is passed over for a while.
 */
export function inOrder(channel: Channel, providers: readonly Provider[], milliseconds: number = sendTimeoutMilliseconds): Messenger {
  const guarded = providers.map(({ name, send }) => ({ name, ...withBreaker({ channel, send: (message, signal) => sendWithin(send, message, signal) }) }));
  return {
    channel,
    async send(message, signal) {
      const ends = performance.now() + milliseconds - spare;
      const refusals: Refused[] = [];
      for (const [place, provider] of guarded.entries()) {
        if (signal.aborted) break;
        const share = Math.max(ends - performance.now(), 0) / (providers.length - place);
        const sending = await within(Math.ceil(share), signal, (ending) => provider.send(message, ending));
        if (sending.isAccepted) return { provider: provider.name, ...sending };
        refusals.push({ ...sending, error: providers.length === 1 ? sending.error : `${provider.name}: ${sending.error}` });
      }
      return together(refusals);
    },
  };
}

/** Ends with the signal, also where a provider does not heed it. */
async function sendWithin(send: Provider["send"], message: Message, signal: AbortSignal): Promise<Sending> {
  let giveUp = () => undefined as void;
  const late = new Promise<Sending>((resolve) => {
    giveUp = () => resolve({ isAccepted: false, error: "It did not answer in time." });
  });
  const end = () => setTimeout(giveUp, spare / 2);
  signal.addEventListener("abort", end);
  try {
    return await Promise.race([send(message, signal), late]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}

/** Final only where none will ever take it; the shortest wait, where each of them asked for one. */
function together(refusals: readonly Refused[]): Refused {
  const waits = refusals.map(({ againAfterMilliseconds }) => againAfterMilliseconds);
  const areWaiting = refusals.length > 0 && waits.every((wait) => wait !== undefined);
  return {
    isAccepted: false,
    error: refusals.map(({ error }) => error).join(" ") || "There was no time left to try a provider.",
    ...(areWaiting ? { againAfterMilliseconds: Math.min(...waits) } : {}),
    ...(refusals.length > 0 && refusals.every(({ isFinal }) => isFinal === true) ? { isFinal: true } : {}),
    ...(refusals.length > 0 && refusals.every(({ isFinal, isAboutAddress }) => isFinal === true || isAboutAddress === true) ? { isAboutAddress: true } : {}),
  };
}
