import { asRows, type StoredSection } from "../../platform/config-document/stored-section.ts";
import { groupingSection, routesSection, type GroupingEntry, type RouteEntry } from "./routes.document.ts";

interface RouteRow {
  condition: string | null;
  urgency: RouteEntry["then"]["urgency"];
  declares: boolean;
  declare_severity: string | null;
  declare_priority: string | null;
  is_from_file: boolean;
}

/** The routes as one list: which stands first is what they mean. */
export const storedRoutes: StoredSection<RouteEntry[]> = {
  section: routesSection,
  async read(tx) {
    const rows = await tx.rows<RouteRow>("select * from route order by place");
    return [{ id: routesSection.name, entry: rows.map(routeOf), place: 0, isFromFile: rows.some((row) => row.is_from_file) }];
  },
  async write(tx, { upserts }) {
    for (const { entry, isFromFile } of upserts) {
      const rows = entry.map(({ when, then: { urgency, declare } }, place) => {
        return { place, condition: when, urgency, declares: declare !== undefined, declare_severity: declare?.severity, declare_priority: declare?.priority, is_from_file: isFromFile };
      });
      await tx.run("delete from route where place >= $1", [rows.length]);
      await tx.run(
        `insert into route (place, condition, urgency, declares, declare_severity, declare_priority, is_from_file)
         select * from jsonb_to_recordset($1)
           as new (place int, condition text, urgency text, declares boolean, declare_severity text, declare_priority text, is_from_file boolean)
         on conflict (place) do update set condition = excluded.condition, urgency = excluded.urgency, declares = excluded.declares,
           declare_severity = excluded.declare_severity, declare_priority = excluded.declare_priority, is_from_file = excluded.is_from_file`,
        [asRows(rows)],
      );
    }
  },
};

function routeOf(row: RouteRow): RouteEntry {
  const declare = { severity: row.declare_severity ?? undefined, priority: row.declare_priority ?? undefined };
  return { when: row.condition ?? undefined, then: { urgency: row.urgency, declare: row.declares ? declare : undefined } };
}

interface GroupingRow {
  by: string[];
  wait_high: string;
  wait_low: string;
  window_text: string;
  reopen_after: string;
  is_from_file: boolean;
}

export const storedGrouping: StoredSection<GroupingEntry> = {
  section: groupingSection,
  async read(tx) {
    const rows = await tx.rows<GroupingRow>("select * from grouping");
    return rows.map((row) => ({ id: groupingSection.name, entry: groupingOf(row), place: 0, isFromFile: row.is_from_file }));
  },
  async write(tx, { upserts }) {
    for (const { entry, isFromFile } of upserts) {
      await tx.run(
        `insert into grouping (by, wait_high, wait_low, window_text, reopen_after, is_from_file) values ($1, $2, $3, $4, $5, $6)
         on conflict (only_one) do update set by = excluded.by, wait_high = excluded.wait_high, wait_low = excluded.wait_low,
           window_text = excluded.window_text, reopen_after = excluded.reopen_after, is_from_file = excluded.is_from_file`,
        [entry.by, entry.wait.high, entry.wait.low, entry.window, entry.reopenAfter, isFromFile],
      );
    }
  },
};

function groupingOf(row: GroupingRow): GroupingEntry {
  return { by: row.by, wait: { high: row.wait_high, low: row.wait_low }, window: row.window_text, reopenAfter: row.reopen_after };
}
