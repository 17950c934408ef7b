import type { StoredSection } from "../../platform/config-document/stored-section.ts";
import { organizationSection, type Hours, type OrganizationEntry } from "./organization.document.ts";

interface Row {
  name: string;
  timezone: string;
  business_days: Hours["days"];
  business_from: string;
  business_to: string;
  on_call_rest_hours: number | null;
  is_from_file: boolean;
}

export const storedOrganization: StoredSection<OrganizationEntry> = {
  section: organizationSection,
  isForAdministrators: true,
  async read(tx) {
    const rows = await tx.rows<Row>("select * from organization");
    return rows.map((row) => ({ id: organizationSection.name, entry: entryOf(row), place: 0, isFromFile: row.is_from_file }));
  },
  async write(tx, { upserts }) {
    for (const { entry, isFromFile } of upserts) {
      const { days, from, to } = entry.businessHours;
      const { restHours } = entry.onCall;
      await tx.run(
        `insert into organization (name, timezone, business_days, business_from, business_to, is_from_file, on_call_rest_hours) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (only_one) do update set name = excluded.name, timezone = excluded.timezone, business_days = excluded.business_days,
           business_from = excluded.business_from, business_to = excluded.business_to, is_from_file = excluded.is_from_file, on_call_rest_hours = excluded.on_call_rest_hours`,
        [entry.name, entry.timezone, days, from, to, isFromFile, restHours],
      );
    }
  },
};

function entryOf(row: Row): OrganizationEntry {
  return { name: row.name, timezone: row.timezone, businessHours: { days: row.business_days, from: row.business_from, to: row.business_to }, onCall: { restHours: row.on_call_rest_hours ?? 11 } };
}
