import { randomUUID } from "node:crypto";
import type { Database } from "../database/database.ts";
import type { ClaimedWork, Handler, SendHandler, SetHandler, Taker } from "./due-work.ts";
import { readWaits } from "./due-work.queries.ts";
import { Sender } from "./sender.ts";
import { runSet } from "./set-runner.ts";

export interface WorkerOptions {
  /** Opened lazily, since the database's context holds this worker. */
  database: () => Database;
  handlers: readonly Handler[];
  log: (problem: string, error: unknown) => void;
}

const pollMilliseconds = 1_000;
const shortestWait = 5;
const noKinds: ReadonlySet<string> = new Set();

/**
 * Claims due work and does it. Woken by whoever schedules in this process, by LISTEN, by a timer to the next due row,
 * and by a poll every second for what all of them miss. The database's clock decides what is due.
 */
export class Worker implements Taker {
  readonly node = randomUUID();
  private readonly kinds: ReadonlySet<string>;
  private readonly sets: readonly SetHandler[];
  private readonly senders: ReadonlyMap<string, Sender>;
  private isStopping = false;
  private isRoused = false;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: WorkerOptions) {
    const { database, handlers, log } = options;
    this.sets = handlers.filter((handler): handler is SetHandler => handler.mode === "set");
    const sends = handlers.filter((handler): handler is SendHandler => handler.mode === "send");
    const sender = { database, node: this.node, log, wake: () => this.rouse() };
    this.senders = new Map(sends.map((handler) => [handler.kind, new Sender(handler, sender)]));
    this.kinds = new Set(this.senders.keys());
  }

  /** None once it stops, so that another node takes what is born from then on. */
  get sendKinds(): ReadonlySet<string> {
    return this.isStopping ? noKinds : this.kinds;
  }

  start(): void {
    this.rouse();
  }

  take(work: readonly ClaimedWork[]): void {
    if (this.isStopping) return;
    for (const [kind, sender] of this.senders) sender.take(work.filter((item) => item.kind === kind));
  }

  wake(inMilliseconds: number): void {
    if (inMilliseconds < pollMilliseconds) this.rouse();
  }

  /** Ends the loops; what is being sent is waited for. */
  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    for (const sender of this.senders.values()) sender.takeNoMore();
    await this.running.catch(() => undefined);
    await Promise.all([...this.senders.values()].map((sender) => sender.stop()));
  }

  private rouse(): void {
    if (this.isRoused || this.isStopping) return;
    this.isRoused = true;
    clearTimeout(this.timer);
    this.running = this.running.then(
      () => this.runOnce(),
      () => this.runOnce(),
    );
  }

  private async runOnce(): Promise<void> {
    this.isRoused = false;
    if (this.isStopping) return;
    const wait = await this.doAllDue().catch((error: unknown) => {
      this.options.log("Due work could not be looked for.", error);
      return pollMilliseconds;
    });
    if (!this.isStopping && !this.isRoused) this.timer = setTimeout(() => this.rouse(), wait);
  }

  /** Does what is due; gives how long to wait for more. */
  private async doAllDue(): Promise<number> {
    const { database, log } = this.options;
    // What has no room now wakes this loop itself when it has.
    const senders = [...this.senders.values()].filter(({ room }) => room > 0);
    const kinds = [...this.sets, ...senders.map(({ handler }) => handler)].map(({ kind }) => kind);
    const waits = await database().transaction((tx) => readWaits(tx, kinds));
    const isDue = ({ kind }: Handler) => (waits.get(kind) ?? Infinity) <= 0;
    let hasMore = false;
    for (const handler of this.sets.filter(isDue)) hasMore = (await runSet(database(), handler, log)) || hasMore;
    for (const sender of senders.filter(({ handler }) => isDue(handler))) await sender.claim();
    return hasMore ? 0 : Math.min(pollMilliseconds, Math.max(shortestWait, Math.min(...waits.values())));
  }
}
