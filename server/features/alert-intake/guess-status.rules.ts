import type { Leaf } from "./guess-leaves.rules.ts";
import { bestOf, worthOfPlace, type PlaceWorth } from "./guess-place.rules.ts";
import { signIn, type StateSign } from "./guess-state-signs.rules.ts";
import { readState } from "./guess-state-words.rules.ts";
import { undecorated, worths } from "./guess-words.rules.ts";
import type { SignalStatus } from "./signal.rules.ts";

/** A status, and the member it was read from. */
export interface Told {
  status: SignalStatus;
  leaf: Leaf;
  score: number;
}

const place: PlaceWorth = { strange: -8, past: -9, outer: -2, depth: -0.3, list: -1, later: -2, pair: -1, kinds: { subject: 1, watcher: 0.5, thing: -1.5, bag: -3 } };

/** The state that a thing is in by these members; null where none tells it. */
export function statusAmong(leaves: readonly Leaf[], title: Leaf | null): Told | null {
  return bestOf(leaves, (leaf) => {
    const found = inWords(leaf) ?? signIn(leaf, leaf === title);
    return found && { status: found.status, leaf, score: found.score + worthOfPlace(leaf, place) };
  });
}

/** How well members with this last word tell the state. */
const lastWords = worths({
  status: 10, state: 10, transition: 10, health: 8, conclusion: 8, outcome: 7.5, result: 7.5, event: 7.5, action: 7.5, condition: 7, type: 6.5, milestone: 6.5, trigger: 6.5,
  phase: 6, stage: 5, kind: 5, category: 5, change: 5, notification: 5, level: 5, alert: 4, severity: 4, operation: 4, code: 3,
});
/** `event_type`, `alert_action` and the like tell what happened to what. */
const happenings = new Set(["event", "alert", "notification", "message", "trigger", "action", "webhook", "incident", "alarm", "change"]);
const hosts = new Set(["host", "device", "node"]);
const current = new Set(["current", "new", "to"]);
/** Under `status` and `state`. */
const parts = worths({ name: 9.5, label: 9.5, value: 9.5, slug: 9, id: 8.5, category: 8.5, key: 8.5, code: 8.5 });

function inWords({ words, value, holder }: Leaf): StateSign | null {
  if (typeof value !== "string" || value.length > 80) return null;
  const worth = worthOfName(words, holder.words);
  const read = worth > 0 ? readState(value, isState(words) || words.includes("notification") || words.includes("transition")) : null;
  if (!isSeverity(words)) return read && { status: read.status, score: worth * read.certainty };
  return read?.status === "resolved" ? { status: "resolved", score: worth * read.certainty + 5 } : null;
}

function isState(words: readonly string[]): boolean {
  return words.includes("status") || words.includes("state");
}

/** Many tell the end with a severity such as `clear` alone. */
function isSeverity(words: readonly string[]): boolean {
  return words.includes("severity") || words.includes("level") || words.includes("priority");
}

function worthOfName(words: readonly string[], holderWords: readonly string[]): number {
  const part = words.length === 1 && isState(holderWords.slice(-1)) ? parts.get(words[0]!) : undefined;
  if (part !== undefined) return part + freshness(holderWords);
  const core = undecorated(words);
  const base = core.includes("http") ? 0 : worthOfCore(core, core !== words);
  return base === 0 ? 0 : base + freshness(core) + (happensIn(core, holderWords) ? 1.5 : 0) - (core.some((word) => hosts.has(word)) ? 3 : 0);
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

function happensIn(core: readonly string[], holderWords: readonly string[]): boolean {
  if (core.length > 1) return happens(core);
  return /^(?:type|name|action)$/.test(core[0] ?? "") && happenings.has(holderWords.at(-1) ?? "");
}
