import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import { readHiddenGroups, readHiddenIncidents } from "./hidden-incident.queries.ts";
import { conceal } from "./trace-concealing.rules.ts";

/** One decision, as it was taken: `sent` = something went out, `held` = somebody was left in peace, `passed` = on its way. */
export interface Decision {
  groupId: string | null;
  alertId: string | null;
  at: Instant;
  code: string;
  outcome: "passed" | "sent" | "held";
  details: object;
  /** The event it was made from, so that a rebuild makes it again and never twice. */
  event?: { streamId: string; version: number; part: number };
}

function unpackDecisions(row: DecisionRow): DecisionRow[] {
  const { before = [], ...details } = row.details as { before?: Omit<DecisionRow, "at">[] };
  return [...before.map((step) => ({ ...row, ...step })), { ...row, details }];
}

export async function insertDecisions(tx: Tx, decisions: readonly Decision[]): Promise<void> {
  if (decisions.length === 0) return;
  const written = tx.run(
    `insert into decision (group_id, alert_id, at, code, outcome, details, stream_id, version, part)
     select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::jsonb[], $7::text[], $8::int[], $9::int[])
     on conflict do nothing`,
    [
      decisions.map((decision) => decision.groupId),
      decisions.map((decision) => decision.alertId),
      decisions.map((decision) => toIso(decision.at)),
      decisions.map((decision) => decision.code),
      decisions.map((decision) => decision.outcome),
      decisions.map((decision) => JSON.stringify(decision.details)),
      decisions.map((decision) => decision.event?.streamId ?? null),
      decisions.map((decision) => decision.event?.version ?? null),
      decisions.map((decision) => decision.event?.part ?? null),
    ],
  );
  tx.leave(written);
}

/** Takes away what was made from events, for a rebuild to make again. */
export async function deleteDecisionsOfEvents(tx: Tx): Promise<void> {
  await tx.run("delete from decision where stream_id is not null");
}

export interface DecisionRow {
  at: Instant;
  code: string;
  outcome: Decision["outcome"];
  details: Record<string, unknown>;
}

/** Whose hand ended the last alert of a group; null where its own tool did. */
export async function readEndingHand(tx: Tx, groupId: string): Promise<{ personId: string | null } | null> {
  return tx.first<{ personId: string | null }>(
    `select details->>'personId' as "personId" from decision
     where code = 'alert.resolved-by-hand' and (alert_id, at) = (select id, resolved_at from alert where group_id = $1 order by resolved_at desc nulls first, id limit 1)`,
    [groupId],
  );
}

/** The way that an alert went as it came. */
async function readTrail(tx: Tx, alertId: string): Promise<DecisionRow[]> {
  const row = await tx.first<{ at: Instant; steps: Omit<DecisionRow, "at">[] }>("select first_at as at, steps from alert join trail on trail.id = alert.trail_id where alert.id = $1", [alertId]);
  return row ? row.steps.map((step) => ({ ...step, at: row.at })) : [];
}

/** The decisions about an alert and its group, oldest first, as whoever asks may know of them. */
export async function readDecisions(tx: Tx, alertId: string, groupId: string | null): Promise<DecisionRow[]> {
  const rows = await tx.rows<DecisionRow>(
    "select at, code, outcome, details from decision where alert_id = $1 or (group_id = $2 and alert_id is null) order by at, id limit 500",
    [alertId, groupId],
  );
  const decisions = [...(await readTrail(tx, alertId)), ...rows.flatMap(unpackDecisions)].sort((a, b) => a.at - b.at);
  return conceal(decisions, await readHiddenIncidents(tx), groupId !== null && (await readHiddenGroups(tx, [groupId])).size > 0);
}
