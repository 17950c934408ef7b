import { confirmHandler, createFetchText, createIntake, type Intake } from "../features/alert-intake/index.ts";
import { readIncidentStories } from "../features/incidents/index.ts";
import type { Messengers, SubjectStories } from "../features/paging/index.ts";
import { openDatabase, type Context, type Database } from "../platform/database/database.ts";
import { checkpointHandler } from "../platform/event-log/checkpoint.work.ts";
import { Worker } from "../platform/due-work/worker.ts";
import { createOutgoing, type Outgoing } from "../platform/outgoing/outgoing.ts";
import { createAnnouncer, feedChannel } from "../platform/stream/announcer.ts";
import { Feed } from "../platform/stream/feed.ts";
import { handlers, subscriptions } from "./subscriptions.ts";

export interface NodeOptions {
  databaseUrl: string;
  publicUrl: string;
  secret: string;
  messengers: Messengers;
  /** The way to other systems; left out, none in a special network is called. */
  outgoing?: Outgoing;
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

/** Wires the parts to each other; nothing runs before `start`. */
export function createNode({ databaseUrl, publicUrl, secret, messengers, outgoing = createOutgoing({ allowNetworks: [] }), log }: NodeOptions): Node {
  const fetchText = createFetchText(outgoing);
  const database = (): Database => opened;
  const worker = new Worker({ database, handlers: [...handlers, checkpointHandler(secret), confirmHandler(fetchText)], log });
  const feed = new Feed(database, log);
  const announcer = createAnnouncer(database, worker.node, log);
  const context: Context = {
    listeners: subscriptions,
    taker: worker,
    messengers,
    stories: readIncidentStories satisfies SubjectStories,
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
      opened.listen(feedChannel, (node) => {
        feed.wake();
        if (node !== worker.node) worker.wake(0);
      });
    },
    async stop() {
      feed.stop();
      await worker.stop();
      await announcer.finish();
      await opened.close();
    },
  };
}
