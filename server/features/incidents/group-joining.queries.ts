import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";

/** A group as it stands. */
export interface StandingGroup {
  id: string;
  service_id: string | null;
  incident_id: string | null;
  status: "open" | "resolved";
  title: string;
}

export interface GroupToJoin extends StandingGroup {
  /** The earliest of its alerts, by the tool's own clock where it says so. */
  alerted_at: Instant;
}

export async function readGroupsToJoin(tx: Tx, groupIds: readonly string[]): Promise<Map<string, GroupToJoin>> {
  const rows = await tx.rows<GroupToJoin>(
    `select alert_group.id, service_id, incident_id, status, title,
       coalesce((select min(coalesce(started_at, first_at)) from alert where group_id = alert_group.id), opened_at) as alerted_at
     from alert_group where id = any($1::uuid[])`,
    [groupIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export async function readStandingGroups(tx: Tx, groupIds: readonly string[]): Promise<Map<string, StandingGroup>> {
  const rows = await tx.rows<StandingGroup>("select id, service_id, incident_id, status, title from alert_group where id = any($1::uuid[])", [groupIds]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** True where alerts of the incident's groups still fire. */
export async function hasOpenGroups(tx: Tx, incidentId: string): Promise<boolean> {
  return (await tx.first("select from alert_group where incident_id = $1 and status = 'open' limit 1", [incidentId])) !== null;
}
