import type { Instant } from "../../values/instant.ts";
import type { Incoming } from "./fold.rules.ts";
import type { Signal } from "./signal.rules.ts";

/** What came, where the end that its tool gave it is past already: it is over since then. */
export function endPassed(incoming: Incoming, now: Instant): Incoming {
  const { signal } = incoming;
  return signal.lapses && "at" in signal.lapses && signal.lapses.at <= now ? { ...incoming, signal: { ...signal, status: "resolved", at: signal.lapses.at } } : incoming;
}

/** When it ends unless its tool speaks of it again; null where it ends only when its tool says so, or is over. */
export function lapseOf({ status, lapses }: Signal, now: Instant): Instant | null {
  if (!lapses || status === "resolved") return null;
  return "at" in lapses ? lapses.at : now + lapses.afterMilliseconds;
}
