import type { Tx } from "../../platform/database/database.ts";

/** What a provider told of a message. */
export interface ProviderReceipt {
  /** By which it was taken, as `Sending` named it; null where its channel has but one. */
  provider: string | null;
  providerId: string;
  isArrived: boolean;
  /** Why it did not arrive. */
  words: string;
}

/** Keeps a receipt that came before it was stored who took which message. */
export async function keepEarlyReceipt(tx: Tx, { provider, providerId, isArrived, words }: ProviderReceipt): Promise<void> {
  await tx.run(
    `insert into early_receipt (provider_id, provider, is_arrived, words, at) values ($1, $2, $3, $4, muster_now())
     on conflict (provider_id) do update set is_arrived = excluded.is_arrived, words = excluded.words, at = excluded.at`,
    [providerId, provider, isArrived, words],
  );
  await tx.run("delete from early_receipt where at < muster_now() - interval '1 hour'");
}

/** Takes the receipt of a message that came early; null where none did. */
export async function takeEarlyReceipt(tx: Tx, providerId: string): Promise<ProviderReceipt | null> {
  const row = await tx.first<{ provider: string | null; is_arrived: boolean; words: string }>("delete from early_receipt where provider_id = $1 returning provider, is_arrived, words", [providerId]);
  return row && { provider: row.provider, providerId, isArrived: row.is_arrived, words: row.words };
}
