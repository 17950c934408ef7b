import type { PageView } from "../../server/features/paging/contract.ts";
import type { Attempt, AttemptedPerson, ContactKind } from "../design/AttemptTable.tsx";
import { timeOfDay } from "../design/wording.ts";

const contactKinds: Readonly<Record<string, ContactKind>> = { mail: "mail", sms: "sms", voice: "voice", ntfy: "push", push: "push", webhook: "webhook" };

const holdReasons: Readonly<Record<string, string>> = {
  "contact.no-provider": "no provider for it is set up",
  "contact.unverified": "not confirmed yet",
  "person.unknown": "nobody of that id exists",
  "spend.cap": "the day’s messages by it are spent",
};

const closeReasons: Readonly<Record<string, string>> = {
  "group.resolved": "it ended",
  "group.joined-incident": "it goes on in its incident",
  "incident.ended": "its incident ended",
  "call.not-needed": "they were not needed any more",
};

const answers = { have: "I have it", cannot: "I can’t" } as const;

/** Whether somebody may still answer it. */
export function isOpen(page: PageView): boolean {
  return page.closedAt === null && (page.status === "due" || page.status === "sent" || page.status === "failed");
}

/** The pages of one subject as people with every try to reach them, in the order in which they were turned to. */
export function attemptsOf(pages: readonly PageView[], me: string | null): AttemptedPerson[] {
  const people = new Map<string, { page: PageView; attempts: Attempt[] }>();
  for (const page of inOrder(pages)) {
    const key = `${page.pass} ${page.personId}`;
    const known = people.get(key);
    const attempts = attemptsOfPage(page);
    if (known) known.attempts.push(...attempts);
    else people.set(key, { page, attempts });
  }
  return [...people].map(([id, { page, attempts }]) => ({ id, name: page.personName, shown: shownName(page, me), attempts }));
}

function inOrder(pages: readonly PageView[]): PageView[] {
  return [...pages].sort((one, other) => one.pass - other.pass || one.step - other.step || at(one) - at(other) || Number(isHeldBack(one)) - Number(isHeldBack(other)) || one.id.localeCompare(other.id));
}

function isHeldBack(page: PageView): boolean {
  return page.status === "held-back";
}

function at(page: PageView): number {
  return Date.parse(page.dueAt ?? page.openedAt);
}

function shownName(page: PageView, me: string | null): string {
  const name = page.personId === me ? "You" : page.personName;
  return page.pass > 1 ? `${name}, pass ${page.pass}` : name;
}

function attemptsOfPage(page: PageView): Attempt[] {
  const by = contactKinds[page.channel ?? page.contactId] ?? "webhook";
  const due = at(page);
  if (page.attempts.length === 0) return [{ id: page.id, by, due, claimed: page.status === "due" ? "waits" : "never", handedOver: unmadeWords(page), ...answerOf(page) }];
  return page.attempts.map((attempt, index) => ({
    id: `${page.id} ${attempt.attempt}`,
    by,
    due: index === 0 ? due : Date.parse(page.attempts[index - 1]?.againAt ?? attempt.claimedAt),
    claimed: Date.parse(attempt.claimedAt),
    handedOver: attempt.error === null ? Date.parse(attempt.endedAt) : "not taken",
    ...(attempt.providerId === null ? {} : { providerId: attempt.providerId }),
    ...(attempt.error === null ? answerOf(page) : { answer: failureWords(attempt.error, attempt.againAt) }),
  }));
}

function unmadeWords(page: PageView): string {
  if (page.status === "held-back" || page.holdReason !== null) return "held back";
  return page.status === "due" ? "" : "not made";
}

function failureWords(error: string, againAt: string | null): string {
  return againAt === null ? `${error}; given up` : `${error}; again at ${timeOfDay(Date.parse(againAt), undefined, true)}`;
}

/** What the person said, or why this page asks nothing any more. */
function answerOf(page: PageView): Pick<Attempt, "said" | "answer"> {
  if (page.answer !== null && page.answeredAt !== null) return { said: answers[page.answer], answer: timeOfDay(Date.parse(page.answeredAt), undefined, true) };
  if (page.holdReason !== null) return { answer: holdReasons[page.holdReason] ?? page.holdReason };
  if (page.closedAt !== null) return { answer: closedWords(page, page.closedAt) };
  return { answer: page.status === "sent" ? sentWords(page) : "" };
}

/** What is known of a page that was handed over and not answered. */
function sentWords({ receipt, receiptAt, receiptWords }: PageView): string {
  if (receipt === "arrived" && receiptAt !== null) return `arrived ${timeOfDay(Date.parse(receiptAt), undefined, true)}, no answer yet`;
  if (receipt === "missing") return receiptWords ? `did not arrive: ${receiptWords}` : "not confirmed";
  return receipt === "awaited" ? "not confirmed yet" : "no answer yet";
}

function closedWords(page: PageView, closedAt: string): string {
  const isUnsent = page.handedOverAt === null;
  const reason = closeReasons[page.closeReason ?? ""] ?? (page.answeredByName === null ? "it is in hand" : `${page.answeredByName} has it`);
  return `${isUnsent ? "not needed" : "withdrawn"} ${timeOfDay(Date.parse(closedAt), undefined, true)}, ${reason}`;
}

/** `2 people, 4 attempts, 1 not made`. */
export function attemptCount(people: readonly AttemptedPerson[]): string {
  const names = new Set(people.map((person) => person.name)).size;
  const attempts = people.flatMap((person) => person.attempts);
  const made = attempts.filter((attempt) => typeof attempt.claimed === "number").length;
  const unmade = attempts.length - made;
  const words = `${names} ${names === 1 ? "person" : "people"}, ${made} ${made === 1 ? "attempt" : "attempts"}`;
  return unmade === 0 ? words : `${words}, ${unmade} not made`;
}
