import { colorOf } from "./guess-color.rules.ts";
import type { Leaf } from "./guess-leaves.rules.ts";
import { withoutName } from "./guess-look.rules.ts";
import { stateAtEnd } from "./guess-state-words.rules.ts";
import { remembered, worths } from "./guess-words.rules.ts";
import { plainSubject, statusInMail } from "./mail-words.rules.ts";
import { statusIn, type SignalStatus } from "./signal.rules.ts";

/** A status that something else than a word for it gives away. */
export interface StateSign {
  status: SignalStatus;
  score: number;
}

/** The status that a switch, a moment, an exit code, a sentence or a colour gives away; null where none of them does. */
export function signIn(leaf: Leaf, isTitle: boolean): StateSign | null {
  if (!isTitle && !isTelling(leaf.words)) return null;
  return bySwitch(leaf) ?? byMoment(leaf) ?? byExit(leaf) ?? (isTitle || isSentence(leaf) ? bySentence(leaf, isTitle) : null) ?? byColor(leaf);
}

const isTelling = remembered((words) => {
  const last = words.at(-1) ?? "";
  const isSwitch = switchedOff.has(last) || switchedOn.has(last) || ownSwitches.has(last);
  return isSwitch || sentenceNames.has(last) || words.some((word) => endings.has(word)) || /^(?:code|returncode|status|colou?r)$/.test(last);
});

const sure = 8;
const unsure = 5.5;
const switchedOff = worths({ resolved: sure, resolve: sure, closed: sure, recovered: sure, cleared: sure, solved: sure, fixed: sure, ok: sure, healthy: sure, up: sure, online: sure, normal: sure, reachable: sure, passed: sure, passing: sure, ended: sure, restored: sure, over: sure, available: unsure, success: unsure, successful: unsure });
const switchedOn = worths({ firing: sure, down: sure, alerting: sure, triggered: sure, failing: sure, alarm: sure, breached: sure, exceeded: sure, violated: sure, offline: sure, ongoing: sure, unresolved: sure, unhealthy: sure, failed: unsure, active: unsure, open: unsure });
/** Switches of a thing of its own, counts or steps elsewhere. */
const ownSwitches = worths({ complete: sure, completed: sure, done: sure, finished: sure });
/** What a number counts under such a name. */
const counted = new Set(["failed", "success", "successful", "passed", "passing", "failing", "available", "healthy", "unhealthy", "triggered", "open"]);
const noSwitch = new Set(["count", "auto", "can"]);
const positions: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([[true, true], [false, false], ["true", true], ["false", false], ["yes", true], ["no", false], [1, true], [0, false], ["1", true], ["0", false]]);

/** `is_up: false`, `resolved: true`, `firing: 1`. */
function bySwitch({ words, value, holder }: Leaf): StateSign | null {
  const last = words.at(-1) ?? "";
  const off = switchedOff.get(last) ?? (holder.kind === "subject" ? ownSwitches.get(last) : undefined);
  const worth = off ?? switchedOn.get(last);
  const position = positions.get(typeof value === "string" ? value.toLowerCase() : value);
  if (worth === undefined || position === undefined || words.length > 4 || words.some((word) => noSwitch.has(word))) return null;
  if (typeof value !== "number") return { status: position === (off !== undefined) ? "resolved" : "firing", score: worth };
  return counted.has(last) ? null : { status: position === (off !== undefined) ? "resolved" : "firing", score: unsure };
}

const endings = worths({ resolved: 6, closed: 6, recovered: 6, recover: 6, cleared: 6, clear: 6, recovery: 6, cancelled: 5, canceled: 5, cancel: 5, restored: 5, ended: 4.5 });
const momentWords = new Set(["at", "on", "time", "date", "timestamp", "datetime", "utc", "iso", "ms"]);

/** What lasts from a moment to another: with an end it is over, whatever it was. */
const spans = new Set(["period", "outage", "downtime", "interruption"]);

/** `resolved_at` and the like: set, it is over; there and not set, it is not. */
function byMoment({ words, value, holder }: Leaf): StateSign | null {
  const end = words.findLastIndex((word) => !momentWords.has(word));
  const worth = endings.get(words[end] ?? "");
  if (worth === undefined || words.length > 4 || typeof value === "boolean") return null;
  if (!isNever(value)) return { status: "resolved", score: spans.has(holder.words.at(-1) ?? "") ? 2 * worth + sure : worth };
  return end < words.length - 1 ? { status: "firing", score: 2 } : null;
}

function isNever(value: string | number | null): boolean {
  return value === null || value === 0 || value === "0" || String(value).startsWith("0001-01-01");
}

/** How a program ended: naught is well (POSIX, exit status). */
function byExit({ words, value, holder }: Leaf): StateSign | null {
  const number = typeof value === "string" && /^\d{1,3}$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number)) return null;
  const name = words.slice(-2).join(" ");
  const isExit = /^(?:exit|return) (?:code|status)$/.test(name) || words.at(-1) === "returncode";
  if (!isExit && !(name === "status" && holder.subject === "check")) return null;
  return { status: number === 0 ? "resolved" : "firing", score: isExit ? 5 : 4 };
}

const longestSentence = 2_000;
const sentenceNames = new Set(["title", "subtitle", "subject", "summary", "text", "message", "msg", "headline", "description", "fallback", "readable", "body", "type", "content", "info", "event", "entry"]);

function isSentence({ words, value }: Leaf): boolean {
  return typeof value === "string" && value.length <= longestSentence && sentenceNames.has(words.at(-1) ?? "") && /\s/.test(value);
}

const goodMark = /^[\s*]*(?:✅|🟢|✔|💚|☑|🆗|:white_check_mark:|:heavy_check_mark:|:(?:large_)?green_(?:circle|heart|square|check)[a-z_]*:|:ok:)/u;
const badMark = /^[\s*]*(?:🔴|🚨|🔥|❌|🛑|⛔|‼|⚠|🟠|🟡|💥|❗|:red_circle:|:rotating_light:|:fire:|:x:|:warning:|:exclamation:|:bangbang:|:large_(?:orange|yellow)_circle:)/u;
const over = /^(?:closed|resolved|cleared) (?:by|via)\b|\b(?:(?<!not )(?:works?|working|responds|responding|reports|reporting|running|available|reachable|connected|online|up) again|back (?:up|on|online|to normal|within|in normal)|(?:has|have) returned\b|(?:has|have|had|was|were|is|are|been|now) (?:now |been |again )?(?:resolved|cleared|recovered|closed|restored|healthy|ok|reachable|normal|online|up)\b|(?<!not )within (?:the |its )?limits?\b|no longer (?!reachable|available|responding|running|answering|reporting|working|online|up\b)|came (?:back )?(?:up|online)|returned to normal|recovered\b|\b(?:succeeded|passed)[.!]?$)/i;
/** What a rule waits for has not happened yet, as in `Tell me when a node goes down`. */
const supposed = /\b(?:when|whenever|if|wenn|falls)\b.*/is;
const overAbroad = /(?<!\p{L})(?:wieder (?:da|ok|frei|normal|online|am netz|in betrieb|(?:erreich|verf(?:ü|ue)g)bar)|l(?:ä|ae)uft wieder|(?:de|à) nouveau (?:joignable|disponible|en ligne|normal)|de nuevo (?:disponible|en línea)|di nuovo (?:disponibile|raggiungibile|online)|weer (?:bereikbaar|beschikbaar|online))(?!\p{L})/iu;
const unsolved = /\b(?:not|cannot|can't|couldn't|unable to|failed to) (?:be )?(?:resolved?|cleared?|closed?|recover(?:ed)?|restored?)\b/i;
const begun = /\b(?:(?:is|are|was|has|have|went|gone|goes|became|been|now) (?:gone |been |now )?(?:down|offline|unreachable|failing|failed|critical|degraded|unavailable|unhealthy|triggered|missing|not (?:responding|reachable|running))\b|failed\b|unreachable\b)/i;

/** What a title or another sentence says: `[RESOLVED] …`, `DOWN: …`, `✅ …`, `… is back up`. */
function bySentence({ value }: Leaf, isTitle: boolean): StateSign | null {
  if (typeof value !== "string") return null;
  const text = value.slice(0, longestSentence).trim();
  const line = plainSubject(withoutName(text.slice(0, 300).split("\n", 1)[0] ?? ""), null);
  const happened = line.replace(supposed, "");
  const begin = markOf(text) ?? statusIn(line) ?? statusIn(/^(?:FIRING|RESOLVED|RECOVERED|CLEARED|TRIGGERED|PROBLEM|CRITICAL|DOWN|OK)\b/.exec(line)?.[0]) ?? statusOfLines(text);
  const status = begin ?? statusOfPhrase(text.replace(supposed, "")) ?? statusInMail(happened, "") ?? stateAtEnd(happened);
  return status && { status, score: (begin ? 5 : 4) + Number(isTitle) * 0.5 };
}

const tellingLine = /^[\s*>-]*(ok|okay|normal|recovered|resolved|critical|crit|warning|warn|error|unknown|failed|down)s?\s*:/gim;

/** Below a heading, each line may begin with a state: the worst of them counts. */
function statusOfLines(text: string): SignalStatus | null {
  if (!text.includes("\n")) return null;
  const told = [...text.matchAll(tellingLine)].flatMap(([, word = ""]) => statusIn(`${word}:`) ?? []);
  return told.includes("firing") ? "firing" : (told[0] ?? null);
}

function statusOfPhrase(text: string): SignalStatus | null {
  if (unsolved.test(text)) return "firing";
  if (over.test(text) || overAbroad.test(text)) return "resolved";
  return begun.test(text) ? "firing" : null;
}

function markOf(text: string): SignalStatus | null {
  if (goodMark.test(text)) return "resolved";
  return badMark.test(text) ? "firing" : null;
}

function byColor({ words, value }: Leaf): StateSign | null {
  const color = /^colou?r$/.test(words.at(-1) ?? "") ? colorOf(value) : null;
  return color && { status: color === "green" ? "resolved" : "firing", score: 2 };
}
