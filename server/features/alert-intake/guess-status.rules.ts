import type { Leaf } from "./guess-leaves.rules.ts";
import { bestOf, worthOfPlace, type PlaceWorth } from "./guess-place.rules.ts";
import { signIn, type StateSign } from "./guess-state-signs.rules.ts";
import { readState } from "./guess-state-words.rules.ts";
import { kindOf, remembered, undecorated, worths, type WordKind } from "./guess-words.rules.ts";
import type { SignalStatus } from "./signal.rules.ts";

/** A status, and the member it was read from. */
export interface Told {
  status: SignalStatus;
  leaf: Leaf;
  /** Whether a word said it that can be nothing but a state. */
  isPlain: boolean;
  score: number;
}

const place: PlaceWorth = { strange: -11, past: -50, outer: -2, depth: -0.3, list: -1, later: -2, pair: -1, kinds: { subject: 1, watcher: 0.5, thing: -1.5, bag: -3 } };

/** The state that a thing is in by these members; null where none tells it. */
export function statusAmong(leaves: readonly Leaf[], title: Leaf | null): Told | null {
  return statusNamed(leaves, title) ?? statusUnnamed(leaves);
}

function statusNamed(leaves: readonly Leaf[], title: Leaf | null): Told | null {
  const isAlarm = leaves.some(isOfAlarm);
  const conditions = new Map(leaves.filter(isTypeOfCondition).map(({ holder, value }) => [holder, readState(String(value), true)?.status]));
  return bestOf(leaves, (leaf) => {
    const word = byCondition(leaf, conditions.get(leaf.holder)) ?? inWords(leaf) ?? (isAlarm ? bySwitchedAlarm(leaf) : null);
    const found = word ?? signIn(leaf, leaf === title);
    return found && { status: found.status, leaf, isPlain: word?.isPlain === true, score: found.score + worthOfPlace(leaf, place) };
  });
}

const plainState = /^\s*(?:firing|triggered|resolved|recovered|cleared|offline|online|back to normal|all clear)\s*$/i;

/** A word that can be nothing but a state, whatever its member is called. */
function statusUnnamed(leaves: readonly Leaf[]): Told | null {
  const leaf = leaves.find(({ value, holder, isPast }) => typeof value === "string" && plainState.test(value) && !isPast && !holder.isStrange && holder.lists === 0);
  const read = leaf === undefined ? null : readState(String(leaf.value), true);
  return leaf && read ? { status: read.status, leaf, isPlain: false, score: 0.1 } : null;
}

/** How well members with this last word tell the state. */
const lastWords = worths({
  status: 10, state: 10, transition: 10, health: 8, conclusion: 8, outcome: 7.5, result: 7.5, event: 7.5, action: 7.5, condition: 7, type: 6.5, milestone: 6.5, trigger: 6.5,
  to: 7, lifecycle: 7, phase: 6, stage: 5, kind: 5, category: 5, change: 5, notification: 5, reason: 4.5, level: 5, alert: 4, severity: 4, operation: 4, code: 3,
});
/** `event_type`, `alert_action` and the like tell what happened to what. */
const happenings = new Set(["event", "alert", "notification", "message", "trigger", "action", "webhook", "incident", "alarm", "change"]);
const hosts = new Set(["host", "device", "node"]);
const current = new Set(["current", "new", "to"]);
/** Under `status` and `state`. */
const parts = worths({ name: 9.5, label: 9.5, value: 9.5, slug: 9, id: 8.5, category: 8.5, key: 8.5, code: 8.5 });

/** A check, rule or host that is `active` was merely not switched off, and a machine may be running while it is in trouble. */
const isSetUp = new Set<WordKind | undefined>(["watcher", "rule", "thing"]);

function inWords({ words, value, holder }: Leaf): (StateSign & { isPlain: boolean }) | null {
  if (typeof value !== "string" || value.length > 80 || isBesideState(value, words, holder.kind)) return null;
  const { isSeverity, isTelling } = aboutName(words);
  const worth = worthOfName(words, holder.words);
  const read = worth > 0 ? readState(value, isTelling) : null;
  if (read === null || (isSeverity && read.status !== "resolved")) return null;
  return { status: read.status, isPlain: !isSeverity && (isTelling || read.certainty > 0.9), score: worth * read.certainty + Number(isSeverity) * 5 };
}

const alarming = /(?:^|[\W_])(?:alarm|alert|leak|leakage|smoke|fire|flood|moisture|gas|tamper|intrusion|problem|fault|failure)(?:$|[\W_])/i;

/** What is called by what it warns of is on while there is that. */
function isOfAlarm({ words, value, holder }: Leaf): boolean {
  return holder.depth <= 1 && !holder.isStrange && typeof value === "string" && value.length <= 80 && /^(?:name|id|title|sensor|entity|device)$/.test(words.at(-1) ?? "") && alarming.test(value);
}

function bySwitchedAlarm({ words, value, holder }: Leaf): (StateSign & { isPlain: boolean }) | null {
  const position = typeof value === "string" ? /^\s*(on|off)\s*$/i.exec(value)?.[1]?.toLowerCase() : undefined;
  const worth = position === undefined ? 0 : worthOfName(words, holder.words);
  return worth > 0 ? { status: position === "on" ? "firing" : "resolved", isPlain: true, score: worth } : null;
}

function isTypeOfCondition({ words, holder, value }: Leaf): boolean {
  return words.length === 1 && words[0] === "type" && typeof value === "string" && holder.words.at(-1) === "condition";
}

/** `{ "type": "Ready", "status": "False" }`, as Kubernetes tells conditions (API conventions, Typical status properties). */
function byCondition({ words, value }: Leaf, told: SignalStatus | undefined): (StateSign & { isPlain: boolean }) | null {
  const isCondition = words.length === 1 && words[0] === "status" && (value === "True" || value === "False");
  if (!isCondition || (told !== "resolved" && told !== "firing")) return null;
  return { status: (value === "True") === (told === "resolved") ? "resolved" : "firing", isPlain: false, score: 10 };
}

/** A reason in words is a sentence, in one word what happened. */
function isBesideState(value: string, words: readonly string[], kind: WordKind | undefined): boolean {
  const isOfThing = isSetUp.has(kind) || (words.length > 1 && isSetUp.has(kindOf(words.at(-2))));
  return (words.at(-1) === "reason" && /\s/.test(value)) || (isSetUp.has(kind) && /^\s*active\s*$/i.test(value)) || (isOfThing && /^\s*running\s*$/i.test(value));
}

function isState(words: readonly string[]): boolean {
  return words.includes("status") || words.includes("state");
}

const aboutName = remembered((words) => {
  const core = undecorated(words);
  const base = core.includes("http") ? 0 : worthOfCore(core, core !== words);
  return {
    // Many tell the end with a severity such as `clear` alone.
    isSeverity: words.includes("severity") || words.includes("level") || words.includes("priority"),
    isTelling: isState(words) || words.includes("notification") || words.includes("transition"),
    worth: base === 0 ? 0 : base + freshness(core) + Number(happens(core)) * 1.5 - Number(core.some((word) => hosts.has(word))) * 3,
    isBare: core.length === 1 && /^(?:type|name|action)$/.test(core[0] ?? ""),
  };
});

function worthOfName(words: readonly string[], holderWords: readonly string[]): number {
  const part = words.length === 1 ? parts.get(words[0]!) : undefined;
  if (part !== undefined && isState(holderWords.slice(-1))) return part + freshness(holderWords);
  const { worth, isBare } = aboutName(words);
  return worth > 0 && isBare && happenings.has(holderWords.at(-1) ?? "") ? worth + 1.5 : worth;
}

function worthOfCore(core: readonly string[], isDecorated: boolean): number {
  const last = core.at(-1) ?? "";
  if (last === "type" && core.includes("notification")) return 11;
  if (last === "code" && isState(core)) return 9;
  if (isState(core)) return (lastWords.get(last) ?? 6) - Number(isDecorated) * 0.3;
  const isPlain = !isDecorated || happens(core) || (core.length === 1 && last !== "alert");
  return isPlain ? (lastWords.get(last) ?? 0) : 0;
}

function freshness(words: readonly string[]): number {
  return words.some((word) => current.has(word)) ? 2 : 0;
}

function happens(core: readonly string[]): boolean {
  const last = core.at(-1) ?? "";
  return last !== "status" && last !== "state" && lastWords.has(last) && core.slice(0, -1).some((word) => happenings.has(word));
}
