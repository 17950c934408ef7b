import type { Tx } from "../../platform/database/database.ts";
import { executeMany } from "../../platform/event-log/event-log.ts";
import { muster } from "../../values/actor.ts";
import { callOf, type ConcernedGroups, type Subject } from "../../values/subject.ts";
import { pageDecider, pageStream } from "../paging/index.ts";

interface OwnPages extends ConcernedGroups {
  subject: Subject;
  personId: string;
  commandId: string;
}

/** Withdraws what is still open of the pages of people who said that they have it; others go on being asked. */
export async function withdrawOwnPages(tx: Tx, own: readonly OwnPages[]): Promise<void> {
  if (own.length === 0) return;
  const rows = await tx.rows<{ id: string; place: number }>(
    `select page.id, asked.place::int as place
     from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) with ordinality as asked (kind, subject_id, call, person_id, place)
     join page on page.subject_kind = asked.kind and page.subject_id = asked.subject_id and page.call = asked.call and page.person_id = asked.person_id
     where page.status in ('due', 'sent', 'failed') order by page.id`,
    [own.map(({ subject }) => subject.kind), own.map(({ subject }) => subject.id), own.map(({ subject }) => callOf(subject)), own.map(({ personId }) => personId)],
  );
  const orders = rows.flatMap(({ id, place }) => {
    const one = own[place - 1];
    if (!one) return [];
    const { personId, commandId, groupIds } = one;
    return [{ streamId: pageStream(id), commandId, actor: muster, command: { kind: "withdraw", reason: "ack.another-page", answeredBy: personId, ...(groupIds && { groupIds }) } as const }];
  });
  await executeMany(tx, pageDecider, orders);
}
