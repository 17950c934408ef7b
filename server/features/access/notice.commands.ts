import type { Tx } from "../../platform/database/database.ts";
import { cancel, schedule } from "../../platform/due-work/due-work.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { cut } from "../../values/text.ts";
import { mayReadNotices } from "./access.permissions.ts";
import { recordAudit } from "./audit.commands.ts";
import { countNotices, readNotices, settleOpenNotice, type CountedNotice, type NoticeRow } from "./notice.queries.ts";

/** Something that the administrators should know. The key says what is the same thing again. */
export interface AdministratorNotice {
  key: string;
  code: string;
  sentence: string;
}

const longestKey = 300;
const longestSentence = 2_000;

/** Tells the administrators: a thing that is new to them also by mail, one that is open already is counted. */
export async function tellAdministrators(tx: Tx, notices: readonly AdministratorNotice[]): Promise<void> {
  if (notices.length === 0) return;
  const opened = await countNotices(tx, foldByKey(notices));
  await schedule(
    tx,
    opened.map((id) => ({ kind: "notice.mail", key: mailKey(id), dueAt: tx.now, payload: { noticeId: id } })),
  );
}

function foldByKey(notices: readonly AdministratorNotice[]): CountedNotice[] {
  const folded = new Map<string, CountedNotice>();
  for (const notice of notices) {
    const key = cut(notice.key, longestKey);
    folded.set(key, { key, code: notice.code, sentence: cut(notice.sentence, longestSentence), count: (folded.get(key)?.count ?? 0) + 1 });
  }
  return [...folded.values()];
}

/** Settles a notice for all administrators. One that is settled already stays as it is. */
export async function settleNotice(tx: Tx, caller: Caller, id: string): Promise<NoticeRow | Refusal> {
  if (!caller.actor) return refuse("not-allowed", mayReadNotices.sentence);
  const settled = await settleOpenNotice(tx, id, caller.actor);
  if (!settled) return (await readNotices(tx, [id]))[0] ?? refuse("not-found", "There is no such notice.");
  await cancel(tx, [mailKey(id)]);
  await recordAudit(tx, { actor: caller.actor, section: "notices", id, action: "settled", paths: ["settledAt"], details: { code: settled.code } });
  return settled;
}

function mailKey(noticeId: string): string {
  return `notice/${noticeId}`;
}
