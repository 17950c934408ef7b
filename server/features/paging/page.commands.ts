import type { Tx } from "../../platform/database/database.ts";
import { execute, executeMany } from "../../platform/event-log/event-log.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { durationMilliseconds } from "../../values/duration.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { Subject } from "../../values/subject.ts";
import { lockSubjects } from "../alert-intake/index.ts";
import { readContacts, readNotificationRules, readPeople } from "../directory/index.ts";
import { channelsOf } from "./messenger.connector.ts";
import { pageDecider, pageId, pageStream } from "./page.decider.ts";
import type { Channel, PageAnswer, PageKey, WithdrawReason } from "./page.events.ts";
import { readLivePageIds, readPages } from "./page.queries.ts";
import { planContacts, type Contact, type NotificationRule, type PageCommand, type PageState } from "./page.rules.ts";

/** Somebody to be reached about a subject. */
export interface PageWish {
  subject: Subject;
  pass: number;
  step: number;
  personId: string;
  via: string;
  urgency: "high" | "low";
}

/** The contact of people who gave none: their e-mail address. */
export const ownMail = "e-mail";

/** Opens the pages for people, one per way to reach them, by their own rules. A page whose key exists is not opened again. */
export async function openPages(tx: Tx, wishes: readonly PageWish[]): Promise<void> {
  const ids = [...new Set(wishes.map((wish) => wish.personId))];
  const people = await readPeople(tx, ids);
  const contacts = await readContacts(tx, ids);
  const rules = await readNotificationRules(tx, ids);
  const usable = channelsOf(tx);
  const commands = wishes.flatMap((wish) => {
    if (!people.has(wish.personId)) return [holdBack(wish, ownMail, null, "person.unknown")];
    const ownRules = rules.filter((rule) => rule.person_id === wish.personId && rule.urgency === wish.urgency);
    const ownContacts = contacts.filter((contact) => contact.person_id === wish.personId).map(contactOf);
    return planPages(tx.now, wish, ownRules.map((rule) => ({ contactId: rule.contact_id, afterMilliseconds: rule.after ? durationMilliseconds(rule.after) : 0 })), ownContacts, usable);
  });
  await executeMany(tx, pageDecider, commands.map((command) => ({ streamId: pageStream(pageId(command.key)), commandId: "open", actor: muster, command })));
}

type Opening = Extract<PageCommand, { kind: "open" | "hold back" }>;

function contactOf(row: { id: string; channel: string; address: string; verified_at: number | null }): Contact {
  const channel = row.channel as Channel;
  return { id: row.id, channel, address: row.address, isVerified: channel === "mail" || row.verified_at !== null };
}

function planPages(now: number, wish: PageWish, rules: NotificationRule[], contacts: Contact[], usable: readonly Channel[]): Opening[] {
  const plain: NotificationRule[] = contacts.length > 0 ? contacts.map((contact) => ({ contactId: contact.id, afterMilliseconds: 0 })) : [{ contactId: ownMail, afterMilliseconds: 0 }];
  const own: Contact = { id: ownMail, channel: "mail", address: "", isVerified: true };
  const planned = planContacts(rules.length > 0 ? rules : plain, [...contacts, own], usable);
  return planned.map(({ contactId, channel, afterMilliseconds, holdReason }) =>
    holdReason !== null || channel === null
      ? holdBack(wish, contactId, channel, holdReason ?? "contact.no-provider")
      : { kind: "open", key: keyOf(wish, contactId), channel, via: wish.via, urgency: wish.urgency, dueAt: now + afterMilliseconds },
  );
}

function keyOf({ subject, pass, step, personId }: PageWish, contactId: string): PageKey {
  return { subject, pass, step, personId, contactId };
}

function holdBack(wish: PageWish, contactId: string, channel: Channel | null, reason: "contact.no-provider" | "contact.unverified" | "person.unknown"): Opening {
  return { kind: "hold back", key: keyOf(wish, contactId), channel, via: wish.via, reason };
}

export interface Withdrawal {
  subject: Subject;
  reason: WithdrawReason;
  answeredBy: string | null;
  commandId: string;
}

/** Withdraws every open page of the subjects. */
export async function withdrawPages(tx: Tx, withdrawals: readonly Withdrawal[]): Promise<void> {
  const live = await readLivePageIds(tx, withdrawals.map(({ subject }) => subject));
  const orders = withdrawals.flatMap(({ subject, reason, answeredBy, commandId }) =>
    (live.get(subject.id) ?? []).map((id) => ({ streamId: pageStream(id), commandId, actor: muster, command: { kind: "withdraw", reason, answeredBy } as const })),
  );
  await executeMany(tx, pageDecider, orders);
}

export interface PageAnswering {
  pageId: string;
  answer: PageAnswer;
  actor: Actor;
  commandId: string;
}

/** Takes a person's answer; what follows from it (the search ends, or goes on) happens in the same transaction. */
export async function answerPage(tx: Tx, { pageId: id, answer, actor, commandId }: PageAnswering): Promise<PageState | Refusal> {
  const page = (await readPages(tx, [id])).get(id);
  if (!page) return refuse("page.not-found", "There is no such page.");
  await lockSubjects(tx, [{ kind: page.subject_kind, id: page.subject_id }]);
  const outcome = await execute(tx, pageDecider, { streamId: pageStream(id), commandId, actor, command: { kind: "answer", answer } });
  return outcome.outcome === "refused" ? outcome.refusal : outcome.state;
}
