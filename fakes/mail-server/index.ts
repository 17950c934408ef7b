export { isMailBehaviour, type MailBehaviour } from "./behaviour.ts";
export { readMailJournal, transactionsInFlight, type MailEntry } from "./mail-entry.ts";
export type { ReceivedMessage } from "./message.ts";
export { startMailProgram } from "./mail-program.ts";
export { startMailServer, type MailServerOptions } from "./mail-server.ts";
export type { MailServer } from "./mailbox.ts";
