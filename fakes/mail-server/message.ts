import PostalMime from "postal-mime";

/** A mail as the recipient's program would show it, with what the envelope said. */
export interface ReceivedMessage {
  /** The envelope: who the mail was handed in for, whatever its headers claim. */
  readonly from: string;
  readonly to: readonly string[];
  /** Header names in lower case; a repeated header holds its values on lines of their own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** Every http(s) address in the text and in the HTML's links, each once, in the order met. */
  readonly links: readonly string[];
  readonly attachments: readonly { readonly name: string | null; readonly type: string }[];
  readonly raw: string;
}

/** Who handed a mail in, and for whom. */
export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** Reads a mail from its bytes. */
export async function readMessage(raw: Buffer, envelope: Envelope): Promise<ReceivedMessage> {
  const mail = await PostalMime.parse(raw);
  const text = mail.text ?? "";
  const html = mail.html ?? null;
  return {
    ...envelope,
    headers: collectHeaders(mail.headers),
    messageId: mail.messageId ?? "",
    inReplyTo: mail.inReplyTo ?? null,
    references: (mail.references ?? "").split(/\s+/).filter((reference) => reference !== ""),
    subject: mail.subject ?? "",
    text,
    html,
    links: [...new Set([...linksOfText(text), ...linksOfHtml(html ?? "")])],
    attachments: mail.attachments.map((part) => ({ name: part.filename, type: part.mimeType })),
    raw: raw.toString("utf8"),
  };
}

function collectHeaders(headers: readonly { key: string; value: string }[]): Record<string, string> {
  const collected = new Map<string, string[]>();
  for (const { key, value } of headers) collected.set(key, [...(collected.get(key) ?? []), value]);
  return Object.fromEntries([...collected].map(([key, values]) => [key, values.join("\n")]));
}

function linksOfText(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  return found.map((link) => link.replace(/[.,;:!?]+$/, ""));
}

function linksOfHtml(html: string): string[] {
  const found = [...html.matchAll(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)];
  const links = found.map((match) => decodeEntities(match[1] ?? match[2] ?? "").trim());
  return links.filter((link) => /^https?:\/\//i.test(link));
}

const entities: Readonly<Record<string, string>> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">" };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return entities[(name ?? "").toLowerCase()] ?? whole;
  });
}
