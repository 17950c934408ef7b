import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { incidentOfStream, readIncidentState, type IncidentFact } from "../incidents/index.ts";
import { judgeIncident } from "./beginning.commands.ts";
import { changeRetrospective } from "./retrospective.commands.ts";
import { projectRetrospectives } from "./retrospective.projection.ts";

/** What follows from the events of retrospectives, in the append transaction: their read tables. */
export async function reactToRetrospectives(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  await projectRetrospectives(tx, logged);
}

/** After these the rule of the process is judged. */
const judged: ReadonlySet<IncidentFact["type"]> = new Set(["incident resolved", "class set", "impact stated"]);

/** An incident that is over gets its retrospective, or is closed; one that is not over takes its retrospective back into a draft. */
export async function judgeIncidents(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const events = logged as readonly LoggedEvent<IncidentFact>[];
  const toJudge = new Set(events.filter(({ fact }) => judged.has(fact.type)).map(({ streamId }) => streamId));
  for (const streamId of toJudge) await judgeIncident(tx, incidentOfStream(streamId));
  for (const event of events) if (event.fact.type === "incident reopened") await resumeDraft(tx, event);
}

async function resumeDraft(tx: Tx, { streamId, version, actor }: LoggedEvent): Promise<void> {
  const id = (await readIncidentState(tx, incidentOfStream(streamId)))?.retrospectiveId ?? null;
  if (id !== null) await changeRetrospective(tx, { id, actor, commandId: `${streamId} ${version}`, command: { kind: "resume draft", because: "incident-reopened" } });
}
