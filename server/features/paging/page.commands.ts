import type { Tx } from "../../platform/database/database.ts";
import { execute, executeMany } from "../../platform/event-log/event-log.ts";
import { lockStreams } from "../../platform/event-log/event-log.queries.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { durationMilliseconds } from "../../values/duration.ts";
import { groupBy } from "../../values/group-by.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { subjectKey, type ConcernedGroups, type Subject } from "../../values/subject.ts";
import { lockSubjects, readGroupsOfCalls } from "../alert-intake/index.ts";
import { readContacts, readNotificationRules, readPeople } from "../directory/index.ts";
import { moveCopies, withdrawCopies } from "./copy.queries.ts";
import { channelsOf } from "./messenger.connector.ts";
import { pageDecider, pageId, pageStream } from "./page.decider.ts";
import type { Channel, HoldReason, PageAnswer, PageKey, WithdrawReason } from "./page.events.ts";
import { movable, readPageIds, readPages, subjectOfPage, withdrawable, type PageRow } from "./page.queries.ts";
import { planContacts, type Contact, type NotificationRule, type PageCommand, type PageState, type PlannedPage } from "./page.rules.ts";

/** Somebody to be reached about a subject. */
export interface PageWish extends ConcernedGroups {
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
  const planOf = await readPlans(tx, wishes.map((wish) => wish.personId), channelsOf(tx));
  const commands = wishes.flatMap((wish) => {
    const planned = planOf(wish.personId, wish.urgency);
    return planned === null ? [holdBack(wish, ownMail, null, "person.unknown", false)] : orderPages(tx.now, wish, planned);
  });
  await executeMany(tx, pageDecider, commands.map((command) => ({ streamId: pageStream(pageId(command.key)), commandId: "open", actor: muster, command })));
}

/** Those of the people whom none of their means can reach now, for each urgency. */
export async function readUnreachable(tx: Tx, personIds: readonly string[]): Promise<Record<"high" | "low", ReadonlySet<string>>> {
  const planOf = await readPlans(tx, personIds, channelsOf(tx));
  const unreachable = (urgency: "high" | "low") => new Set(personIds.filter((personId) => (planOf(personId, urgency) ?? []).every(({ holdReason }) => holdReason !== null)));
  return { high: unreachable("high"), low: unreachable("low") };
}

/** By which of some channels somebody is reached, in the order of their own rules; where none of their means goes by one, by their e-mail address. */
export async function readMeans(tx: Tx, personId: string, urgency: "high" | "low", usable: readonly Channel[]): Promise<{ contactId: string; channel: Channel }[]> {
  const planned = (await readPlans(tx, [personId], usable))(personId, urgency) ?? [];
  const means = usableIn(planned);
  return means.length > 0 ? means : usableIn(planPages([], [], usable));
}

function usableIn(planned: readonly PlannedPage[]): { contactId: string; channel: Channel }[] {
  return planned.flatMap(({ contactId, channel, holdReason }) => (holdReason === null && channel !== null ? [{ contactId, channel }] : []));
}

/** How each of the people is reached; null where there is nobody of that id. */
async function readPlans(tx: Tx, personIds: readonly string[], usable: readonly Channel[]): Promise<(personId: string, urgency: "high" | "low") => PlannedPage[] | null> {
  const ids = [...new Set(personIds)];
  const [people, allContacts, allRules] = await Promise.all([readPeople(tx, ids), readContacts(tx, ids), readNotificationRules(tx, ids)]);
  const contacts = groupBy(allContacts, (contact) => contact.person_id);
  const rules = groupBy(allRules, (rule) => rule.person_id);
  return (personId, urgency) => {
    if (!people.has(personId)) return null;
    const own = (rules.get(personId) ?? []).filter((rule) => rule.urgency === urgency);
    const ways = own.map((rule) => ({ contactId: rule.contact_id, afterMilliseconds: rule.after ? durationMilliseconds(rule.after) : 0 }));
    return planPages(ways, (contacts.get(personId) ?? []).map(contactOf), usable);
  };
}

/** Opens a page to somebody's e-mail address, whatever their rules say. */
export async function openOwnMail(tx: Tx, wish: PageWish): Promise<void> {
  const planned = planPages([], [], channelsOf(tx));
  await executeMany(tx, pageDecider, orderPages(tx.now, wish, planned).map((command) => ({ streamId: pageStream(pageId(command.key)), commandId: "open", actor: muster, command })));
}

type Opening = Extract<PageCommand, { kind: "open" | "hold back" }>;

function contactOf(row: { id: string; channel: string; address: string; verified_at: number | null }): Contact {
  const channel = row.channel as Channel;
  return { id: row.id, channel, address: row.address, isVerified: channel === "mail" || row.verified_at !== null };
}

function planPages(rules: NotificationRule[], contacts: Contact[], usable: readonly Channel[]): PlannedPage[] {
  const plain: NotificationRule[] = contacts.length > 0 ? contacts.map((contact) => ({ contactId: contact.id, afterMilliseconds: 0 })) : [{ contactId: ownMail, afterMilliseconds: 0 }];
  const own: Contact = { id: ownMail, channel: "mail", address: "", isVerified: true };
  return planContacts(rules.length > 0 ? rules : plain, [...contacts, own], usable);
}

function orderPages(now: number, wish: PageWish, planned: readonly PlannedPage[]): Opening[] {
  return planned.map(({ contactId, channel, afterMilliseconds, holdReason, movesUp }) =>
    holdReason !== null || channel === null
      ? holdBack(wish, contactId, channel, holdReason ?? "contact.no-provider", movesUp)
      : { kind: "open", key: keyOf(wish, contactId), channel, via: wish.via, urgency: wish.urgency, dueAt: now + afterMilliseconds, ...concernOf(wish) },
  );
}

function keyOf({ subject, pass, step, personId }: PageWish, contactId: string): PageKey {
  return { subject, pass, step, personId, contactId };
}

function holdBack(wish: PageWish, contactId: string, channel: Channel | null, reason: HoldReason, movesUp: boolean): Opening {
  return { kind: "hold back", key: keyOf(wish, contactId), channel, via: wish.via, reason, movesUp, ...concernOf(wish) };
}

function concernOf({ groupIds }: ConcernedGroups): ConcernedGroups {
  return groupIds === undefined ? {} : { groupIds };
}

export interface Withdrawal extends ConcernedGroups {
  subject: Subject;
  reason: WithdrawReason;
  answeredBy: string | null;
  commandId: string;
}

/** Withdraws every open page of the subjects. */
export async function withdrawPages(tx: Tx, withdrawals: readonly Withdrawal[]): Promise<void> {
  const live = await readPageIds(tx, withdrawals.map(({ subject }) => subject), withdrawable);
  const orders = withdrawals.flatMap(({ subject, reason, answeredBy, commandId, ...concern }) =>
    (live.get(subjectKey(subject)) ?? []).map((id) => ({ streamId: pageStream(id), commandId, actor: muster, command: { kind: "withdraw", reason, answeredBy, ...concernOf(concern) } as const })),
  );
  await executeMany(tx, pageDecider, orders);
  await withdrawCopies(tx, withdrawals.map(({ subject }) => subject));
}

/** A subject that goes on as another. */
export interface Move {
  from: Subject;
  into: Subject;
  /** By how many passes the other counts further. */
  passes: number;
  commandId: string;
}

/** Lets the pages of a subject be those of another: nobody is paged anew, and who answers answers the other. */
export async function movePages(tx: Tx, { from, into, passes, commandId }: Move): Promise<void> {
  const ids = (await readPageIds(tx, [from], movable)).get(subjectKey(from)) ?? [];
  await executeMany(tx, pageDecider, ids.map((id) => ({ streamId: pageStream(id), commandId, actor: muster, command: { kind: "move", subject: into, passes } as const })));
  await moveCopies(tx, from, into);
}

export interface PageAnswering {
  pageId: string;
  answer: PageAnswer;
  actor: Actor;
  commandId: string;
}

/** Takes a person's answer; what follows from it (the search ends, or goes on) happens in the same transaction. */
export async function answerPage(tx: Tx, { pageId: id, answer, actor, commandId }: PageAnswering): Promise<PageState | Refusal> {
  const found = (await readPages(tx, [id])).get(id);
  if (!found) return refuse("page.not-found", "There is no such page.");
  await lockSubjects(tx, [subjectOfPage(found)]);
  // It may have gone to another subject before the lock held.
  const page = (await readPages(tx, [id])).get(id) ?? found;
  const outcome = await execute(tx, pageDecider, { streamId: pageStream(id), commandId, actor, command: { kind: "answer", answer, ...(await readConcern(tx, page)) } });
  return outcome.outcome === "refused" ? outcome.refusal : outcome.state;
}

/** Pages as they stand once they can go to no other subject; what an incident makes of its pages comes after the incident's lock. */
export async function holdPages(tx: Tx, ids: readonly string[]): Promise<PageRow[]> {
  const subjects = [...(await readPages(tx, ids)).values()].map(subjectOfPage).filter(({ kind }) => kind === "incident");
  if (subjects.length > 0) await lockSubjects(tx, subjects);
  const [, held] = await Promise.all([lockStreams(tx, ids.map(pageStream)), readPages(tx, ids)]);
  return ids.flatMap((id) => held.get(id) ?? []);
}

/** The same of one page. */
export async function holdPage(tx: Tx, known: PageRow): Promise<PageRow> {
  return (await holdPages(tx, [known.id]))[0] ?? known;
}

/** The groups for which a page looks for somebody, where it is about a call of an incident. */
export async function readConcern(tx: Tx, page: Pick<PageRow, "subject_kind" | "subject_id" | "call">): Promise<ConcernedGroups> {
  const subject = subjectOfPage(page);
  return subject.kind === "group" ? {} : { groupIds: (await readGroupsOfCalls(tx, [subject])).get(subjectKey(subject)) ?? [] };
}
