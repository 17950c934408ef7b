import type { Database, Tx } from "../database/database.ts";
import { isDatabaseAway } from "../database/pool.ts";
import { NewerStream } from "../event-log/newer-stream.ts";
import type { ClaimedWork, SetHandler } from "./due-work.ts";
import { deleteDone, lockDue } from "./due-work.queries.ts";
import { settleFault } from "./settle-fault.ts";

const setSize = 500;

/** Does one set of due rows in one transaction. Gives whether there may be more. */
export async function runSet(database: Database, handler: SetHandler, log: (problem: string, error: unknown) => void): Promise<boolean> {
  let claimed: ClaimedWork[] = [];
  try {
    return await database.transaction(async (tx) => {
      claimed = await lockDue(tx, handler.kind, setSize);
      if (claimed.length === 0) return false;
      await handleAndFinish(tx, handler, claimed);
      return claimed.length === setSize;
    });
  } catch (error) {
    if (isDatabaseAway(error) || claimed.length === 0) throw error;
    if (!(error instanceof NewerStream)) log(`A set of ${handler.kind} faulted; its rows are done one by one.`, error);
    for (const work of claimed) await runAlone(database, handler, work, log);
    return true;
  }
}

/** A handler may schedule its own key again; a row that moved is left where it was put. */
async function handleAndFinish(tx: Tx, handler: SetHandler, claimed: readonly ClaimedWork[]): Promise<void> {
  await handler.handle(tx, claimed);
  const moved = await tx.rows<{ id: number }>(
    `select due_work.id from due_work join unnest($1::bigint[], $2::int[]) as claimed (id, epoch) using (id)
     where due_work.epoch <> claimed.epoch`,
    [claimed.map((work) => work.id), claimed.map((work) => work.epoch)],
  );
  const kept = new Set(moved.map((row) => row.id));
  await deleteDone(tx, claimed.map((work) => work.id).filter((id) => !kept.has(id)));
}

async function runAlone(database: Database, handler: SetHandler, work: ClaimedWork, log: (problem: string, error: unknown) => void): Promise<void> {
  try {
    await database.transaction(async (tx) => {
      const row = await tx.first("select id from due_work where id = $1 and epoch = $2 for update skip locked", [work.id, work.epoch]);
      if (row) await handleAndFinish(tx, handler, [work]);
    });
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    await settleFault(database, work, error, log);
  }
}
