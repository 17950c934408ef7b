import { asRows, idsOf, rowsBelow, type StoredSection } from "../../platform/config-document/stored-section.ts";
import { statusPagesSection, type StatusPageEntry } from "./status-pages.document.ts";

interface Row {
  id: string;
  title: string;
  path: string | null;
  place: number;
  is_from_file: boolean;
  components: { name: string; description: string | null; services: string[] }[];
}

export const storedStatusPages: StoredSection<StatusPageEntry> = {
  section: statusPagesSection,
  async read(tx) {
    const rows = await tx.rows<Row>(
      `select *, (select coalesce(jsonb_agg(to_jsonb(status_component) order by place), '[]') from status_component where status_page_id = status_page.id) as components
       from status_page order by place, id`,
    );
    return rows.map((row) => ({ id: row.id, entry: entryOf(row), place: row.place, isFromFile: row.is_from_file }));
  },
  async write(tx, { upserts, deletes }) {
    await tx.run("delete from status_page where id = any($1::text[])", [deletes]);
    await tx.run("set constraints status_page_path deferred");
    await tx.run(
      `insert into status_page (id, title, path, place, is_from_file)
       select * from jsonb_to_recordset($1) as new (id text, title text, path text, place int, is_from_file boolean)
       on conflict (id) do update set title = excluded.title, path = excluded.path, place = excluded.place, is_from_file = excluded.is_from_file`,
      [asRows(upserts.map(({ id, entry: { title, path }, place, isFromFile }) => ({ id, title, path, place, is_from_file: isFromFile })))],
    );
    await tx.run("set constraints status_page_path immediate");
    await tx.run("delete from status_component where status_page_id = any($1::text[])", [idsOf(upserts)]);
    await tx.run(
      `insert into status_component (status_page_id, place, name, description, services)
       select * from jsonb_to_recordset($1) as new (parent text, place int, name text, description text, services text[])`,
      [asRows(rowsBelow(upserts, ({ components }) => components))],
    );
  },
};

function entryOf({ title, path, components }: Row): StatusPageEntry {
  return { title, path: path ?? undefined, components: components.map(({ name, description, services }) => ({ name, description: description ?? undefined, services })) };
}
