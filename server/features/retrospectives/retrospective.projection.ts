import type { Tx } from "../../platform/database/database.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { readStates } from "../../platform/event-log/event-log.queries.ts";
import { writeFollowUps } from "./follow-up.queries.ts";
import { retrospectiveDecider, retrospectiveOfStream } from "./retrospective.decider.ts";
import type { RetrospectiveFact } from "./retrospective.events.ts";
import { writeRetrospectives } from "./retrospective.queries.ts";
import type { RetrospectiveState } from "./retrospective.state.rules.ts";
import { writeSections } from "./section.queries.ts";

/** Brings the read tables up to the events, once the heads stand where they lead; what a rebuild makes again. */
export async function projectRetrospectives(tx: Tx, logged: readonly LoggedEvent[]): Promise<[]> {
  const events = logged as readonly LoggedEvent<RetrospectiveFact>[];
  const states = await readStates(tx, retrospectiveDecider, [...new Set(events.map(({ streamId }) => streamId))]);
  const byId = new Map([...states].map(([streamId, state]): [string, RetrospectiveState] => [retrospectiveOfStream(streamId), state]));
  await writeRetrospectives(tx, byId);
  await writeSections(tx, events);
  await writeFollowUps(tx, byId);
  return [];
}
