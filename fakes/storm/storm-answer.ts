import { readJournal } from "../journal.ts";

/** One line of a storm's journal: how one try of one alert ended. */
export interface StormAnswer {
  readonly number: number;
  readonly key: string;
  readonly attempt: number;
  /** When the try began, in epoch milliseconds by the sender's clock. */
  readonly at: number;
  readonly milliseconds: number;
  /** The HTTP status, or null where no answer came. */
  readonly status: number | null;
  readonly retryAfter: string | null;
  /** Why no answer came, e.g. ECONNREFUSED or TimeoutError. */
  readonly fault: string | null;
}

export function isAccepted(answer: StormAnswer): boolean {
  return answer.status !== null && answer.status >= 200 && answer.status < 300;
}

/** Reads the journal of a storm, running or ended. */
export function readStormJournal(path: string): StormAnswer[] {
  return readJournal<StormAnswer>(path);
}

/** The keys of all alerts that somebody was told are safe. */
export function acceptedKeys(answers: readonly StormAnswer[]): Set<string> {
  return new Set(answers.filter(isAccepted).map((answer) => answer.key));
}

/** The lost ones: accepted with a 2xx, and not among what is stored. */
export function findLost(answers: readonly StormAnswer[], storedKeys: ReadonlySet<string>): string[] {
  return [...acceptedKeys(answers)].filter((key) => !storedKeys.has(key));
}

/** What came of a storm, in numbers. */
export interface StormSummary {
  readonly seed: number;
  readonly signals: number;
  readonly accepted: number;
  readonly attempts: number;
  /** Of the accepted tries, from sending to the answer. */
  readonly acceptedMs: { readonly median: number; readonly p99: number; readonly longest: number };
}

export function summarize(seed: number, signals: number, answers: readonly StormAnswer[]): StormSummary {
  const times = answers.filter(isAccepted).map((answer) => answer.milliseconds).sort((a, b) => a - b);
  const share = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  const acceptedMs = { median: share(0.5), p99: share(0.99), longest: times.at(-1) ?? 0 };
  return { seed, signals, accepted: acceptedKeys(answers).size, attempts: answers.length, acceptedMs };
}
