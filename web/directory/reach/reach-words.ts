import type { ReachContact, ReachView } from "../../../server/features/directory/reach.contract.ts";
import { planContacts } from "../../../server/features/paging/page.rules.ts";
import { durationMilliseconds, parseDuration } from "../../../server/values/duration.ts";
import type { Instant } from "../../../server/values/instant.ts";
import { momentWords } from "../../design/wording.ts";
import { type Channel, listWords, type Usable } from "../directory-words.ts";

export type Urgency = "high" | "low";

export interface Step {
  contact: string;
  after: string;
}

const ways: Record<Exclude<Channel, "push">, string> = { mail: "mail", sms: "text", voice: "a call", ntfy: "ntfy", webhook: "a webhook" };

/** By what somebody is reached, as it stands in a sentence: `text`, `Firefox on Linux`. */
export function wayWords({ channel, name }: Pick<ReachContact, "channel" | "name">): string {
  return channel === "push" ? (name ?? "a browser") : ways[channel];
}

/** The same with its end, where one has several of a kind: `text to …01`. */
export function meansWords(contact: ReachContact): string {
  if (contact.channel === "push") return wayWords(contact);
  const way = { mail: "Mail", sms: "Text", voice: "Call", ntfy: "ntfy", webhook: "Webhook" }[contact.channel];
  return `${way} to ${contact.address.replace(/^https?:\/\//, "")}`;
}

/** `at once`, `after 1 min`, `after 2 h`. */
export function afterWords(milliseconds: number): string {
  if (milliseconds === 0) return "at once";
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds % 3_600 === 0) return `after ${seconds / 3_600} h`;
  return seconds % 60 === 0 ? `after ${seconds / 60} min` : `after ${seconds} s`;
}

export interface Foreseen {
  /** What would happen: `At once by mail, after 1 min by text.` */
  so: string;
  /** What is in the order and cannot be used, and why; empty where nothing is. */
  held: string[];
}

/** What would happen at a page, by the very rules that the pager goes by. Without an order every means is used at once. */
export function foresee(contacts: readonly ReachContact[], steps: readonly Step[], usable: Usable): Foreseen {
  const order = steps.length > 0 ? steps.filter(({ after }) => parseDuration(after) !== null) : contacts.map(({ id }) => ({ contact: id, after: "0s" }));
  const rules = order.map(({ contact, after }) => ({ contactId: contact, afterMilliseconds: durationMilliseconds(after) }));
  const planned = planContacts(rules, contacts, [...usable]);
  const wayOf = (id: string) => wayWords(contacts.find((contact) => contact.id === id) ?? { channel: "mail", name: null });
  const byTime = new Map<number, string[]>();
  for (const { contactId, afterMilliseconds, holdReason } of planned) {
    if (holdReason === null) byTime.set(afterMilliseconds, [...(byTime.get(afterMilliseconds) ?? []), wayOf(contactId)]);
  }
  const parts = [...byTime].map(([after, by]) => `${afterWords(after)} by ${listWords(by)}`);
  const held = planned.flatMap(({ contactId, holdReason }) => (holdReason === null ? [] : [`Not by ${wayOf(contactId)}: ${holdReason === "contact.unverified" ? "it is not verified yet" : "this installation has no provider for it yet"}.`]));
  const so = parts.join(", ");
  return { so: so === "" ? "Nothing would reach anybody: no means can be used yet." : `${so.charAt(0).toUpperCase()}${so.slice(1)}.`, held: [...new Set(held)] };
}

/** Why a means is trusted, or that it is not. */
export function trustWords({ channel, isVerified, verifiedBy, isFromFile, isImplied }: ReachContact): string {
  if (isImplied) return "The e-mail address, which serves while nothing else is named.";
  const from = isFromFile ? "From the file" : "";
  if (!isVerified) return `${from === "" ? "" : `${from}. `}Not verified yet: no page goes to it.`;
  if (verifiedBy === "file") return "From the file, which counts as verified: whoever applied it answers for it.";
  if (verifiedBy === "code") return `${from === "" ? "Verified" : `${from}, verified`} with a code.`;
  if (verifiedBy === "browser") return "Added in that browser.";
  return channel === "mail" ? `${from === "" ? "Mail" : `${from}; mail`} needs no code.` : "Verified.";
}

/** What is known of the last test; null where none was sent to this address. */
export function testWords({ test }: ReachContact, now: Instant): string | null {
  if (test === null) return null;
  if (test.answeredAt !== null) return `Tested ${momentWords(Date.parse(test.answeredAt), now)}: it reached its person.`;
  if (test.sentAt === null && test.error !== null) return `The test could not be sent: ${test.error}`;
  if (test.sentAt === null) return "The test is on its way.";
  return Date.parse(test.expiresAt) <= now ? "The last test was not answered." : `Test sent ${momentWords(Date.parse(test.sentAt), now)}: did it arrive?`;
}

/** Whether something that was asked for is on its way, so that it is worth looking again soon. */
export function isWaiting({ contacts }: ReachView, now: Instant): boolean {
  const recent = 10 * 60_000;
  const waits = (proof: ReachContact["test"]) => proof !== null && proof.answeredAt === null && now - Date.parse(proof.askedAt) < recent;
  return contacts.some(({ test, code, isVerified }) => waits(test) || (!isVerified && waits(code)));
}

/** A telephone number as the server takes it: without what people put between the digits. */
export function plainAddress(channel: Channel, typed: string): string {
  const trimmed = typed.trim();
  return channel === "sms" || channel === "voice" ? trimmed.replace(/[\s().-]/g, "").replace(/^00/, "+") : trimmed;
}
