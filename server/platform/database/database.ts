import pg from "pg";
import type { Instant } from "../../values/instant.ts";
import { createPool } from "./pool.ts";
import { isOutdated, StatementNames } from "./statement-names.ts";

/** Statements over one connection. */
export interface Sql {
  /** All rows of the answer. */
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The first row, or null. */
  first<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row | null>;
  /** Runs a statement and gives the number of rows it touched. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

/** An open transaction. Its time was read once, from the database's clock, as it began. */
export interface Tx extends Sql {
  readonly now: Instant;
  /** What this process brings to every transaction: its listeners, its worker. */
  readonly context: Context;
  /** Runs inside the transaction, last, in the order of registration. A key registers one task only. */
  beforeCommit(key: string, task: () => Promise<void>): void;
  /**
   * Leaves a write that was sent to be waited for together with COMMIT, so that neither this process nor whoever waits for this transaction's locks waits for its
   * answer. What is asked later is done later and finds it written; where it failed, the transaction fails for its reason.
   */
  leave(write: Promise<unknown>): void;
  /** Runs after COMMIT, in this process only: a hint, never the only way a thing happens. */
  afterCommit(task: () => void): void;
}

/** Filled by the wiring; each part of the platform keeps its own member here. */
export type Context = Readonly<Record<string, unknown>>;

export interface Database {
  /** Runs the work in a transaction: commits what it returns, rolls back what it throws. The work may run again, so it does nothing outside. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls back for each notification of the channel, for as long as the database is reachable; reconnects by itself. */
  listen(channel: string, heard: (payload: string) => void): void;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  connections?: number;
  context?: Context;
  /** For long work by hand: a transaction may then be idle for as long as it likes. */
  isPatient?: boolean;
  log?: (problem: string, error: unknown) => void;
}

/** Opens a pool of connections. Nothing is asked of the server before the first transaction. */
export function openDatabase(options: DatabaseOptions): Database {
  let isClosing = false;
  const report = (problem: string, error: unknown) => {
    // A server that ends meanwhile tells the connections that are being closed, too.
    if (!isClosing) options.log?.(problem, error);
  };
  const pool = createPool(options.url, { connections: options.connections ?? 12, isPatient: options.isPatient ?? false }, report);
  const listeners = new Set<Listener>();
  const ground: Ground = { pool, names: new StatementNames(), context: options.context ?? {} };
  return {
    transaction: (work) => transactAgain(ground, work),
    listen(channel, heard) {
      listeners.add(new Listener(options.url, channel, heard, report));
    },
    async close() {
      isClosing = true;
      await Promise.all([...listeners].map((listener) => listener.close()));
      await pool.end();
    },
  };
}

/** What every transaction of a process stands on. */
interface Ground {
  pool: pg.Pool;
  names: StatementNames;
  context: Context;
}

const mostTries = 4;
const mayWorkNextTime = new Set(["40P01", "40001"]);

/** Tries again where PostgreSQL ended the transaction because it waited in a circle with another, or because a statement was prepared for a table as it was before. */
async function transactAgain<T>(ground: Ground, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transact(ground, work);
    } catch (error) {
      if (isOutdated(error)) ground.names.renew();
      const isPassing = isOutdated(error) || mayWorkNextTime.has((error as { code?: string }).code ?? "");
      if (!isPassing || attempt === mostTries) throw error;
    }
  }
}

async function transact<T>(ground: Ground, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await ground.pool.connect();
  const left: Promise<unknown>[] = [];
  let isOver = false;
  let fault: { error: unknown } | undefined;
  const ask = async (query: pg.QueryConfig) => {
    if (isOver) throw new Error("Something was asked of a transaction that had ended.");
    return client.query(query).catch((error: unknown) => {
      fault ??= { error };
      throw error;
    });
  };
  try {
    const opened = await client.query("begin; select (extract(epoch from muster_now()) * 1000)::float8 as now");
    const now = Math.floor(firstRowOf(opened).now);
    const { tx, beforeCommit, afterCommit } = openTx(ask, now, ground, left);
    const answer = await work(tx);
    for (const task of beforeCommit.values()) await task();
    isOver = true;
    // PostgreSQL makes COMMIT a ROLLBACK where one of the writes that were left failed, and then that write says why.
    await Promise.all([...left, client.query("commit")]);
    client.release();
    for (const task of afterCommit) task();
    return answer;
  } catch (error) {
    // Other parts of the work may go on meanwhile, and must not write into whoever's transaction comes next over this connection.
    isOver = true;
    await client.query("rollback").then(
      () => client.release(),
      () => client.release(true),
    );
    // What is asked behind a statement that failed hears only that the transaction is over.
    throw fault !== undefined && (error as { code?: string }).code === "25P02" ? fault.error : error;
  }
}

function firstRowOf(answer: unknown): { now: number } {
  const answers = answer as pg.QueryResult<{ now: number }>[];
  const row = answers[1]?.rows[0];
  if (!row) throw new Error("The database did not tell its time.");
  return row;
}

type Ask = (query: pg.QueryConfig) => Promise<pg.QueryResult>;

function openTx(ask: Ask, now: Instant, { names, context }: Ground, left: Promise<unknown>[]) {
  const beforeCommit = new Map<string, () => Promise<void>>();
  const afterCommit: (() => void)[] = [];
  const tx: Tx = {
    ...sqlOf(ask, names),
    now,
    context,
    beforeCommit(key, task) {
      if (!beforeCommit.has(key)) beforeCommit.set(key, task);
    },
    leave(write) {
      // Should something else fail, nobody waits for it any more.
      write.catch(() => undefined);
      left.push(write);
    },
    afterCommit(task) {
      afterCommit.push(task);
    },
  };
  return { tx, beforeCommit, afterCommit };
}

function sqlOf(ask: Ask, names: StatementNames): Sql {
  // One without values may hold several statements, or be no query at all: it is never prepared.
  const run = (text: string, values: readonly unknown[]) => ask({ text, values: [...values], name: values.length > 0 ? names.nameOf(text) : undefined });
  return {
    async rows(text, values = []) {
      return (await run(text, values)).rows;
    },
    async first(text, values = []) {
      return (await run(text, values)).rows[0] ?? null;
    },
    async run(text, values = []) {
      return (await run(text, values)).rowCount ?? 0;
    },
  };
}

const reconnectAfter = 500;

/** One connection of its own that listens, and comes back after the server was away. */
class Listener {
  private client: pg.Client | null = null;
  private isClosed = false;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly heard: (payload: string) => void,
    private readonly report: (problem: string, error: unknown) => void,
  ) {
    void this.connect();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, connectionTimeoutMillis: 5_000 });
    this.client = client;
    client.on("error", (error) => this.lose(error));
    client.on("end", () => this.lose(null));
    client.on("notification", (message) => this.heard(message.payload ?? ""));
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(this.channel)}`);
      this.heard("");
    } catch (error) {
      this.lose(error);
    }
  }

  private lose(error: unknown): void {
    if (this.isClosed || this.retry) return;
    if (error) this.report("The listening connection was lost.", error);
    this.retry = setTimeout(() => {
      this.retry = undefined;
      if (!this.isClosed) void this.connect();
    }, reconnectAfter);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }
}
