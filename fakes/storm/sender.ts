import { setTimeout as pause } from "node:timers/promises";
import { makeSignal, type SignalPlan, type StormSignal } from "./signals.ts";
import { isAccepted, type StormAnswer } from "./storm-answer.ts";

export interface SenderPlan extends SignalPlan {
  /** Tried in turn, so that a retry reaches the other node. */
  readonly urls: readonly string[];
  readonly ratePerSecond: number;
  /** How many alerts in all; without end when null. */
  readonly count: number | null;
  readonly requestTimeoutMs: number;
  /** How long after the last alert those without an answer are still tried. */
  readonly drainMs: number;
}

const TICK_MS = 10;
const MOST_IN_FLIGHT = 500;
const RETRY_PAUSE_MS = { shortest: 100, spread: 200 };

/** Sends alerts at a rate, and each again until it is accepted; every answer is recorded. */
export class StormSender {
  readonly #plan: SenderPlan;
  readonly #record: (answer: StormAnswer) => void;
  readonly #random: () => number;
  readonly #open = new Set<Promise<void>>();
  readonly #givingUp = new AbortController();
  #isStopping = false;
  #sent = 0;

  constructor(plan: SenderPlan, record: (answer: StormAnswer) => void) {
    this.#plan = plan;
    this.#record = record;
    this.#random = seededRandom(plan.seed);
  }

  get sent(): number {
    return this.#sent;
  }

  /** No new alerts from here on; the open ones are still seen through. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Resolves when every alert is answered, or the time for that is over. */
  async run(): Promise<void> {
    await this.#sendAll();
    const timer = setTimeout(() => { this.#givingUp.abort(); }, this.#plan.drainMs);
    await Promise.all(this.#open);
    clearTimeout(timer);
  }

  async #sendAll(): Promise<void> {
    let allowance = 0;
    let last = performance.now();
    while (!this.#isFinished()) {
      await pause(TICK_MS);
      const now = performance.now();
      // At most a second's worth is caught up, so that an outage does not end in one great burst.
      allowance = Math.min(allowance + ((now - last) / 1_000) * this.#plan.ratePerSecond, this.#plan.ratePerSecond);
      last = now;
      for (; allowance >= 1 && this.#open.size < MOST_IN_FLIGHT && !this.#isFinished(); allowance -= 1) this.#sendNext();
    }
  }

  #isFinished(): boolean {
    return this.#isStopping || (this.#plan.count !== null && this.#sent >= this.#plan.count);
  }

  #sendNext(): void {
    const sending = this.#seeThrough(makeSignal(this.#plan, this.#sent, new Date()));
    this.#sent += 1;
    this.#open.add(sending);
    void sending.finally(() => this.#open.delete(sending));
  }

  async #seeThrough(signal: StormSignal): Promise<void> {
    for (let attempt = 1; !this.#givingUp.signal.aborted; attempt += 1) {
      const answer = await this.#attempt(signal, attempt);
      this.#record(answer);
      if (isAccepted(answer)) return;
      await this.#pauseBeforeRetry();
    }
  }

  async #pauseBeforeRetry(): Promise<void> {
    const length = RETRY_PAUSE_MS.shortest + this.#random() * RETRY_PAUSE_MS.spread;
    await pause(length, undefined, { signal: this.#givingUp.signal }).catch(() => undefined);
  }

  async #attempt(signal: StormSignal, attempt: number): Promise<StormAnswer> {
    const at = Date.now();
    const begun = performance.now();
    const outcome = await post(this.#addressOf(signal, attempt), signal, this.#plan.requestTimeoutMs);
    const milliseconds = Math.round((performance.now() - begun) * 10) / 10;
    return { number: signal.number, key: signal.key, attempt, at, milliseconds, ...outcome };
  }

  #addressOf(signal: StormSignal, attempt: number): URL {
    const { urls } = this.#plan;
    return new URL(signal.path, urls[(signal.number + attempt - 1) % urls.length]);
  }
}

type Outcome = Pick<StormAnswer, "status" | "retryAfter" | "fault">;

async function post(address: URL, signal: StormSignal, timeoutMs: number): Promise<Outcome> {
  const headers = { "content-type": "application/json", "idempotency-key": signal.key };
  try {
    const answer = await fetch(address, { method: "POST", headers, body: signal.body, signal: AbortSignal.timeout(timeoutMs) });
    await answer.arrayBuffer();
    return { status: answer.status, retryAfter: answer.headers.get("retry-after"), fault: null };
  } catch (fault) {
    return { status: null, retryAfter: null, fault: nameOf(fault) };
  }
}

function nameOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const cause = fault.cause as { readonly code?: string } | undefined;
  return cause?.code ?? fault.name;
}

/** Numbers from 0 to 1 that the seed alone decides. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
