import { toIso, type Instant } from "../../values/instant.ts";
import { occurrencesOf } from "./alert.queries.ts";
import type { Tx } from "../../platform/database/database.ts";

/** The source of the kind `opsgenie` that has the key; null where none has. */
export async function findOpsgenieSource(tx: Tx, keyHash: Buffer): Promise<string | null> {
  return (await tx.first<{ id: string }>("select id from source where kind = 'opsgenie' and key_hash = $1", [keyHash]))?.id ?? null;
}

/** Whether the condition had an alert at that time. */
export async function wasKnown(tx: Tx, fingerprint: string, at: Instant): Promise<boolean> {
  return (await tx.first(`select from alert where ${occurrencesOf} and first_at <= $2 limit 1`, [fingerprint, toIso(at)])) !== null;
}

/** Gives the current occurrence of a condition other words; null leaves them as they are. */
export async function rewordAlert(tx: Tx, fingerprint: string, title: string | null, description: string | null): Promise<void> {
  await tx.run("update alert set title = coalesce($2, title), description = coalesce($3, description) where fingerprint = $1 and is_current", [fingerprint, title, description]);
}
