import type { Tx } from "../../platform/database/database.ts";
import { asRows, idsOf, type SectionWrite, type StoredSection, type Upsert } from "../../platform/config-document/stored-section.ts";
import { toIso } from "../../values/instant.ts";
import { peopleSection, type Contact, type PersonEntry } from "./people.document.ts";

interface Row {
  id: string;
  name: string;
  email: string;
  timezone: string | null;
  place: number;
  is_from_file: boolean;
  contacts: { id: string; channel: string; address: string; isVerified: boolean }[];
  rules: { urgency: "high" | "low"; contact: string; after: string | null }[];
}

/** The document says what a contact is by the name of its member; the tables by a channel. */
const memberOfChannel: Readonly<Record<string, string>> = { mail: "email" };
const channelOfMember: Readonly<Record<string, string>> = { email: "mail" };

export const storedPeople: StoredSection<PersonEntry> = {
  section: peopleSection,
  async read(tx) {
    const rows = await tx.rows<Row>(
      `select person.*,
         (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'channel', channel, 'address', address, 'isVerified', verified_at is not null) order by place, id), '[]')
          from contact where person_id = person.id and not is_own) as contacts,
         (select coalesce(jsonb_agg(jsonb_build_object('urgency', urgency, 'contact', contact_id, 'after', after) order by place), '[]')
          from notification_rule where person_id = person.id) as rules
       from person order by place, id`,
    );
    return rows.map((row) => ({ id: row.id, entry: entryOf(row), place: row.place, isFromFile: row.is_from_file, isSettled: row.contacts.every(({ isVerified }) => isVerified) }));
  },
  async write(tx, { upserts, deletes, isFile }) {
    await tx.run("delete from person where id = any($1::text[])", [deletes]);
    await writePeople(tx, upserts);
    await writeContacts(tx, upserts, isFile);
    await writeRules(tx, upserts);
  },
};

function entryOf({ name, email, timezone, contacts, rules }: Row): PersonEntry {
  const rulesOf = (urgency: "high" | "low") => rules.filter((rule) => rule.urgency === urgency).map(({ contact, after }) => ({ contact, after: after ?? "0s" }));
  return {
    name,
    email,
    timezone: timezone ?? undefined,
    contacts: Object.fromEntries(contacts.map(({ id, channel, address }) => [id, { [memberOfChannel[channel] ?? channel]: address } as Contact])),
    notify: { high: rulesOf("high"), low: rulesOf("low") },
  };
}

/** Two people may swap their addresses: they are judged when all are written. */
async function writePeople(tx: Tx, upserts: SectionWrite<PersonEntry>["upserts"]): Promise<void> {
  await tx.run("set constraints person_email deferred");
  await tx.run(
    `insert into person (id, name, email, timezone, place, is_from_file)
     select id, name, email, timezone, place, is_from_file
     from jsonb_to_recordset($1) as new (id text, name text, email text, timezone text, place int, is_from_file boolean)
     on conflict (id) do update set name = excluded.name, email = excluded.email, timezone = excluded.timezone,
       place = excluded.place, is_from_file = excluded.is_from_file`,
    [asRows(upserts.map(({ id, entry: { name, email, timezone }, place, isFromFile }) => ({ id, name, email, timezone, place, is_from_file: isFromFile })))],
  );
  await tx.run("set constraints person_email immediate");
}

function contactRows(upserts: readonly Upsert<PersonEntry>[]) {
  return upserts.flatMap(({ id, entry }) =>
    Object.entries(entry.contacts).map(([contact, means], place) => {
      const [member = "", address = ""] = Object.entries(means)[0] ?? [];
      return { person_id: id, id: contact, channel: channelOfMember[member] ?? member, address, place };
    }),
  );
}

/**
 * A contact stays confirmed as long as its address is the same. What a file brings, an administrator answers for. What people added themselves beside
 * the file (`is_own`) is no part of the configuration: it is neither written into one nor taken away by one.
 */
async function writeContacts(tx: Tx, upserts: readonly Upsert<PersonEntry>[], isFile: boolean): Promise<void> {
  const rows = asRows(contactRows(upserts));
  await tx.run(
    `delete from contact where person_id = any($1::text[]) and not is_own
       and (person_id, id) not in (select person_id, id from jsonb_to_recordset($2) as new (person_id text, id text))`,
    [idsOf(upserts), rows],
  );
  await tx.run(
    `insert into contact (person_id, id, channel, address, place, verified_at, verified_by)
     select person_id, id, channel, address, place, $2::timestamptz, case when $2::timestamptz is not null then 'file' end
     from jsonb_to_recordset($1) as new (person_id text, id text, channel text, address text, place int)
     on conflict (person_id, id) do update set channel = excluded.channel, address = excluded.address, place = excluded.place, is_own = false,
       (verified_at, verified_by) = (
         select case when stays then contact.verified_at else excluded.verified_at end, case when stays then contact.verified_by else excluded.verified_by end
         from (select contact.verified_at is not null and (contact.channel, contact.address) = (excluded.channel, excluded.address) as stays) as same)`,
    [rows, isFile ? toIso(tx.now) : null],
  );
}

async function writeRules(tx: Tx, upserts: readonly Upsert<PersonEntry>[]): Promise<void> {
  const rows = upserts.flatMap(({ id, entry: { notify } }) =>
    (["high", "low"] as const).flatMap((urgency) => notify[urgency].map(({ contact, after }, place) => ({ person_id: id, urgency, place, contact_id: contact, after }))),
  );
  await tx.run("delete from notification_rule where person_id = any($1::text[])", [idsOf(upserts)]);
  await tx.run(
    `insert into notification_rule (person_id, urgency, place, contact_id, after)
     select * from jsonb_to_recordset($1) as new (person_id text, urgency text, place int, contact_id text, after text)`,
    [asRows(rows)],
  );
}
