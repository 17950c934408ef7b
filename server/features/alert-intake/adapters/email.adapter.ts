import { cut } from "../../../values/text.ts";
import { isPassedOn, keyOfSubject, plainSubject, severityInMail, statusInMail, titleOfSubject, valueOfLine } from "../mail-words.rules.ts";
import { addressesIn, ownWords } from "../mail-text.rules.ts";
import { webLinks, type Link, type Signal } from "../signal.rules.ts";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { isMembers, listOf, membersOf, textAmong, textOf, type Members } from "./members.adapter.ts";
import { firstText, longestDescription, longestTitle, readTime } from "./reading.adapter.ts";

const longestSubject = 1_000;
/** Far more than anybody reads of a mail. */
const longestText = 200_000;
const longestKey = 500;
const longestNames = 1_000;
const testSubject = /^test(?:ing)?(?: (?:e-?mail|mail|message|alert|alarm|notification))?[.!]*$/i;

interface Mail {
  /** Without `Re:`, `Fwd:` and the tag of a list. */
  subject: string;
  /** Without what it answers. */
  text: string;
  from: string;
}

/**
 * A mail, as the listener hands it over (`subject`, `text`, `from`, `messageId`, `date`, `list`, `attachments`, `isAutomaticReply`). Its state and
 * severity are read from its words. What makes two mails one condition is what stays the same in their subjects: a mail that begins a thread does
 * not know that it does, so In-Reply-To and References would part the first mail from those that follow it.
 */
export function adaptEmail({ payload }: Arrival): Adapted {
  if (!isMembers(payload)) return { errors: [{ path: "", message: 'must be a mail such as { "subject": "Disk is full", "text": "95 % of /var", "from": "nagios@acme.example" }' }] };
  const mail = readMail(payload);
  const attached = noteAttachments(payload["attachments"]);
  if (payload["isAutomaticReply"] === true) return { signals: [], note: notes(`A bounce or an automatic reply${fromWhom(mail)}: it opens no alert.`, attached) };
  if (testSubject.test(mail.subject)) return { signals: [], note: notes(`A test mail${fromWhom(mail)} arrived: “${mail.subject}”.`, attached), isTest: true };
  return { signals: [asSignal(mail, payload["date"])], note: attached };
}

function readMail(body: Members): Mail {
  const subject = cut(textOf(body["subject"]) ?? "", longestSubject).replace(/\s+/g, " ");
  const text = cut(textAmong(body["text"], body["message"], body["body"]) ?? "", longestText);
  return {
    subject: plainSubject(subject, textOf(body["list"])),
    text: isPassedOn(subject) ? text : ownWords(text),
    from: textAmong(body["from"], body["sender"]) ?? "",
  };
}

function asSignal(mail: Mail, date: unknown): Signal {
  const { subject, text, from } = mail;
  const status = statusInMail(subject, text) ?? "firing";
  const at = readTime(date);
  return {
    key: cut(keyOfSubject(subject) || keyOfSubject(firstLine(text)) || `a mail${fromWhom(mail)}`, longestKey),
    status,
    title: cut(firstText(titleOfSubject(subject), firstLine(text), subject) ?? `A mail without a subject${fromWhom(mail)}`, longestTitle),
    severity: severityInMail(subject, text),
    labels: labelsOf(text, from),
    description: cut(text, longestDescription) || null,
    links: linksOf(text),
    startedAt: status === "resolved" ? null : at,
    at,
  };
}

function labelsOf(text: string, from: string): Record<string, string> {
  const named = { from, service: valueOfLine(text, "service"), host: valueOfLine(text, "host(?:name)?") };
  return Object.fromEntries(Object.entries(named).flatMap(([name, value]) => (value ? [[name, value] as const] : [])));
}

function linksOf(text: string): Link[] {
  return webLinks(addressesIn(text).flatMap((href) => (URL.canParse(href) ? [{ text: new URL(href).hostname, href }] : [])));
}

function firstLine(text: string): string {
  return cut(text.split("\n", 1)[0] ?? "", longestSubject);
}

function fromWhom({ from }: Mail): string {
  return from === "" ? "" : ` from ${from}`;
}

function noteAttachments(attachments: unknown): string | null {
  const names = listOf(attachments).flatMap((attachment) => textAmong(membersOf(attachment)["name"], attachment) ?? []);
  return names.length === 0 ? null : cut(`Attached to the mail and not kept: ${names.join(", ")}`, longestNames);
}

function notes(...sentences: (string | null)[]): string {
  return sentences.filter(Boolean).join(" ");
}
