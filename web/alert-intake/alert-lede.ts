import type { AlertDetail } from "../../server/features/alert-intake/contract.ts";
import type { EscalationView } from "../../server/features/escalation/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import { momentWords, spanWords } from "../design/wording.ts";

export interface AlertStory {
  alert: AlertDetail;
  pages: readonly PageView[];
  escalation: EscalationView | undefined;
  me: string | null;
  now: number;
}

/** The pale half about one alert: how long, whom it woke, and who has it. */
export function alertNext(story: AlertStory): string {
  const { alert, now } = story;
  if (alert.status === "resolved") return endedWords(story);
  const along = alert.groupSize > 1 ? `, with ${alert.groupSize - 1} ${alert.groupSize === 2 ? "other" : "others"} in its group` : "";
  const fires = `It has fired for ${spanWords(now - Date.parse(alert.firstAt))}${along}.`;
  return [fires, wokeWords(story), holderWords(story)].filter((part) => part !== "").join(" ");
}

function endedWords({ alert, pages, now }: AlertStory): string {
  const ended = alert.resolvedAt === null ? 0 : Date.parse(alert.resolvedAt);
  const woke = peopleWoken(pages);
  const whom = woke.length === 0 ? (alert.isHeldBack ? "It woke nobody." : "") : `It woke ${joined(woke.map((page) => page.personName))}.`;
  return `It ended at ${momentWords(ended, now)} after ${spanWords(ended - Date.parse(alert.firstAt))}. ${whom}`.trimEnd();
}

/** One page for each person who was reached, in order. */
function peopleWoken(pages: readonly PageView[]): PageView[] {
  const reached = pages.filter((page) => page.handedOverAt !== null).sort((one, other) => Date.parse(one.handedOverAt ?? "") - Date.parse(other.handedOverAt ?? ""));
  return reached.filter((page, index) => reached.findIndex((other) => other.personId === page.personId) === index);
}

function wokeWords({ alert, pages, me }: AlertStory): string {
  const woke = peopleWoken(pages);
  if (woke.length === 0) return alert.isHeldBack ? quietWords(alert) : "";
  const people = woke.map((page) => `${nameOf(page.personId, page.personName, me)}${hasDeclined(pages, page.personId) ? ", who could not" : ""}`);
  return `It paged ${joined(people)}.`;
}

/** The decision and its reason, in one sentence. */
function quietWords({ why, status }: AlertDetail): string {
  if (why === null || status === "acknowledged") return "It woke nobody.";
  return `It woke nobody: ${why.rest === "" ? why.bold : why.rest}.`;
}

function hasDeclined(pages: readonly PageView[], personId: string): boolean {
  return pages.some((page) => page.personId === personId && page.answer === "cannot");
}

function holderWords({ alert, escalation, me, now }: AlertStory): string {
  if (alert.status === "acknowledged" && alert.acknowledgedAt !== null) {
    const time = momentWords(Date.parse(alert.acknowledgedAt), now);
    if (alert.ownerId === null) return `It is in hand since ${time}.`;
    return alert.ownerId === me ? `You have had it since ${time}.` : `${alert.ownerName ?? alert.ownerId} has had it since ${time}.`;
  }
  const [next] = escalation?.next ?? [];
  if (escalation?.status !== "running" && escalation?.status !== "deferred") return "";
  if (next === undefined || escalation.nextAt === null) return "Nobody has it yet.";
  return `Nobody has it yet; ${nameOf(next.personId, next.name, me)} ${next.personId === me ? "are" : "is"} next, at ${momentWords(Date.parse(escalation.nextAt), now)}.`;
}

function nameOf(id: string, name: string, me: string | null): string {
  return id === me ? "you" : name;
}

function joined(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and then ${names.at(-1) ?? ""}`;
}

/** How long it took from the first page handed to a provider to the first answer of a person; null where either is missing. */
export function firstAnswer(pages: readonly PageView[], acknowledgedAt: string | null): { span: number; at: number } | null {
  const handed = pages.flatMap((page) => (page.handedOverAt === null ? [] : [Date.parse(page.handedOverAt)]));
  if (handed.length === 0 || acknowledgedAt === null) return null;
  const at = Date.parse(acknowledgedAt);
  return { span: Math.max(0, at - Math.min(...handed)), at };
}
