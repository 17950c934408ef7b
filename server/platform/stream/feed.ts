import type { Database } from "../database/database.ts";
import { readFeed, readLastPosition, type FeedEvent } from "../event-log/event-log.queries.ts";

/** Follows the event log: every event once, in the order of positions, to everybody who listens. */
export interface Feed {
  /** Begins with what came after the position and goes on live. `send` answers false to be fed no more. */
  subscribe(after: number, send: (events: readonly FeedEvent[]) => boolean): Promise<() => void>;
  /** Something may have been appended here or elsewhere. */
  wake(): void;
  lastPosition(): Promise<number>;
  stop(): void;
}

const pollMilliseconds = 1_000;
const batch = 500;
const mostRemembered = 2_000;

interface Subscriber {
  position: number;
  send: (events: readonly FeedEvent[]) => boolean;
}

/** One reader of the log per process; woken by NOTIFY, and by a poll for what NOTIFY missed. */
export function createFeed(database: () => Database, log: (problem: string, error: unknown) => void): Feed {
  const subscribers = new Set<Subscriber>();
  let recent: FeedEvent[] = [];
  let last: number | null = null;
  let isReading = false;
  let isWoken = false;
  const timer = setInterval(() => wake(), pollMilliseconds);
  timer.unref();

  function wake(): void {
    isWoken = true;
    if (!isReading) void readOn();
  }

  async function readOn(): Promise<void> {
    isReading = true;
    while (isWoken && subscribers.size > 0) {
      isWoken = false;
      await readNew().catch((error: unknown) => log("The feed could not be read.", error));
    }
    if (subscribers.size === 0) [last, recent] = [null, []];
    isReading = false;
  }

  async function readNew(): Promise<void> {
    last ??= Math.min(...[...subscribers].map((subscriber) => subscriber.position));
    for (;;) {
      const from: number = last;
      const events: FeedEvent[] = await database().transaction((tx) => readFeed(tx, from, batch));
      if (events.length === 0) return;
      last = events.at(-1)?.position ?? last;
      recent = [...recent, ...events].slice(-mostRemembered);
      for (const subscriber of subscribers) pass(subscriber, events);
    }
  }

  function pass(subscriber: Subscriber, events: readonly FeedEvent[]): void {
    const fresh = events.filter((event) => event.position > subscriber.position);
    const newest = fresh.at(-1);
    if (!newest) return;
    subscriber.position = newest.position;
    if (!subscriber.send(fresh)) subscribers.delete(subscriber);
  }

  async function catchUp(subscriber: Subscriber): Promise<void> {
    while (last !== null && subscriber.position < last) {
      const from = subscriber.position;
      const isRemembered = (recent[0]?.position ?? Number.POSITIVE_INFINITY) <= from + 1;
      const events = isRemembered ? recent : await database().transaction((tx) => readFeed(tx, from, batch));
      pass(subscriber, events);
      if (subscriber.position === from) return;
    }
  }

  return {
    async subscribe(after, send) {
      const subscriber: Subscriber = { position: after, send };
      await catchUp(subscriber);
      subscribers.add(subscriber);
      wake();
      return () => void subscribers.delete(subscriber);
    },
    wake,
    lastPosition: () => database().transaction((tx) => readLastPosition(tx)),
    stop: () => clearInterval(timer),
  };
}
