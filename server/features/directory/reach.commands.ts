import type { Configuration } from "../../platform/config-document/configuration.ts";
import { lockConfiguration } from "../../platform/config-document/configuration-apply.ts";
import type { Tx } from "../../platform/database/database.ts";
import { muster } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { whyNotReach } from "./directory.permissions.ts";
import { readContacts, readNotificationRules } from "./directory.queries.ts";
import { contactSchema } from "./people.document.ts";
import type { NewContact, ReachOrder } from "./reach.contract.ts";
import { versionOf, type ReachState } from "./reach.presenter.ts";
import { changeAddress, deleteBrowserOfOthers, findPerson, insertContact, lockPerson, renewBrowser, writeOrder, writeOwnOrder } from "./reach.queries.ts";
import { findRemovedContact, putContactBack, setContactAside } from "./removed-contact.queries.ts";
import { inTime, newContactId, whyNotAdd, whyNotChange, whyNotOrder, withLater, type KnownContact, type ReachStep } from "./reach.rules.ts";

/** Whose means change, by whom, and who is told of it. */
export interface ReachCall {
  caller: Caller;
  personId: string;
  configuration: Configuration;
}

const noSuchPerson = refuse("person.not-found", "There is no such person.");

/** How somebody is reached now. */
export async function readReach(tx: Tx, caller: Caller, personId: string): Promise<ReachState | Refusal> {
  const person = await findPerson(tx, personId);
  if (!person) return noSuchPerson;
  return whyNotReach(caller, personId) ?? stateOf(tx, person);
}

/** Adds a means. Where the first is added, the e-mail address that served until then is named too, so that it goes on to. */
export async function addContact(tx: Tx, call: ReachCall, wish: NewContact): Promise<null | Refusal> {
  const state = await openReach(tx, call);
  if (isRefusal(state)) return state;
  const { person, contacts } = state;
  if (wish.channel === "push" && (await renewed(tx, call, wish))) return null;
  const address = addressOf(wish);
  const refused = whyNotAdd(knownOf(contacts), { channel: wish.channel, address });
  if (refused) return refused;
  const isOwn = person.is_from_file || wish.channel === "push";
  const name = wish.channel === "push" ? wish.name : null;
  const id = newContactId({ channel: wish.channel, name, isOwn }, new Set(contacts.map((contact) => contact.id)));
  if (contacts.length === 0 && wish.channel !== "mail") await addServingMail(tx, state);
  await insertContact(tx, { personId: person.id, id, channel: wish.channel, address, name, isOwn, verifiedAt: wish.channel === "push" ? tx.now : null });
  const urgent = stepsOf(state, "high");
  if (urgent.length > 0) await keepOrder(tx, await stateOf(tx, person), "high", withLater(urgent, id));
  await record(tx, call, "changed", [`contacts/${id}`]);
  return null;
}

async function addServingMail(tx: Tx, { person }: ReachState): Promise<void> {
  await insertContact(tx, { personId: person.id, id: person.is_from_file ? "own-mail" : "mail", channel: "mail", address: person.email, name: null, isOwn: person.is_from_file, verifiedAt: null });
}

/** A browser that is a means already is so once, and of one person only. */
async function renewed(tx: Tx, call: ReachCall, wish: Extract<NewContact, { channel: "push" }>): Promise<boolean> {
  const { subscription: { endpoint }, replaces } = wish;
  for (const other of await deleteBrowserOfOthers(tx, call.personId, endpoint)) await record(tx, { ...call, personId: other }, "changed", ["contacts"]);
  const endpoints = [endpoint, ...(replaces === undefined ? [] : [replaces])];
  return (await renewBrowser(tx, call.personId, endpoints, addressOf(wish))) !== null;
}

function addressOf(wish: NewContact): string {
  if (wish.channel !== "push") return wish.address;
  const { endpoint, keys } = wish.subscription;
  return JSON.stringify({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } });
}

/** Gives a means another address; it is to be verified anew. */
export async function readdressContact(tx: Tx, call: ReachCall, contactId: string, address: string): Promise<null | Refusal> {
  const opened = await openContact(tx, call, contactId);
  if (isRefusal(opened)) return opened;
  const { contact, others } = opened;
  const member = contact.channel === "mail" ? "email" : contact.channel;
  const judged = contactSchema.safeParse({ [member]: address });
  if (!judged.success) return refuse("contact.invalid", `This is no address for ${contact.channel}.`, { errors: [{ path: "address", message: `It does not have the form of an address for ${contact.channel}.` }] });
  const refused = whyNotAdd(others, { channel: contact.channel, address });
  if (refused) return refused;
  await changeAddress(tx, call.personId, contactId, address);
  await record(tx, call, "changed", [`contacts/${contactId}/address`]);
  return null;
}

/** Removes a means, and every step that tries it; for an hour it can be put back. */
export async function removeContact(tx: Tx, call: ReachCall, contactId: string): Promise<null | Refusal> {
  const opened = await openContact(tx, call, contactId);
  if (isRefusal(opened)) return opened;
  await setContactAside(tx, call.personId, contactId);
  await record(tx, call, "changed", [`contacts/${contactId}`]);
  return null;
}

/** Puts a means back that was removed, as it was. */
export async function restoreContact(tx: Tx, call: ReachCall, contactId: string): Promise<null | Refusal> {
  const state = await openReach(tx, call);
  if (isRefusal(state)) return state;
  const removed = await findRemovedContact(tx, call.personId, contactId);
  if (!removed) return refuse("contact.not-found", "There is no such means to put back any more. Add it again.");
  const known = knownOf(state.contacts);
  const refused = known.some(({ id }) => id === contactId) ? refuse("contact.known", "Something else is called that by now. Add this means again.") : whyNotAdd(known, removed);
  if (refused) return refused;
  await putContactBack(tx, call.personId, contactId);
  await record(tx, call, "changed", [`contacts/${contactId}`]);
  return null;
}

/** Says in which order the means are tried; null leaves it to the configuration. */
export async function changeOrder(tx: Tx, call: ReachCall, { version, high, low }: ReachOrder): Promise<null | Refusal> {
  const state = await openReach(tx, call);
  if (isRefusal(state)) return state;
  if (versionOf(state) !== version) return refuse("reach.changed", "Meanwhile somebody changed these means or their order, perhaps you in another window. Look at them again, then change the order.");
  const known = new Set(state.contacts.map(({ id }) => id));
  const refused = whyNotOrder(high ?? [], known) ?? whyNotOrder(low ?? [], known);
  if (refused) return refused;
  for (const [urgency, steps] of [["high", high], ["low", low]] as const) await keepOrder(tx, state, urgency, inTime(steps ?? []), steps === null);
  await record(tx, call, "changed", ["notify"]);
  return null;
}

/** An order goes into the configuration where that can say it, and beside it where a file would take it away or a means is beside it. */
async function keepOrder(tx: Tx, { person, contacts }: ReachState, urgency: "high" | "low", steps: readonly ReachStep[], isLeft = false): Promise<void> {
  const own = new Set(contacts.filter((contact) => contact.is_own).map(({ id }) => id));
  const isBeside = person.is_from_file || steps.some(({ contact }) => own.has(contact));
  await writeOwnOrder(tx, person.id, urgency, isBeside ? steps : []);
  if (!isBeside && !isLeft) await writeOrder(tx, person.id, urgency, steps);
}

async function openReach(tx: Tx, { caller, personId }: ReachCall): Promise<ReachState | Refusal> {
  const refused = (await findPerson(tx, personId)) ? whyNotReach(caller, personId) : noSuchPerson;
  if (refused) return refused;
  await lockConfiguration(tx);
  const person = await lockPerson(tx, personId);
  return person ? stateOf(tx, person) : noSuchPerson;
}

async function openContact(tx: Tx, call: ReachCall, contactId: string): Promise<{ contact: KnownContact; others: KnownContact[] } | Refusal> {
  const state = await openReach(tx, call);
  if (isRefusal(state)) return state;
  const known = knownOf(state.contacts);
  const contact = known.find(({ id }) => id === contactId);
  const refused = whyNotChange(contact, state.person.is_from_file);
  if (refused || !contact) return refused ?? noSuchPerson;
  return { contact, others: known.filter(({ id }) => id !== contactId) };
}

async function stateOf(tx: Tx, person: ReachState["person"]): Promise<ReachState> {
  return { person, contacts: await readContacts(tx, [person.id]), rules: await readNotificationRules(tx, [person.id]) };
}

function knownOf(contacts: ReachState["contacts"]): KnownContact[] {
  return contacts.map(({ id, channel, address, is_own: isOwn }) => ({ id, channel, address, isOwn }));
}

function stepsOf({ rules }: ReachState, urgency: "high" | "low"): ReachStep[] {
  return rules.filter((rule) => rule.urgency === urgency).map((rule) => ({ contact: rule.contact_id, after: rule.after ?? "0s" }));
}

/** Numbers and keys stay out of the trail: which means it was, is enough. */
async function record(tx: Tx, { caller, personId, configuration }: ReachCall, action: string, paths: readonly string[]): Promise<void> {
  await configuration.record(tx, [{ actor: caller.actor ?? muster, section: "people", id: personId, action, paths, details: { isFromFile: false } }]);
}
