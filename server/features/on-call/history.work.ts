import type { Tx } from "../../platform/database/database.ts";
import { schedule, scheduleUnlessWaiting, type DueWork, type SetHandler } from "../../platform/due-work/due-work.ts";
import { recordHistory } from "./history.commands.ts";
import { schedulesToRecord } from "./history.queries.ts";

const kind = "schedule.history";
const hour = 3_600_000;
/** Schedules whose first year is kept in one run. */
const mostNew = 100;

/** Keeps, every hour, who was on call since the last time. */
export const historyHandler: SetHandler = {
  kind,
  mode: "set",
  async handle(tx) {
    await recordHistory(tx, await schedulesToRecord(tx, tx.now, mostNew));
    await schedule(tx, [nextRun(tx)]);
  },
};

/** Begins it, unless it has begun. */
export async function beginHistory(tx: Tx): Promise<void> {
  await scheduleUnlessWaiting(tx, [nextRun(tx)]);
}

function nextRun(tx: Tx): DueWork {
  return { kind, key: kind, dueAt: tx.now + hour, payload: {} };
}
