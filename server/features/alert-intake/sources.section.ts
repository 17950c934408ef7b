import type { Tx } from "../../platform/database/database.ts";
import type { Finding } from "../../platform/config-document/problem.ts";
import { readSecretMarks } from "../../platform/config-document/secret-marks.ts";
import { newValueOf, referenceOf, sealSecret, secretOf, type SealedSecret, type SecretReference } from "../../platform/config-document/stored-secret.ts";
import { asRows, idsOf, type StoredSection, type Upsert } from "../../platform/config-document/stored-section.ts";
import { hashSecret } from "../../platform/ids/ids.ts";
import { sourcesSection, type SourceEntry } from "./sources.document.ts";

interface SecretsRow {
  id: string;
  key_hash: Buffer;
  signing_key: SealedSecret | null;
}

interface Row extends SecretsRow {
  name: string | null;
  kind: string;
  key_reference: SecretReference | null;
  service_label: string | null;
  service_default: string | null;
  every: string | null;
  grace: string | null;
  severity: string | null;
  preset: string | null;
  mapping: object | null;
  place: number;
  is_from_file: boolean;
}

export const storedSources: StoredSection<SourceEntry> = {
  section: sourcesSection,
  async read(tx) {
    const marks = await readSecretMarks(tx);
    const rows = await tx.rows<Row>("select * from source order by place, id");
    return rows.map((row) => ({ id: row.id, entry: entryOf(row, marks.ofHash(row.key_hash)), place: row.place, isFromFile: row.is_from_file }));
  },
  async write(tx, { upserts, deletes }) {
    await tx.run("delete from source where id = any($1::text[])", [deletes]);
    await tx.run(
      `insert into source (id, name, kind, key_hash, key_reference, signing_key, service_label, service_default, every, grace, severity, preset, mapping, place, is_from_file)
       select id, name, kind, decode(key_hash, 'hex'), key_reference, signing_key, service_label, service_default, every, grace, severity, preset, mapping, place, is_from_file
       from jsonb_to_recordset($1) as new (id text, name text, kind text, key_hash text, key_reference jsonb, signing_key jsonb, service_label text, service_default text,
         every text, grace text, severity text, preset text, mapping jsonb, place int, is_from_file boolean)
       on conflict (id) do update set name = excluded.name, kind = excluded.kind, key_hash = excluded.key_hash, key_reference = excluded.key_reference,
         signing_key = excluded.signing_key, service_label = excluded.service_label, service_default = excluded.service_default, every = excluded.every,
         grace = excluded.grace, severity = excluded.severity, preset = excluded.preset, mapping = excluded.mapping, place = excluded.place, is_from_file = excluded.is_from_file`,
      [asRows(await rowsOf(tx, upserts))],
    );
  },
  check: findSharedKeys,
};

/** Columns that a kind has no member for are null, and members that are absent are left out. */
function entryOf(row: Row, keyMark: string): SourceEntry {
  const { name, kind, every, grace, severity, preset, mapping, signing_key: signing } = row;
  const service = row.service_label === null && row.service_default === null ? null : { label: row.service_label, default: row.service_default };
  const signingKey = signing && secretOf(signing.reference, signing.mark);
  const members = { name, kind, key: secretOf(row.key_reference, keyMark), service: service && withoutNulls(service), signingKey, every, grace, severity, preset, mapping };
  return withoutNulls(members) as unknown as SourceEntry;
}

function withoutNulls(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== null));
}

/** Keys that have the mark of the one that is there stay: of it only the hash is known. */
async function rowsOf(tx: Tx, upserts: readonly Upsert<SourceEntry>[]): Promise<object[]> {
  const marks = await readSecretMarks(tx);
  const stored = await tx.rows<SecretsRow>("select id, key_hash, signing_key from source where id = any($1::text[])", [idsOf(upserts)]);
  const before = new Map(stored.map((row) => [row.id, row]));
  return upserts.map(({ id, entry, place, isFromFile }) => {
    const { key, service, ...members } = entry;
    const there = before.get(id);
    const value = newValueOf(key, there && marks.ofHash(there.key_hash));
    const hash = value === null ? there?.key_hash : hashSecret(value);
    const signing = "signingKey" in entry && entry.signingKey ? sealSecret(tx, entry.signingKey, there?.signing_key) : null;
    const keys = { key_hash: hash?.toString("hex"), key_reference: referenceOf(key) ?? undefined, signing_key: signing ?? undefined };
    return { ...members, id, ...keys, service_label: service?.label, service_default: service?.default, place, is_from_file: isFromFile };
  });
}

/** A key alone may name its source, so that no two have the same one. */
function findSharedKeys(sources: Readonly<Record<string, SourceEntry>>): Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(sources).flatMap(([id, { key }]) => {
    const mark = key.secret.fingerprint ?? id;
    const owner = owners.get(mark);
    owners.set(mark, owner ?? id);
    return owner === undefined ? [] : [{ path: ["sources", id, "key"], message: `\`${owner}\` has this key too.`, mend: "Give each source a key of its own." }];
  });
}
