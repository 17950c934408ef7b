import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface DemoMail {
  to: string;
  text: string;
}

export interface Mailbox {
  url: string;
  /** The next mail to an address that holds the words; waits for it, but not for ever. */
  next(to: string, words: string): Promise<DemoMail>;
  close(): Promise<void>;
}

const longestWaitSeconds = 60;

interface Waiting {
  fits: (mail: DemoMail) => boolean;
  resolve: (mail: DemoMail) => void;
}

/** A mail server for the people of the example organization, who have no mailboxes of their own. */
export async function openMailbox(told: (mail: DemoMail) => void): Promise<Mailbox> {
  const arrived: DemoMail[] = [];
  let waiting: Waiting[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    // Whoever stops the demo does not wait for connections that are merely kept open.
    closeTimeout: 1,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const text = decodeSoftBreaks(Buffer.concat(chunks).toString("utf8"));
        for (const { address } of session.envelope.rcptTo) take({ to: address, text });
        done();
      });
    },
  });

  function take(mail: DemoMail): void {
    told(mail);
    const taker = waiting.find(({ fits }) => fits(mail));
    waiting = waiting.filter((one) => one !== taker);
    if (taker) taker.resolve(mail);
    else arrived.push(mail);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    next(to, words) {
      const fits = (mail: DemoMail) => mail.to === to && mail.text.includes(words);
      const index = arrived.findIndex(fits);
      const [found] = index === -1 ? [] : arrived.splice(index, 1);
      return found ? Promise.resolve(found) : awaitMail(waiting, fits, `${to} got no mail with “${words}” within ${longestWaitSeconds} s.`);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function awaitMail(waiting: Waiting[], fits: Waiting["fits"], complaint: string): Promise<DemoMail> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(complaint)), longestWaitSeconds * 1_000);
    waiting.push({
      fits,
      resolve(mail) {
        clearTimeout(timer);
        resolve(mail);
      },
    });
  });
}

/** The subject as a reader sees it: unfolded, its encoded words (RFC 2047) decoded. */
export function subjectOf({ text }: DemoMail): string {
  const folded = /^Subject: (.*(?:\r?\n[ \t].*)*)/m.exec(text)?.[1] ?? "a mail";
  const unfolded = folded.replace(/\r?\n[ \t]+/g, " ").replace(/\?=\s+=\?/g, "?==?");
  return unfolded.replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_whole, kind: string, word: string) => decodeWord(kind, word));
}

function decodeWord(kind: string, word: string): string {
  if (kind.toLowerCase() === "b") return Buffer.from(word, "base64").toString("utf8");
  return decodeURIComponent(word.replaceAll("_", " ").replaceAll("%", "%25").replace(/=([0-9A-F]{2})/gi, "%$1"));
}

/** Long lines of a mail's body are broken with `=` at the end (RFC 2045 §6.7); links are whole again without them. */
function decodeSoftBreaks(raw: string): string {
  const body = raw.search(/\r?\n\r?\n/);
  return raw.slice(0, body) + raw.slice(body).replace(/=\r?\n/g, "").replaceAll("=3D", "=");
}

/** The address of the phone page in a mail. */
export function linkOf(mail: DemoMail): string {
  return /https?:\/\/\S+\/p\/[\w-]+/.exec(mail.text)?.[0] ?? "";
}
