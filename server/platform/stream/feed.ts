import type { Database, Tx } from "../database/database.ts";
import { readFeed, readLastPosition, type FeedEvent } from "../event-log/event-log.queries.ts";

/** Who may know of an event, by person, and who may no more from then on. */
export interface Seen {
  by: ReadonlySet<string>;
  leaving: ReadonlySet<string> | "everybody else";
}

/** An event with who may know of it; null where everybody may. */
export type SeenEvent = FeedEvent & { seen: Seen | null };

/** Says who may know of events, in their order; null where everybody may. Filled by a feature. */
export type WhoSees = (tx: Tx, events: readonly FeedEvent[]) => Promise<(Seen | null)[]>;

/** Takes the next events; answers false to be fed no more. */
export type FeedReader = (events: readonly SeenEvent[]) => boolean;

interface Subscriber {
  position: number;
  send: FeedReader;
}

const pollMilliseconds = 1_000;
const batch = 500;
const mostRemembered = 2_000;

/**
 * Follows the event log: every event once, in the order of positions, to everybody who listens. One reader of the log per process, woken by
 * NOTIFY, and by a poll for what NOTIFY missed.
 */
export class Feed {
  private readonly subscribers = new Set<Subscriber>();
  private recent: readonly SeenEvent[] = [];
  /** How far the log was read; null while nobody listens. */
  private last: number | null = null;
  private isReading = false;
  private isWoken = false;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly database: () => Database,
    private readonly whoSees: WhoSees,
    private readonly log: (problem: string, error: unknown) => void,
  ) {
    this.timer = setInterval(() => this.wake(), pollMilliseconds);
    this.timer.unref();
  }

  /** Begins with what came after the position and goes on live; gives a way to stop. */
  async subscribe(after: number, send: FeedReader): Promise<() => void> {
    const subscriber: Subscriber = { position: after, send };
    await this.catchUp(subscriber);
    this.subscribers.add(subscriber);
    this.wake();
    return () => void this.subscribers.delete(subscriber);
  }

  /** Something may have been appended here or elsewhere. */
  wake(): void {
    this.isWoken = true;
    if (!this.isReading) void this.readOn();
  }

  lastPosition(): Promise<number> {
    return this.database().transaction((tx) => readLastPosition(tx));
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async readOn(): Promise<void> {
    this.isReading = true;
    while (this.isWoken && this.subscribers.size > 0) {
      this.isWoken = false;
      await this.readNew().catch((error: unknown) => this.log("The feed could not be read.", error));
    }
    if (this.subscribers.size === 0) [this.last, this.recent] = [null, []];
    this.isReading = false;
  }

  private async readNew(): Promise<void> {
    this.last ??= Math.min(...[...this.subscribers].map((subscriber) => subscriber.position));
    for (;;) {
      const events = await this.read(this.last);
      if (events.length === 0) return;
      this.last = events.at(-1)?.position ?? this.last;
      this.recent = [...this.recent, ...events].slice(-mostRemembered);
      for (const subscriber of this.subscribers) this.pass(subscriber, events);
    }
  }

  private read(after: number): Promise<SeenEvent[]> {
    return this.database().transaction(async (tx) => {
      const events = await readFeed(tx, after, batch);
      const seen = await this.whoSees(tx, events);
      return events.map((event, index) => ({ ...event, seen: seen[index] ?? null }));
    });
  }

  private pass(subscriber: Subscriber, events: readonly SeenEvent[]): void {
    const fresh = events.filter((event) => event.position > subscriber.position);
    const newest = fresh.at(-1);
    if (!newest) return;
    subscriber.position = newest.position;
    if (!subscriber.send(fresh)) this.subscribers.delete(subscriber);
  }

  private async catchUp(subscriber: Subscriber): Promise<void> {
    while (this.last !== null && subscriber.position < this.last) {
      const from = subscriber.position;
      const isRemembered = (this.recent[0]?.position ?? Number.POSITIVE_INFINITY) <= from + 1;
      this.pass(subscriber, isRemembered ? this.recent : await this.read(from));
      if (subscriber.position === from) return;
    }
  }
}
