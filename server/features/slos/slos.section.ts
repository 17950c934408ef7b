import type { Tx } from "../../platform/database/database.ts";
import { sealSecret, secretOf, type SealedSecret } from "../../platform/config-document/stored-secret.ts";
import { asRows, idsOf, type StoredSection, type Upsert } from "../../platform/config-document/stored-section.ts";
import { slosSection, type SloEntry } from "./slos.document.ts";

type Indicator = SloEntry["indicator"];
type PrometheusSource = Extract<Indicator["source"], { prometheus: unknown }>["prometheus"];

/** The indicator as the row keeps it: the address of a Prometheus may hold a password, so it is sealed. */
interface StoredIndicator {
  kind: Indicator["kind"];
  source: { pushed: true } | { prometheus: Omit<PrometheusSource, "url"> & { url: SealedSecret } };
}

interface Row {
  id: string;
  name: string | null;
  service_id: string;
  journey: string | null;
  indicator: StoredIndicator;
  target: number;
  window_text: string;
  priority: string | null;
  raise: SloEntry["raise"];
  tell: string[];
  snooze: string | null;
  place: number;
  is_from_file: boolean;
}

export const storedSlos: StoredSection<SloEntry> = {
  section: slosSection,
  async read(tx) {
    const rows = await tx.rows<Row>("select * from slo order by place, id");
    return rows.map((row) => ({ id: row.id, entry: entryOf(row), place: row.place, isFromFile: row.is_from_file }));
  },
  async write(tx, { upserts, deletes }) {
    await tx.run("delete from slo where id = any($1::text[])", [deletes]);
    await tx.run(
      `insert into slo (id, name, service_id, journey, indicator, target, window_text, priority, raise, tell, snooze, place, is_from_file)
       select * from jsonb_to_recordset($1) as new (id text, name text, service_id text, journey text, indicator jsonb, target double precision, window_text text,
         priority text, raise jsonb, tell text[], snooze text, place int, is_from_file boolean)
       on conflict (id) do update set name = excluded.name, service_id = excluded.service_id, journey = excluded.journey, indicator = excluded.indicator,
         target = excluded.target, window_text = excluded.window_text, priority = excluded.priority, raise = excluded.raise, tell = excluded.tell,
         snooze = excluded.snooze, place = excluded.place, is_from_file = excluded.is_from_file`,
      [asRows(await rowsOf(tx, upserts))],
    );
  },
};

function entryOf(row: Row): SloEntry {
  return {
    name: row.name ?? undefined,
    service: row.service_id,
    journey: row.journey ?? undefined,
    indicator: indicatorOf(row.indicator),
    target: row.target,
    window: row.window_text,
    priority: row.priority ?? undefined,
    raise: row.raise,
    tell: row.tell,
    snooze: row.snooze ?? undefined,
  };
}

function indicatorOf({ kind, source }: StoredIndicator): Indicator {
  if ("pushed" in source) return { kind, source };
  const { url, good, valid } = source.prometheus;
  return { kind, source: { prometheus: { url: secretOf(url.reference, url.mark), good, valid } } };
}

async function rowsOf(tx: Tx, upserts: readonly Upsert<SloEntry>[]): Promise<object[]> {
  const stored = await tx.rows<{ id: string; url: SealedSecret | null }>("select id, indicator #> '{source,prometheus,url}' as url from slo where id = any($1::text[])", [idsOf(upserts)]);
  const urls = new Map(stored.map(({ id, url }) => [id, url]));
  return upserts.map(({ id, entry: { service, window, indicator, ...members }, place, isFromFile }) => {
    return { ...members, id, service_id: service, window_text: window, indicator: sealIndicator(tx, indicator, urls.get(id)), place, is_from_file: isFromFile };
  });
}

function sealIndicator(tx: Tx, { kind, source }: Indicator, stored: SealedSecret | null | undefined): StoredIndicator {
  if ("pushed" in source) return { kind, source };
  const { url, good, valid } = source.prometheus;
  return { kind, source: { prometheus: { url: sealSecret(tx, url, stored), good, valid } } };
}
