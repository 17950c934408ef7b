import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import type { Tx } from "../../platform/database/database.ts";
import { leaseMilliseconds } from "../../platform/due-work/due-work.ts";
import type { PageRow } from "./page.queries.ts";
import { unpaced, type Pace } from "./pace.rules.ts";

type Reached = Pick<PageRow, "person_id" | "contact_id"> & { urgency: string | null };

const reached = ({ person_id, contact_id, urgency }: Reached) => [person_id, contact_id, urgency ?? "high"];

/** How fast messages went to the contact of a page, locked until this transaction ends. */
export async function lockPace(tx: Tx, page: Reached): Promise<Pace> {
  tx.leave(tx.run("insert into page_pace (person_id, contact_id, urgency) values ($1, $2, $3) on conflict do nothing", reached(page)));
  const row = await tx.first<{ last_at: Instant | null; last_carrier_id: string | null; bundled_at: Instant | null }>(
    "select last_at, last_carrier_id, bundled_at from page_pace where person_id = $1 and contact_id = $2 and urgency = $3 for update",
    reached(page),
  );
  return row ? { lastAt: row.last_at, lastCarrierId: row.last_carrier_id, bundledAt: row.bundled_at } : unpaced;
}

export async function writePace(tx: Tx, page: Reached, { lastAt, lastCarrierId, bundledAt }: Pace): Promise<void> {
  const values = [...reached(page), toIsoOrNull(lastAt), lastCarrierId, toIsoOrNull(bundledAt)];
  tx.leave(tx.run("update page_pace set last_at = $4, last_carrier_id = $5, bundled_at = $6 where person_id = $1 and contact_id = $2 and urgency = $3", values));
}

/** A message that did not go out holds no other up. */
export async function forgetPace(tx: Tx, page: Reached & Pick<PageRow, "id">): Promise<void> {
  await tx.run("update page_pace set last_at = null, last_carrier_id = null, bundled_at = null where person_id = $1 and contact_id = $2 and urgency = $3 and last_carrier_id = $4", [...reached(page), page.id]);
}

/** A page that the message of another tells of just now: for as long as a send may take, and while its sender has it in hand or its answer is not finished. */
const isCarried = `(carried.until > $2 or sending.leased_until > $2 or sending.answer is not null)`;
const sendingOfCarrier = "left join due_work sending on sending.key = 'page/' || carried.carrier_id";

/** What was answered and is not finished is so at once. */
const soonest = 1_000;
const mostCarried = 2_000;

/** The other pages that are due by the same contact and told of in no other message, newest first. */
export async function readCompanions(tx: Tx, page: PageRow): Promise<PageRow[]> {
  return tx.rows<PageRow>(
    `select page.* from page join due_work on due_work.key = 'page/' || page.id
     where page.person_id = $3 and page.contact_id = $4 and page.urgency = $5 and page.status = 'due' and page.id <> $1
       and due_work.due_at <= $2 and due_work.parked_at is null
       and not exists (select from page_carried carried ${sendingOfCarrier} where page_id = page.id and carrier_id <> $1 and ${isCarried})
     order by page.opened_at desc, page.id limit ${mostCarried}`,
    [page.id, toIso(tx.now), ...reached(page)],
  );
}

/** Lets all that waits for the same pace wait until then, so that it is not taken up one by one. */
export async function postponeCompanions(tx: Tx, page: PageRow, until: Instant): Promise<void> {
  await tx.run(
    `update due_work set due_at = $4 where id in (
       select due_work.id from page join due_work on due_work.key = 'page/' || page.id
       where person_id = $1 and contact_id = $2 and urgency = $3 and page.status = 'due' and due_work.due_at <= $5 and leased_until is null and parked_at is null
       for update of due_work skip locked)`,
    [...reached(page), toIso(until), toIso(tx.now)],
  );
}

/** The paces that pages meet, by `<person> <contact> <urgency>`; read without waiting for whoever changes one just now. */
export async function readPaces(tx: Tx, personIds: readonly string[]): Promise<Map<string, Pace>> {
  const rows = await tx.rows<{ key: string; last_at: Instant | null; last_carrier_id: string | null; bundled_at: Instant | null }>(
    "select concat_ws(' ', person_id, contact_id, urgency) as key, last_at, last_carrier_id, bundled_at from page_pace where person_id = any($1::text[])",
    [[...new Set(personIds)]],
  );
  return new Map(rows.map((row) => [row.key, { lastAt: row.last_at, lastCarrierId: row.last_carrier_id, bundledAt: row.bundled_at }]));
}

/** Notes that pages are being told of by the message of another; if that dies, its lease ends and so does this. */
export async function carry(tx: Tx, carrierId: string, pageIds: readonly string[]): Promise<void> {
  await setDown(tx, carrierId);
  const written = tx.run(
    `insert into page_carried (page_id, carrier_id, until) select one, $1, $3 from unnest($2::uuid[]) as one
     on conflict (page_id) do update set carrier_id = excluded.carrier_id, until = excluded.until`,
    [carrierId, pageIds, toIso(tx.now + leaseMilliseconds)],
  );
  tx.leave(written);
}

/** Until when a page is being told of by another's message; null where it is not. */
export async function readCarriedUntil(tx: Tx, pageId: string): Promise<Instant | null> {
  const row = await tx.first<{ until: Instant }>(
    `select greatest(until, leased_until) as until from page_carried carried ${sendingOfCarrier} and carrier_id <> page_id where page_id = $1 and ${isCarried}`,
    [pageId, toIso(tx.now)],
  );
  return row === null ? null : Math.max(row.until, tx.now + soonest);
}

/** Lets go of what the message of a page carried. */
export async function setDown(tx: Tx, carrierId: string): Promise<void> {
  tx.leave(tx.run("delete from page_carried where carrier_id = $1", [carrierId]));
}
