import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { incidentOfStream, type IncidentFact } from "../incidents/index.ts";
import { notifyKind } from "./notice.work.ts";

/** Facts after which somebody may have to be told who was not told before. */
const telling: ReadonlySet<IncidentFact["type"]> = new Set(["incident declared", "class set", "impact stated", "services set", "incident absorbed", "incident reopened"]);

/** Whom the process notifies is found after the command, so that it waits for nobody. */
export async function noticeIncidents(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const ids = (logged as readonly LoggedEvent<IncidentFact>[]).filter(({ fact }) => telling.has(fact.type)).map(({ streamId }) => incidentOfStream(streamId));
  await schedule(tx, [...new Set(ids)].map((incidentId) => ({ kind: notifyKind, key: `${notifyKind}/${incidentId}`, dueAt: tx.now, payload: { incidentId } })));
}
