import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { isDatabaseAway } from "../../platform/database/pool.ts";
import { MailSkimming } from "./mail-skimming.ts";
import { readMail, type ReceivedMail } from "./received-mail.ts";

/** Takes a mail, stored when it is done, and gives the words of the receipt. A fault means: not stored, the sender shall try again. */
export type MailTaker = (mail: ReceivedMail) => Promise<string>;

export interface MailListenerOptions {
  host: string;
  port: number;
  /** What it calls itself. */
  name: string;
  /** Who takes mail to which part before the @, in small letters; there is nobody else here. */
  takers: Readonly<Record<string, MailTaker>>;
  log: (problem: string, error: unknown) => void;
}

export interface MailListener {
  port: number;
  close(): Promise<void>;
}

const mostBytes = 25 * 1_048_576;
const mostClients = 20;
const mostRecipients = 20;
const longestGoodbye = 2_000;

/** Listens for mail over SMTP: for the mailboxes it has, without signing in, never passing anything on. A mail is accepted when it is stored. */
export async function listenForMail({ host, port, name, takers, log }: MailListenerOptions): Promise<MailListener> {
  const boxes = new Map(Object.entries(takers));
  const server = new SMTPServer({
    name,
    banner: "Muster",
    size: mostBytes,
    rejectOversized: true,
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    maxClients: mostClients,
    maxRecipients: mostRecipients,
    closeTimeout: longestGoodbye,
    onRcptTo: ({ address }, _session, answer) => answer(boxes.has(boxOf(address)) ? null : noBox([...boxes.keys()])),
    onData: (stream, session, answer) => void take(stream, session, boxes, log).then((receipt) => answer(null, receipt), answer),
  });
  // A sender that vanishes is no fault of ours.
  server.on("error", () => undefined);
  await listen(server, host, port);
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listen(server: SMTPServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.server.once("error", (error) => reject(new Error(`Mail cannot be taken at ${host}:${port} (${error.message}). Free this port, or name another in MUSTER_MAIL_LISTEN.`)));
    server.listen(port, host, resolve);
  });
}

function boxOf(address: string): string {
  return address.slice(0, address.lastIndexOf("@")).toLowerCase();
}

class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    words: string,
  ) {
    super(words);
  }
}

function noBox(boxes: readonly string[]): SmtpRefusal {
  return new SmtpRefusal(550, `No such mailbox here. Mail is taken for ${boxes.map((box) => `${box}@`).join(", ")}`);
}

async function take(stream: SMTPServerDataStream, session: SMTPServerSession, boxes: ReadonlyMap<string, MailTaker>, log: MailListenerOptions["log"]): Promise<string> {
  const raw = await readWhole(stream);
  const { mailFrom, rcptTo } = session.envelope;
  const mail = await readMail(raw, mailFrom === false ? "" : mailFrom.address).catch(() => {
    throw new SmtpRefusal(554, "This mail cannot be read");
  });
  if (mail.isAutomaticReply) throw new SmtpRefusal(550, "Answers of machines are not taken here");
  const takers = new Set(rcptTo.map(({ address }) => boxes.get(boxOf(address))));
  const receipts: string[] = [];
  try {
    for (const taker of takers) if (taker) receipts.push(await taker(mail));
  } catch (error) {
    if (!isDatabaseAway(error)) log("A mail could not be stored.", error);
    throw new SmtpRefusal(451, "Muster cannot store this now. Send it again later");
  }
  return receipts.join(". ");
}

/** What is too large is read to its end too: only then may it be answered. */
async function readWhole(stream: SMTPServerDataStream): Promise<Buffer> {
  const skimming = new MailSkimming();
  for await (const chunk of stream) skimming.add(chunk as Buffer);
  if (stream.sizeExceeded) throw new SmtpRefusal(552, "A mail may have at most 25 MB");
  return skimming.finish();
}
