import type { Database } from "../database/database.ts";
import { NewerStream } from "../event-log/newer-stream.ts";
import type { ClaimedWork } from "./due-work.ts";
import { leaveToNewer, noteFault } from "./due-work.queries.ts";

/** What becomes of work that could not be done: a newer node is to do what this one does not understand; anything else is tried again, and parked at last. */
export async function settleFault(database: Database, work: ClaimedWork, error: unknown, log: (problem: string, error: unknown) => void): Promise<void> {
  if (error instanceof NewerStream) {
    const isNews = await database.transaction((tx) => leaveToNewer(tx, work, error.message));
    if (isNews) log(`${work.kind} ${work.key} is left to a newer node.`, error);
    return;
  }
  log(`${work.kind} ${work.key} faulted.`, error);
  await database.transaction((tx) => noteFault(tx, work, String(error)));
}
