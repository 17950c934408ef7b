import { hideAddress } from "../directory/address.rules.ts";

export type AudienceStyle = "technical" | "executive" | "stakeholder" | "external";

/** An audience, or a part of the organization that is told in its own right. */
export interface Addressee {
  id: string;
  name: string;
  style: AudienceStyle;
  members: readonly Member[];
  /** Read on a status page, so that it may be told without a mail. */
  hasStatusPage: boolean;
}

export type Member = { target: string } | { email: string };

/** Somebody an update is mailed to. */
export interface Recipient {
  /** `person/grete`, or the address of somebody outside. */
  key: string;
  personId: string | null;
  name: string;
  address: string;
  timezone: string;
  /** The audience in whose words it is written. */
  audienceId: string;
}

export interface KnownPerson {
  id: string;
  name: string;
  email: string;
  timezone: string;
}

/** Who is meant by what an audience names. */
export interface Circle {
  people: ReadonlyMap<string, KnownPerson>;
  /** Person ids by target, such as `team/web`. */
  byTarget: ReadonlyMap<string, readonly string[]>;
  /** Who holds a role in the incident or wrote into it. */
  inIncident: readonly string[];
  /** The organization's, for those outside. */
  timezone: string;
}

/** A technical audience without members is everybody in the incident. */
export function isEveryoneInIncident({ style, members }: Addressee): boolean {
  return style === "technical" && members.length === 0;
}

/** Who receives what is told to an audience, each address once. */
export function recipientsOf(addressee: Addressee, circle: Circle): Recipient[] {
  const members = isEveryoneInIncident(addressee) ? circle.inIncident.map((id) => ({ target: `person/${id}` })) : addressee.members;
  return distinct(members.flatMap((member) => recipientsOfMember(member, addressee, circle)));
}

/** The same for several audiences: who is in two is counted to the first named. */
export function recipientsOfAll(addressees: readonly Addressee[], circle: Circle): Recipient[] {
  return distinct(addressees.flatMap((addressee) => recipientsOf(addressee, circle)));
}

function recipientsOfMember(member: Member, { id, name }: Addressee, { people, byTarget, timezone }: Circle): Recipient[] {
  if ("email" in member) return [{ key: keyOf(member.email), personId: null, name, address: member.email, timezone, audienceId: id }];
  return (byTarget.get(member.target) ?? []).flatMap((personId) => {
    const person = people.get(personId);
    return person ? [{ key: `person/${personId}`, personId, name: person.name, address: person.email, timezone: person.timezone, audienceId: id }] : [];
  });
}

function keyOf(address: string): string {
  return address.toLowerCase();
}

/** The person that a recipient is, by its key; null for an address outside. */
export function personOf(key: string): string | null {
  return key.startsWith("person/") ? key.slice("person/".length) : null;
}

function distinct(recipients: readonly Recipient[]): Recipient[] {
  const byAddress = new Map<string, Recipient>();
  for (const recipient of recipients) if (!byAddress.has(keyOf(recipient.address))) byAddress.set(keyOf(recipient.address), recipient);
  return [...byAddress.values()];
}

/** The one person that receives it; null where there are others, or somebody outside. */
export function onlyReceiverOf(recipients: readonly Recipient[]): string | null {
  return recipients.length === 1 ? (recipients[0]?.personId ?? null) : null;
}

/** Whether an audience hears in public: what it is told counts as the first public update. */
export function isPublic({ style }: Pick<Addressee, "style">): boolean {
  return style === "external";
}

/** Why an audience cannot be told; null where it can. A public one with a status page may be told without a mail. */
export function whyUnreachable(addressee: Addressee, recipients: readonly Recipient[]): string | null {
  if (recipients.length > 0 || (isPublic(addressee) && addressee.hasStatusPage)) return null;
  if (isEveryoneInIncident(addressee)) return `Nobody is in the incident yet who could be mailed as ${addressee.name}.`;
  return `Nobody in ${addressee.name} can be reached by mail. Give it members, or leave it out.`;
}

/** What is to be known of an audience that no mail goes to. */
export function noteOf(addressee: Addressee, recipients: readonly Recipient[]): string | null {
  return recipients.length > 0 ? null : `No mail goes to ${addressee.name}; that it was told is recorded.`;
}

/** An address as it is shown to whoever only looks on. */
export function shownAddress(address: string, isOpen: boolean): string {
  return isOpen ? address : hideAddress("mail", address);
}
