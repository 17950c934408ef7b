import { forgetOldSessions } from "../features/access/index.ts";
import { forgetEarlyEnds, forgetOldDeliveries } from "../features/alert-intake/index.ts";
import { forgetRemovedContacts } from "../features/directory/index.ts";
import { forgetOldDrafts } from "../features/incidents/index.ts";
import type { Tx } from "../platform/database/database.ts";
import { schedule, scheduleUnlessWaiting, type DueWork, type SetHandler } from "../platform/due-work/due-work.ts";
import { forgetOldCallbacks } from "../platform/http/seen-callback.queries.ts";
import { forgetOldAnswers } from "../platform/http/idempotency.queries.ts";

const kind = "housekeeping";
const hour = 3_600_000;

/** Throws away, every hour, what is kept for a while only. */
export const housekeepingHandler: SetHandler = {
  kind,
  mode: "set",
  async handle(tx) {
    await forgetOldAnswers(tx);
    await forgetOldCallbacks(tx);
    await forgetOldDeliveries(tx);
    await forgetEarlyEnds(tx);
    await forgetOldSessions(tx);
    await forgetOldDrafts(tx);
    await forgetRemovedContacts(tx);
    await schedule(tx, [nextRun(tx)]);
  },
};

/** Begins it, unless it has begun. */
export async function beginHousekeeping(tx: Tx): Promise<void> {
  await scheduleUnlessWaiting(tx, [nextRun(tx)]);
}

function nextRun(tx: Tx): DueWork {
  return { kind, key: kind, dueAt: tx.now + hour, payload: {} };
}
