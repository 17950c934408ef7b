import { toIso, type Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { TimePlace } from "../../platform/http/cursor.ts";
import type { Actor } from "../../values/actor.ts";
import { occurrencesOf, type AlertRow } from "./alert.queries.ts";
import { readHiddenGroups, readHiddenIncidents } from "./hidden-incident.queries.ts";
import { conceal } from "./trace-concealing.rules.ts";

export interface ListedAlertRow extends AlertRow {
  service_name: string | null;
  owner_name: string | null;
  group_size: number;
  why_code: string | null;
  why_details: Record<string, unknown> | null;
  /** Whom its group paged, in order; null where nobody was. */
  paged: string[] | null;
  /** Who said of its group that it is no incident, when, and why; the reason is null where it was taken out. */
  declined_by: Actor | null;
  declined_at: Instant | null;
  declined_because: string | null;
}

const wasPaged = "exists (select from decision where decision.group_id = alert.group_id and decision.code = 'page.sent')";
const telling = "decision.outcome in ('sent', 'held') and decision.code <> all('{group.resolved,incident.ended,page.withdrawn,page.not-needed}')";

/** What is shown of the alerts that `page` selects. What holds for a whole group is read once per group: one may have many thousand alerts. */
const listed = (page: string) => `
  with page as materialized (${page}), groups as materialized (
    select ids.group_id, told.at, told.id, told.code, told.details,
      (select count(*) from alert as other where other.group_id = ids.group_id)::int as size,
      (select array_agg(person_id order by first_id) from (
         select details->>'personId' as person_id, min(decision.id) as first_id from decision
         where decision.group_id = ids.group_id and decision.code = 'page.sent' group by 1) as sent) as paged
    from (select distinct group_id from page where group_id is not null) as ids
    left join lateral (
      select at, id, code, details from decision where decision.group_id = ids.group_id and decision.alert_id is null and ${telling} order by at desc, id desc limit 1
    ) as told on true
  )
  select page.*, service.name as service_name, person.name as owner_name, coalesce(groups.size, 1) as group_size, groups.paged,
    declined.settled_by as declined_by, declined.settled_at as declined_at, content.body as declined_because,
    case when own.is_newer then own.code else groups.code end as why_code, case when own.is_newer then own.details else groups.details end as why_details
  from page
  left join service on service.id = page.service_id
  left join person on person.id = coalesce(page.owner_id, page.acknowledged_by)
  left join groups on groups.group_id = page.group_id
  left join declare_question as declined on declined.group_id = page.group_id and declined.settled_at is not null
    and not exists (select from alert_group where alert_group.id = page.group_id and incident_id is not null)
  left join content on content.id = declined.reason_id
  left join lateral (
    select code, details, groups.id is null or (at, id) > (groups.at, groups.id) as is_newer from (
      select decision.at, decision.id, decision.code, decision.outcome, decision.details from decision where decision.alert_id = page.id
      union all
      select page.first_at, 0, held->>'code', 'held', held->'details' from trail where trail.id = page.trail_id and held <> 'null'
    ) as decision
    where ${telling} order by at desc, id desc limit 1
  ) as own on true
  order by page.first_at desc, page.id desc`;

/** What narrows the alerts that are looked at. */
export interface AlertNarrowing {
  serviceId: string | null;
  search: string | null;
}

export interface AlertFilter extends AlertNarrowing {
  status: "open" | "firing" | "acknowledged" | "resolved" | "all";
  groupId: string | null;
  ownerId: string | null;
  isHeldBack: boolean | null;
  before: TimePlace | null;
  limit: number;
}

/** Conditions and what stands in them; only those that narrow are there, so that the database plans for these alone. */
class Conditions {
  readonly values: unknown[] = [];

  /** Keeps a value and gives its place in the statement. */
  put(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

const isOpen = "alert.status <> 'resolved'";
const openStatuses = ["open", "firing", "acknowledged"];

function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`;
}

/** Among which alerts one looks: these have an order that an index gives. */
function scopeOf({ status, groupId, before }: AlertFilter, into: Conditions): string {
  return whereOf([
    ...(openStatuses.includes(status) ? [isOpen] : []),
    ...(groupId === null ? [] : [`alert.group_id = ${into.put(groupId)}`]),
    ...(before === null ? [] : [`(alert.first_at, alert.id) < (${into.put(before.at)}::timestamptz, ${into.put(before.id)}::uuid)`]),
  ]);
}

/** Which of them fit: this is asked of one after another. */
function fitOf({ serviceId, search }: AlertNarrowing, into: Conditions): string[] {
  const words = search === null || search === "" ? null : `lower(${into.put(search)})`;
  return [
    ...(serviceId === null ? [] : [`alert.service_id = ${into.put(serviceId)}`]),
    ...(words === null
      ? []
      : [`(strpos(lower(alert.title), ${words}) > 0 or strpos(lower(alert.labels::text), ${words}) > 0 or alert.service_id in (select id from service where strpos(lower(name), ${words}) > 0))`]),
  ];
}

/** So many alerts are looked at for one answer: whoever asks for what is rare gets an answer in time, and asks on from there. */
const mostSearched = 10_000;
const mostCompared = 50_000;

/** Alerts newest first; `next` is where to look on, which may be so before there are as many as were asked for. */
export async function listAlerts(tx: Tx, filter: AlertFilter): Promise<{ rows: ListedAlertRow[]; next: TimePlace | null }> {
  const into = new Conditions();
  const scope = scopeOf(filter, into);
  const scopeValues = [...into.values];
  const fit = allFitOf(filter, into);
  const most = filter.search === null && filter.isHeldBack === null ? mostCompared : mostSearched;
  const page = fit.length === 0 ? `select * from alert ${scope}` : `select * from (select * from alert ${scope} ${newestFirst} limit ${most}) as alert ${whereOf(fit)}`;
  const rows = await concealWhy(tx, await tx.rows<ListedAlertRow>(listed(`${page} ${newestFirst} limit ${into.put(filter.limit)}`), into.values));
  if (rows.length === filter.limit) return { rows, next: placeOf(rows.at(-1) ?? null) };
  if (fit.length === 0) return { rows, next: null };
  return { rows, next: placeOf(await tx.first<Placed>(`select first_at, id from alert ${scope} ${newestFirst} offset ${most - 1} limit 1`, scopeValues)) };
}

const newestFirst = "order by alert.first_at desc, alert.id desc";

function allFitOf(filter: AlertFilter, into: Conditions): string[] {
  const { status, ownerId, isHeldBack } = filter;
  return [
    ...(status === "all" || status === "open" ? [] : [`alert.status = ${into.put(status)}`]),
    ...fitOf(filter, into),
    ...(ownerId === null ? [] : [`coalesce(alert.owner_id, alert.acknowledged_by) = ${into.put(ownerId)}`]),
    ...(isHeldBack === null ? [] : [isHeldBack ? `not ${wasPaged}` : wasPaged]),
  ];
}

type Placed = Pick<AlertRow, "first_at" | "id">;

function placeOf(row: Placed | null): TimePlace | null {
  return row ? { at: toIso(row.first_at), id: row.id } : null;
}

export interface AlertCountsRow {
  open: number;
  waiting: number;
  held_back: number;
  acknowledged: number;
  mine: number;
  is_all: boolean;
}

/** How many alerts are open, and how they stand; where words are searched for, among the newest only. */
export async function countAlerts(tx: Tx, narrowing: AlertNarrowing & { personId: string | null }): Promise<AlertCountsRow> {
  const into = new Conditions();
  const mine = into.put(narrowing.personId);
  const fit = fitOf(narrowing, into);
  const isSearch = (narrowing.search ?? "") !== "";
  // Set apart, so that the open alerts are found by their index whatever else is asked of them.
  const looked = `select * from alert where ${isOpen} ${isSearch ? `order by first_at desc, id desc limit ${mostSearched}` : "offset 0"}`;
  const [counts] = await tx.rows<AlertCountsRow>(
    `select coalesce(sum(count), 0)::int as open,
       coalesce(sum(count) filter (where status = 'firing' and was_paged), 0)::int as waiting,
       coalesce(sum(count) filter (where status = 'firing' and not was_paged), 0)::int as held_back,
       coalesce(sum(count) filter (where status = 'acknowledged'), 0)::int as acknowledged,
       coalesce(sum(count) filter (where is_mine), 0)::int as mine,
       ${isSearch ? `not exists (select from alert where ${isOpen} order by first_at desc, id desc offset ${mostSearched} limit 1)` : "true"} as is_all
     from (
       select alert.status, coalesce(alert.owner_id, alert.acknowledged_by) = ${mine} as is_mine, ${wasPaged} as was_paged, count(*) from (${looked}) as alert ${whereOf(fit)} group by 1, 2, 3
     ) as counted`,
    into.values,
  );
  return counts ?? { open: 0, waiting: 0, held_back: 0, acknowledged: 0, mine: 0, is_all: true };
}

export async function readListedAlert(tx: Tx, id: string): Promise<ListedAlertRow | null> {
  const [row] = await concealWhy(tx, await tx.rows<ListedAlertRow>(listed("select * from alert where id = $1"), [id]));
  return row ?? null;
}

/** Why an alert stands as it does, told so that whoever asks reads of no incident that they may not know of. */
async function concealWhy(tx: Tx, rows: ListedAlertRow[]): Promise<ListedAlertRow[]> {
  const hidden = await readHiddenIncidents(tx);
  if (hidden.size === 0) return rows;
  const groups = await readHiddenGroups(tx, rows.flatMap(({ group_id }) => group_id ?? []));
  return rows.map((row) => {
    const [why] = row.why_code === null ? [] : conceal([{ code: row.why_code, outcome: "held", details: row.why_details ?? {} }], hidden, groups.has(row.group_id ?? ""));
    return { ...row, why_code: why?.code ?? null, why_details: why?.details ?? null };
  });
}

export interface OccurrenceRow {
  id: string;
  first_at: Instant;
  resolved_at: Instant | null;
  count: number;
}

/** The occurrences of a condition, newest first. */
export async function readOccurrences(tx: Tx, fingerprint: string): Promise<OccurrenceRow[]> {
  return tx.rows<OccurrenceRow>(`select id, first_at, resolved_at, count from alert where ${occurrencesOf} order by occurrence desc limit 50`, [fingerprint]);
}

export async function readAlertsOfGroup(tx: Tx, groupId: string): Promise<AlertRow[]> {
  return tx.rows<AlertRow>("select * from alert where group_id = $1 order by first_at, id limit 200", [groupId]);
}
