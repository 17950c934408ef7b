import type { Instant } from "../../values/instant.ts";
import { cut } from "../../values/text.ts";
import type { Leaf } from "./guess-leaves.rules.ts";
import { bestOf, worthOfPlace, type PlaceWorth } from "./guess-place.rules.ts";
import { momentOf } from "./guess-times.rules.ts";
import { worths } from "./guess-words.rules.ts";
import { statusOf } from "./signal.rules.ts";

const services = worths({ service: 10, application: 7, app: 7, component: 6, subsystem: 4, product: 3, project: 3 });
const servicePlace: PlaceWorth = { strange: -7, past: -50, outer: 0, depth: -0.4, list: -0.5, later: 0, pair: 0, kinds: { bag: 0 } };

/** The service that these members name; null where they name none. */
export function serviceAmong(leaves: readonly Leaf[]): Leaf | null {
  const best = bestOf(leaves, (leaf) => {
    const worth = isPlainName(leaf) ? (services.get(thingNamed(leaf)) ?? 0) : 0;
    const isForgiven = leaf.holder.isStrange && (leaf.holder.kind === "bag" || leaf.isPair || leaf.holder.subject === "project");
    return worth === 0 ? null : { leaf, score: worth + worthOfPlace(leaf, servicePlace) - Number(isForgiven) * servicePlace.strange };
  });
  return best?.leaf ?? null;
}

function isPlainName({ value }: Leaf): boolean {
  return typeof value === "string" && value.length <= 200 && !/\n|^https?:/.test(value) && statusOf(value) === null;
}

const nameWords = new Set(["name", "label", "title"]);

/** What a member is the name of: `service`, `service_name`, and `name` in `service`. */
function thingNamed({ words, holder }: Leaf): string {
  const [first = "", second] = words;
  if (words.length > 2) return "";
  if (second === undefined) return nameWords.has(first) ? holder.subject : first;
  if (nameWords.has(second)) return first;
  return second === "service" && first !== "monitoring" ? second : "";
}

const beginnings = worths({
  started: 10, start: 9, starts: 9, triggered: 9, fired: 9, opened: 9, begin: 9, began: 9, trigger: 8.5, since: 8.5, activated: 8.5, raised: 8.5, detected: 8, occurred: 8, occurrence: 8, first: 7.5, incident: 7.5,
  alert: 7, created: 7, creation: 7, problem: 7, alarm: 7, outage: 7, event: 6.5, reported: 6.5, report: 6.5, source: 4, status: 4,
});
const moments = worths({ time: 3, timestamp: 3, date: 3, datetime: 3, at: 3, on: 3, ts: 3, iso: 3, utc: 3, when: 3, epoch: 3, millis: 3, ms: 3, seen: 3, received: 3, now: 3, clock: 3 });
const bareMoments = worths({ start: 8, since: 8, started: 8, began: 8, created: 7, timestamp: 6, time: 6, datetime: 6, date: 5.5, ts: 5.5, when: 5, clock: 5, now: 4 });
const otherMoments = new Set("update updated modified end ended resolved closed recovered cleared cancel acknowledged ack sent notified last next expire expiry expiration until finish finished completed previous duration window period timeframe".split(" "));
const momentPlace: PlaceWorth = { strange: -5, past: -50, outer: -3, depth: -0.3, list: -1.5, later: 0, pair: 0, kinds: { subject: 0.5 } };

/** When it began, and by which member; null where none tells it. */
export function beginningAmong(leaves: readonly Leaf[]): { leaf: Leaf; at: Instant } | null {
  return bestOf(leaves, (leaf) => {
    const worth = worthAsBeginning(leaf.words);
    const at = worth === 0 ? null : momentOf(leaf.value);
    return at === null ? null : { leaf, at, score: worth + worthOfPlace(leaf, momentPlace) };
  });
}

function worthAsBeginning(words: readonly string[]): number {
  if (words.some((word) => otherMoments.has(word))) return 0;
  const last = words.at(-1) ?? "";
  if (words.length === 1) return bareMoments.get(last) ?? 0;
  const isMoment = moments.has(last) || beginnings.has(last);
  return isMoment ? Math.max(0, ...words.map((word) => beginnings.get(word) ?? 0)) || (moments.get(last) ?? 0) : 0;
}

const labelNames = new Map([["host", "host"], ["hostname", "host"], ["environment", "environment"], ["env", "environment"], ["region", "region"], ["cluster", "cluster"], ["namespace", "namespace"], ["team", "team"], ["application", "application"], ["component", "component"], ["datacenter", "datacenter"]]);
const mostLabels = 100;
/** What changes from one delivery to the next tells nothing that could be told apart by. */
const changing = /^(?:severity|status|state|priority|level|time|timestamp|date|since|duration|value|at|started|ended|description|summary|message|title|text)$/;

/** The labels, tags and fields somebody put on it, and what names the place it happened at. */
export function labelsAmong(leaves: readonly Leaf[]): Record<string, string> {
  const labels = new Map<string, string>();
  for (const leaf of leaves) {
    const name = leaf.value === null || labels.size >= mostLabels ? "" : labelOf(leaf);
    if (name !== "" && !labels.has(name)) labels.set(name, cut(String(leaf.value), 1_000));
  }
  return Object.fromEntries(labels);
}

function labelOf({ holder, words, name, key, isPair, value }: Leaf): string {
  if (isPair) return words.length <= 3 && !words.some((word) => changing.test(word) || statusOf(word) !== null) ? cut(name, 200) : "";
  if (holder.kind === "bag" && typeof key === "string" && !holder.words.includes("annotation")) return cut(name, 200);
  return isPlace(holder, value) ? (labelNames.get(placeNamed(words, holder.subject)) ?? "") : "";
}

function isPlace(holder: Leaf["holder"], value: Leaf["value"]): boolean {
  return !holder.isStrange && !holder.isPast && holder.lists === 0 && typeof value === "string" && value.length <= 200;
}

function placeNamed(words: readonly string[], subject: string): string {
  if (words.at(-1) === "name") return words.at(-2) ?? subject;
  return words.length === 1 ? (words[0] ?? "") : "";
}
