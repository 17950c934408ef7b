import { freeId } from "../../server/features/access/person-id.rules.ts";
import type { WrittenChannel } from "./directory-words.ts";

export interface ContactForm {
  id: string;
  /** Added in this form: its id in the document is made when it is saved. */
  isNew?: boolean;
  channel: WrittenChannel;
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

const keyOf: Record<WrittenChannel, string> = { mail: "email", sms: "sms", voice: "voice", ntfy: "ntfy", webhook: "webhook" };

function contactOf([id, contact]: [string, Record<string, string>]): ContactForm {
  const [key = "email", address = ""] = Object.entries(contact)[0] ?? [];
  return { id, channel: key === "email" ? "mail" : (key as WrittenChannel), address };
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

function rulesIn(rules: readonly RuleForm[], ids: ReadonlyMap<string, string>): { contact: string; after?: string }[] {
  return rules.flatMap(({ contact: chosen, after }) => {
    const contact = ids.get(chosen);
    if (contact === undefined) return [];
    return after.trim() === "" || after.trim() === "0s" ? [{ contact }] : [{ contact, after: after.trim() }];
  });
}

/** Each contact's id in the document, by its id in the form: new ones are called after their means. */
function documentIds(contacts: readonly ContactForm[]): Map<string, string> {
  const taken = new Set(contacts.filter(({ isNew }) => isNew !== true).map(({ id }) => id));
  return new Map(
    contacts.map(({ id, isNew, channel }) => {
      const named = isNew === true ? freeId(channel, taken) : id;
      taken.add(named);
      return [id, named];
    }),
  );
}

/** What the form says, in the document's words. */
export function entryOf({ name, email, timezone, contacts, high, low }: PersonForm): PersonEntry {
  const ids = documentIds(contacts);
  const notify = { high: rulesIn(high, ids), low: rulesIn(low, ids) };
  return {
    name: name.trim(),
    email: email.trim(),
    ...(timezone === "" ? {} : { timezone }),
    ...(contacts.length === 0 ? {} : { contacts: Object.fromEntries(contacts.map((one) => [ids.get(one.id) ?? one.id, { [keyOf[one.channel]]: one.address.trim() }])) }),
    ...(notify.high.length + notify.low.length === 0 ? {} : { notify }),
  };
}

/** A further contact, still without an address. */
export function newContact(contacts: readonly ContactForm[]): ContactForm {
  const id = freeId("new", new Set(contacts.map((contact) => contact.id)));
  return { id, isNew: true, channel: "mail", address: "" };
}
