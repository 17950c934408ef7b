import pg from "pg";

const int8 = 20;
const timestamptz = 1184;
pg.types.setTypeParser(int8, Number);
pg.types.setTypeParser(timestamptz, (text) => new Date(text).getTime());

export interface PoolOptions {
  connections: number;
  isPatient: boolean;
}

const longestIdle = 5_000;
/** A connection is kept for so long after its last use: to open another takes as long as half a dozen questions. */
const longestUnused = 60_000;
const longestAnswer = 15_000;

/**
 * A pool that survives a lost server, and a line that went dead without a word. Times come back as Instants, int8 as numbers.
 * A transaction left idle is ended by the server, so that a frozen process cannot keep rows from others.
 */
export function createPool(url: string, { connections, isPatient }: PoolOptions, report: (problem: string, error: unknown) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: longestUnused,
    idle_in_transaction_session_timeout: isPatient ? 0 : longestIdle,
    // A connection that gives no answer for so long is closed, and whoever waits for it is told.
    query_timeout: isPatient ? 0 : longestAnswer,
    keepAlive: true,
    // Statements asked for together go out together; the server still runs them one after another, in the order in which they were asked for.
    pipeline: true,
    application_name: "muster",
    // A plan is made for the values and the tables as they are: one that was kept from when a table was small would be used on in a storm.
    options: "-c plan_cache_mode=force_custom_plan",
  });
  pool.on("error", (error) => report("An idle connection was lost.", error));
  pool.on("connect", (client) => client.on("error", (error) => report("A connection was lost.", error)));
  return pool;
}

const connectionProblems = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT", "57P01", "57P02", "57P03", "08000", "08003", "08006", "53300", "25P03"]);
const connectionWords = /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|the database system is|not queryable/;

/** True where the database could not be reached or went away in the middle: the caller may try again later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: string }).code;
  return (code !== undefined && connectionProblems.has(code)) || connectionWords.test(error.message);
}
