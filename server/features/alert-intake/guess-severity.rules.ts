import { colorOf } from "./guess-color.rules.ts";
import { severityAbroad } from "./guess-languages.rules.ts";
import type { Leaf } from "./guess-leaves.rules.ts";
import { bestOf, worthOfPlace, type PlaceWorth } from "./guess-place.rules.ts";
import { remembered, wordsOf, worths } from "./guess-words.rules.ts";
import { severityIn, statusOf, type Severity } from "./signal.rules.ts";

/** A severity, and the member it was read from. */
export interface Weighed {
  severity: Severity;
  leaf: Leaf;
  score: number;
}

const place: PlaceWorth = { strange: -6, past: -9, outer: -2, depth: -0.3, list: -1, later: -2, pair: 0, kinds: { thing: -1 } };

/** How bad a thing is by these members; null where none tells it. */
export function severityAmong(leaves: readonly Leaf[], title: Leaf | null): Weighed | null {
  return severityTold(leaves, title) ?? severityUnnamed(leaves);
}

function severityTold(leaves: readonly Leaf[], title: Leaf | null): Weighed | null {
  return bestOf(leaves, (leaf) => {
    if (leaf !== title && !isTelling(leaf)) return null;
    const found = byName(leaf) ?? ofClass(leaf) ?? byCheck(leaf) ?? (leaf === title ? bySentence(leaf) : null) ?? byColor(leaf);
    const isKnown = named.has(leaf.holder.subject) && leaf.holder.isStrange;
    return found && { severity: found.severity, leaf, score: found.score + worthOfPlace(leaf, place) - Number(isKnown) * place.strange };
  });
}

const plainSeverity = /^\s*(?:critical|fatal|emergency|disaster|major|warning|p[1-5]|sev-?[0-5])\s*$/i;

/** A word that can be nothing but a severity, whatever its member is called. */
function severityUnnamed(leaves: readonly Leaf[]): Weighed | null {
  const leaf = leaves.find(({ value, holder, isPast }) => typeof value === "string" && plainSeverity.test(value) && !isPast && !holder.isStrange && holder.lists === 0);
  const severity = severityIn(leaf?.value);
  return leaf && severity ? { severity, leaf, score: 0.1 } : severityOfOutput(leaves);
}

/** `HTTP CRITICAL: …` or `DISK WARNING - …`, as checks answer (Monitoring Plugins, output for humans). */
const output = /^(?:[A-Z]{2,12} )?(CRITICAL|WARNING)\s?[:-]\s/;

function severityOfOutput(leaves: readonly Leaf[]): Weighed | null {
  const leaf = leaves.find(({ value, holder, isPast }) => typeof value === "string" && output.test(value) && !isPast && !holder.isStrange);
  const severity = severityIn(output.exec(String(leaf?.value))?.[1]);
  return leaf && severity ? { severity, leaf, score: 0.1 } : null;
}

function isTelling({ words, holder }: Leaf): boolean {
  return isTellingName(words) || (words.length === 1 && parts.has(words[0]!) && named.has(holder.words.at(-1) ?? ""));
}

const isTellingName = remembered((words) => words.some((word) => named.has(word)) || byTheWay.has(words.at(-1) ?? "") || /^colou?r$/.test(words.at(-1) ?? ""));

interface Sign {
  severity: Severity;
  score: number;
}

interface Read {
  severity: Severity;
  certainty: number;
}

/** Names that ask for a severity. */
const named = worths({ severity: 10, criticality: 9.5, sev: 9, priority: 8.5, prio: 8.5, urgency: 7.5, importance: 7.5, level: 7, impact: 5.5, risk: 4.5 });
/** Names of what tells how bad it is by the way. */
const byTheWay = worths({ state: 3.5, status: 3.5, type: 3, event: 2.5, class: 2 });
const parts = new Set(["label", "name", "string", "text", "value", "slug", "display", "key", "title", "code", "id", "rank", "number", "score"]);
const numberedParts = new Set(["code", "id", "rank", "number"]);

function byName({ words, value, holder }: Leaf): Sign | null {
  if (value === null || typeof value === "boolean") return null;
  const asked = askedBy(words, holder.words);
  const worth = asked ? asked.worth : (byTheWay.get(words.at(-1) ?? "") ?? 0);
  if (worth === 0) return null;
  const read = asked ? readAsked(asked.name, value) : (ofAlertType(words, value) ?? readByTheWay(value));
  return read && { severity: read.severity, score: worth * read.certainty };
}

const fromCheck: readonly (Severity | undefined)[] = [undefined, "warning", "critical"];

/** What a check ended with: 1 warns, 2 is critical (Monitoring Plugins, return codes). */
function byCheck({ words, value, holder }: Leaf): Sign | null {
  const severity = words.length === 1 && words[0] === "status" && holder.subject === "check" && typeof value === "number" ? fromCheck[value] : undefined;
  return severity === undefined ? null : { severity, score: 3 };
}

/** `severity`, `alert_severity`, `severityLabel`, and `name` in `severity`. */
function askedBy(words: readonly string[], holderWords: readonly string[]): { name: string; worth: number } | null {
  const last = words.at(-1) ?? "";
  const own = words.findLast((word) => named.has(word));
  if (own !== undefined && (own === last || parts.has(last))) return { name: own, worth: (named.get(own) ?? 0) + Number(words.includes("alert")) * 0.5 };
  const held = holderWords.at(-1) ?? "";
  const worth = words.length === 1 && parts.has(last) ? named.get(held) : undefined;
  return worth === undefined ? null : { name: held, worth: worth - Number(numberedParts.has(last)) * 2 };
}

function readAsked(name: string, value: string | number): Read | null {
  if (typeof value === "number") return readNumber(name, value);
  return readWord(value) ?? (/^\d+(?:\.\d+)?$/.test(value.trim()) ? readNumber(name, Number(value)) : null);
}

/** Words of a state or type that tell how bad it is as well. */
const stateSeverity = /^(?:critical|crit|warning|warn|fatal|emergency|disaster|major|minor|page)$/;

/** A fault of the class `ERROR`, as machines grade them. */
function ofClass({ words, value, holder }: Leaf): Sign | null {
  const isGrade = words.length === 1 && words[0] === "class" && holder.kind === "subject" && typeof value === "string" && /^(?:error|fault)$/i.test(value);
  return isGrade ? { severity: "high", score: 2 } : null;
}

/** An alert of the type `error` is as bad as one; of anything else it is what it is called. */
function ofAlertType(words: readonly string[], value: string | number): Read | null {
  return words.join(" ") === "alert type" && /^error$/i.test(String(value)) ? readWord("error") : null;
}

function readByTheWay(value: string | number): Read | null {
  const isTold = typeof value === "string" && value.length <= 60 && wordsOf(value).some((word) => stateSeverity.test(word) || /^(?:critical|warning)$/.test(severityAbroad(word) ?? ""));
  return isTold ? readWord(value) : null;
}

/** `Critical`, `SEV-1`, `1 - Critical`, `ALERT_LEVEL_CRITICAL`. */
function readWord(text: string): Read | null {
  const plain = text.trim().toLowerCase().replace(/(?<=\p{L})outage$/u, " outage");
  if (plain.length > 60 || (statusOf(plain) === "resolved" && plain !== "normal")) return null;
  const exact = severityIn(plain) ?? severityAbroad(plain);
  // What is normal nobody chose.
  if (exact !== null) return { severity: exact, certainty: plain === "normal" ? 0.3 : 1 };
  const told = plain.split(/[^\p{L}\p{N}]+/u).flatMap((word, index, all) => severityIn(word) ?? severityIn(`${all[index - 1]}${word}`) ?? []);
  const last = told.at(-1);
  return last === undefined ? null : { severity: last, certainty: 0.9 };
}

/**
 * A number's direction differs by tool. Priorities, urgencies and impacts count from the worst (ITIL); scores and levels count to the worst.
 * A severity from 0 to 5 goes both ways (ServiceNow against Zabbix): the worse of its two readings counts.
 */
function readNumber(name: string, number: number): Read | null {
  if (number < 0 || number > 100) return null;
  const severity = name === "level" ? fromLevel(number) : name === "risk" || number > 5 || !Number.isInteger(number) ? fromScore(number) : (either.has(name) ? fromSeverity : fromRank)[number];
  return severity === undefined ? null : { severity, certainty: 0.6 };
}

const either = new Set(["severity", "criticality"]);
const fromSeverity: readonly Severity[] = ["info", "critical", "high", "warning", "high", "critical"];
const fromRank: readonly Severity[] = ["critical", "critical", "high", "warning", "info", "info"];

/** Of ten, as CVSS has it, or of a hundred. */
function fromScore(number: number): Severity {
  return above(number > 10 ? number / 10 : number, [9, 7, 4]);
}

/** Levels of logs count in tens up to 50 or 60 (Python, pino), those of rules to 15 (Wazuh). */
function fromLevel(number: number): Severity {
  return above(number, number >= 20 ? [50, 40, 30] : [12, 8, 4]);
}

function above(number: number, [critical, high, warning]: readonly [number, number, number]): Severity {
  if (number >= critical) return "critical";
  if (number >= high) return "high";
  return number >= warning ? "warning" : "info";
}

const inSentence = [
  /^\W{0,3}(critical|crit|warning|warn|fatal|emergency|disaster|major|minor|p[1-5]|sev[ -]?[0-5])\b/i,
  /[[(](critical|crit|warning|warn|fatal|emergency|p[1-5]|sev[ -]?[0-5])[\])]/i,
  /\s[|–—-]\s(critical|crit|warning|warn|fatal|emergency)(?:\s[|–—-]\s|$)/i,
  /\b(?:is|are) (critical|warning)\b/i,
];

/** `CRITICAL: …`, `… [P1]`, `… is critical`. */
function bySentence({ value }: Leaf): Sign | null {
  const text = String(value).slice(0, 300);
  const lines = /^[\s*>-]*(critical|crit|warning|warn|fatal)s?\s*:/im.exec(text)?.[1];
  const word = inSentence.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined) ?? lines;
  const severity = severityIn(word);
  return severity && { severity, score: 3 };
}

function byColor({ words, value }: Leaf): Sign | null {
  const [name = "", text] = [words.at(-1), String(value)];
  const color = /^colou?r$/.test(name) || (/^(?:status|state)$/.test(name) && /^(?:red|orange|amber|yellow)$/i.test(text)) ? colorOf(value) : null;
  return color === null || color === "green" ? null : { severity: color === "red" ? "critical" : "warning", score: 1.5 };
}
