import type { Instant } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { subjectParts, withGroups, type ConcernedGroups, type Subject } from "../../values/subject.ts";
import type { Channel, ForwardReason, HoldReason, MissingReceipt, PageAnswer, PageFact, PageKey, WithdrawReason } from "./page.events.ts";

export type PageStatus = "none" | "due" | "held-back" | "sent" | "failed" | "answered" | "withdrawn";

export interface PageState {
  status: PageStatus;
  key: PageKey | null;
  attempts: number;
  answer: PageAnswer | null;
  /** What is known of its arrival, where its provider tells of it. */
  receipt?: "awaited" | "arrived" | "missing";
}

export const noPage: PageState = { status: "none", key: null, attempts: 0, answer: null };

export type PageCommand = ConcernedGroups & PageWork;

type PageWork =
  | { kind: "open"; key: PageKey; channel: Channel; via: string; urgency: "high" | "low"; dueAt: Instant }
  | { kind: "hold back"; key: PageKey; channel: Channel | null; via: string; reason: HoldReason; movesUp: boolean }
  | { kind: "note handed over"; claimedAt: Instant; providerId: string; provider?: string | undefined; isToBeConfirmed?: boolean | undefined; carrierId?: string }
  | { kind: "note failed"; claimedAt: Instant; error: string; pause: number | null }
  | { kind: "note arrived" }
  | { kind: "note not confirmed"; reason: MissingReceipt; words: string }
  | { kind: "bring forward"; because: ForwardReason }
  | { kind: "spare" }
  | { kind: "answer"; answer: PageAnswer }
  | { kind: "move"; subject: Subject; passes: number }
  | { kind: "withdraw"; reason: WithdrawReason; answeredBy: string | null };

/** The text of a page key, from which the page's id and Message-ID are made. */
export function pageKeyText(key: PageKey): string {
  return [...subjectParts(key.subject), key.pass, key.step, key.personId, key.contactId].join("|");
}

/** True while the page may still be sent or answered. */
export function isOpen(state: PageState): boolean {
  return state.status === "due" || state.status === "sent" || state.status === "failed";
}

/** Decides what a command makes of one page. A command that has nothing to do gives no facts. */
export function decidePage(command: PageCommand, state: PageState, at: Instant): PageFact[] | Refusal {
  const facts = decide(command, state, at);
  return isRefusal(facts) ? facts : facts.map((fact) => withGroups(fact, command));
}

function decide(command: PageWork, state: PageState, at: Instant): PageFact[] | Refusal {
  switch (command.kind) {
    case "open": {
      const { channel, via, urgency, dueAt } = command;
      return state.status === "none" ? [{ type: "page opened", data: { ...command.key, channel, via, urgency, dueAt } }] : [];
    }
    case "hold back": {
      const { channel, via, reason, movesUp } = command;
      return state.status === "none" ? [{ type: "page held back", data: { ...command.key, channel, via, reason, movesUp } }] : [];
    }
    case "note failed":
      return noteFailed(command, state, at);
    case "note arrived":
    case "note not confirmed":
      return noteReceipt(command, state);
    case "note handed over":
    case "bring forward":
    case "spare":
      return goOn(command, state, at);
    case "answer":
      return answer(command.answer, state);
    case "move":
      return move(command, state);
    case "withdraw": {
      const { reason, answeredBy } = command;
      const isOver = state.status === "answered" && endsAnswered.has(reason);
      return isOpen(state) || isOver ? [{ type: "page withdrawn", data: { reason, answeredBy } }] : [];
    }
  }
}

function goOn(command: Extract<PageWork, { kind: "note handed over" | "bring forward" | "spare" }>, state: PageState, at: Instant): PageFact[] {
  if (command.kind === "note handed over") return [noteHandedOver(command, state)];
  if (state.status !== "due") return [];
  if (command.kind === "spare") return [{ type: "page spared", data: {} }];
  return state.attempts === 0 ? [{ type: "page brought forward", data: { dueAt: at, because: command.because } }] : [];
}

function noteHandedOver({ kind: _kind, provider, isToBeConfirmed, ...taken }: Extract<PageWork, { kind: "note handed over" }>, { attempts }: PageState): PageFact {
  return { type: "page handed over", data: { attempt: attempts + 1, ...taken, ...(provider !== undefined && { provider }), ...(isToBeConfirmed && { isToBeConfirmed }) } };
}

/** What a provider tells late is news too; what it tells of what it was not to confirm is none. */
function noteReceipt(command: Extract<PageWork, { kind: "note arrived" | "note not confirmed" }>, { receipt }: PageState): PageFact[] {
  if (command.kind === "note not confirmed") return receipt === "awaited" ? [{ type: "page not confirmed", data: { reason: command.reason, words: command.words } }] : [];
  return receipt === "awaited" || receipt === "missing" ? [{ type: "page arrived", data: {} }] : [];
}

/** Reasons for which an answer is not needed any more either; what somebody else has may still be taken by another. */
const endsAnswered: ReadonlySet<WithdrawReason> = new Set(["group.resolved", "incident.ended", "call.not-needed"]);

function move({ subject, passes }: Extract<PageWork, { kind: "move" }>, { key, status }: PageState): PageFact[] {
  return key === null || status === "withdrawn" ? [] : [{ type: "page moved", data: { subject, pass: key.pass + passes } }];
}

function noteFailed(command: Extract<PageWork, { kind: "note failed" }>, state: PageState, at: Instant): PageFact[] {
  const attempt = state.attempts + 1;
  const againAt = command.pause === null || !isOpen(state) ? null : at + command.pause;
  return [{ type: "page attempt failed", data: { attempt, claimedAt: command.claimedAt, error: command.error, againAt } }];
}

/** An answer may be changed as long as the page has not been withdrawn: "I can't after all", "I can help now". */
function answer(given: PageAnswer, state: PageState): PageFact[] | Refusal {
  if (state.status === "none" || state.status === "held-back") return refuse("page.not-found", "There is no such page.");
  if (state.status === "withdrawn") return refuse("page.closed", "This page is over; it needs no answer any more.");
  return state.answer === given ? [] : [{ type: "page answered", data: { answer: given } }];
}

/** Folds one fact into the state; never refuses a fact that was recorded. */
export function evolvePage(state: PageState, fact: PageFact): PageState {
  switch (fact.type) {
    case "page opened":
      return { ...state, status: "due", key: keyOf(fact.data) };
    case "page held back":
      return { ...state, status: "held-back", key: keyOf(fact.data) };
    case "page handed over":
      return { ...state, attempts: fact.data.attempt, status: isOpen(state) ? "sent" : state.status, ...(fact.data.isToBeConfirmed && { receipt: "awaited" }) };
    case "page arrived":
      return { ...state, receipt: "arrived" };
    case "page not confirmed":
      return { ...state, receipt: "missing" };
    case "page brought forward":
      return state;
    case "page spared":
      return { ...state, status: "failed" };
    case "page attempt failed":
      return { ...state, attempts: fact.data.attempt, status: fact.data.againAt === null && isOpen(state) ? "failed" : state.status };
    case "page answered":
      return { ...state, status: "answered", answer: fact.data.answer };
    case "page moved":
      return { ...state, key: state.key && { ...state.key, ...fact.data } };
    case "page withdrawn":
      return { ...state, status: "withdrawn" };
  }
}

function keyOf(data: PageKey): PageKey {
  const { subject, pass, step, personId, contactId } = data;
  return { subject, pass, step, personId, contactId };
}

export interface Contact {
  id: string;
  channel: Channel;
  address: string;
  isVerified: boolean;
}

export interface NotificationRule {
  contactId: string;
  afterMilliseconds: number;
}

export interface PlannedPage {
  contactId: string;
  channel: Channel | null;
  afterMilliseconds: number;
  holdReason: HoldReason | null;
  /** Held back, and a later way is used in its place. */
  movesUp: boolean;
}

/**
 * Plans how to reach one person: their rules in order; a contact that cannot be used is held back with the reason and the next
 * moves up to its time. Somebody without rules or contacts is reached by their e-mail address.
 */
export function planContacts(rules: readonly NotificationRule[], contacts: readonly Contact[], usable: readonly Channel[]): PlannedPage[] {
  const times = rules.map((rule) => rule.afterMilliseconds);
  let used = 0;
  const chosen = rules.map((rule) => contacts.find((candidate) => candidate.id === rule.contactId));
  const reasons = chosen.map((contact) => whyHeldBack(contact, usable));
  return rules.map((rule, place) => {
    const contact = chosen[place];
    const holdReason = reasons[place] ?? null;
    const movesUp = holdReason !== null && reasons.slice(place + 1).includes(null);
    const afterMilliseconds = times[used] ?? rule.afterMilliseconds;
    if (holdReason === null) used += 1;
    return { contactId: rule.contactId, channel: contact?.channel ?? null, afterMilliseconds, holdReason, movesUp };
  });
}

function whyHeldBack(contact: Contact | undefined, usable: readonly Channel[]): HoldReason | null {
  if (!contact || !usable.includes(contact.channel)) return "contact.no-provider";
  return contact.isVerified ? null : "contact.unverified";
}
