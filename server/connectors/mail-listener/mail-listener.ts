import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { isDatabaseAway } from "../../platform/database/pool.ts";
import { MailSkimming } from "./mail-skimming.ts";
import { readMail, type ReceivedMail } from "./received-mail.ts";

/** Takes a mail, stored when it is done, and gives the words of the receipt. A fault means: not stored, the sender shall try again. */
export type MailTaker = (mail: ReceivedMail) => Promise<string>;

/** Mailboxes that come and go. Bounces and the answers of machines are theirs to judge. */
export interface OpenMailboxes {
  /** How they are written, for whoever got one wrong. */
  form: string;
  /** Whether this is one of them now; the part before the @ as it was written. */
  knows(box: string): Promise<boolean>;
  /** As `MailTaker`; a mail that it refuses for good it refuses by a `MailRefusal`. */
  take(box: string, mail: ReceivedMail): Promise<string>;
}

export interface MailListenerOptions {
  host: string;
  port: number;
  /** What it calls itself. */
  name: string;
  /** What it encrypts with where a sender asks for it (STARTTLS, RFC 3207), as PEM; left out, it offers none. */
  encryption?: { certificate: string; key: string } | null;
  /** Who takes mail to which part before the @, in small letters. What machines answer is refused here. */
  takers: Readonly<Record<string, MailTaker>>;
  /** Who takes mail to any other; left out there is nobody else here. */
  others?: OpenMailboxes;
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
export async function listenForMail({ host, port, name, encryption, takers, others, log }: MailListenerOptions): Promise<MailListener> {
  const boxes: Boxes = { named: new Map(Object.entries(takers)), others: others ?? null, log };
  const server = new SMTPServer({
    name,
    banner: "Muster",
    size: mostBytes,
    rejectOversized: true,
    authOptional: true,
    // Without a certificate of one's own the library would offer one that anybody has.
    ...(encryption ? { cert: encryption.certificate, key: encryption.key, disabledCommands: ["AUTH"] } : { disabledCommands: ["AUTH", "STARTTLS"] }),
    disableReverseLookup: true,
    logger: false,
    maxClients: mostClients,
    maxRecipients: mostRecipients,
    closeTimeout: longestGoodbye,
    onRcptTo: ({ address }, _session, answer) => void admit(boxOf(address), boxes).then((refusal) => answer(refusal)),
    onData: (stream, session, answer) => void take(stream, session, boxes).then((receipt) => answer(null, receipt), answer),
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
  return address.slice(0, address.lastIndexOf("@"));
}

/** A mail that is not taken, with the answer of SMTP (RFC 5321, 4.2). */
export class MailRefusal extends Error {
  constructor(
    readonly responseCode: number,
    words: string,
  ) {
    super(words);
  }
}

interface Boxes {
  named: ReadonlyMap<string, MailTaker>;
  others: OpenMailboxes | null;
  log: MailListenerOptions["log"];
}

async function admit(box: string, boxes: Boxes): Promise<MailRefusal | null> {
  const { named, others } = boxes;
  if (named.has(box.toLowerCase())) return null;
  try {
    if (await others?.knows(box)) return null;
  } catch (error) {
    return notNow(error, boxes);
  }
  const written = [...[...named.keys()].map((name) => `${name}@`), ...(others ? [others.form] : [])];
  return new MailRefusal(550, `No such mailbox here. Mail is taken for ${written.join(", ")}`);
}

function notNow(error: unknown, { log }: Boxes): MailRefusal {
  if (!isDatabaseAway(error)) log("A mail could not be stored.", error);
  return new MailRefusal(451, "Muster cannot store this now. Send it again later");
}

async function take(stream: SMTPServerDataStream, session: SMTPServerSession, boxes: Boxes): Promise<string> {
  const raw = await readWhole(stream);
  const { mailFrom, rcptTo } = session.envelope;
  const mail = await readMail(raw, mailFrom === false ? "" : mailFrom.address, stream.byteLength).catch(() => {
    throw new MailRefusal(554, "This mail cannot be read");
  });
  const takers = takersOf(rcptTo.map(({ address }) => boxOf(address)), boxes, mail);
  if (takers.length === 0) throw new MailRefusal(550, "Answers of machines are not taken here");
  const receipts: string[] = [];
  try {
    for (const taker of takers) receipts.push(await taker(mail));
  } catch (error) {
    throw error instanceof MailRefusal ? error : notNow(error, boxes);
  }
  return receipts.join(". ");
}

/** Each mailbox once, however often it is among the addresses. */
function takersOf(addressed: readonly string[], { named, others }: Boxes, { isAutomaticReply }: ReceivedMail): MailTaker[] {
  const takers = new Set(addressed.flatMap((box) => named.get(box.toLowerCase()) ?? []));
  const open = new Set(addressed.filter((box) => !named.has(box.toLowerCase())));
  return [...(isAutomaticReply ? [] : takers), ...(others ? [...open].map((box): MailTaker => (mail) => others.take(box, mail)) : [])];
}

/** What is too large is read to its end too: only then may it be answered. */
async function readWhole(stream: SMTPServerDataStream): Promise<Buffer> {
  const skimming = new MailSkimming();
  for await (const chunk of stream) skimming.add(chunk as Buffer);
  if (stream.sizeExceeded) throw new MailRefusal(552, "A mail may have at most 25 MB");
  return skimming.finish();
}
