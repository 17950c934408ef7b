import { isIdentifying } from "./guess-key-names.rules.ts";
import type { Leaf } from "./guess-leaves.rules.ts";
import { keyOfSubject, plainSubject } from "./mail-words.rules.ts";

const longestSubject = 500;
/** `linkDown` and `linkUp`, as SNMP names its traps (RFC 3418). */
const turningEnd = /(?<=[a-z])(?:Up|Down)\b/g;
/** Marks and verbs that turn with the state. */
const turning = [
  /[\p{Extended_Pictographic}\uFE0F]|(?<!\w):[a-z][a-z0-9_+-]*:(?!\w)/gu,
  /\b(?:went|gone|goes|came|comes|turned|returned|became|gets|got|following|report(?:s|ing)|available|expire[sd]?|expiring|renewed|revived|steht|nicht|niet|weer|non|l(?:ä|ae)uft|(?:de|di|à) (?:nouveau|nuevo|nuovo))\b/giu,
];
/** What is lost and comes back: contact, and the mains. */
const lost = /\blost (?:its |the )?(?:signal|connection|contact)\b|\b(?:running |runs )?on (?:(?:line|mains|utility) power|batter(?:y|ies)|mains)\b|\b(?:l(?:ä|ae)uft )?auf batterie\b|\bam netz\b/giu;
/** Where a measurement stands, and for how long. */
const bounded = /\b(?:back )?(?:in|within|out of|above|below|over|under|outside) (?:the |its )?(?:normal |allowed )?(?:limits?|range|thresholds?|bounds)\b|\b(?:for|after) (?:more than |over )?\d+ ?(?:s|sec|seconds?|min|minutes?|h|hours?)\b/giu;
/** `…, 24 min left` is what was measured. */
const measured = /,\s+(?:\p{L}[\p{L} ]{0,30}:?\s)?\d+(?:[.,]\d+)?\s?(?:%|ms|s|sec|min|minutes?|h|hours?|d|days?|°?C|[kmgt]i?b)(?:\s\p{L}{2,12})?\s*$/iu;

/** What stays of a text while the state of what it tells of turns; empty where nothing does. */
export function steadyWords(text: string): string {
  const told = text.slice(0, longestSubject).replace(measured, "").replace(turningEnd, "");
  return keyOfSubject(plainSubject([lost, bounded, ...turning].reduce((rest, pattern) => rest.replace(pattern, " "), told), null));
}

/** What a message says of a number that is a member of its own was measured, as in `"lag": 182334`. */
export function withoutMeasured(text: string, leaves: readonly Leaf[]): string {
  const measured = new Set(leaves.filter(({ value, words }) => typeof value === "number" && !isIdentifying(words)).map(({ value }) => String(value)));
  return measured.size === 0 ? text : text.replace(/(?<![\p{L}\p{N}_./-])\d+(?:\.\d+)?(?![\p{L}\p{N}_/-])/gu, (number) => (measured.has(number) ? "" : number));
}
