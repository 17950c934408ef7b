import type { Database } from "../database/database.ts";
import { leaseMilliseconds, sendTimeoutMilliseconds, type ClaimedWork, type SendHandler } from "./due-work.ts";
import { claimDue, deleteDone, renewLease, isStillOurs, noteFault, putBack } from "./due-work.queries.ts";

export interface SenderOptions {
  database: () => Database;
  handlers: readonly SendHandler[];
  node: string;
  log: (problem: string, error: unknown) => void;
  wake: () => void;
}

/** How many sends of one kind are in flight at once: a hung provider holds up its own kind only. */
const mostInFlight = 32;

/** Does sends: the claim is committed, nothing is open during the call, the finish checks the epoch. */
export function createSender({ database, handlers, node, log, wake }: SenderOptions) {
  const byKind = new Map(handlers.map((handler) => [handler.kind, { handler, waiting: [] as ClaimedWork[], inFlight: new Set<Promise<void>>() }]));

  function take(work: readonly ClaimedWork[]): void {
    for (const item of work) byKind.get(item.kind)?.waiting.push(item);
    for (const kind of new Set(work.map((item) => item.kind))) fill(kind);
  }

  function fill(kind: string): void {
    const lane = byKind.get(kind);
    while (lane && lane.inFlight.size < mostInFlight) {
      const work = lane.waiting.shift();
      if (!work) return;
      const running: Promise<void> = perform(lane.handler, work).finally(() => {
        lane.inFlight.delete(running);
        fill(kind);
        if (lane.inFlight.size < mostInFlight && lane.waiting.length === 0) wake();
      });
      lane.inFlight.add(running);
    }
  }

  async function perform(handler: SendHandler, work: ClaimedWork): Promise<void> {
    try {
      await sendOnce(database(), handler, work);
    } catch (error) {
      log(`${handler.kind} ${work.key} faulted.`, error);
      await database()
        .transaction((tx) => noteFault(tx, work, String(error)))
        .catch((fault: unknown) => log("A fault could not be noted; the lease will end.", fault));
    }
  }

  return {
    take,
    /** Claims what is due as far as there is room; a lane that empties wakes the worker again. */
    async claim(handler: SendHandler): Promise<void> {
      const lane = byKind.get(handler.kind);
      const room = mostInFlight - (lane?.inFlight.size ?? 0) - (lane?.waiting.length ?? 0);
      if (room <= 0) return;
      const claimed = await database().transaction((tx) => claimDue(tx, handler.kind, node, room));
      take(claimed);
    },
    async stop(): Promise<void> {
      for (const lane of byKind.values()) lane.waiting.length = 0;
      await Promise.all([...byKind.values()].flatMap((lane) => [...lane.inFlight]));
    },
  };
}

async function sendOnce(database: Database, handler: SendHandler, work: ClaimedWork): Promise<void> {
  const began = performance.now();
  const prepared = await database.transaction(async (tx) => {
    if (!(await renewLease(tx, work))) return null;
    const answer = await handler.prepare(tx, work);
    if (answer === null) await deleteDone(tx, [work.id]);
    return answer;
  });
  const mayOutliveLease = performance.now() - began > leaseMilliseconds - sendTimeoutMilliseconds;
  if (prepared === null || mayOutliveLease) return;
  const sent = await handler.send(prepared, AbortSignal.timeout(sendTimeoutMilliseconds));
  await database.transaction(async (tx) => {
    if (!(await isStillOurs(tx, work))) return;
    const again = await handler.finish(tx, work, prepared, sent);
    if (again === null) await deleteDone(tx, [work.id]);
    else await putBack(tx, work, again);
  });
}
