import { statusAbroad } from "./guess-languages.rules.ts";
import { severityOf, statusOf, type Severity, type SignalStatus } from "./signal.rules.ts";

/** What mail programs put before a subject they answer or pass on (RFC 5322, 3.6.5, and its translations). */
const answerMark = /^\s*(?:re|aw|antw|sv|vs|odp|fwd?|wg|tr|rv)(?:\[\d+\]|\(\d+\))?\s*:\s*/i;
const passedOn = /^\s*(?:fwd?|wg|tr|rv)(?:\[\d+\]|\(\d+\))?\s*:/i;
const strangerMark = /^\s*\[(?:external|ext|extern)\]\s*:?\s*/i;
/** A tag that says nothing but the state, such as `[FIRING:1, RESOLVED:2]`. */
const stateMark = /^\s*\[\s*(?:(?:re-)?(?:firing|resolved|alerting|triggered|recovered|recovery|problem|ok|alert)(?![\w-])[\s:,|/\d]*)+\]\s*/i;

/** The subject without what mail programs, gateways and the list of this name put before it. */
export function plainSubject(subject: string, list: string | null): string {
  const listMark = list === null ? null : `[${list.toLowerCase()}]`;
  for (let rest = subject.replace(/^[\s*]+|[\s*]+$/g, ""); ;) {
    const shorter = withoutListMark(rest.replace(answerMark, "").replace(strangerMark, ""), listMark).trim();
    if (shorter === rest || shorter === "") return shorter;
    rest = shorter;
  }
}

function withoutListMark(subject: string, mark: string | null): string {
  const trimmed = subject.trimStart();
  return mark !== null && trimmed.toLowerCase().startsWith(mark) ? trimmed.slice(mark.length) : trimmed;
}

/** A plain subject as a title: the state is shown beside it. Empty where it says the state alone. */
export function titleOfSubject(plain: string): string {
  return plain.replace(stateMark, "").trim();
}

/** True where somebody passed on the mail of somebody else. */
export function isPassedOn(subject: string): boolean {
  return passedOn.test(subject);
}

/** Words that tell a state also in the middle of a phrase; the last one counts, as in `Problem resolved` and `OK -> CRIT`. */
const phraseWords: Readonly<Record<SignalStatus, readonly string[]>> = {
  firing: ["firing", "alerting", "triggered", "re-triggered", "fired", "problem", "down", "failed", "failure", "failing", "fails", "unresolved", "unreachable", "unhealthy", "critical", "crit", "warning", "warn", "error", "alarm"],
  resolved: ["resolved", "recovered", "recovery", "cleared", "ok", "okay", "succeeded", "success", "successful", "is-up", "back-up", "back-online", "back-to-normal"],
  acknowledged: ["acknowledged", "acknowledgement", "ack"],
  suppressed: ["suppressed", "silenced", "muted", "snoozed", "downtimestart", "flappingstart"],
};
const phraseStatuses = new Map(Object.entries(phraseWords).flatMap(([status, words]) => words.map((word) => [word, status as SignalStatus] as const)));
const endWords = new Set(["resolved", "recovered", "cleared", "ok", "okay"]);
const severityWord = /^(?:critical|crit|fatal|emergency|disaster|high|major|errors?|err|warning|warn|average|minor|medium|moderate|low|info|information|informational|notice|sev-?[0-5]|p[1-5])$/;
const plainSeverityWord = /^(?:critical|crit|fatal|emergency|disaster|errors?|warning|warn|sev-?[0-5]|p[1-5])$/;

/** The state a mail tells: in tags, in what stands before a colon or dash, or at the end of its subject; else in a line such as `State: OK`, or before a colon of its first line; null where it tells none. */
export function statusInMail(subject: string, text: string): SignalStatus | null {
  return statusInSubject(subject) ?? statusInLines(text) ?? statusInBeginnings(phrasesOf(firstLine(text)));
}

function statusInSubject(subject: string): SignalStatus | null {
  if (/firing:\s*[1-9]/i.test(subject)) return "firing";
  const phrases = phrasesOf(subject);
  return statusInBeginnings(phrases) ?? statusAtEnd(phrases.at(-1) ?? "");
}

function statusInBeginnings(phrases: readonly string[]): SignalStatus | null {
  for (const phrase of phrases.slice(0, -1).slice(0, 4)) {
    const status = statusInPhrase(phrase);
    if (status !== null) return status;
  }
  return null;
}

function statusAtEnd(phrase: string): SignalStatus | null {
  const words = wordsOf(joined(phrase));
  return words.length < 3 ? statusInPhrase(phrase) : lastStatus(words.slice(-3), 1);
}

/** Tags in front, then the parts between colons, bars and dashes. */
function phrasesOf(subject: string): string[] {
  const tags = /^(?:\s*\[[^\]]{1,60}\])*/.exec(subject)?.[0] ?? "";
  const parts = subject.slice(tags.length).split(/:\s|(?<=[a-z]):(?=[a-z])|\s[|–—]\s|\s--?\s/i);
  return [...tags.split("]").map((tag) => tag.replace("[", "").trim()).filter(Boolean), ...parts];
}

function statusInPhrase(phrase: string): SignalStatus | null {
  const words = wordsOf(joined(phrase));
  const [first = ""] = words;
  if (words.every((word) => severityWord.test(word)) || words.length > 8) return null;
  if (words.length === 1) return statusOf(first.replace(/^re-|^is-/, "")) ?? statusAbroad(first);
  return endWords.has(first) || (first === "up" && words.length === 2) ? "resolved" : lastStatus(words, 0);
}

function lastStatus(words: readonly string[], from: number): SignalStatus | null {
  const told = words.flatMap((word, index) => {
    const status = index < from ? undefined : phraseStatuses.get(word);
    return status === undefined ? [] : [isDenied(words[index - 1]) ? "firing" : status];
  });
  return told.at(-1) ?? null;
}

/** `up` and `normal` tell a state only beside these words. */
function joined(phrase: string): string {
  return phrase.replace(/\b(?:is|are|now)\s+(?:now\s+|back\s+)?up\b/gi, "is-up").replace(/\bback\s+(up|online)\b/gi, "back-$1").replace(/\bback\s+to\s+normal\b/gi, "back-to-normal");
}

function isDenied(word: string | undefined): boolean {
  return word === "not" || word === "no" || word === "never";
}

function wordsOf(phrase: string): string[] {
  return phrase.toLowerCase().split(/[^\p{L}\p{N}_-]+/u).map((word) => word.replace(/^-+|-+$/g, "")).filter(Boolean);
}

function statusInLines(text: string): SignalStatus | null {
  const said = valueOfLine(text, "(?:new |current |alert |monitor |notification |event )?(?:state|status|notification type|event type)");
  return said === null ? null : (statusOf(said) ?? statusInPhrase(said));
}

/** How bad it is by a mail's own words; a warning where it has none. */
export function severityInMail(subject: string, text: string): Severity {
  const tags = phrasesOf(subject).slice(0, 5).map((phrase) => phrase.trim().toLowerCase());
  const said = wordsOf(valueOfLine(text, "(?:alert )?(?:severity|priority|urgency|level)") ?? "");
  const found = [...tags, ...said].find((word) => severityWord.test(word)) ?? wordsOf(subject).findLast((word) => plainSeverityWord.test(word));
  return severityOf(found?.replace(/-|(?<=error)s$/g, ""));
}

/** What a line such as `Service: checkout` names; null where there is none. */
export function valueOfLine(text: string, name: string): string | null {
  const line = new RegExp(`^[\\s*>_-]{0,8}${name}[*_]{0,2}\\s?[:=][*_]{0,2}[ \\t]*(\\S.{0,199})$`, "im").exec(text);
  return line?.[1]?.replace(/[*_]+$/, "").trim() || null;
}

function firstLine(text: string): string {
  return text.trimStart().split("\n", 1)[0]?.slice(0, 300) ?? "";
}

const changing = [
  /(?<=[a-z]):(?=[a-z])/g,
  /\d{4}-\d\d-\d\d(?:[t ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?)?(?:\s?(?:z|utc|gmt)\b|[+-]\d\d:?\d\d)?/g,
  /(?<![\w.])\d{1,2}[./]\d{1,2}[./]\d{2,4}(?![\w.])/g,
  /(?<![\w.:])\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?(?:\s?(?:utc|gmt|cet|cest))?(?![\w:])/g,
  /\b(?:in|after|for|since)\s+(?=(?:\d+\s?(?:ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?)\s?)+(?![\w.]))/g,
  /(?<![\w.])(?:\d+(?:[.,]\d+)?\s?(?:%|ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?|[kmgt]i?b)(?![\w%])\s?)+/g,
  /(?<![\w.])(?:\d+[dhms]){2,}(?!\w)/g,
  /(?<![\w.])\d+[.,]\d+(?![\w.])/g,
  /#\d+\b|\(\d+\)|\[\d+\]|(?<![\w.])(?:x\d+|\d+x)(?!\w)|(?<![\w.])\d+ (?=(?:times|alerts?|new|firing|resolved|events?|occurrences?)\b)/g,
];
const severityMark = /\[\s*(?:high|major|average|minor|medium|moderate|low|info|information|informational|notice)\s*\]|^\s*(?:high|major|average|minor|medium|moderate|low|info|information|informational|notice)\s*:/g;
const helpers = new Set(["is", "are", "was", "has", "have", "been", "now", "again", "back", "still", "the", "to", "not", "no", "alerts", "alarms", "notification", "running", "stopped", "works", "working", "responding", "ist", "wieder", "est", "en"]);

/** What stays the same in the subjects of all mails about one condition: without states, severities, counters, measured values and times. Empty where nothing stays. */
export function keyOfSubject(plain: string): string {
  const steady = [...changing, severityMark].reduce((text, pattern) => text.replace(pattern, " "), plain.replace(stateMark, "").toLowerCase());
  const words = steady.split(/[\s[\](){}<>"'“”*!?→]+/).map((word) => word.replace(/^[:,;.|=~–—-]+|[:,;.|=~–—>-]+$/g, ""));
  return words.filter((word) => word !== "" && !isAboutState(word)).join(" ");
}

function isAboutState(word: string): boolean {
  const bare = word.replace(/:\d*$/, "");
  return helpers.has(bare) || plainSeverityWord.test(bare) || phraseStatuses.has(bare) || (statusOf(bare) ?? statusAbroad(bare)) !== null;
}
