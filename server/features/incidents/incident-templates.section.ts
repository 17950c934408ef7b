import { asRows, type StoredSection } from "../../platform/config-document/stored-section.ts";
import { incidentTemplatesSection, type IncidentTemplateEntry } from "./incident-templates.document.ts";

interface Row {
  id: string;
  document: IncidentTemplateEntry;
  place: number;
  is_from_file: boolean;
}

/** A template is read and applied as a whole, so it lies as it was read. */
export const storedIncidentTemplates: StoredSection<IncidentTemplateEntry> = {
  section: incidentTemplatesSection,
  async read(tx) {
    const rows = await tx.rows<Row>("select id, document, place, is_from_file from incident_template order by place, id");
    return rows.map(({ id, document, place, is_from_file }) => ({ id, entry: document, place, isFromFile: is_from_file }));
  },
  async write(tx, { upserts, deletes }) {
    await tx.run("delete from incident_template where id = any($1::text[])", [deletes]);
    await tx.run(
      `insert into incident_template (id, document, place, is_from_file)
       select * from jsonb_to_recordset($1) as new (id text, document jsonb, place int, is_from_file boolean)
       on conflict (id) do update set document = excluded.document, place = excluded.place, is_from_file = excluded.is_from_file`,
      [asRows(upserts.map(({ id, entry, place, isFromFile }) => ({ id, document: entry, place, is_from_file: isFromFile })))],
    );
  },
};
