import type { Instant } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { subjectParts, withGroups, type ConcernedGroups, type Subject } from "../../values/subject.ts";
import type { Channel, HoldReason, PageAnswer, PageFact, PageKey, WithdrawReason } from "./page.events.ts";

export type PageStatus = "none" | "due" | "held-back" | "sent" | "failed" | "answered" | "withdrawn";

export interface PageState {
  status: PageStatus;
  key: PageKey | null;
  attempts: number;
  answer: PageAnswer | null;
}

export const noPage: PageState = { status: "none", key: null, attempts: 0, answer: null };

export type PageCommand = ConcernedGroups & PageWork;

type PageWork =
  | { kind: "open"; key: PageKey; channel: Channel; via: string; urgency: "high" | "low"; dueAt: Instant }
  | { kind: "hold back"; key: PageKey; channel: Channel | null; via: string; reason: HoldReason; movesUp: boolean }
  | { kind: "note handed over"; claimedAt: Instant; providerId: string }
  | { kind: "note failed"; claimedAt: Instant; error: string }
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
    case "note handed over": {
      const { claimedAt, providerId } = command;
      return [{ type: "page handed over", data: { attempt: state.attempts + 1, claimedAt, providerId } }];
    }
    case "note failed":
      return noteFailed(command, state, at);
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

/** Reasons for which an answer is not needed any more either; what somebody else has may still be taken by another. */
const endsAnswered: ReadonlySet<WithdrawReason> = new Set(["group.resolved", "incident.ended", "call.not-needed"]);

function move({ subject, passes }: Extract<PageWork, { kind: "move" }>, { key, status }: PageState): PageFact[] {
  return key === null || status === "withdrawn" ? [] : [{ type: "page moved", data: { subject, pass: key.pass + passes } }];
}

function noteFailed(command: Extract<PageWork, { kind: "note failed" }>, state: PageState, at: Instant): PageFact[] {
  const attempt = state.attempts + 1;
  const pause = retryPause(attempt);
  const againAt = pause === null || !isOpen(state) ? null : at + pause;
  return [{ type: "page attempt failed", data: { attempt, claimedAt: command.claimedAt, error: command.error, againAt } }];
}

/** An answer may be changed as long as the page has not been withdrawn: "I can't after all", "I can help now". */
function answer(given: PageAnswer, state: PageState): PageFact[] | Refusal {
  if (state.status === "none" || state.status === "held-back") return refuse("page.not-found", "There is no such page.");
  if (state.status === "withdrawn") return refuse("page.closed", "This page is over; it needs no answer any more.");
  return state.answer === given ? [] : [{ type: "page answered", data: { answer: given } }];
}

const second = 1_000;
const longestPause = 300 * second;
const mostAttempts = 20;

/** Pause before the next attempt: 2 s, doubling to 5 min; null after the twentieth. */
export function retryPause(attempt: number): number | null {
  if (attempt >= mostAttempts) return null;
  return Math.min(longestPause, 2 * second * 2 ** (attempt - 1));
}

/** Folds one fact into the state; never refuses a fact that was recorded. */
export function evolvePage(state: PageState, fact: PageFact): PageState {
  switch (fact.type) {
    case "page opened":
      return { ...state, status: "due", key: keyOf(fact.data) };
    case "page held back":
      return { ...state, status: "held-back", key: keyOf(fact.data) };
    case "page handed over":
      return { ...state, attempts: fact.data.attempt, status: isOpen(state) ? "sent" : state.status };
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
