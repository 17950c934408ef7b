import type { SyslogMessage } from "./syslog-message.ts";

/** What became of a message: `later` is not stored and shall be brought again, `unknown` is nobody's. */
export type SyslogOutcome = "taken" | "unknown" | "later";

/** Takes a message of this many bytes, stored when it is done. */
export type SyslogTaker = (message: SyslogMessage, size: number) => Promise<SyslogOutcome>;

export interface QueueOptions {
  take: SyslogTaker;
  /** How many messages, and how many bytes of them, may wait. */
  mostWaiting: number;
  mostBytes: number;
  lost: (why: "unknown" | "failed") => void;
  log: (problem: string, error: unknown) => void;
}

interface Waiting {
  place: number;
  message: SyslogMessage;
  size: number;
}

/** So many are handed on at once: they share a COMMIT. */
const mostAtOnce = 200;
const restMilliseconds = 500;

/** Holds messages until they are stored, in their order and never more than so many; what cannot be stored now is brought again. */
export class SyslogQueue {
  private readonly waiting: Waiting[] = [];
  private readonly wishes: (() => void)[] = [];
  private places = 0;
  private atOnce = 0;
  private held = 0;
  private bytes = 0;
  private rest: NodeJS.Timeout | null = null;
  private isFinished = false;

  constructor(private readonly options: QueueOptions) {}

  /** Takes the message in; false where there is no room for it. */
  offer(message: SyslogMessage, size: number): boolean {
    const { mostWaiting, mostBytes } = this.options;
    if (this.held > 0 && (this.held >= mostWaiting || this.bytes + size > mostBytes)) return false;
    this.places += 1;
    this.held += 1;
    this.bytes += size;
    this.waiting.push({ place: this.places, message, size });
    this.pump();
    return true;
  }

  /** Done when something was stored, so that there may be room. */
  change(): Promise<void> {
    return new Promise((resolve) => this.wishes.push(resolve));
  }

  /** Waits until all is stored, and no longer than this; what is not stored then is lost. */
  async finish(milliseconds: number): Promise<void> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), milliseconds);
    const end = new Promise((resolve) => late.signal.addEventListener("abort", resolve));
    while (this.held > 0 && !late.signal.aborted) await Promise.race([this.change(), end]);
    clearTimeout(timer);
    this.isFinished = true;
    if (this.rest) clearTimeout(this.rest);
    for (let left = this.waiting.splice(0).length; left > 0; left -= 1) this.options.lost("failed");
  }

  private pump(): void {
    while (this.rest === null && this.atOnce < mostAtOnce) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      this.atOnce += 1;
      void this.hand(next);
    }
  }

  private async hand(one: Waiting): Promise<void> {
    const { take, lost, log } = this.options;
    const outcome = await take(one.message, one.size).catch((error: unknown) => {
      log("A syslog message could not be stored.", error);
      return "failed" as const;
    });
    this.atOnce -= 1;
    if (outcome === "later") return this.bringAgain(one);
    if (outcome !== "taken") lost(outcome);
    this.held -= 1;
    this.bytes -= one.size;
    for (const wish of this.wishes.splice(0)) wish();
    this.pump();
  }

  private bringAgain(one: Waiting): void {
    if (this.isFinished) return this.options.lost("failed");
    const next = this.waiting.findIndex(({ place }) => place > one.place);
    this.waiting.splice(next < 0 ? this.waiting.length : next, 0, one);
    this.rest ??= setTimeout(() => {
      this.rest = null;
      this.pump();
    }, restMilliseconds);
  }
}
