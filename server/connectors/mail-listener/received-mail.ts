import PostalMime, { type Address, type Email } from "postal-mime";
import { htmlAsText } from "./html-as-text.ts";

/** A mail as somebody would read it. */
export interface ReceivedMail {
  /** The address in its From, else the one its server named. */
  from: string | null;
  subject: string;
  text: string;
  /** Names of what came with it. */
  attachments: string[];
  messageId: string | null;
  /** A bounce, or the answer of a machine. */
  isAutomaticReply: boolean;
}

const limits = { maxNestingDepth: 32, maxHeadersSize: 262_144, maxRfc822NestingDepth: 2 };
const longestMessageId = 1_000;

/** Reads a mail, whatever its form; throws where it is nested or headed beyond reason. */
export async function readMail(raw: Buffer, envelopeFrom: string): Promise<ReceivedMail> {
  const email = await PostalMime.parse(raw, limits);
  return {
    from: storable(addressOf(email.from) ?? envelopeFrom) || null,
    subject: storable(email.subject ?? ""),
    text: storable(email.text?.trim() ? email.text : await htmlAsText(email.html ?? "")),
    attachments: email.attachments.map(({ filename, mimeType }) => storable(filename ?? mimeType)),
    messageId: email.messageId ? storable(email.messageId).slice(0, longestMessageId) : null,
    isAutomaticReply: envelopeFrom === "" || isAnswerOfMachine(email),
  };
}

function addressOf(address: Address | undefined): string | null {
  return address?.address ?? address?.group?.[0]?.address ?? null;
}

/** RFC 3834: what a machine writes of its own accord is welcome, what it answers is not. */
function isAnswerOfMachine({ headers }: Email): boolean {
  return headers.some(({ key, value }) => key === "auto-submitted" && value.trim().toLowerCase().startsWith("auto-replied"));
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll("\0", "\uFFFD").toWellFormed();
}
