import type { Channel } from "./page.events.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const mostAttempts = 20;
/** Somebody is waiting to be woken: a provider that comes back is tried soon. */
const longestPauses = { high: 15 * second, low: 5 * minute };
const quickAttempts = 10;
/** Programs are tried for more than a day, as Standard Webhooks asks. */
const webhookPauses = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour];

export interface FailedAttempt {
  /** The first is 1. */
  attempt: number;
  channel: Channel | null;
  urgency: "high" | "low";
  /** What the provider asked to wait, in milliseconds. */
  asked?: number | undefined;
  isFinal?: boolean | undefined;
  /** From 0 to 1, another for every page, so that what failed together does not come back together. */
  spread: number;
}

/**
 * How long to wait before the next attempt, in milliseconds; null: it is given up. 2 s, doubling, at most 15 s for the first ten of high urgency and else 5 min, spread
 * between half and one and a half of that; webhooks over more than a day (Standard Webhooks, "Retries"), however they are spread. What the provider asks is obeyed.
 */
export function pauseAfter({ attempt, channel, urgency, asked, isFinal = false, spread }: FailedAttempt): number | null {
  if (isFinal) return null;
  const [pause, factor] = channel === "webhook" ? [webhookPauses[attempt - 1] ?? null, 1 + spread / 2] : [plainPause(attempt, urgency), 0.5 + spread];
  return pause === null ? null : (asked ?? Math.round(pause * factor));
}

function plainPause(attempt: number, urgency: "high" | "low"): number | null {
  if (attempt >= mostAttempts) return null;
  return Math.min(attempt > quickAttempts ? longestPauses.low : longestPauses[urgency], 2 * second * 2 ** (attempt - 1));
}

/** Pause before a mail that is no page is tried again, in milliseconds: 2 s, doubling to 5 min; null after the twentieth. */
export function retryPause(attempt: number): number | null {
  return plainPause(attempt, "low");
}
