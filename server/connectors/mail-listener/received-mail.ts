import PostalMime, { type Address, type Attachment, type Email } from "postal-mime";
import { htmlAsText } from "./html-as-text.ts";

/** A mail as somebody would read it. */
export interface ReceivedMail {
  /** The address in its From, else the one its server named. */
  from: string | null;
  subject: string;
  text: string;
  /** What came with it. */
  attachments: Attached[];
  messageId: string | null;
  /** When it was sent, by its sender's clock: RFC 3339, or what stood in its place. */
  date: string | null;
  /** What the mailing list it came by calls itself (RFC 2919). */
  list: string | null;
  /** A bounce, or the answer of a machine. */
  isAutomaticReply: boolean;
  /** In bytes, as it came. */
  size: number;
}

export interface Attached {
  name: string;
  /** In bytes; null where not all of the mail was kept. */
  size: number | null;
  type: string;
}

const limits = { maxNestingDepth: 32, maxHeadersSize: 262_144, maxRfc822NestingDepth: 2 };
const longestMessageId = 1_000;
const longestDate = 100;
const longestList = 200;

/** Reads a mail of this many bytes, of which these were kept, whatever its form; throws where it is nested or headed beyond reason. */
export async function readMail(raw: Buffer, envelopeFrom: string, size = raw.length): Promise<ReceivedMail> {
  const email = await PostalMime.parse(raw, limits);
  return {
    from: storable(addressOf(email.from) ?? envelopeFrom) || null,
    subject: storable(email.subject ?? ""),
    text: storable(email.text?.trim() ? email.text : await htmlAsText(email.html ?? "")),
    attachments: email.attachments.map((attachment) => readAttachment(attachment, size === raw.length)),
    messageId: email.messageId ? storable(email.messageId).slice(0, longestMessageId) : null,
    date: email.date ? storable(email.date).slice(0, longestDate) : null,
    list: listOf(email),
    isAutomaticReply: envelopeFrom === "" || isAnswerOfMachine(email),
    size,
  };
}

function readAttachment({ filename, mimeType, content }: Attachment, isWhole: boolean): Attached {
  return { name: storable(filename ?? mimeType), size: isWhole && typeof content !== "string" ? content.byteLength : null, type: storable(mimeType) };
}

/** `ops` of `"The operators" <ops.acme.example>`: what lists put in brackets before a subject. */
function listOf({ headers }: Email): string | null {
  const id = headers.find(({ key }) => key === "list-id")?.value ?? "";
  const [name = ""] = id.slice(id.lastIndexOf("<") + 1).replace(">", "").trim().split(".");
  return storable(name).slice(0, longestList) || null;
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
