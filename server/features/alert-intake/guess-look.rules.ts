import type { Leaf } from "./guess-leaves.rules.ts";
import { readState } from "./guess-state-words.rules.ts";
import { kindOf, wordsOf } from "./guess-words.rules.ts";
import { severityIn, statusOf } from "./signal.rules.ts";

/** What a title is worth at most for how it looks. */
export const bestLook = 2;
const nonsense = [
  /^https?:\/\//i, /^[\d\s.,:;+%/()#-]+$/, /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/, /^[0-9a-f]{8}-[0-9a-f]{4}-/i, /^[0-9a-f]{16,}$/i, /^[^\s@]+@[^\s@]+\.[a-z]+$/i, /^#[0-9a-f]{3,8}$/i,
  /^(?:true|false|unknown|n\/a|default|none|other)$/i, /^arn:|^ocid\d|^urn:/i, /^\/\/\S+$|^\/?(?:[\w.-]+\/){3,}[\w.-]+$/, /^[{<]|^\[\s*[{["\d]/,
];

/** How well a text looks as the title of what a leaf tells of; `isOfThing` where it names what it happened to. */
export function worthOfLook(text: string, leaf: Leaf, isOfThing: boolean): number {
  if (isNonsense(text, leaf.words)) return -20;
  if (isOnlyState(text, leaf.words)) return -8;
  const whole = String(leaf.value).trim();
  const worth = /\p{L}\S*\s.*\p{L}/u.test(text.slice(0, 100)) ? (isOfThing ? 0 : bestLook) : worthOfCode(text, leaf.words);
  return worth - Number(fields.test(whole)) * 6 - Number(text.length > 180) * 2.5 - Number(whole.length > 400) - Number(whole.includes("\n"));
}

/** Lines of names and values begin with no title. */
const fields = /^\p{L}[\p{L} ]{1,30}: \S+\n(?:\p{L}[\p{L} ]{1,30}: .*\n?){2}/u;

function isNonsense(text: string, words: readonly string[]): boolean {
  return !/\p{L}/u.test(text) || nonsense.some((pattern) => pattern.test(text)) || (words.at(-1) === "signature" && !/\s/.test(text));
}

/** It says that something is, and not what: `Firing`, `Alarm raised`. */
function isOnlyState(text: string, words: readonly string[]): boolean {
  if (statusOf(text) !== null || severityIn(text) !== null) return true;
  if (words.at(-1) === "condition" && (readState(text, true)?.certainty ?? 0) > 0.9) return true;
  const [subject, state = "", ...others] = /^\S+\s\S+$/.test(text) ? wordsOf(text) : [];
  return others.length === 0 && kindOf(subject) === "subject" && readState(state, true) !== null;
}

function worthOfCode(text: string, words: readonly string[]): number {
  if (words.includes("event") || words.includes("type")) return worthOfHappening(text);
  if (domainLike.test(text) || designation.test(text)) return -1.5;
  return /^[\w.:/-]*[._:/][\w.:/-]*$/.test(text) ? -0.5 : 0;
}

/** The name of a machine rather than of what is the matter with it. */
const domainLike = /^[a-z\d-]*\d[a-z\d-]*(?:\.[a-z\d-]+)+\.[a-z]{2,}$/i;
/** `CO-12` is one among several. */
const designation = /^\p{Lu}{1,4}[-_ ]?\d{1,6}$/u;
/** What says that something was, and not what. */
export const vagueHappenings: ReadonlySet<string> = new Set(["state", "status", "change", "changed", "updated", "added", "removed", "deleted", "type"]);

/** What bad and good things do alike. */
const neutral = new Set(["finished", "completed", "ended", "done", "opened", "open", "created", "started", "begun", "triggered", "raised", "new"]);

/** `OUTSIDE_METRIC_THRESHOLD` says what is wrong, `server_failed` all of it, `incident.opened` only that something is. */
export function worthOfHappening(code: string): number {
  const words = wordsOf(code);
  const isBad = (word: string) => readState(word, true)?.status === "firing" && !neutral.has(word);
  const isWhat = (word: string) => kindOf(word) === undefined && readState(word, true) === null && !vagueHappenings.has(word);
  if (words.length < 2) return -1.5;
  if (words.some(isBad) && words.some((word) => kindOf(word) === "thing" || isWhat(word))) return bestLook;
  return words.some(isWhat) ? 0.5 : -1.5;
}

/** A title without the name of the field that it stands in, as in `Subject: Disk is full`. */
export function withoutName(line: string): string {
  const [head, name = ""] = /^\s*(\p{L}{4,12})\s?:\s+(?=\S)/u.exec(line) ?? [];
  return head !== undefined && titleNames.has(wordsOf(name).join(" ")) ? line.slice(head.length) : line;
}

const titleNames = new Set(["title", "subject", "headline", "summary"]);

/** The first line of a text that says something, without the marks of chats and web pages. */
export function plainTitle(text: string): string {
  const begin = text.slice(0, 4_000);
  if (!/[\n<>[\]*_:#]|\s{2}/.test(begin)) return begin.trim();
  const lines = begin.split("\n").map((line) => withoutName(withoutMarks(line)).trim());
  return lines.find((line) => /[\p{L}\p{N}]/u.test(line)) ?? "";
}

function withoutMarks(line: string): string {
  const linked = line.replace(/<(?:https?:|mailto:)[^<>|]*\|([^<>]*)>/g, "$1").replace(/\[([^\]]+)\]\((?:https?|mailto):[^)]*\)/g, "$1");
  const untagged = linked.replace(/<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?>/gi, " ").replace(/^(?:\s*:[a-z][a-z0-9_+-]*:)+/, "");
  return untagged.replace(/(?<![\p{L}\p{N}])[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}(?![\p{L}\p{N}])/gu, "").replace(/^\s*(?:#{1,6}|>)\s/, "").replace(/\s{2,}/g, " ");
}
