import type { Tx } from "../../platform/database/database.ts";
import type { ProviderReceipt } from "./receipt.work.ts";

/** What connectors call that hear of receipts and answers; each answer gives the sentence to tell the person. */
export interface Answering {
  noteReceipts(tx: Tx, receipts: readonly ProviderReceipt[]): Promise<void>;
  answerByText(tx: Tx, reply: { address: string; text: string; messageId: string }): Promise<string>;
  answerByKey(tx: Tx, reply: { messageKey: string; digit: string; callId: string }): Promise<string>;
}
