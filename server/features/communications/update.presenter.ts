import { toIso, toIsoOrNull, type Instant } from "../../values/instant.ts";
import { hasRole, type Caller } from "../../values/permission.ts";
import { actorNamed, type OrganizationWords } from "../incidents/index.ts";
import type { AudienceView, DraftView, PreviewView, UpdateView } from "./contract.ts";
import type { Choice } from "./choices.rules.ts";
import type { CanText } from "./draft.rules.ts";
import type { KnownAudience, KnownOrganization } from "./organization.queries.ts";
import { secondsOf } from "./owed.presenter.ts";
import { isEveryoneInIncident, isPublic, noteOf, personOf, recipientsOf, shownAddress, type Addressee, type AudienceStyle, type Member, type Recipient } from "./recipients.rules.ts";
import type { KnownSituation } from "./situation.queries.ts";
import type { PreparedUpdate } from "./update.commands.ts";
import type { Written } from "./update-message.rules.ts";
import type { DeliveryRow, UpdateRow } from "./update.queries.ts";

export function presentAudience(audience: KnownAudience, { people, names }: Pick<KnownOrganization, "people" | "names">, caller: Caller): AudienceView {
  const { id, name, style, services, statusPageId } = audience;
  return {
    ...{ id, name, style, statusPageId },
    isPublic: isPublic(audience),
    isEveryoneInIncident: isEveryoneInIncident(audience),
    members: audience.members.map((member) => presentMember(member, { people, names }, caller)),
    services: services.map((service) => ({ id: service, name: names.get(`service/${service}`) ?? service })),
  };
}

function presentMember(member: Member, { people, names }: Pick<KnownOrganization, "people" | "names">, caller: Caller): AudienceView["members"][number] {
  if ("email" in member) return { kind: "mail", id: null, name: shown(member.email, caller), address: shown(member.email, caller) };
  const [kind, id = ""] = member.target.split("/", 2);
  if (kind === "team") return { kind: "team", id, name: names.get(member.target) ?? id, address: null };
  const person = people.get(id);
  return { kind: "person", id, name: person?.name ?? id, address: person ? shown(person.email, caller) : null };
}

function shown(address: string, caller: Caller): string {
  return shownAddress(address, hasRole(caller, "responder"));
}

interface Drafted {
  situation: KnownSituation;
  addressees: readonly Addressee[];
  words: CanText & { style: AudienceStyle };
  nextAt: ReadonlyMap<string, Instant | null>;
  choices: readonly Choice[];
  mails: number;
  isClosing: boolean;
}

export function presentDraft({ situation, addressees, words, nextAt, choices, mails, isClosing }: Drafted, caller: Caller): DraftView {
  return {
    ...words,
    isClosing,
    mails,
    audiences: addressees.map((addressee) => {
      const recipients = recipientsOf(addressee, situation.circle);
      return { ...toldView(addressee), nextAt: toIsoOrNull(nextAt.get(addressee.id) ?? null), recipients: recipients.map((one) => presentRecipient(one, caller)), note: noteOf(addressee, recipients) };
    }),
    choices: choices.flatMap((choice) => presentChoice(situation, choice)),
  };
}

function presentRecipient({ personId, name, address }: Recipient, caller: Caller): DraftView["audiences"][number]["recipients"][number] {
  return { personId, name, address: shown(address, caller) };
}

function toldView(addressee: Addressee) {
  const { id, name, style } = addressee;
  return { id, name, style, isPublic: isPublic(addressee) };
}

function presentChoice(situation: KnownSituation, choice: Choice): DraftView["choices"] {
  const addressee = situation.addressee(choice.audienceId);
  if (!addressee) return [];
  const { isTold, by, when, missing, everyMilliseconds, lastAt, promisedAt, dueAt } = choice;
  const times = { lastAt: toIsoOrNull(lastAt), promisedAt: toIsoOrNull(promisedAt), dueAt: toIsoOrNull(dueAt) };
  return [{ ...toldView(addressee), isTold, by: [...by], when, missing, everySeconds: secondsOf(everyMilliseconds), ...times }];
}

export function presentPreview({ situation, addressees, audiences, recipients, isClosing }: PreparedUpdate, mailOf: (addressee: Addressee, nextAt: Instant | null) => Written): PreviewView {
  return {
    isClosing,
    mails: recipients.length,
    audiences: addressees.map((addressee) => {
      const nextAt = audiences.find(({ audienceId }) => audienceId === addressee.id)?.nextAt ?? null;
      return {
        ...toldView(addressee),
        nextAt: toIsoOrNull(nextAt),
        recipients: recipients.filter(({ audienceId }) => audienceId === addressee.id).length,
        note: noteOf(addressee, recipientsOf(addressee, situation.circle)),
        ...mailOf(addressee, nextAt),
        timezone: situation.organization.timezone,
      };
    }),
  };
}

export function presentUpdate(row: UpdateRow, deliveries: readonly DeliveryRow[], words: OrganizationWords, caller: Caller): UpdateView {
  const own = deliveries.filter(({ update_id }) => update_id === row.id);
  const { id, conditions, actions, needs, sent_by: actor } = row;
  return {
    ...{ id, conditions, actions, needs },
    sentAt: toIso(row.sent_at),
    sentBy: { kind: actor.kind, id: "id" in actor ? actor.id : null, name: actorNamed(words, actor) },
    isClosing: row.is_closing,
    isPublic: row.audiences.some((audience) => audience.isPublic),
    audiences: row.audiences.map(({ audienceId, name, nextAt }) => {
      const mails = own.filter((delivery) => delivery.audience_id === audienceId).length;
      return { id: audienceId, name, nextAt: toIsoOrNull(nextAt), mails, note: mails > 0 ? null : `No mail went out for ${name}; that it was told is recorded.` };
    }),
    deliveries: own.map((delivery) => presentDelivery(delivery, row, words, caller)),
  };
}

function presentDelivery(delivery: DeliveryRow, row: UpdateRow, { people }: OrganizationWords, caller: Caller): UpdateView["deliveries"][number] {
  const { recipient, address, audience_id: audienceId, status, attempts, ended_at, error } = delivery;
  const personId = personOf(recipient);
  const name = personId === null ? row.audiences.find((audience) => audience.audienceId === audienceId)?.name : people.get(personId)?.name;
  return { personId, name: name ?? personId ?? shown(address, caller), address: shown(address, caller), audienceId, status, attempts, endedAt: toIsoOrNull(ended_at), error };
}
