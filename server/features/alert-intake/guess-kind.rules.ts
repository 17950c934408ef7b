import type { Leaf } from "./guess-leaves.rules.ts";
import { vagueHappenings } from "./guess-look.rules.ts";
import { readState } from "./guess-state-words.rules.ts";
import { kindOf, wordsOf } from "./guess-words.rules.ts";

/** What says how a message was sent, and not what happened. */
const vague = new Set([...vagueHappenings, "update", "new", "default", "generic", "send", "sent", "test"]);
const ownNames = new Set(["reading", "violation", "threat"]);

/** The kind of thing that happened, as `aph_type: phishing` or `kind: cert-expiry`, where it is told apart from its state; null where none is. */
export function kindAmong(leaves: readonly Leaf[]): Leaf | null {
  return leaves.find(isKind) ?? null;
}

function isKind({ words, holder, value, isPast }: Leaf): boolean {
  const naming = namingOf(words);
  const isText = typeof value === "string" && !holder.isStrange && !isPast && holder.lists <= 1;
  return naming !== null && isText && /^[\p{L}\d]+(?:[._-][\p{L}\d]+)*$/u.test(value) && isTelling(wordsOf(value), naming === "own");
}

/** Whether a member of this name tells a kind of its own, as `aph_type` does, or perhaps one; null where it tells none. */
function namingOf([first = "", last, ...others]: readonly string[]): "own" | "plain" | null {
  if (others.length > 0) return null;
  if (last !== undefined) return /^(?:type|kind)$/.test(last) && [undefined, "subject"].includes(kindOf(first)) ? "own" : null;
  return ownNames.has(first) ? "own" : /^(?:type|kind|category)$/.test(first) ? "plain" : null;
}

/** A word alone says what happened where its member is called so. */
function isTelling(words: readonly string[], mayBeAlone: boolean): boolean {
  const isWhat = (word: string) => word.length > 2 && kindOf(word) === undefined && !vague.has(word);
  return words.length >= (mayBeAlone ? 1 : 2) && words.some(isWhat) && words.every((word) => !vague.has(word) && readState(word, true) === null);
}
