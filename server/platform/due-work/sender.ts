import type { Instant } from "../../values/instant.ts";
import type { Database, Tx } from "../database/database.ts";
import { Postponed, sendTimeoutMilliseconds, type Answer, type ClaimedWork, type SendHandler } from "./due-work.ts";
import { claimDue, deleteDone, finishOurs, noteAnswer, postpone, putBack, renewLease } from "./due-work.queries.ts";
import { LeaseKeeper, type Lease } from "./lease.ts";
import { settleFault } from "./settle-fault.ts";

export interface SenderOptions {
  database: () => Database;
  node: string;
  log: (problem: string, error: unknown) => void;
  wake: () => void;
  /** Milliseconds of a clock that never goes back, by which a send that came too late is noticed. */
  clock?: () => number;
}

/** How many sends of one kind are in flight at once: a hung provider holds up its own kind only. */
const mostInFlight = 32;
/** More is claimed once there is room for so many, and not one by one. */
const fewest = 8;

/** The sends of one kind: the claim is committed, nothing is open during the call, the finish checks the epoch. */
export class Sender {
  private waiting: ClaimedWork[] = [];
  private isStopping = false;
  private readonly inFlight = new Set<Promise<void>>();
  private readonly leases: LeaseKeeper;

  constructor(
    readonly handler: SendHandler,
    private readonly options: SenderOptions,
  ) {
    this.leases = new LeaseKeeper(options.database, options.clock);
  }

  take(work: readonly ClaimedWork[]): void {
    this.waiting.push(...work);
    this.fill();
  }

  /** How many more it would take now. */
  get room(): number {
    return mostInFlight - this.inFlight.size - this.waiting.length;
  }

  /** Claims what is due as far as there is room; a lane that empties wakes the worker again. */
  async claim(): Promise<void> {
    const most = this.room;
    if (most <= 0) return;
    const { database, node } = this.options;
    const { kind, isNewestFirst = false } = this.handler;
    this.take(await database().transaction(async (tx) => (this.isStopping ? [] : claimDue(tx, kind, { node, most, isNewestFirst }))));
  }

  /** What is born from now on is another's. */
  takeNoMore(): void {
    this.isStopping = true;
    this.waiting = [];
  }

  /** Takes nothing more; what is being sent is waited for. */
  async stop(): Promise<void> {
    this.takeNoMore();
    await Promise.all(this.inFlight);
  }

  private fill(): void {
    while (this.inFlight.size < mostInFlight) {
      const work = this.waiting.shift();
      if (!work) return;
      const running: Promise<void> = this.perform(work).finally(() => {
        this.inFlight.delete(running);
        this.fill();
        if (this.room >= fewest || this.inFlight.size === 0) this.options.wake();
      });
      this.inFlight.add(running);
    }
  }

  private async perform(work: ClaimedWork): Promise<void> {
    const { database, log } = this.options;
    const lease = this.leases.take(work);
    try {
      await sendOnce(database(), this.handler, lease);
    } catch (error) {
      await settleFault(database(), work, error, log).catch((fault: unknown) => log("A fault could not be noted; the lease will end.", fault));
    } finally {
      this.leases.giveUp(lease);
    }
  }
}

async function sendOnce(database: Database, handler: SendHandler, lease: Lease): Promise<void> {
  const { work } = lease;
  if (work.answer) return finishWith(database, handler, lease, work.answer);
  const prepared = await lease.insist(() => prepareOnce(database, handler, work));
  // A process that was frozen here must not send what another may have taken over meanwhile.
  if (prepared === null || !(await lease.extend())) return;
  const sent = await handler.send(prepared, AbortSignal.timeout(sendTimeoutMilliseconds));
  const answer = { kept: handler.keep ? handler.keep(prepared) : prepared, sent };
  const noted = handler.keep ? lease.insist(() => noteOnce(database, work, answer)) : null;
  // Neither waits for the other, and what is finished needs no note; but a fault is settled only once the answer is safe.
  const [finished] = await Promise.allSettled([finishWith(database, handler, lease, answer), noted]);
  if (finished.status === "rejected") throw finished.reason;
}

function finishWith(database: Database, handler: SendHandler, lease: Lease, { kept, sent }: Answer): Promise<void> {
  return lease.insist(async () => {
    await lease.extend();
    await finishOnce(database, lease.work, (tx) => handler.finish(tx, lease.work, kept, sent));
  });
}

function noteOnce(database: Database, work: ClaimedWork, answer: Answer): Promise<void> {
  return database.transaction((tx) => noteAnswer(tx, work, answer));
}

/** Null where there is nothing to send: it is done already, postponed, or another's. */
function prepareOnce<Prepared>(database: Database, handler: SendHandler<Prepared>, work: ClaimedWork): Promise<Prepared | null> {
  const prepared = database.transaction(async (tx) => {
    // The claim is held first, and asked for together with what is prepared under it: that is undone where it was lost.
    const [isOurs, answer] = await Promise.all([renewLease(tx, work), handler.prepare(tx, work)]);
    if (!isOurs) throw new LostClaim();
    if (answer === null) await deleteDone(tx, [work.id]);
    if (!(answer instanceof Postponed)) return answer;
    await postpone(tx, work, answer.until);
    return null;
  });
  return unlessLost(prepared);
}

class LostClaim extends Error {}

/** The claim is checked last: whoever withdraws work locks what it is about first too, so that they cannot wait for each other in a circle. */
async function finishOnce(database: Database, work: ClaimedWork, finish: (tx: Tx) => Promise<Instant | null>): Promise<void> {
  const finished = database.transaction(async (tx) => {
    const again = await finish(tx);
    const isOurs = await (again === null ? finishOurs(tx, work) : putBack(tx, work, again));
    if (!isOurs) throw new LostClaim();
  });
  await unlessLost(finished);
}

/** Null where somebody else has the claim by now; then nothing of it was done. */
function unlessLost<T>(done: Promise<T>): Promise<T | null> {
  return done.catch((error: unknown) => {
    if (error instanceof LostClaim) return null;
    throw error;
  });
}
