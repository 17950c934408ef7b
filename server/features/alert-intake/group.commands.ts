import type { Tx } from "../../platform/database/database.ts";
import { lockStreams } from "../../platform/event-log/event-log.queries.ts";
import type { Subject } from "../../values/subject.ts";
import { acknowledgeAlertsOfGroups, unacknowledgeAlertsOfGroups } from "./alert.queries.ts";
import { readIncidentsOfGroups } from "./group-incident.queries.ts";

/**
 * Locks subjects before anything about them is decided, groups before the incidents they belong to. Everything that touches a subject begins here or in the
 * intake, which locks its groups first too, so that answers and alerts cannot wait for each other in a circle.
 */
export async function lockSubjects(tx: Tx, subjects: readonly Pick<Subject, "kind" | "id">[]): Promise<void> {
  const groupIds = subjects.filter(({ kind }) => kind === "group").map(({ id }) => id);
  const incidentIds = subjects.filter(({ kind }) => kind === "incident").map(({ id }) => id);
  if (groupIds.length > 0) await lockStreams(tx, groupIds.map((id) => `group/${id}`));
  // Which incident a group belongs to is asked once nobody can change it any more.
  const all = [...incidentIds, ...(await readIncidentsOfGroups(tx, groupIds))];
  if (all.length > 0) await lockStreams(tx, all.map((id) => `incident/${id}`));
}

/** Somebody has these groups: what fires in them is acknowledged. */
export async function acknowledgeGroups(tx: Tx, groups: readonly { groupId: string; personId: string | null }[]): Promise<void> {
  if (groups.length > 0) await acknowledgeAlertsOfGroups(tx, groups);
}

/** Who had these groups gave them back: what was acknowledged fires again. */
export async function unacknowledgeGroups(tx: Tx, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length > 0) await unacknowledgeAlertsOfGroups(tx, groupIds);
}
