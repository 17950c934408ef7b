import type { Tx } from "../../platform/database/database.ts";
import type { EscalationFact } from "./escalation.events.ts";
import { noteTurn, turnKey, type Turns } from "./turn.rules.ts";

/** Lets nobody else give turns of these policies until this transaction ends. The subjects are locked before. */
export async function lockTurns(tx: Tx, policyIds: readonly string[]): Promise<void> {
  await tx.run("select from escalation_policy where id = any($1::text[]) order by id for no key update", [policyIds]);
}

/** The last turns of everybody in steps of these policies. */
export async function readTurns(tx: Tx, policyIds: readonly string[]): Promise<Turns> {
  const rows = await tx.rows<{ policy_id: string; step: number; person_id: string; number: number }>("select policy_id, step, person_id, number from escalation_turn where policy_id = any($1::text[])", [policyIds]);
  const turns: Record<string, Record<string, number>> = {};
  for (const { policy_id, step, person_id, number } of rows) (turns[turnKey(policy_id, step)] ??= {})[person_id] = number;
  return turns;
}

/** Writes down whose turn it was by the facts, in their order. */
export async function writeTurns(tx: Tx, facts: readonly EscalationFact[]): Promise<void> {
  const turns = Object.entries(facts.reduce(noteTurn, {}));
  const rows = turns.flatMap(([key, last]) => {
    const cut = key.lastIndexOf("/");
    return Object.entries(last).map(([person_id, number]) => ({ policy_id: key.slice(0, cut), step: Number(key.slice(cut + 1)), person_id, number }));
  });
  if (rows.length === 0) return;
  await tx.run(
    `insert into escalation_turn (policy_id, step, person_id, number)
     select * from jsonb_to_recordset($1) as new (policy_id text, step int, person_id text, number int)
     on conflict (policy_id, step, person_id) do update set number = greatest(escalation_turn.number, excluded.number)`,
    [JSON.stringify(rows)],
  );
}
