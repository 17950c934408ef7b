import type { Tx } from "../../platform/database/database.ts";
import { toIso } from "../../values/instant.ts";
import type { Attempt } from "./update.queries.ts";

export interface NewNotice {
  recipient: string;
  address: string;
  because: string;
}

/** Writes down who is told once; gives those who were not told of this incident before. */
export async function insertNotices(tx: Tx, incidentId: string, notices: readonly NewNotice[]): Promise<string[]> {
  const rows = await tx.rows<{ recipient: string }>(
    `insert into incident_notice (incident_id, recipient, address, because, noted_at, status)
     select $1, recipient, address, because, $5, 'due' from unnest($2::text[], $3::text[], $4::text[]) as new (recipient, address, because)
     on conflict do nothing returning recipient`,
    [incidentId, notices.map(({ recipient }) => recipient), notices.map(({ address }) => address), notices.map(({ because }) => because), toIso(tx.now)],
  );
  return rows.map(({ recipient }) => recipient);
}

/** Everybody who is told once of an incident, and why. */
export async function listNotices(tx: Tx, incidentId: string): Promise<{ recipient: string; because: string }[]> {
  return tx.rows("select recipient, because from incident_notice where incident_id = $1 order by noted_at, recipient", [incidentId]);
}

export interface NoticeRow {
  recipient: string;
  address: string;
  because: string;
  status: "due" | "sent" | "failed";
  attempts: number;
}

export async function readNotice(tx: Tx, incidentId: string, recipient: string): Promise<NoticeRow | null> {
  return tx.first<NoticeRow>("select recipient, address, because, status, attempts from incident_notice where incident_id = $1 and recipient = $2", [incidentId, recipient]);
}

export async function noteNotice(tx: Tx, incidentId: string, recipient: string, { providerId, error, isOver }: Attempt): Promise<void> {
  await tx.run(
    `update incident_notice set attempts = attempts + 1, provider_id = coalesce($3, provider_id), error = $4, ended_at = case when $5 then muster_now() end,
       status = case when $4::text is null then 'sent' when $5 then 'failed' else 'due' end
     where incident_id = $1 and recipient = $2 and status = 'due'`,
    [incidentId, recipient, providerId, error, isOver],
  );
}
