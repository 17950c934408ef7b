import { asRows, idsOf, rowsBelow, type StoredSection } from "../../platform/config-document/stored-section.ts";
import { audiencesSection, type AudienceEntry } from "./audiences.document.ts";

interface Row {
  id: string;
  name: string;
  style: AudienceEntry["style"];
  status_page_id: string | null;
  services: string[];
  place: number;
  is_from_file: boolean;
  members: { target: string | null; email: string | null }[];
}

export const storedAudiences: StoredSection<AudienceEntry> = {
  section: audiencesSection,
  async read(tx) {
    const rows = await tx.rows<Row>(
      `select *, (select coalesce(jsonb_agg(jsonb_build_object('target', target, 'email', email) order by place), '[]')
                  from audience_member where audience_id = audience.id) as members
       from audience order by place, id`,
    );
    return rows.map((row) => ({ id: row.id, entry: entryOf(row), place: row.place, isFromFile: row.is_from_file }));
  },
  async write(tx, { upserts, deletes }) {
    const rows = upserts.map(({ id, entry: { name, style, statusPage, services }, place, isFromFile }) => {
      return { id, name, style, status_page_id: statusPage, services, place, is_from_file: isFromFile };
    });
    await tx.run("delete from audience where id = any($1::text[])", [deletes]);
    await tx.run(
      `insert into audience (id, name, style, status_page_id, services, place, is_from_file)
       select * from jsonb_to_recordset($1) as new (id text, name text, style text, status_page_id text, services text[], place int, is_from_file boolean)
       on conflict (id) do update set name = excluded.name, style = excluded.style, status_page_id = excluded.status_page_id, services = excluded.services,
         place = excluded.place, is_from_file = excluded.is_from_file`,
      [asRows(rows)],
    );
    await tx.run("delete from audience_member where audience_id = any($1::text[])", [idsOf(upserts)]);
    await tx.run("insert into audience_member (audience_id, place, target, email) select * from jsonb_to_recordset($1) as new (parent text, place int, target text, email text)", [
      asRows(rowsBelow(upserts, ({ members }) => members.map((member) => (typeof member === "string" ? { target: member } : member)))),
    ]);
  },
};

function entryOf({ name, style, status_page_id, services, members }: Row): AudienceEntry {
  return { name, style, members: members.map(({ target, email }) => target ?? { email: email ?? "" }), services, statusPage: status_page_id ?? undefined };
}
