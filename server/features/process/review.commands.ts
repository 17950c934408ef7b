import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { openDraft, recordDraft } from "./draft.commands.ts";
import { insertComment, putAnswer, readComments, readDraftText, settleComment } from "./draft.queries.ts";
import { judgeText, type DraftTools } from "./judged-draft.queries.ts";

const mostComments = 1_000;
const noComment = refuse("process.not-found", "The draft has no such comment. A reply is settled with the comment it belongs to.");

export interface CommentWish {
  part: string;
  about?: string | null | undefined;
  text: string;
  repliesTo?: string | null | undefined;
}

/** Says something to a part of the draft, or replies. */
export async function writeComment(tx: Tx, caller: Caller, { part, about = null, text, repliesTo = null }: CommentWish): Promise<null | Refusal> {
  const opened = await openDraft(tx, caller, null);
  if (isRefusal(opened)) return opened;
  const { draft, actor } = opened;
  const comments = await readComments(tx, draft.id);
  if (comments.length >= mostComments) return refuse("process.full", `A draft holds ${mostComments} comments. Settle it in a conversation, and publish.`);
  const first = repliesTo === null ? null : comments.find(({ id, replies_to }) => id === repliesTo && replies_to === null);
  if (first === undefined) return noComment;
  await insertComment(tx, draft.id, { id: newId(), part: first?.part ?? part, about: first?.about ?? about, text, replies_to: repliesTo }, actor);
  await recordDraft(tx, actor, draft, "commented on", {});
  return null;
}

/** Settles a comment, or takes it up again. */
export async function settle(tx: Tx, caller: Caller, id: string, isSettled: boolean): Promise<null | Refusal> {
  const opened = await openDraft(tx, caller, null);
  if (isRefusal(opened)) return opened;
  if (!(await settleComment(tx, opened.draft.id, id, isSettled ? opened.actor : null))) return noComment;
  await recordDraft(tx, opened.actor, opened.draft, "commented on", {});
  return null;
}

/** Says why a finding may stand as it is, or takes that back. A mistake is mended and not answered. */
export async function answerFinding(tx: Tx, tools: DraftTools, caller: Caller, { finding, text }: { finding: string; text: string | null }): Promise<null | Refusal> {
  const opened = await openDraft(tx, caller, null);
  if (isRefusal(opened)) return opened;
  const { draft, actor } = opened;
  const state = await readDraftText(tx, draft.id, draft.revision);
  const { findings } = await judgeText(tx, tools, state?.text ?? "");
  const found = findings.find(({ id }) => id === finding);
  if (!found) return refuse("process.not-found", "The draft has no such finding any more.");
  if (found.weight !== "answer") return refuse("process.not-answered", found.weight === "mend" ? "A mistake cannot be answered, only mended: a process that has one is refused." : "This asks for no answer.");
  await putAnswer(tx, draft.id, finding, text, actor);
  await recordDraft(tx, actor, draft, "answered", {});
  return null;
}
