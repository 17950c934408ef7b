import type { StoredSection } from "../../platform/config-document/stored-section.ts";
import { canonicalJson } from "../../values/canonical-json.ts";
import { toIso } from "../../values/instant.ts";
import { processSection, type ProcessEntry } from "./process.document.ts";

interface Row {
  version: number;
  document: ProcessEntry;
  is_from_file: boolean;
}

const newest = "select version, document, is_from_file from process_version order by version desc limit 1";

/** A process that says something else is a new version: incidents keep the one they began under. */
export const storedProcess: StoredSection<ProcessEntry> = {
  section: processSection,
  isForAdministrators: true,
  async read(tx) {
    const rows = await tx.rows<Row>(newest);
    return rows.map(({ document, is_from_file }) => ({ id: processSection.name, entry: document, place: 0, isFromFile: is_from_file }));
  },
  async write(tx, { upserts, actor }) {
    for (const { entry, isFromFile } of upserts) {
      const row = await tx.first<Row>(newest);
      if (row && canonicalJson(row.document) === canonicalJson(entry)) {
        await tx.run("update process_version set is_from_file = $2 where version = $1", [row.version, isFromFile]);
      } else {
        await tx.run("insert into process_version (version, document, published_at, published_by, is_from_file) values ($1, $2, $3, $4, $5)", [
          (row?.version ?? 0) + 1,
          JSON.stringify(entry),
          toIso(tx.now),
          JSON.stringify(actor),
          isFromFile,
        ]);
      }
    }
  },
};
