import type { Tx } from "./database.ts";

/**
 * Carries work out and takes all of it back, so that what would come of it can be told. Nothing that belongs to the end of a transaction is done: no event reaches
 * the log, no worker takes anything up. What the work gives is all that stays.
 */
export async function rehearse<T>(tx: Tx, work: (rehearsed: Tx) => Promise<T>): Promise<T> {
  const { taker: _taker, ...context } = tx.context;
  const rehearsed: Tx = { ...tx, context, beforeCommit: () => undefined, afterCommit: () => undefined, leave: (write) => void write.catch(() => undefined) };
  await tx.run("savepoint before_rehearsal");
  try {
    return await work(rehearsed);
  } finally {
    await tx.run("rollback to savepoint before_rehearsal");
  }
}
