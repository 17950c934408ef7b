import type { Tx } from "../../platform/database/database.ts";
import type { SetHandler } from "../../platform/due-work/due-work.ts";
import { keepEarlyReceipt, type ProviderReceipt } from "./early-receipt.queries.ts";
import { noteReceipt } from "./page-sending.commands.ts";
import { readPagesOfProvider } from "./page.queries.ts";
import { receiptKind } from "./page.reactions.ts";

/** Notes of pages that their provider took and did not confirm within a minute that nobody knows whether they arrived. */
export const receiptHandler: SetHandler = {
  kind: receiptKind,
  mode: "set",
  async handle(tx, work) {
    for (const { payload } of work) {
      const { pageId } = payload as { pageId: string };
      await noteReceipt(tx, { pageId, isArrived: false, reason: "late", words: "", commandId: "receipt late" });
    }
  },
};

/** Takes what providers tell of messages, also before it was stored that they took them. */
export async function noteReceipts(tx: Tx, receipts: readonly ProviderReceipt[]): Promise<void> {
  for (const receipt of receipts) {
    const { provider, providerId, isArrived, words } = receipt;
    const pageIds = await readPagesOfProvider(tx, provider, providerId);
    if (pageIds.length === 0) await keepEarlyReceipt(tx, receipt);
    for (const pageId of pageIds) {
      await noteReceipt(tx, { pageId, isArrived, reason: "undelivered", words, commandId: `receipt ${isArrived ? "arrived" : "missing"} ${providerId}` });
    }
  }
}

export type { ProviderReceipt };
