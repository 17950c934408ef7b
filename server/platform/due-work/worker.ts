import { randomUUID } from "node:crypto";
import type { Database } from "../database/database.ts";
import type { ClaimedWork, Handler, SendHandler, SetHandler, Taker } from "./due-work.ts";
import { readNextDue } from "./due-work.queries.ts";
import { createSender } from "./sender.ts";
import { runSet } from "./set-runner.ts";

export interface Worker extends Taker {
  start(): void;
  /** Ends the loops; what is being sent is waited for. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** Opened lazily, since the database's context holds this worker. */
  database: () => Database;
  handlers: readonly Handler[];
  log: (problem: string, error: unknown) => void;
}

const pollMilliseconds = 1_000;

/**
 * Claims due work and does it. Woken by whoever schedules in this process, by LISTEN, by a timer to the next due row,
 * and by a poll every second for what all of them miss. The database's clock decides what is due.
 */
export function createWorker({ database, handlers, log }: WorkerOptions): Worker {
  const node = randomUUID();
  const sets = handlers.filter((handler): handler is SetHandler => handler.mode === "set");
  const sends = handlers.filter((handler): handler is SendHandler => handler.mode === "send");
  const sender = createSender({ database, handlers: sends, node, log, wake: () => rouse() });
  let isStopping = false;
  let isRoused = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  function rouse(): void {
    if (isRoused || isStopping) return;
    isRoused = true;
    clearTimeout(timer);
    running = running.then(runOnce, runOnce);
  }

  async function runOnce(): Promise<void> {
    isRoused = false;
    if (isStopping) return;
    const nextWait = await doAllDue().catch((error: unknown) => {
      log("Due work could not be looked for.", error);
      return pollMilliseconds;
    });
    if (!isStopping && !isRoused) timer = setTimeout(rouse, nextWait);
  }

  async function doAllDue(): Promise<number> {
    let hasMore = false;
    for (const handler of sets) hasMore = (await runSet(database(), handler, log)) || hasMore;
    for (const handler of sends) await sender.claim(handler);
    if (hasMore) return 0;
    const wait = await database().transaction((tx) => readNextDue(tx, handlers.map((handler) => handler.kind)));
    return wait === null ? pollMilliseconds : Math.min(pollMilliseconds, Math.max(5, wait));
  }

  return {
    node,
    sendKinds: new Set(sends.map((handler) => handler.kind)),
    take: (work: ClaimedWork[]) => sender.take(work),
    wake(inMilliseconds: number) {
      if (inMilliseconds < pollMilliseconds) rouse();
    },
    start: rouse,
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await running.catch(() => undefined);
      await sender.stop();
    },
  };
}
