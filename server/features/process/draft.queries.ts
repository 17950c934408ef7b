import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";

export interface DraftRow {
  id: string;
  base_version: number | null;
  revision: number;
  status: "open" | "discarded" | "published";
  begun_at: Instant;
  begun_by: Actor;
  ended_at: Instant | null;
  ended_by: Actor | null;
}

export interface DraftTextRow {
  text: string;
  revision: number;
  written_at: Instant;
  written_by: Actor;
}

/** The draft that is open, held until the transaction ends. */
export async function lockOpenDraft(tx: Tx): Promise<DraftRow | null> {
  return tx.first<DraftRow>("select * from process_draft where status = 'open' for update");
}

export async function readOpenDraft(tx: Tx): Promise<DraftRow | null> {
  return tx.first<DraftRow>("select * from process_draft where status = 'open'");
}

/** The draft that was discarded last, where none was begun or published since. */
export async function readDiscardedDraft(tx: Tx): Promise<DraftRow | null> {
  return tx.first<DraftRow>("select * from (select * from process_draft order by coalesce(ended_at, 'infinity') desc limit 1) as last where status = 'discarded'");
}

export async function readDraftText(tx: Tx, draftId: string, revision: number): Promise<DraftTextRow | null> {
  return tx.first<DraftTextRow>("select text, revision, written_at, written_by from process_draft_text where draft_id = $1 and revision = $2", [draftId, revision]);
}

/** Who wrote on a draft, and when they last did, the latest first. */
export async function readDraftWriters(tx: Tx, draftId: string): Promise<{ written_by: Actor; written_at: Instant }[]> {
  return tx.rows("select written_by, max(written_at) as written_at from process_draft_text where draft_id = $1 group by written_by order by 2 desc", [draftId]);
}

/** Opens a draft; null where somebody else opened one in the same moment. */
export async function insertDraft(tx: Tx, draft: { id: string; baseVersion: number | null; text: string; actor: Actor }): Promise<DraftRow | null> {
  const row = await tx.first<DraftRow>(
    `insert into process_draft (id, base_version, revision, status, begun_at, begun_by) values ($1, $2, 1, 'open', muster_now(), $3)
     on conflict (status) where status = 'open' do nothing returning *`,
    [draft.id, draft.baseVersion, JSON.stringify(draft.actor)],
  );
  if (row) await insertText(tx, draft.id, 1, draft.text, draft.actor);
  return row;
}

/** Keeps the next state of a draft. */
export async function writeText(tx: Tx, draft: DraftRow, text: string, baseVersion: number | null, actor: Actor): Promise<void> {
  await tx.run("update process_draft set revision = revision + 1, base_version = $2 where id = $1", [draft.id, baseVersion]);
  await insertText(tx, draft.id, draft.revision + 1, text, actor);
}

async function insertText(tx: Tx, draftId: string, revision: number, text: string, actor: Actor): Promise<void> {
  await tx.run("insert into process_draft_text (draft_id, revision, text, written_at, written_by) values ($1, $2, $3, muster_now(), $4)", [draftId, revision, text, JSON.stringify(actor)]);
}

/** Ends a draft, or opens one again that was discarded. */
export async function setDraftStatus(tx: Tx, draftId: string, status: DraftRow["status"], actor: Actor): Promise<void> {
  await tx.run("update process_draft set status = $2, ended_at = case when $2 = 'open' then null else muster_now() end, ended_by = case when $2 = 'open' then null else $3::jsonb end where id = $1", [draftId, status, JSON.stringify(actor)]);
}

export interface CommentRow {
  id: string;
  part: string;
  about: string | null;
  text: string;
  written_at: Instant;
  written_by: Actor;
  replies_to: string | null;
  settled_at: Instant | null;
  settled_by: Actor | null;
}

export async function readComments(tx: Tx, draftId: string): Promise<CommentRow[]> {
  return tx.rows<CommentRow>("select * from process_comment where draft_id = $1 order by written_at, id", [draftId]);
}

export async function insertComment(tx: Tx, draftId: string, comment: Pick<CommentRow, "id" | "part" | "about" | "text" | "replies_to">, actor: Actor): Promise<void> {
  const { id, part, about, text, replies_to: repliesTo } = comment;
  await tx.run("insert into process_comment (id, draft_id, part, about, text, written_at, written_by, replies_to) values ($1, $2, $3, $4, $5, muster_now(), $6, $7)", [id, draftId, part, about, text, JSON.stringify(actor), repliesTo]);
}

/** Settles a comment with its replies, or takes it up again; false where the draft has no such comment. */
export async function settleComment(tx: Tx, draftId: string, id: string, actor: Actor | null): Promise<boolean> {
  const rows = await tx.rows(
    "update process_comment set settled_at = case when $3::jsonb is null then null else muster_now() end, settled_by = $3::jsonb where draft_id = $1 and id = $2 and replies_to is null returning id",
    [draftId, id, actor === null ? null : JSON.stringify(actor)],
  );
  return rows.length > 0;
}

export interface AnswerRow {
  finding: string;
  text: string;
  given_at: Instant;
  given_by: Actor;
}

export async function readAnswers(tx: Tx, draftId: string): Promise<AnswerRow[]> {
  return tx.rows<AnswerRow>("select finding, text, given_at, given_by from process_answer where draft_id = $1", [draftId]);
}

export async function putAnswer(tx: Tx, draftId: string, finding: string, text: string | null, actor: Actor): Promise<void> {
  await tx.run("delete from process_answer where draft_id = $1 and finding = $2", [draftId, finding]);
  if (text !== null) await tx.run("insert into process_answer (draft_id, finding, text, given_at, given_by) values ($1, $2, $3, muster_now(), $4)", [draftId, finding, text, JSON.stringify(actor)]);
}
