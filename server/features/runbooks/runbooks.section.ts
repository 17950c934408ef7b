import { asRows, idsOf, rowsBelow, type StoredSection } from "../../platform/config-document/stored-section.ts";
import { runbooksSection, type ActionEntry, type RunbookEntry } from "./runbooks.document.ts";

interface StepRow {
  instruction: string;
  link: string | null;
  action: ActionEntry | null;
  needs_approval: boolean | null;
}

interface Row {
  id: string;
  title: string;
  service_id: string | null;
  review_every: string | null;
  place: number;
  is_from_file: boolean;
  steps: StepRow[];
}

export const storedRunbooks: StoredSection<RunbookEntry> = {
  section: runbooksSection,
  async read(tx) {
    const rows = await tx.rows<Row>(
      `select *, (select coalesce(jsonb_agg(to_jsonb(runbook_step) order by place), '[]') from runbook_step where runbook_id = runbook.id) as steps
       from runbook order by place, id`,
    );
    return rows.map((row) => ({ id: row.id, entry: entryOf(row), place: row.place, isFromFile: row.is_from_file }));
  },
  async write(tx, { upserts, deletes }) {
    await tx.run("delete from runbook where id = any($1::text[])", [deletes]);
    await tx.run(
      `insert into runbook (id, title, service_id, review_every, place, is_from_file)
       select * from jsonb_to_recordset($1) as new (id text, title text, service_id text, review_every text, place int, is_from_file boolean)
       on conflict (id) do update set title = excluded.title, service_id = excluded.service_id, review_every = excluded.review_every,
         place = excluded.place, is_from_file = excluded.is_from_file`,
      [asRows(upserts.map(({ id, entry, place, isFromFile }) => ({ id, title: entry.title, service_id: entry.service, review_every: entry.reviewEvery, place, is_from_file: isFromFile })))],
    );
    const steps = rowsBelow(upserts, (entry) => entry.steps.map((step) => ({ instruction: step.do, link: step.link, action: step.action, needs_approval: step.approve })));
    await tx.run("delete from runbook_step where runbook_id = any($1::text[])", [idsOf(upserts)]);
    await tx.run(
      `insert into runbook_step (runbook_id, place, instruction, link, action, needs_approval)
       select * from jsonb_to_recordset($1) as new (parent text, place int, instruction text, link text, action jsonb, needs_approval boolean)`,
      [asRows(steps)],
    );
  },
};

function entryOf({ title, service_id, review_every, steps }: Row): RunbookEntry {
  return {
    title,
    service: service_id ?? undefined,
    reviewEvery: review_every ?? undefined,
    steps: steps.map(({ instruction, link, action, needs_approval }) => ({
      do: instruction,
      link: link ?? undefined,
      action: action ?? undefined,
      approve: needs_approval ?? undefined,
    })),
  };
}
