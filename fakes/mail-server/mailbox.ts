import type { WatchedList } from "../watched-list.ts";
import type { MailBehaviour } from "./behaviour.ts";
import { acceptedMessages, type MailEntry } from "./mail-entry.ts";
import type { ReceivedMessage } from "./message.ts";

/** A running mail server, in this process or in one of its own. */
export interface MailServer {
  readonly port: number;
  /** What a sender is configured with, e.g. `smtp://127.0.0.1:2525`. */
  readonly url: string;
  readonly journalPath: string;
  messages(): readonly ReceivedMessage[];
  entries(): readonly MailEntry[];
  /** Switches what happens to mail from now on, for everybody or for one recipient. */
  behave(behaviour: MailBehaviour, recipient?: string): Promise<void>;
  /** The first message, already here or yet to come, that fits. */
  waitFor(fits: (message: ReceivedMessage, all: readonly ReceivedMessage[]) => boolean, timeoutMs?: number): Promise<ReceivedMessage>;
  /** The first journal entry, already here or yet to come, that fits. */
  waitForEntry(fits: (entry: MailEntry) => boolean, timeoutMs?: number): Promise<MailEntry>;
  close(): Promise<void>;
}

type Reading = Pick<MailServer, "messages" | "entries" | "waitFor" | "waitForEntry">;

const PATIENCE_MS = 5_000;

/** The reading half of a mail server, over whatever list its entries arrive in. */
export function readMailbox(log: WatchedList<MailEntry>): Reading {
  return {
    messages: () => acceptedMessages(log.items),
    entries: () => log.items,
    waitFor: async (fits, timeoutMs = PATIENCE_MS) => {
      let seen: readonly ReceivedMessage[] = [];
      const isWanted = (entry: MailEntry) => {
        if (entry.kind !== "accepted") return false;
        seen = [...seen, entry.message];
        return fits(entry.message, seen);
      };
      const entry = await log.waitFor(isWanted, timeoutMs, describeMessages);
      return (entry as MailEntry & { kind: "accepted" }).message;
    },
    waitForEntry: (fits, timeoutMs = PATIENCE_MS) => log.waitFor((entry) => fits(entry), timeoutMs, describeEntries),
  };
}

function describeMessages(entries: readonly MailEntry[]): string {
  const lines = acceptedMessages(entries).map((message) => `  ${message.to.join(", ")}: ${message.subject}`);
  return lines.length === 0 ? "No mail came." : `The mail that came:\n${lines.join("\n")}`;
}

function describeEntries(entries: readonly MailEntry[]): string {
  return `The journal so far: ${entries.map((entry) => entry.kind).join(", ") || "empty"}.`;
}
