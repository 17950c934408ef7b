import { millisecondsOfDay } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";
import { listWords } from "./shift-words.rules.ts";

/** So long an answered test counts. */
const proofLasts = 90 * millisecondsOfDay;

export interface KnownMeans {
  channel: string;
  isVerified: boolean;
  /** When a test was last answered; null: never. */
  answeredAt: Instant | null;
}

/** What is known about somebody and a shift of theirs. */
export interface ReadinessFacts {
  means: readonly KnownMeans[];
  links: readonly { name: string; url: string }[];
  /** The rules of engagement: an address or the text; null where the schedule names none. */
  rules: string | null;
  /** Who comes after, by name. */
  after: readonly string[];
  ticked: ReadonlySet<string>;
}

export interface ReadinessCheck {
  id: "contacts" | "proof" | "links" | "rules" | "after";
  title: string;
  detail: string;
  isDone: boolean;
  /** Null for what is read. */
  isTicked: boolean | null;
  links: readonly { name: string; url: string }[];
  text: string | null;
}

/** What there is to see to before a shift, in the order in which one does it. What a schedule does not name is not asked. */
export function readinessOf(facts: ReadinessFacts, now: Instant): ReadinessCheck[] {
  return [contactsCheck(facts), proofCheck(facts, now), linksCheck(facts), rulesCheck(facts), afterCheck(facts)].filter((check) => check !== null);
}

export function isReady(checks: readonly ReadinessCheck[]): boolean {
  return checks.every(({ isDone }) => isDone);
}

function contactsCheck({ means }: ReadinessFacts): ReadinessCheck {
  const open = means.filter(({ isVerified }) => !isVerified).length;
  const isDone = means.length > 0 && open === 0;
  const counted = `${means.length} ${means.length === 1 ? "way" : "ways"} to reach you`;
  const detail = isDone ? `${counted}, ${means.length === 1 ? "" : "each "}confirmed.` : means.length === 0 ? "There is no way to reach you yet. Add one." : `${counted}; ${open} not confirmed yet, so no page goes there.`;
  return { id: "contacts", title: "Pages can reach you", detail, isDone, isTicked: null, links: [], text: null };
}

function proofCheck({ means }: ReadinessFacts, now: Instant): ReadinessCheck {
  const last = Math.max(...means.map(({ answeredAt }) => answeredAt ?? -Infinity));
  const isDone = now - last < proofLasts;
  const days = Math.floor((now - last) / millisecondsOfDay);
  const when = days < 1 ? "today" : days === 1 ? "yesterday" : `${days} days ago`;
  const detail = last === -Infinity ? "No test was answered yet. Send yourself one; it takes half a minute." : isDone ? `You answered a test ${when}.` : `The last test was answered ${when}. Send yourself another.`;
  return { id: "proof", title: "A test reached you", detail, isDone, isTicked: null, links: [], text: null };
}

function linksCheck({ links, ticked }: ReadinessFacts): ReadinessCheck | null {
  if (links.length === 0) return null;
  const isTicked = ticked.has("links");
  return { id: "links", title: "You get in where you may have to", detail: "Open each once from the device you will have with you.", isDone: isTicked, isTicked, links, text: null };
}

function rulesCheck({ rules, ticked }: ReadinessFacts): ReadinessCheck | null {
  if (rules === null) return null;
  const isTicked = ticked.has("rules");
  const isAddress = /^https?:\/\/\S+$/.test(rules);
  return { id: "rules", title: "You know the rules of this shift", detail: "What you may do alone, and whom you call first.", isDone: isTicked, isTicked, links: isAddress ? [{ name: "The rules", url: rules }] : [], text: isAddress ? null : rules };
}

function afterCheck({ after, ticked }: ReadinessFacts): ReadinessCheck {
  const isTicked = ticked.has("after");
  const detail = after.length === 0 ? "Nobody is planned after you yet. Your team lead should know." : `${listWords(after)} ${after.length === 1 ? "comes" : "come"} after you.`;
  return { id: "after", title: "You know who comes after you", detail, isDone: isTicked, isTicked, links: [], text: null };
}
