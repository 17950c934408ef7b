import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { millisecondsOfHour } from "../../values/civil.ts";
import { readAllPeople } from "../directory/index.ts";
import { readAbsences } from "./absence.queries.ts";
import { readSchedules, type StoredSchedule } from "./schedule.queries.ts";
import type { Span } from "./span.rules.ts";
import type { Roster } from "./swap-judge.rules.ts";

const usualRestHours = 11;

/** A roster that can be asked for names and stories too. */
export interface StoredRoster extends Roster {
  schedules: readonly StoredSchedule[];
}

/** Lets one change of who is on call after the other, on every schedule: a swap is judged by all of them. */
export async function lockAllSchedules(tx: Tx): Promise<void> {
  await tx.rows("select id from schedule order by id for no key update");
}

/** Everything that a change in these spans is judged by, wide enough that rest before and after shows. */
export async function readRoster(tx: Tx, spans: readonly Span[]): Promise<StoredRoster> {
  const rest = (await readRestHours(tx)) * millisecondsOfHour;
  const from = Math.min(...spans.map((span) => span.from)) - rest;
  const to = Math.max(...spans.map((span) => span.to)) + rest;
  const names = new Map((await readAllPeople(tx)).map(({ id, name }) => [id, name]));
  return {
    schedules: await readSchedules(tx, null, from - 1, to),
    apart: await readApart(tx),
    absences: await readAbsences(tx, { personIds: null, from, to }),
    rest,
    zoneOf: zoneNamed,
    nameOf: (id) => names.get(id) ?? id,
  };
}

/** How many hours lie between two turns of one person at the least: `onCall.restHours` of the organization. */
export async function readRestHours(tx: Tx): Promise<number> {
  const row = await tx.first<{ hours: number | null }>("select on_call_rest_hours as hours from organization");
  return row?.hours ?? usualRestHours;
}

/** Schedules that one escalation goes through: whoever is on two of them at once is woken twice, and nobody stands behind them. */
async function readApart(tx: Tx): Promise<[string, string][]> {
  const rows = await tx.rows<{ one: string; other: string }>(
    `with named as (select policy_id, substr(target, length('schedule/') + 1) as id from escalation_step, unnest(targets) as target where target like 'schedule/%')
     select distinct least(a.id, b.id) as one, greatest(a.id, b.id) as other from named a join named b using (policy_id) where a.id <> b.id`,
  );
  return rows.map(({ one, other }) => [one, other]);
}
