import type { Tx } from "../database/database.ts";

/** Answers are kept for a day; who repeats later repeats the command. */
export async function forgetOldAnswers(tx: Tx): Promise<void> {
  await tx.run("delete from idempotent_answer where made_at < muster_now() - interval '1 day'");
}
