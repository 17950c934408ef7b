import type { Tx } from "../../platform/database/database.ts";
import type { TimePlace } from "../../platform/http/cursor.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import type { CanText } from "./draft.rules.ts";
import type { Recipient } from "./recipients.rules.ts";

/** An audience of an update, as it was told. */
export interface ToldAudience {
  audienceId: string;
  /** What it was called then. */
  name: string;
  isPublic: boolean;
  nextAt: Instant | null;
}

export interface NewUpdate {
  id: string;
  incidentId: string;
  sentAt: Instant;
  sentBy: Actor;
  conditionsId: string;
  actionsId: string;
  needsId: string | null;
  isClosing: boolean;
  audiences: readonly ToldAudience[];
}

export async function insertUpdate(tx: Tx, update: NewUpdate): Promise<void> {
  await tx.run(
    `insert into incident_update (id, incident_id, sent_at, sent_by, conditions_id, actions_id, needs_id, is_closing, audiences)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      update.id,
      update.incidentId,
      toIso(update.sentAt),
      JSON.stringify(update.sentBy),
      update.conditionsId,
      update.actionsId,
      update.needsId,
      update.isClosing,
      JSON.stringify(update.audiences),
    ],
  );
}

export async function insertDeliveries(tx: Tx, updateId: string, recipients: readonly Recipient[]): Promise<void> {
  await tx.run(
    `insert into update_delivery (update_id, address, recipient, audience_id, status)
     select $1, address, recipient, audience_id, 'due' from unnest($2::text[], $3::text[], $4::text[]) as new (address, recipient, audience_id)`,
    [updateId, recipients.map(({ address }) => address), recipients.map(({ key }) => key), recipients.map((recipient) => recipient.audienceId)],
  );
}

export interface UpdateRow {
  id: string;
  incident_id: string;
  sent_at: Instant;
  sent_by: Actor;
  conditions: string | null;
  actions: string | null;
  needs: string | null;
  has_needs: boolean;
  is_closing: boolean;
  audiences: ToldAudience[];
}

const selected = `
  select incident_update.id, incident_id, sent_at, sent_by, conditions.body as conditions, actions.body as actions, needs.body as needs, needs_id is not null as has_needs,
    is_closing, audiences
  from incident_update join content as conditions on conditions.id = conditions_id join content as actions on actions.id = actions_id left join content as needs on needs.id = needs_id`;

/** The updates of an incident, newest first. */
export async function listUpdates(tx: Tx, incidentId: string, limit: number, before: TimePlace | null): Promise<UpdateRow[]> {
  return tx.rows<UpdateRow>(
    `${selected} where incident_id = $1 and ($2::timestamptz is null or (sent_at, incident_update.id) < ($2, $3::uuid)) order by sent_at desc, incident_update.id desc limit $4`,
    [incidentId, before?.at ?? null, before?.id ?? null, limit],
  );
}

export async function readUpdate(tx: Tx, id: string): Promise<UpdateRow | null> {
  return tx.first<UpdateRow>(`${selected} where incident_update.id = $1`, [id]);
}

/** The words of the newest update that went to one of these audiences, else, where anybody's will do, of the newest of all. */
export async function readLastWords(tx: Tx, incidentId: string, audienceIds: readonly string[], isAnybodys: boolean): Promise<CanText | null> {
  const row = await tx.first<UpdateRow & { is_theirs: boolean }>(
    `select * from (
       select told.*, exists (select from jsonb_array_elements(audiences) as one where one ->> 'audienceId' = any($2::text[])) as is_theirs from (${selected} where incident_id = $1) as told
     ) as told where (is_theirs or $3) and conditions is not null and actions is not null order by is_theirs desc, sent_at desc, id desc limit 1`,
    [incidentId, audienceIds, isAnybodys],
  );
  return row && { conditions: row.conditions ?? "", actions: row.actions ?? "", needs: row.needs };
}

export interface DeliveryRow {
  update_id: string;
  address: string;
  recipient: string;
  audience_id: string;
  status: "due" | "sent" | "failed";
  attempts: number;
  ended_at: Instant | null;
  error: string | null;
}

const deliveryColumns = "update_id, address, recipient, audience_id, status, attempts, ended_at, error";

export async function readDeliveries(tx: Tx, updateIds: readonly string[]): Promise<DeliveryRow[]> {
  return tx.rows<DeliveryRow>(`select ${deliveryColumns} from update_delivery where update_id = any($1::uuid[]) order by update_id, audience_id, address`, [updateIds]);
}

export async function readDelivery(tx: Tx, updateId: string, address: string): Promise<DeliveryRow | null> {
  return tx.first<DeliveryRow>(`select ${deliveryColumns} from update_delivery where update_id = $1 and address = $2`, [updateId, address]);
}

/** What came of one attempt. */
export interface Attempt {
  providerId: string | null;
  error: string | null;
  /** False where it is tried again. */
  isOver: boolean;
}

export async function noteDelivery(tx: Tx, updateId: string, address: string, { providerId, error, isOver }: Attempt): Promise<void> {
  await tx.run(
    `update update_delivery set attempts = attempts + 1, provider_id = coalesce($3, provider_id), error = $4, ended_at = case when $5 then muster_now() end,
       status = case when $4::text is null then 'sent' when $5 then 'failed' else 'due' end
     where update_id = $1 and address = $2 and status = 'due'`,
    [updateId, address, providerId, error, isOver],
  );
}
