import type { Tx } from "../../platform/database/database.ts";
import type { PageRow } from "./page.queries.ts";

/** A page that nobody is about to send although it is to be sent. */
export type OverlookedPage = PageRow & {
  /** True where it counts as sent and no provider ever took it. */
  is_said_sent: boolean;
};

/** What is written in one transaction is never seen in halves; the moment is for what another transaction is about to take back. */
const settled = "opened_at < muster_now() - interval '3 seconds'";

/** What is older was looked at many times before. */
const recent = "opened_at > muster_now() - interval '1 day'";

/**
 * Pages that are due without a row of due work, and pages that count as sent although no attempt was accepted and the log does not say so either.
 * What another page's message carries just now is in good hands.
 */
export async function readOverlookedPages(tx: Tx, most: number): Promise<OverlookedPage[]> {
  return tx.rows<OverlookedPage>(
    `(select page.*, false as is_said_sent from page
      where status = 'due' and ${settled} and not exists (select from due_work where key = 'page/' || page.id)
        and not exists (select from page_carried where page_id = page.id and until > muster_now()) limit $1)
     union all
     (select page.*, true from page join stream_head on stream_id = 'page/' || page.id
      where status = 'sent' and ${settled} and ${recent} and state->>'status' = 'due'
        and not exists (select from page_attempt where page_id = page.id and error is null) limit $1)`,
    [most],
  );
}

/** Lets pages be due again that only count as sent. */
export async function markDue(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run("update page set status = 'due', handed_over_at = null, provider_id = null where id = any($1::uuid[])", [ids]);
}
