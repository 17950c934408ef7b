import { readJournal } from "../journal.ts";
import type { Envelope, ReceivedMessage } from "./message.ts";

interface Moment {
  /** Epoch milliseconds by the mail server's clock. */
  readonly at: number;
  readonly connection: string;
}

interface TransactionMoment extends Moment {
  /** One mail transaction: from the start of DATA to its answer. */
  readonly transaction: string;
}

/** One line of the mail server's journal. */
export type MailEntry =
  | ({ readonly kind: "connected" } & Moment)
  | ({ readonly kind: "recipient-rejected"; readonly recipient: string; readonly code: number } & Moment)
  /** DATA has begun: from here until its end the mail is in flight. */
  | ({ readonly kind: "begun" } & TransactionMoment & Envelope)
  | ({ readonly kind: "accepted"; readonly message: ReceivedMessage; readonly isAnswered: boolean } & TransactionMoment)
  | ({ readonly kind: "rejected"; readonly code: number } & TransactionMoment)
  /** The sender went away before the message was whole or before it was answered; it was not kept. */
  | ({ readonly kind: "abandoned" } & TransactionMoment)
  | ({ readonly kind: "disconnected" } & Moment);

/** Reads the journal of a mail server, running or ended. */
export function readMailJournal(path: string): MailEntry[] {
  return readJournal<MailEntry>(path);
}

/** The messages among the entries, in the order in which they were accepted. */
export function acceptedMessages(entries: readonly MailEntry[]): ReceivedMessage[] {
  return entries.flatMap((entry) => (entry.kind === "accepted" ? [entry.message] : []));
}

/**
 * The transactions in flight at a moment. `settleMs` also counts those that ended up to so long before:
 * their sender may have had the answer on its way to its own storage.
 */
export function transactionsInFlight(entries: readonly MailEntry[], at: number, settleMs = 0): string[] {
  const open = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === "begun" && entry.at <= at) open.add(entry.transaction);
    const isEnd = entry.kind === "accepted" || entry.kind === "rejected" || entry.kind === "abandoned";
    if (isEnd && entry.at < at - settleMs) open.delete(entry.transaction);
  }
  return [...open];
}
