import { recordAudits, tellAdministrators, type AdministratorNotice } from "../features/access/index.ts";
import { beginKind, goOnAfterClockWentBack, repairEscalations } from "../features/escalation/index.ts";
import { receiptKind, repairPages, type Repair } from "../features/paging/index.ts";
import type { Database, Tx } from "../platform/database/database.ts";
import { readPagingHold } from "../platform/database/paging-hold.ts";
import { scheduleUnlessWaiting, type Handler, type SendHandler, type SetHandler, type Taker } from "../platform/due-work/due-work.ts";
import { claimDue, shortenWaits } from "../platform/due-work/due-work.queries.ts";
import { runSet } from "../platform/due-work/set-runner.ts";
import { checkpointKind } from "../platform/event-log/checkpoint.work.ts";
import { muster } from "../values/actor.ts";
import { groupBy } from "../values/group-by.ts";
import { beginHousekeeping } from "./housekeeping.ts";
import { noteLook, readClockBack, readWaiting, takeReconcilerLock, takeUntoldParked, type ParkedWork, type WaitingKind } from "./reconciler.queries.ts";

export interface ReconcilerOptions {
  database: () => Database;
  handlers: readonly Handler[];
  log: (problem: string, error: unknown) => void;
}

const lookEvery = 10_000;
const mostTaken = 32;

/**
 * Looks for due work that nobody does, and sees to it that it is done. It goes by its own timer and not by due work, so that it finds a worker
 * that stopped too. Every node looks, one at a time.
 */
export class Reconciler {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;
  /** What waited at the last look: only what waits twice in a row is left alone by everybody. */
  private waited: ReadonlySet<string> = new Set();
  /** The kinds that were left alone at the last look: they are told of once. */
  private known: ReadonlySet<string> = new Set();

  constructor(private readonly options: ReconcilerOptions) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.running = this.lookAgain();
    }, lookEvery);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async lookAgain(): Promise<void> {
    await this.look().catch((error: unknown) => this.options.log("The reconciler could not look.", error));
    if (!this.isStopped) this.start();
  }

  /** Finds and mends; then does here and now what a stopped loop left behind. */
  async look(): Promise<void> {
    const { database, handlers, log } = this.options;
    const waited = await database().transaction((tx) => this.reconcile(tx));
    for (const { kind } of waited) {
      const handler = handlers.find((one): one is SetHandler => one.mode === "set" && one.kind === kind);
      if (handler) await runSet(database(), handler, log);
    }
  }

  private async reconcile(tx: Tx): Promise<WaitingKind[]> {
    if (!(await takeReconcilerLock(tx)) || (await readPagingHold(tx)) !== null) return [];
    const back = await readClockBack(tx);
    if (back !== null) await this.goOnAfter(tx, back);
    const abandoned = this.seenTwice(await readWaiting(tx));
    const fresh = abandoned.filter(({ kind }) => !this.known.has(kind));
    this.known = new Set(abandoned.map(({ kind }) => kind));
    const repairs = [...(await repairPages(tx)), ...(await repairEscalations(tx)), ...fresh.map(wordAbandoned)];
    for (const { kind } of abandoned) await this.takeOver(tx, kind);
    await beginHousekeeping(tx);
    await scheduleUnlessWaiting(tx, [{ kind: checkpointKind, key: checkpointKind, dueAt: tx.now, payload: {} }]);
    await recordRepairs(tx, repairs);
    await tellAdministrators(tx, [...foundNotices(repairs), ...(await takeUntoldParked(tx)).map(parkedNotice)]);
    await noteLook(tx, repairs.length);
    return abandoned;
  }

  /** What waits since before the clock went back would else wait as much longer. What is planned for a time of day comes by the new clock. */
  private async goOnAfter(tx: Tx, back: number): Promise<void> {
    const sends = this.options.handlers.filter(({ mode }) => mode === "send").map(({ kind }) => kind);
    await shortenWaits(tx, [...sends, receiptKind, beginKind, checkpointKind], back);
    await tellAdministrators(tx, [clockNotice(back, await goOnAfterClockWentBack(tx, back))]);
  }

  private seenTwice(waiting: readonly WaitingKind[]): WaitingKind[] {
    const before = this.waited;
    this.waited = new Set(waiting.flatMap(({ oldest }) => oldest));
    return waiting.map(({ kind, oldest }) => ({ kind, oldest: oldest.filter((row) => before.has(row)) })).filter(({ oldest }) => oldest.length > 0);
  }

  /** Sends go straight to this node's lane, past the loop that should have claimed them. */
  private async takeOver(tx: Tx, kind: string): Promise<void> {
    const taker = tx.context["taker"] as Taker | undefined;
    const handler = this.options.handlers.find((one): one is SendHandler => one.mode === "send" && one.kind === kind);
    if (!taker || !handler) return;
    const taken = await claimDue(tx, kind, { node: taker.node, most: mostTaken });
    tx.afterCommit(() => taker.take(taken));
  }
}

function wordAbandoned({ kind, oldest }: WaitingKind): Repair {
  const count = oldest.length;
  return { kind, key: kind, sentence: count === 1 ? "a piece of work that was due, and nobody did it" : `${count} pieces of work that were due, and nobody did them` };
}

async function recordRepairs(tx: Tx, repairs: readonly Repair[]): Promise<void> {
  const changes = repairs.map(({ kind, key, sentence }) => ({
    ...{ actor: muster, section: "due-work", id: key, action: "found again", paths: ["dueAt"] },
    details: { kind, sentence: `Found again by the reconciler: ${sentence}.` },
  }));
  await recordAudits(tx, changes);
}

/** One notice for each kind of work, whatever was found of it. */
function foundNotices(repairs: readonly Repair[]): AdministratorNotice[] {
  return [...groupBy(repairs, ({ kind }) => kind)].map(([kind, own]) => {
    const counted = [...groupBy(own, ({ sentence }) => sentence)].map(([sentence, same]) => (same.length === 1 ? sentence : `${same.length} times ${sentence}`));
    return {
      key: `work.found-again/${kind}`,
      code: "work.found-again",
      sentence: `Found again by the reconciler (${kind}): ${counted.join("; ")}. It was put where it is done. Each is in the audit trail; if it comes again, the log of the server has why.`,
    };
  });
}

function clockNotice(back: number, searches: number): AdministratorNotice {
  const moved = searches === 0 ? "No search for somebody had" : searches === 1 ? "One search for somebody had" : `${searches} searches for somebody had`;
  return {
    key: "clock.went-back",
    code: "clock.went-back",
    sentence: `The clock of the database went back by ${Math.round(back / 1_000)} s. ${moved} to be moved, to go on when it should. What is planned for a time of day comes by the new clock. See to how its machine keeps time.`,
  };
}

function parkedNotice({ kind, key, last_fault: fault }: ParkedWork): AdministratorNotice {
  return {
    key: `work.parked/${kind}`,
    code: "work.parked",
    sentence: `Work of the kind ${kind} failed five times and was put aside, such as ${key}: ${fault ?? "no reason was noted"}. Try it again or drop it under Settings › Health.`,
  };
}
