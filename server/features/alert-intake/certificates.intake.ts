import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import type { FetchText } from "./fetch-text.intake.ts";
import { isPublicKey } from "./signature.intake.ts";

/** The certificates that signatures are checked with, by where they lie. */
export interface Certificates {
  /** The one that was fetched before; null where it has to be fetched. */
  kept(url: string): string | null;
  /** Gets one, by fetching it where it is not kept. Whoever asks for the same meanwhile waits for the same answer. */
  fetch(url: string): Promise<string | Refusal>;
}

const mostKept = 32;
/** A sender waits for its answer meanwhile: SNS 15 seconds. */
const longestFetch = 5_000;

/** Keeps the newest certificates: under one address there is always the same. */
export function createCertificates(fetchText: FetchText): Certificates {
  const kept = new Map<string, string>();
  const running = new Map<string, Promise<string | Refusal>>();

  async function fetchAndKeep(url: string): Promise<string | Refusal> {
    const text = await fetchText(url, AbortSignal.timeout(longestFetch));
    if (isRefusal(text)) return text;
    if (!isPublicKey(text)) return refuse("certificate.unreadable", `What lies at ${new URL(url).hostname} is no certificate.`);
    kept.set(url, text);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    return text;
  }

  return {
    kept: (url) => kept.get(url) ?? null,
    async fetch(url) {
      const there = kept.get(url);
      if (there !== undefined) return there;
      const asked = running.get(url) ?? fetchAndKeep(url).finally(() => running.delete(url));
      running.set(url, asked);
      return asked;
    },
  };
}
