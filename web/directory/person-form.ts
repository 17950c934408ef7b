import type { Channel } from "./directory-words.ts";

export interface ContactForm {
  id: string;
  channel: Channel;
  address: string;
}

export interface RuleForm {
  contact: string;
  after: string;
}

/** A person as the form holds them. */
export interface PersonForm {
  id: string;
  name: string;
  email: string;
  /** Empty: the organization's. */
  timezone: string;
  contacts: readonly ContactForm[];
  high: readonly RuleForm[];
  low: readonly RuleForm[];
}

/** A person as the organization's document writes them. */
export interface PersonEntry {
  name: string;
  email: string;
  timezone?: string;
  contacts?: Record<string, Record<string, string>>;
  notify?: { high?: { contact: string; after?: string }[]; low?: { contact: string; after?: string }[] };
}

const keyOf: Record<Channel, string> = { mail: "email", sms: "sms", voice: "voice", ntfy: "ntfy", webhook: "webhook" };

function contactOf([id, contact]: [string, Record<string, string>]): ContactForm {
  const [key = "email", address = ""] = Object.entries(contact)[0] ?? [];
  return { id, channel: key === "email" ? "mail" : (key as Channel), address };
}

function rulesOf(rules: { contact: string; after?: string }[] = []): RuleForm[] {
  return rules.map(({ contact, after = "0s" }) => ({ contact, after }));
}

/** A person who is still to be described. */
export function emptyForm(): PersonForm {
  return { id: "", name: "", email: "", timezone: "", contacts: [], high: [], low: [] };
}

/** The form of a person who exists. */
export function formOf(id: string, { name, email, timezone = "", contacts = {}, notify = {} }: PersonEntry): PersonForm {
  return { id, name, email, timezone, contacts: Object.entries(contacts).map(contactOf), high: rulesOf(notify.high), low: rulesOf(notify.low) };
}

function rulesIn(rules: readonly RuleForm[], known: ReadonlySet<string>): { contact: string; after?: string }[] {
  return rules
    .filter(({ contact }) => known.has(contact))
    .map(({ contact, after }) => (after.trim() === "" || after.trim() === "0s" ? { contact } : { contact, after: after.trim() }));
}

/** What the form says, in the document's words. */
export function entryOf({ name, email, timezone, contacts, high, low }: PersonForm): PersonEntry {
  const known = new Set(contacts.map(({ id }) => id));
  const notify = { high: rulesIn(high, known), low: rulesIn(low, known) };
  return {
    name: name.trim(),
    email: email.trim(),
    ...(timezone === "" ? {} : { timezone }),
    ...(contacts.length === 0 ? {} : { contacts: Object.fromEntries(contacts.map((one) => [one.id, { [keyOf[one.channel]]: one.address.trim() }])) }),
    ...(notify.high.length + notify.low.length === 0 ? {} : { notify }),
  };
}

/** An id for a further contact: `sms`, `sms-2`. */
export function contactId(channel: Channel, contacts: readonly ContactForm[]): string {
  const taken = new Set(contacts.map(({ id }) => id));
  let id: string = channel;
  for (let number = 2; taken.has(id); number += 1) id = `${channel}-${number}`;
  return id;
}
