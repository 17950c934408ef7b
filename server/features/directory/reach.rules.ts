import { durationMilliseconds } from "../../values/duration.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";

/** The contact of people who named none: their e-mail address. */
export const impliedContact = "e-mail";

const mostContacts = 20;

export interface ReachStep {
  contact: string;
  after: string;
}

export interface KnownContact {
  id: string;
  channel: string;
  address: string;
  /** Added by the person beside the configuration. */
  isOwn: boolean;
}

/** Why a means cannot be added beside those there are; null where it can. */
export function whyNotAdd(there: readonly KnownContact[], { channel, address }: { channel: string; address: string }): Refusal | null {
  if (there.length >= mostContacts) return refuse("contact.full", `There are ${mostContacts} means already. Remove one that is not needed any more.`);
  const same = there.some((contact) => contact.channel === channel && contact.address.toLowerCase() === address.toLowerCase());
  return same ? refuse("contact.known", "This address is there already, for the same means.") : null;
}

/** Why a means is not the person's to change: what a file names is changed in the file. */
export function whyNotChange(contact: KnownContact | undefined, isPersonFromFile: boolean): Refusal | null {
  if (!contact) return refuse("contact.not-found", "There is no such means; perhaps it was removed.");
  if (contact.isOwn || !isPersonFromFile) return null;
  return refuse("contact.from-file", "The file names this means, so it is changed there. It can be left out of your own order.");
}

/** Why an order cannot be kept: it names what is not there, or one means twice at the same time. */
export function whyNotOrder(steps: readonly ReachStep[], known: ReadonlySet<string>): Refusal | null {
  const gone = steps.find(({ contact }) => !known.has(contact));
  if (gone) return refuse("order.unknown.invalid", `There is no means ${gone.contact}, so the order was not kept. Choose one of those that are there.`);
  const seen = new Set<string>();
  for (const { contact, after } of steps) {
    const key = `${contact} ${durationMilliseconds(after)}`;
    if (seen.has(key)) return refuse("order.twice.invalid", `The means ${contact} is tried twice after ${after}. Leave one out, or give it another time.`);
    seen.add(key);
  }
  return null;
}

const minute = 60_000;
const patience = 2 * minute;

/** The order with one more means at its end, a little after the last; an order that is none stays none: then every means is used at once. */
export function withLater(steps: readonly ReachStep[], contact: string): ReachStep[] {
  const last = Math.max(0, ...steps.map(({ after }) => durationMilliseconds(after)));
  return steps.length === 0 ? [] : [...steps, { contact, after: `${Math.ceil((last + patience) / minute)}m` }];
}

/** Earlier first, so that the order reads as it happens. */
export function inTime(steps: readonly ReachStep[]): ReachStep[] {
  return [...steps].sort((one, other) => durationMilliseconds(one.after) - durationMilliseconds(other.after));
}

/** What a new means is called in the tables: after its channel or its browser, and like no other of the person. */
export function newContactId({ channel, name, isOwn }: { channel: string; name: string | null; isOwn: boolean }, taken: ReadonlySet<string>): string {
  const named = (name ?? channel).toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40) || channel;
  const slug = isOwn && name === null ? `own-${named}` : named;
  if (!taken.has(slug)) return slug;
  let number = 2;
  while (taken.has(`${slug}-${number}`)) number += 1;
  return `${slug}-${number}`;
}
