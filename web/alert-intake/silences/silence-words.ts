import type { SilenceCover, SilenceView } from "../../../server/features/alert-intake/silence.contract.ts";
import { weekdays } from "../../../server/values/civil.ts";
import { capital, numberWord } from "../../design/number-words.ts";
import { momentWords } from "../../design/wording.ts";
import { counted } from "../alert-rows.ts";

export type MatcherView = SilenceView["matchers"][number];
export type RecurrenceView = NonNullable<SilenceView["recurrence"]>;

/** How a value is compared, as it is chosen and read. */
export const operators = ["is", "is not", "matches", "matches not"] as const;
export type Operator = (typeof operators)[number];

/** The words for how a matcher compares. */
export function operatorOf({ isRegex, isEqual }: Pick<MatcherView, "isRegex" | "isEqual">): Operator {
  if (isRegex) return isEqual ? "matches" : "matches not";
  return isEqual ? "is" : "is not";
}

/** A matcher in its readable parts: an empty value asks whether there is such a label at all. */
export function matcherParts(matcher: MatcherView): { name: string; verb: string; value: string } {
  const { name, value, isRegex, isEqual } = matcher;
  if (value === "" && !isRegex) return { name, verb: isEqual ? "is not set" : "is set", value: "" };
  return { name, verb: operatorOf(matcher), value };
}

/** `alertname is HighLatency and env is not staging`. */
export function matchersWords(matchers: readonly MatcherView[]): string {
  return matchers.map((matcher) => Object.values(matcherParts(matcher)).join(" ").trim()).join(" and ");
}

/** The days of the week as they are read, Monday first. */
export const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** `Every day`, `Mon to Fri`, `Mon, Wed and Sat`. */
export function daysWords(days: RecurrenceView["days"]): string {
  const places = weekdays.flatMap((day, place) => (days.includes(day) ? [place] : []));
  const names = places.map((place) => dayNames[place] ?? "");
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  if (names.length === 7) return "Every day";
  if (names.length > 2 && last - first === names.length - 1) return `${names[0]} to ${names.at(-1)}`;
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** `Mon to Fri from 22:00 to 04:00 of the next day, on the clock of Europe/Berlin`. */
export function recurrenceWords({ days, from, to, timezone }: RecurrenceView): string {
  return `${daysWords(days)} from ${from} to ${to}${to <= from ? " of the next day" : ""}, on the clock of ${timezone.replaceAll("_", " ")}`;
}

/** How many alerts a silence held back. */
export function heldWords(held: number): string {
  return held === 0 ? "no alert held back" : `${counted(held, "alert")} held back`;
}

export type CoverTense = "now" | "later" | "more";

const leads: Readonly<Record<CoverTense, readonly [some: string, none: string]>> = {
  now: ["Holds back", "Holds back nothing now. What comes and fits is held back too."],
  later: ["Would hold back", "Would hold back nothing now. What comes and fits is held back from its beginning on."],
  more: ["Holds back", "Holds back nothing more than it does already."],
};

/** What a silence would hold back at this moment, and whom that had woken. */
export function coverWords({ total, paging }: Pick<SilenceCover, "total" | "paging">, tense: CoverTense): string {
  const [some, none] = leads[tense];
  if (total === 0) return none;
  const alerts = `${total}${tense === "more" ? " more" : ""} ${total === 1 ? "alert" : "alerts"} now`;
  return `${some} ${alerts}, ${pagingWords(total, paging)}.`;
}

function pagingWords(total: number, paging: number): string {
  if (total === 1) return paging === 1 ? "which paged somebody" : "which paged nobody";
  if (paging === 0) return "none of which paged anybody";
  return `${paging === total ? "all" : paging} of which paged somebody`;
}

/** What is so and what comes next, for all that holds or is planned. */
export function silencesLede(silences: readonly SilenceView[], now: number): { so: string; next: string } {
  const live = silences.filter(({ state }) => state === "live");
  const planned = silences.filter(({ state }) => state === "planned");
  const so = [live.length === 0 ? "Nothing is held back by a silence now" : `${counting(live)} now`, planned.length === 0 ? "" : `${numberWord(planned.length)} ${planned.length === 1 ? "is" : "are"} planned`];
  return { so: `${so.filter((part) => part !== "").join(", and ")}.`, next: nextWords(live, planned, now) };
}

function counting(live: readonly SilenceView[]): string {
  const noun = live.every(({ kind }) => kind === "maintenance") ? "maintenance" : "silence";
  if (live.length === 1) return `One ${noun} holds`;
  return `${capital(numberWord(live.length))} ${noun === "silence" ? "silences hold" : "maintenances hold"}`;
}

function nextWords(live: readonly SilenceView[], planned: readonly SilenceView[], now: number): string {
  const [ending] = soonest(live, "to");
  if (ending) return `“${ending.reason}” ends at ${ending.words(now)}; what still fires then pages.`;
  const [beginning] = soonest(planned, "from");
  if (beginning) return `“${beginning.reason}” begins at ${beginning.words(now)}.`;
  return "Whatever fires is paged as its route says.";
}

function soonest(silences: readonly SilenceView[], end: "from" | "to") {
  return silences
    .flatMap(({ reason, next }) => (next === null ? [] : [{ reason, at: Date.parse(next[end]) }]))
    .sort((one, other) => one.at - other.at)
    .map(({ reason, at }) => ({ reason, words: (now: number) => momentWords(at, now) }));
}
