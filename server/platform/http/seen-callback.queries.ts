import type { Tx } from "../database/database.ts";

/**
 * Takes in what a provider calls back with, once: told again with the same id, it changes nothing and is answered as the first time.
 * Two at the same moment wait for each other.
 */
export async function answerCallbackOnce(tx: Tx, provider: string, callbackId: string, answer: () => Promise<string>): Promise<string> {
  const inserted = await tx.run("insert into seen_callback (provider, callback_id, answer, received_at) values ($1, $2, '', muster_now()) on conflict do nothing", [provider, callbackId]);
  if (inserted === 0) {
    const seen = await tx.first<{ answer: string }>("select answer from seen_callback where provider = $1 and callback_id = $2", [provider, callbackId]);
    return seen?.answer ?? "";
  }
  const given = await answer();
  await tx.run("update seen_callback set answer = $3 where provider = $1 and callback_id = $2", [provider, callbackId, given]);
  return given;
}

/** Kept for a month: no page that could be answered again is open for so long. */
export async function forgetOldCallbacks(tx: Tx): Promise<void> {
  await tx.run("delete from seen_callback where received_at < muster_now() - interval '30 days'");
}
