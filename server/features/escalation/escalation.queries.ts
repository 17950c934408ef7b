import { durationMilliseconds } from "../../values/duration.ts";
import { groupBy } from "../../values/group-by.ts";
import { toIsoOrNull, type Instant } from "../../values/instant.ts";
import { callOf, subjectOf, type Subject } from "../../values/subject.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { EscalationStatus, Step } from "./escalation.events.ts";
import { dueOf, holdersOf, neededOf, type EscalationState } from "./escalation.state.rules.ts";

export interface Policy {
  id: string;
  repeat: number;
  steps: Step[];
  /** Absent where nobody is asked whether they still have it. */
  askAfterMilliseconds?: number;
}

const usualWait = "5m";
/** After this long without anything done whoever has it is asked whether they still do, where the policy says nothing else. */
export const usualAskAfter = "30m";

/** Those of the policies that there are, as they stand now, by id. */
export async function readPolicies(tx: Tx, ids: readonly string[]): Promise<Map<string, Policy>> {
  if (ids.length === 0) return new Map();
  const [policies, steps] = await Promise.all([
    tx.rows<{ id: string; repeat: number; ask_after: string | null }>("select id, repeat, ask_after from escalation_policy where id = any($1::text[])", [ids]),
    tx.rows<StepRow>("select policy_id, targets, wait, round_robin, acknowledgements from escalation_step where policy_id = any($1::text[]) order by policy_id, place", [ids]),
  ]);
  const byPolicy = groupBy(steps, ({ policy_id }) => policy_id);
  return new Map(policies.map(({ id, repeat, ask_after }) => [id, { id, repeat, steps: (byPolicy.get(id) ?? []).map(stepOf), ...askingAfter(ask_after ?? usualAskAfter) }]));
}

interface StepRow {
  policy_id: string;
  targets: string[];
  wait: string | null;
  round_robin: boolean;
  acknowledgements: number;
}

function stepOf({ targets, wait, round_robin, acknowledgements }: StepRow): Step {
  return { targets, waitMilliseconds: durationMilliseconds(wait ?? usualWait), ...(round_robin && { roundRobin: true }), ...(acknowledgements > 1 && { acknowledgements }) };
}

function askingAfter(written: string): { askAfterMilliseconds?: number } {
  const askAfterMilliseconds = durationMilliseconds(written);
  return askAfterMilliseconds > 0 ? { askAfterMilliseconds } : {};
}

/** The policy of each service that has one. */
export async function readPolicyOfServices(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; escalation_policy_id: string }>("select id, escalation_policy_id from service where escalation_policy_id is not null");
  return new Map(rows.map((row) => [row.id, row.escalation_policy_id]));
}

export interface EscalationRow {
  subject_kind: Subject["kind"];
  subject_id: string;
  /** Which search of an incident; empty where it is about a group. */
  call: string;
  policy_id: string | null;
  urgency: "high" | "low";
  status: EscalationStatus;
  pass: number;
  step: number;
  begun_at: Instant;
  next_at: Instant | null;
  acknowledged_at: Instant | null;
  acknowledged_by: string | null;
  ended_at: Instant | null;
  /** How many are to have it. */
  needed: number;
  /** Everybody who has it. */
  havers: string[];
  asked: string[];
  asked_until: Instant | null;
  /** When something falls due by itself, whatever it is. */
  due_at: Instant | null;
}

/** Brings the read table up to the states, of which it shows nothing but what they say: however they came about, the rows are the same. */
export async function writeEscalations(tx: Tx, states: readonly EscalationState[]): Promise<void> {
  const known = states.filter((state) => state.subject !== null);
  const written = tx.run(
    `insert into escalation (subject_kind, subject_id, call, policy_id, urgency, status, pass, step, begun_at, next_at, acknowledged_at, acknowledged_by, ended_at,
       needed, havers, asked, asked_until, due_at)
     select kind, id, call, policy, urgency, status, pass, step, begun, next, acknowledged, by, ended, needed,
       array(select jsonb_array_elements_text(havers)), array(select jsonb_array_elements_text(asked)), asked_until, due
     from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[], $9::timestamptz[], $10::timestamptz[],
       $11::timestamptz[], $12::text[], $13::timestamptz[], $14::int[], $15::jsonb[], $16::jsonb[], $17::timestamptz[], $18::timestamptz[])
       as new (kind, id, call, policy, urgency, status, pass, step, begun, next, acknowledged, by, ended, needed, havers, asked, asked_until, due)
     on conflict (subject_kind, subject_id, call) do update set policy_id = excluded.policy_id, urgency = excluded.urgency, status = excluded.status,
       pass = excluded.pass, step = excluded.step, begun_at = excluded.begun_at, next_at = excluded.next_at,
       acknowledged_at = excluded.acknowledged_at, acknowledged_by = excluded.acknowledged_by, ended_at = excluded.ended_at,
       needed = excluded.needed, havers = excluded.havers, asked = excluded.asked, asked_until = excluded.asked_until, due_at = excluded.due_at`,
    [
      known.map((state) => state.subject?.kind),
      known.map((state) => state.subject?.id),
      known.map((state) => state.subject && callOf(state.subject)),
      known.map((state) => state.policyId),
      known.map((state) => state.urgency),
      known.map((state) => state.status),
      known.map((state) => state.pass),
      known.map((state) => state.step),
      known.map((state) => toIsoOrNull(state.begunAt)),
      known.map((state) => toIsoOrNull(state.nextAt)),
      known.map((state) => toIsoOrNull(state.acknowledgedAt)),
      known.map((state) => state.acknowledgedBy),
      known.map((state) => toIsoOrNull(state.endedAt)),
      known.map(neededOf),
      known.map((state) => JSON.stringify(holdersOf(state))),
      known.map((state) => JSON.stringify(state.asked?.people ?? [])),
      known.map((state) => toIsoOrNull(state.asked?.until ?? null)),
      known.map((state) => toIsoOrNull(dueOf(state))),
    ],
  );
  tx.leave(written);
}

/** Empties the read tables, for a rebuild to make again. */
export async function deleteEscalations(tx: Tx): Promise<void> {
  await tx.run("delete from escalation");
  await tx.run("delete from escalation_turn");
}

export async function readEscalation(tx: Tx, subject: Subject): Promise<EscalationRow | null> {
  return tx.first<EscalationRow>("select * from escalation where subject_kind = $1 and subject_id = $2 and call = $3", [subject.kind, subject.id, callOf(subject)]);
}

/** All calls of an incident, in the order in which they began. */
export async function readEscalationsOfIncident(tx: Tx, incidentId: string): Promise<EscalationRow[]> {
  return tx.rows<EscalationRow>("select * from escalation where subject_kind = 'incident' and subject_id = $1 order by begun_at, call", [incidentId]);
}

export function subjectOfEscalation({ subject_kind, subject_id, call }: EscalationRow): Subject {
  return subjectOf(subject_kind, subject_id, call);
}
