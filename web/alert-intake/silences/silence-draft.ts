import type { AlertDetail } from "../../../server/features/alert-intake/contract.ts";
import type { SilenceView, SilenceWish } from "../../../server/features/alert-intake/silence.contract.ts";
import type { Instant } from "../../../server/values/instant.ts";
import { toIso } from "../../../server/values/instant.ts";
import { type MatcherView, type Operator, operatorOf, type RecurrenceView } from "./silence-words.ts";

export interface MatcherDraft {
  name: string;
  operator: Operator;
  value: string;
}

export const lengths = { "1h": 3_600_000, "4h": 4 * 3_600_000, "1d": 86_400_000 } as const;
export type LengthId = keyof typeof lengths | "until";

/** A silence as it is being written; the times are the reader's own wall clock. */
export interface SilenceDraft {
  /** Of the one that is changed; null for a new one. */
  id: string | null;
  kind: SilenceView["kind"];
  matchers: readonly MatcherDraft[];
  /** `begun`: it began already, so that its beginning stays. */
  begins: "now" | "later" | "begun";
  from: string;
  length: LengthId;
  until: string;
  recurrence: RecurrenceView | null;
  reason: string;
  ownerId: string | null;
}

const noMatcher: MatcherDraft = { name: "", operator: "is", value: "" };

/** A new silence about nothing yet, for an hour, owned by its maker. */
export function newDraft(ownerId: string | null, now: Instant): SilenceDraft {
  const from = localText(now + lengths["1h"]);
  return { id: null, kind: "silence", matchers: [noMatcher], begins: "now", from, length: "1h", until: localText(now + lengths["4h"]), recurrence: null, reason: "", ownerId };
}

/** A new silence about what an alert is: its name and its service where it has such labels, else its title. */
export function draftFor({ labels, title }: Pick<AlertDetail, "labels" | "title">, ownerId: string | null, now: Instant): SilenceDraft {
  const named = ["alertname", "service"].flatMap((name) => (labels[name] ? [{ ...noMatcher, name, value: labels[name] }] : []));
  const isNarrow = named.some(({ name }) => name === "alertname");
  return { ...newDraft(ownerId, now), matchers: isNarrow ? named : [{ ...noMatcher, name: "title", value: title }, ...named] };
}

/** A silence that is there already, to be changed. */
export function draftOf({ id, kind, matchers, reason, owner, startsAt, endsAt, recurrence }: SilenceView, now: Instant): SilenceDraft {
  const [begins, ends] = [Date.parse(startsAt), Date.parse(endsAt)];
  return {
    id,
    kind,
    matchers: matchers.map((matcher) => ({ name: matcher.name, operator: operatorOf(matcher), value: matcher.value })),
    begins: begins <= now ? "begun" : "later",
    from: localText(begins),
    length: "until",
    until: localText(ends),
    recurrence,
    reason,
    ownerId: owner?.id ?? null,
  };
}

/** One that comes back by the week lasts for weeks: without an end of its own it ends in four. */
export function draftRecurring(draft: SilenceDraft, recurrence: RecurrenceView | null, now: Instant): SilenceDraft {
  if (recurrence === null || draft.recurrence !== null || draft.length === "until") return { ...draft, recurrence };
  return { ...draft, recurrence, length: "until", until: localText(beginOf(draft, now) + 28 * lengths["1d"]) };
}

/** What recurs before anything is chosen: the nights of the working week, on the reader's clock. */
export function usualRecurrence(timezone: string): RecurrenceView {
  return { days: ["mon", "tue", "wed", "thu", "fri"], from: "22:00", to: "04:00", timezone };
}

/** When the draft begins; not a number while its field is empty. */
export function beginOf({ begins, from }: Pick<SilenceDraft, "begins" | "from">, now: Instant): Instant {
  return begins === "later" ? Date.parse(from) : now;
}

/** When the draft ends; not a number while a field is empty. */
export function endOf(draft: SilenceDraft, now: Instant): Instant {
  return draft.length === "until" ? Date.parse(draft.until) : beginOf(draft, now) + lengths[draft.length];
}

/** The rows that were begun, in their order. */
export function begunRows(rows: readonly MatcherDraft[]): MatcherDraft[] {
  return rows.filter(({ name, value }) => name.trim() !== "" || value !== "");
}

/** What is asked of an alert; null while a row has no name, or nothing is asked that an alert must have. */
export function matchersOf(rows: readonly MatcherDraft[]): MatcherView[] | null {
  const begun = begunRows(rows);
  const isNamed = begun.every(({ name }) => name.trim() !== "");
  const isAsking = begun.some(({ operator, value }) => value !== "" || operator === "is not");
  if (!isNamed || !isAsking) return null;
  return begun.map(({ name, operator, value }) => ({ name: name.trim(), value, isRegex: operator.startsWith("matches"), isEqual: !operator.endsWith("not") }));
}

/** What the draft asks for; null while what it matches, its days or a time is missing. */
export function wishOf(draft: SilenceDraft, now: Instant): SilenceWish | null {
  const { id, kind, begins, recurrence, reason, ownerId } = draft;
  const matchers = matchersOf(draft.matchers);
  const [from, to] = [beginOf(draft, now), endOf(draft, now)];
  if (matchers === null || Number.isNaN(from) || Number.isNaN(to) || recurrence?.days.length === 0) return null;
  const isStartSaid = begins === "later" || (begins === "now" && id !== null);
  return { kind, matchers, reason: reason.trim(), endsAt: toIso(to), recurrence, ...(isStartSaid ? { startsAt: toIso(from) } : {}), ...(ownerId === null || id !== null ? {} : { ownerId }) };
}

const twoPlaces = (amount: number) => String(amount).padStart(2, "0");

/** What the reader's clock shows, as a date and time field writes it: `2026-11-19T14:00`. */
export function localText(at: Instant): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${twoPlaces(date.getMonth() + 1)}-${twoPlaces(date.getDate())}T${twoPlaces(date.getHours())}:${twoPlaces(date.getMinutes())}`;
}
