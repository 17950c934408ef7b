import { confirmHandler, createFetchText, createIntake, type Intake } from "../features/alert-intake/index.ts";
import { readScheduleReaches } from "../features/escalation/index.ts";
import { readIncidentStories, readShiftFacts, whoSeesEvents } from "../features/incidents/index.ts";
import { feedHandler, scheduleCalendarHandler, type ScheduleReaches, type ShiftFacts } from "../features/on-call/index.ts";
import type { Messengers, SubjectStories } from "../features/paging/index.ts";
import { openDatabase, type Context, type Database } from "../platform/database/database.ts";
import { checkpointHandler } from "../platform/event-log/checkpoint.work.ts";
import { Worker } from "../platform/due-work/worker.ts";
import { createOutgoing, type Outgoing } from "../platform/outgoing/outgoing.ts";
import { createAnnouncer, feedChannel } from "../platform/stream/announcer.ts";
import { Feed } from "../platform/stream/feed.ts";
import { Reconciler } from "./reconciler.ts";
import { handlers, subscriptions } from "./subscriptions.ts";
import { carrySyntheticPages } from "./watchdog.work.ts";

export interface NodeOptions {
  databaseUrl: string;
  publicUrl: string;
  secret: string;
  messengers: Messengers;
  /** The way to other systems; left out, none in a special network is called. */
  outgoing?: Outgoing;
  /** What the watchdog shows; null where none is expected. */
  watchdogToken?: string | null;
  log: (problem: string, error: unknown) => void;
}

/** One running Muster over its database: what all its parts share. */
export interface Node {
  database: Database;
  worker: Worker;
  feed: Feed;
  intake: Intake;
  /** Begins to do due work and to hear of other nodes. */
  start(): void;
  stop(): Promise<void>;
}

/** What features below are told of those above them. */
const told = {
  stories: readIncidentStories satisfies SubjectStories,
  reaches: readScheduleReaches satisfies ScheduleReaches,
  shiftFacts: readShiftFacts satisfies ShiftFacts,
};

/** Wires the parts to each other; nothing runs before `start`. */
export function createNode({ databaseUrl, publicUrl, secret, messengers, outgoing = createOutgoing({ allowNetworks: [] }), watchdogToken = null, log }: NodeOptions): Node {
  const fetchText = createFetchText(outgoing);
  const database = (): Database => opened;
  const all = [...carrySyntheticPages(handlers, { outgoing, token: watchdogToken }), checkpointHandler(secret), confirmHandler(fetchText), feedHandler(outgoing), scheduleCalendarHandler(outgoing)];
  const worker = new Worker({ database, handlers: all, log });
  const reconciler = new Reconciler({ database, handlers: all, log });
  const feed = new Feed(database, whoSeesEvents, log);
  const announcer = createAnnouncer(database, worker.node, log);
  const context: Context = {
    listeners: subscriptions,
    taker: worker,
    messengers,
    ...told,
    links: { publicUrl, secret },
    secret,
    appended: () => {
      feed.wake();
      announcer.announce();
    },
  };
  const opened = openDatabase({ url: databaseUrl, context, log });
  return {
    database: opened,
    worker,
    feed,
    intake: createIntake(database, fetchText),
    start() {
      worker.start();
      reconciler.start();
      hearOtherNodes(opened, feed, worker);
    },
    async stop() {
      feed.stop();
      await reconciler.stop();
      await worker.stop();
      await announcer.finish();
      await opened.close();
    },
  };
}

function hearOtherNodes(database: Database, feed: Feed, worker: Worker): void {
  database.listen(feedChannel, (node) => {
    feed.wake();
    if (node !== worker.node) worker.wake(0);
  });
}
