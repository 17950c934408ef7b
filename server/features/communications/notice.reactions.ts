import type { Tx } from "../../platform/database/database.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { muster } from "../../values/actor.ts";
import { changeIncident, incidentOfStream, type IncidentFact } from "../incidents/index.ts";
import { notifyKind } from "./notice.work.ts";
import { readSituation } from "./situation.queries.ts";
import { whoIsTold } from "./told.rules.ts";

/** Facts after which somebody may have to be told who was not told before. */
export const noticing: ReadonlySet<IncidentFact["type"]> = new Set(["incident declared", "template applied", "class set", "impact stated", "services set", "incident absorbed", "incident split", "incident reopened", "incident made private", "incident opened", "incident closed to", "incident made public"]);

/** Whom the process notifies is found after the command, so that it waits for nobody. */
export async function noticeIncidents(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const ids = (logged as readonly LoggedEvent<IncidentFact>[]).filter(({ fact }) => noticing.has(fact.type)).map(({ streamId }) => incidentOfStream(streamId));
  await schedule(tx, [...new Set(ids)].map((incidentId) => ({ kind: notifyKind, key: `${notifyKind}/${incidentId}`, dueAt: tx.now, payload: { incidentId } })));
}

/** Whom the process has told from now on is recorded, as of when it came about: it depends on what the organization is today. */
export async function loopInAudiences(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  for (const { streamId, version, fact, occurredAt } of logged as readonly LoggedEvent<IncidentFact>[]) {
    if (!noticing.has(fact.type)) continue;
    const incidentId = incidentOfStream(streamId);
    const situation = await readSituation(tx, incidentId);
    if (!situation) continue;
    const audiences = whoIsTold(situation, situation.state, occurredAt).told.map(({ audienceId }) => ({ audienceId, onlyReceiver: situation.onlyReceiver(audienceId) }));
    await changeIncident(tx, { incidentId, actor: muster, commandId: `${streamId} ${version} told`, at: occurredAt, command: { kind: "loop in", audiences } });
  }
}
