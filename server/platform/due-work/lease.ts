import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "../database/database.ts";
import { isDatabaseAway } from "../database/pool.ts";
import { leaseMilliseconds, sendTimeoutMilliseconds, type ClaimedWork } from "./due-work.ts";
import { renewLease, renewLeases } from "./due-work.queries.ts";

const insistEvery = 200;
const mostTries = 3;
const renewEvery = leaseMilliseconds / 5;
/** What is in hand for longer hangs: its claim is let end, so that another may try. */
const longestHold = 60_000;

/** How long the claim of one row holds yet, by this process's own clock. */
export class Lease {
  private readonly taken: number;
  private began: number;

  constructor(
    private readonly database: Database,
    readonly work: ClaimedWork,
    private readonly clock: () => number,
  ) {
    this.taken = clock();
    this.began = this.taken;
  }

  /** Begins the claim anew where it would not hold for as long as a send may take; gives whether it does now. Beginning it may take too long itself, as where every connection is in use. */
  async extend(): Promise<boolean> {
    for (let tries = 0; tries < mostTries && !this.isLongEnough(); tries += 1) if (!(await this.renew())) return false;
    return this.isLongEnough();
  }

  /** Does it again where the way to the database broke, for as long as the claim holds: so what was sent is noted, and not sent again. */
  async insist<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isDatabaseAway(error) || this.hangs || this.age > leaseMilliseconds - insistEvery) throw error;
        await pause(insistEvery);
      }
    }
  }

  /** Where a part of the claim is over, and what is done under it is not known to hang. */
  get isToBeRenewed(): boolean {
    return this.age >= renewEvery && !this.hangs;
  }

  wasRenewed(at: number): void {
    this.began = at;
  }

  private async renew(): Promise<boolean> {
    const before = this.clock();
    let isOurs = false;
    await this.database.transaction(async (tx) => tx.leave(renewLease(tx, this.work).then((answer) => (isOurs = answer))));
    this.began = before;
    return isOurs;
  }

  private get hangs(): boolean {
    return this.clock() - this.taken >= longestHold;
  }

  private get age(): number {
    return this.clock() - this.began;
  }

  private isLongEnough(): boolean {
    return this.age <= leaseMilliseconds - sendTimeoutMilliseconds;
  }
}

/** Keeps the claims of what is in hand where it takes long, as over a slow line: all of them at once. A process that is frozen or cut off keeps none. */
export class LeaseKeeper {
  private readonly leases = new Set<Lease>();
  private timer: NodeJS.Timeout | undefined;
  private isRenewing = false;

  constructor(
    private readonly database: () => Database,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  take(work: ClaimedWork): Lease {
    const lease = new Lease(this.database(), work, this.clock);
    this.leases.add(lease);
    this.timer ??= setInterval(() => void this.renew().catch(() => undefined), renewEvery).unref();
    return lease;
  }

  giveUp(lease: Lease): void {
    this.leases.delete(lease);
    if (this.leases.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async renew(): Promise<void> {
    const aging = [...this.leases].filter(({ isToBeRenewed }) => isToBeRenewed);
    if (aging.length === 0 || this.isRenewing) return;
    this.isRenewing = true;
    try {
      const before = this.clock();
      const renewed = await this.database().transaction((tx) => renewLeases(tx, aging.map(({ work }) => work)));
      for (const lease of aging) if (renewed.has(lease.work.id)) lease.wasRenewed(before);
    } finally {
      this.isRenewing = false;
    }
  }
}
