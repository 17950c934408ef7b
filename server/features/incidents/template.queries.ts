import type { Tx } from "../../platform/database/database.ts";
import type { IncidentTemplateEntry } from "./incident-templates.document.ts";

export interface TemplateRow {
  id: string;
  document: IncidentTemplateEntry;
  is_from_file: boolean;
  used: number;
  last_number: number | null;
}

/** Every template with how often it was used, in the order of the document. */
export async function readTemplates(tx: Tx): Promise<TemplateRow[]> {
  return tx.rows<TemplateRow>(
    `select template.id, template.document, template.is_from_file, count(incident.id)::int as used, max(incident.number) as last_number
     from incident_template as template
     left join event_log on event_log.type = 'template applied' and event_log.data ->> 'templateId' = template.id
     left join seen_incident as incident on 'incident/' || incident.id = event_log.stream_id
     group by template.id order by template.place, template.id`,
  );
}

export async function readTemplate(tx: Tx, id: string): Promise<IncidentTemplateEntry | null> {
  return (await tx.first<{ document: IncidentTemplateEntry }>("select document from incident_template where id = $1", [id]))?.document ?? null;
}

export interface RunbookRow {
  id: string;
  title: string;
  steps: { text: string; link: string | null }[];
}

/** Runbooks with their steps, in the order in which they are named; one that is gone is left out. */
export async function readRunbooks(tx: Tx, ids: readonly string[]): Promise<RunbookRow[]> {
  if (ids.length === 0) return [];
  return tx.rows<RunbookRow>(
    `select id, title, (select coalesce(jsonb_agg(jsonb_build_object('text', instruction, 'link', link) order by place), '[]') from runbook_step where runbook_id = runbook.id) as steps
     from runbook where id = any($1::text[]) order by array_position($1::text[], id)`,
    [ids],
  );
}
