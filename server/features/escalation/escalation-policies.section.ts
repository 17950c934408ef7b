import { asRows, idsOf, rowsBelow, type StoredSection } from "../../platform/config-document/stored-section.ts";
import { usualAskAfter } from "./escalation.queries.ts";
import { escalationPoliciesSection, type EscalationPolicyEntry } from "./escalation-policies.document.ts";

interface Row {
  id: string;
  name: string | null;
  repeat: number;
  ask_after: string | null;
  place: number;
  is_from_file: boolean;
  steps: EscalationPolicyEntry["steps"];
}

export const storedEscalationPolicies: StoredSection<EscalationPolicyEntry> = {
  section: escalationPoliciesSection,
  async read(tx) {
    const rows = await tx.rows<Row>(
      `select *, (select coalesce(jsonb_agg(jsonb_build_object('page', targets, 'wait', coalesce(wait, '5m'), 'roundRobin', round_robin, 'acknowledgements', acknowledgements) order by place), '[]')
                  from escalation_step where policy_id = escalation_policy.id) as steps
       from escalation_policy order by place, id`,
    );
    return rows.map(({ id, name, repeat, ask_after, steps, place, is_from_file }) => ({ id, entry: { name: name ?? undefined, repeat, askAfter: ask_after ?? usualAskAfter, steps }, place, isFromFile: is_from_file }));
  },
  async write(tx, { upserts, deletes }) {
    await tx.run("delete from escalation_policy where id = any($1::text[])", [deletes]);
    await tx.run(
      `insert into escalation_policy (id, name, repeat, ask_after, place, is_from_file)
       select * from jsonb_to_recordset($1) as new (id text, name text, repeat int, ask_after text, place int, is_from_file boolean)
       on conflict (id) do update set name = excluded.name, repeat = excluded.repeat, ask_after = excluded.ask_after, place = excluded.place, is_from_file = excluded.is_from_file`,
      [asRows(upserts.map(({ id, entry: { name, repeat, askAfter }, place, isFromFile }) => ({ id, name, repeat, ask_after: askAfter, place, is_from_file: isFromFile })))],
    );
    await tx.run("delete from escalation_step where policy_id = any($1::text[])", [idsOf(upserts)]);
    await tx.run(
      `insert into escalation_step (policy_id, place, targets, wait, round_robin, acknowledgements)
       select * from jsonb_to_recordset($1) as new (parent text, place int, targets text[], wait text, round_robin boolean, acknowledgements int)`,
      [asRows(rowsBelow(upserts, ({ steps }) => steps.map(({ page, wait, roundRobin, acknowledgements }) => ({ targets: page, wait, round_robin: roundRobin, acknowledgements }))))],
    );
  },
};
