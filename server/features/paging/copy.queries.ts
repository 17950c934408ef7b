import type { Tx } from "../../platform/database/database.ts";
import { idFrom } from "../../platform/ids/ids.ts";
import { toIso, type Instant } from "../../values/instant.ts";
import { callOf, subjectParts, type Subject } from "../../values/subject.ts";
import type { Copy } from "./copy.rules.ts";
import type { Channel } from "./page.events.ts";

export interface CopyRow {
  id: string;
  subject_kind: Subject["kind"];
  subject_id: string;
  call: string;
  person_id: string;
  beside_id: string;
  schedule_id: string;
  urgency: "high" | "low";
  status: string;
  opened_at: Instant;
  attempts: number;
}

/** Whoever learns is told of a private incident only where they are named themselves. */
const isSeenBy = (kind: string, subjectId: string, personId: string) =>
  `not exists (select from incident where ${kind} = 'incident' and incident.id = ${subjectId} and is_private and not is_named(named_people, named_teams, ${personId}))`;
const isSeenByLearner = isSeenBy("subject_kind", "subject_id", "person_id");

/** Adds copies, one for each subject, pass and step of a person, and none for who is paged about the subject themselves; gives those that are new. */
export async function insertCopies(tx: Tx, copies: readonly Copy[]): Promise<CopyRow[]> {
  return tx.rows<CopyRow>(
    `insert into page_copy (id, subject_kind, subject_id, call, pass, step, person_id, beside_id, schedule_id, urgency, status, opened_at)
     select new.*, 'due', $11 from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::int[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[])
       as new (id, kind, subject_id, call, pass, step, person_id, beside_id, schedule_id, urgency)
     where not exists (select from page where page.subject_kind = kind and page.subject_id = new.subject_id and page.call = new.call and page.person_id = new.person_id)
       and ${isSeenBy("new.kind", "new.subject_id", "new.person_id")}
     on conflict (id) do nothing returning *`,
    [
      copies.map(({ subject, pass, step, personId }) => idFrom(["copy", ...subjectParts(subject), pass, step, personId].join("|"))),
      copies.map(({ subject }) => subject.kind),
      copies.map(({ subject }) => subject.id),
      copies.map(({ subject }) => callOf(subject)),
      copies.map(({ pass }) => pass),
      copies.map(({ step }) => step),
      copies.map(({ personId }) => personId),
      copies.map(({ besideId }) => besideId),
      copies.map(({ scheduleId }) => scheduleId),
      copies.map(({ urgency }) => urgency),
      toIso(tx.now),
    ],
  );
}

export async function findDueCopy(tx: Tx, id: string): Promise<CopyRow | null> {
  return tx.first<CopyRow>(`select * from page_copy where id = $1 and status = 'due' and ${isSeenByLearner}`, [id]);
}

const mostCarried = 200;

/** The other copies that are due for the person and told of in no other message, newest first. */
export async function readOtherCopies(tx: Tx, { id, person_id }: CopyRow): Promise<CopyRow[]> {
  return tx.rows<CopyRow>(
    `select * from page_copy where person_id = $1 and status = 'due' and id <> $2 and ${isSeenByLearner}
       and not exists (select from page_carried where page_id = page_copy.id and until > $3 and carrier_id <> $2)
     order by opened_at desc, id limit ${mostCarried}`,
    [person_id, id, toIso(tx.now)],
  );
}

/** Notes that a provider took the message that told of copies; what is over meanwhile stays so. */
export async function noteCopiesSent(tx: Tx, ids: readonly string[], { channel, providerId }: { channel: Channel; providerId: string }): Promise<void> {
  await tx.run(
    `with held as (select id from page_copy where id = any($1::uuid[]) order by id for update)
     update page_copy set status = 'sent', channel = $2, provider_id = $3, handed_over_at = $4, attempts = attempts + 1
     from held where page_copy.id = held.id and status = 'due'`,
    [ids, channel, providerId, toIso(tx.now)],
  );
}

/** Counts a try that failed; after the last there is none any more. */
export async function noteCopyFailed(tx: Tx, id: string, isLast: boolean): Promise<void> {
  await tx.run("update page_copy set attempts = attempts + 1, status = case when $2 and status = 'due' then 'failed' else status end where id = $1", [id, isLast]);
}

/** Takes back what was not sent yet about the subjects. */
export async function withdrawCopies(tx: Tx, subjects: readonly Subject[]): Promise<void> {
  if (subjects.length === 0) return;
  await tx.run(
    `with held as (
       select id from page_copy where status = 'due' and (subject_kind, subject_id, call) in (select * from unnest($1::text[], $2::uuid[], $3::text[])) order by id for update)
     update page_copy set status = 'withdrawn' from held where page_copy.id = held.id`,
    [subjects.map(({ kind }) => kind), subjects.map(({ id }) => id), subjects.map(callOf)],
  );
}

/** Lets copies that were not sent yet be about the subject that theirs became. */
export async function moveCopies(tx: Tx, from: Subject, into: Subject): Promise<void> {
  await tx.run("update page_copy set subject_kind = $4, subject_id = $5, call = $6 where status = 'due' and subject_kind = $1 and subject_id = $2 and call = $3", [
    ...[from.kind, from.id, callOf(from)],
    ...[into.kind, into.id, callOf(into)],
  ]);
}

/** Copies that are due with nothing left to send them. */
export async function readOverlookedCopies(tx: Tx, most: number): Promise<CopyRow[]> {
  return tx.rows<CopyRow>(
    `select * from page_copy where status = 'due' and opened_at < muster_now() - interval '3 seconds' and not exists (select from due_work where key = 'copy/' || page_copy.id) limit $1`,
    [most],
  );
}
