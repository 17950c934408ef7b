import { plainEnvironment } from "../processes/child.ts";
import { startProgram } from "../processes/program.ts";
import { splitBlocks } from "../text-stream.ts";
import { WatchedList } from "../watched-list.ts";
import type { MailBehaviour } from "./behaviour.ts";
import type { MailEntry } from "./mail-entry.ts";
import type { MailServerOptions } from "./mail-server.ts";
import { readMailbox, type MailServer } from "./mailbox.ts";

interface Announcement {
  readonly port: number;
  readonly url: string;
  readonly journalPath: string;
  readonly controlPort: number;
}

/** Starts the mail server as a program of its own, read and steered over its control port. */
export async function startMailProgram(options: MailServerOptions = {}): Promise<MailServer & { readonly pid: number }> {
  const args = [
    ...(options.port === undefined ? [] : ["--port", String(options.port)]),
    ...(options.journalPath === undefined ? [] : ["--journal", options.journalPath]),
  ];
  const { child, announcement } = await startProgram<Announcement>("mail-server/main.ts", args, plainEnvironment());
  const { controlPort, ...addresses } = announcement;
  const control = `http://127.0.0.1:${String(controlPort)}`;
  const log = new WatchedList<MailEntry>();
  await followEntries(`${control}/entries`, log);
  const close = async () => { await child.end(); };
  return { ...addresses, pid: child.pid, ...readMailbox(log), behave: (behaviour, recipient) => behave(control, behaviour, recipient), close };
}

async function behave(control: string, behaviour: MailBehaviour, recipient?: string): Promise<void> {
  const answer = await fetch(`${control}/behaviour`, { method: "PUT", body: JSON.stringify({ behaviour, recipient }) });
  if (!answer.ok) throw new Error(`The mail server did not take the behaviour: ${await answer.text()}`);
}

async function followEntries(address: string, log: WatchedList<MailEntry>): Promise<void> {
  const answer = await fetch(address);
  if (!answer.body) throw new Error("The mail server shows no entries.");
  void pump(answer.body, log);
}

async function pump(body: ReadableStream<Uint8Array>, log: WatchedList<MailEntry>): Promise<void> {
  try {
    for await (const block of splitBlocks(body, "\n")) log.add(JSON.parse(block) as MailEntry);
  } catch {
    // The mail server was ended while it was being watched: that is the end, not a fault.
  }
  log.end();
}
