import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";
import { openJournal } from "../journal.ts";
import { removeTemporaryFolder, temporaryFolder } from "../processes/temporary-folder.ts";
import { WatchedList } from "../watched-list.ts";
import { BehaviourBoard, type MailBehaviour } from "./behaviour.ts";
import type { MailEntry } from "./mail-entry.ts";
import { readMailbox, type MailServer } from "./mailbox.ts";
import { SmtpSessions } from "./smtp-sessions.ts";

export interface MailServerOptions {
  /** Any free port when absent. */
  readonly port?: number;
  /** A file that is removed with the server when absent. */
  readonly journalPath?: string;
}

/** Starts a mail server in this process; `log` is where its entries can be watched. */
export async function startMailServer(
  options: MailServerOptions = {},
  log = new WatchedList<MailEntry>(),
): Promise<MailServer> {
  const folder = temporaryFolder("mail");
  const journal = openJournal<MailEntry>(options.journalPath ?? join(folder, "mail.jsonl"));
  const board = new BehaviourBoard();
  let isClosed = false;
  const sessions = new SmtpSessions(board, async (entry) => {
    // A connection that is cut by closing the server says so only afterwards.
    if (isClosed) return;
    log.add(entry);
    await journal.append(entry);
  });
  const door = createServer((socket) => { sessions.open(socket); });
  const port = await listen(door, options.port ?? 0);
  const close = async () => {
    await shut(door, sessions);
    isClosed = true;
    log.end();
    await journal.close();
    removeTemporaryFolder(folder);
  };
  const behave = async (behaviour: MailBehaviour, recipient?: string) => {
    board.set(behaviour, recipient);
    if (board.general.kind === "refuse-connection") await shut(door, sessions);
    else if (!door.listening) await listen(door, port);
  };
  return { port, url: `smtp://127.0.0.1:${String(port)}`, journalPath: journal.path, ...readMailbox(log), behave, close };
}

async function listen(door: Server, port: number): Promise<number> {
  door.listen(port, "127.0.0.1");
  await once(door, "listening");
  return (door.address() as AddressInfo).port;
}

async function shut(door: Server, sessions: SmtpSessions): Promise<void> {
  if (!door.listening) return;
  const isClosed = once(door, "close");
  door.close();
  sessions.cutAll();
  await isClosed;
}
