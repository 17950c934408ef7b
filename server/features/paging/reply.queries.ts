import { randomInt } from "node:crypto";
import type { Tx } from "../../platform/database/database.ts";

/** Digits are given again after this, when nobody answers the old text any more. */
const codesLast = "7 days";
const mostTries = 50;

/** The digits that answer the text of a page: the same again after a fault, and those of no other text to that number of the last week. */
export async function replyCodeFor(tx: Tx, address: string, pageId: string): Promise<string> {
  const known = await tx.first<{ code: string }>("select code from reply_code where page_id = $1", [pageId]);
  if (known) return known.code;
  await tx.run(`delete from reply_code where address = $1 and made_at < muster_now() - interval '${codesLast}'`, [address]);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const code = String(randomInt(1_000, 10_000));
    const written = await tx.run("insert into reply_code (address, code, page_id, made_at) values ($1, $2, $3, muster_now()) on conflict do nothing", [address, code, pageId]);
    if (written === 1) return code;
  }
  throw new Error("This number got so many texts within a week that no digits are left to answer by.");
}

/** The page that the digits of a text to this number stand for. */
export async function readPageOfCode(tx: Tx, address: string, code: string): Promise<string | null> {
  return (await tx.first<{ page_id: string }>("select page_id from reply_code where address = $1 and code = $2", [address, code]))?.page_id ?? null;
}

/** The texts of the last day to a number, newest first. */
export async function readRecentTexts(tx: Tx, address: string): Promise<{ pageId: string; code: string }[]> {
  const rows = await tx.rows<{ page_id: string; code: string }>("select page_id, code from reply_code where address = $1 and made_at > muster_now() - interval '1 day' order by made_at desc", [address]);
  return rows.map((row) => ({ pageId: row.page_id, code: row.code }));
}
