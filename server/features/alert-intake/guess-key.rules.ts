import { canonicalJson } from "../../values/canonical-json.ts";
import type { Holder, Leaf } from "./guess-leaves.rules.ts";
import { bestOf, worthOfPlace, type PlaceWorth } from "./guess-place.rules.ts";
import { titleAmong, type Titled } from "./guess-title.rules.ts";
import { kindOf, worths, type WordKind } from "./guess-words.rules.ts";
import { keyOfSubject, plainSubject } from "./mail-words.rules.ts";
import { statusOf } from "./signal.rules.ts";

/** What makes a thing the same one next time, and the members it was put together from. */
export interface Keyed {
  text: string;
  /** Empty where no expression can pick it. */
  leaves: readonly Leaf[];
}

/** The key that these members make: an identifier, else labels, its address, or check and host; else the title without its state. Null where there is none of these. */
export function keyAmong(leaves: readonly Leaf[], title: Titled | null): Keyed | null {
  const identifier = bestIdentifier(leaves);
  if (identifier !== null) return withHost(identifier, leaves);
  return byLabels(leaves) ?? byAddress(leaves) ?? byNames(leaves, title) ?? byTitle(leaves, title);
}

function keyedBy(...leaves: readonly Leaf[]): Keyed {
  return { text: leaves.map(({ value }) => String(value).trim()).join("/"), leaves };
}

interface Identifier {
  leaf: Leaf;
  /** Whether it stands for all hosts that a rule or check looks after. */
  isShared: boolean;
  score: number;
}

/** A rule or a check may fail on many hosts at once. */
function withHost({ leaf, isShared }: Identifier, leaves: readonly Leaf[]): Keyed {
  const host = isShared ? bestNamed(leaves, hostNames) : null;
  return host === null ? keyedBy(leaf) : keyedBy(leaf, host);
}

const place: PlaceWorth = { strange: -6, past: -50, outer: -50, depth: -0.2, list: -3, later: -50, pair: -1, kinds: {} };
/** In chat messages the top names who writes. */
const chats = new Set(["attachment", "embed", "block"]);
const leastWorth = 4;
const wrappers = new Set("data payload body detail attribute content record event object resource".split(" "));
/** What a thing that is wrapped has, and its wrapping has not. */
const wrapped = new Set(["id", "name", "title", "summary", "message", "text", "status", "state"]);

function bestIdentifier(leaves: readonly Leaf[]): Identifier | null {
  const isWrapped = leaves.some(isInWrapper);
  const isChat = leaves.some(({ holder }) => chats.has(holder.words[0] ?? ""));
  const best = bestOf(leaves, (leaf) => {
    const worth = isPossible(leaf) && !(isChat && leaf.holder.depth === 0) ? worthOfName(leaf, isWrapped) : 0;
    const owner = leaf.words.length > 1 ? ownerIn(leaf.words) : leaf.holder.kind;
    return worth === 0 ? null : { leaf, isShared: owner === "rule" || owner === "watcher", score: worth + worthOfPlace(leaf, place) };
  });
  return best !== null && best.score >= leastWorth ? best : null;
}

/** Beside a wrapped thing, a bare `id` is that of the delivery. */
function isInWrapper({ holder, words }: Leaf): boolean {
  if (holder.depth !== 1 || !(holder.words.length === 1 || (words.length === 1 && wrapped.has(words[0]!)))) return false;
  return holder.kind === "subject" || holder.kind === "watcher" || wrappers.has(holder.words.at(-1) ?? "");
}

function isPossible({ value, holder }: Leaf): boolean {
  if (value === null || typeof value === "boolean" || holder.lists > 1) return false;
  const text = String(value).trim();
  return text.length <= 512 && !/^0*$|^https?:|^\d{4}-\d\d-\d\dT/i.test(text);
}

const forms = worths({ id: 0, uid: 0.2, uuid: 0.2, guid: 0.2, evid: 0, arn: -0.3, identifier: 0, key: -0.5, ref: -2, reference: -2, number: -2.5, iid: -3, code: -3, slug: -3, hash: -1 });
/** How steady an identifier is by what it identifies. */
const owners: Readonly<Record<WordKind, number>> = { subject: 9.5, watcher: 8, rule: 6.5, envelope: 6.5, thing: 3.5, bag: 3, stranger: -5, past: -9 };
/** What is identified once for each delivery, or stands for who is behind it. */
const fleeting = new Set("event delivery notification message request execution run trace span transaction log session process sequence offset queue installation sync revision commit build schema version attempt call operation parent external thread invocation workspace project tenant company site region zone field product customer topic task".split(" "));

function worthOfName({ words, holder }: Leaf, isWrapped: boolean): number {
  const last = words.at(-1) ?? "";
  if (words.some((word) => /^(?:dedup|fingerprint)/.test(word))) return 12;
  if (last === "alias" && words.length === 1) return holder.kind === "subject" ? 10 : holder.depth === 0 ? 4.5 : 0;
  const form = last === "code" && words.length > 1 ? undefined : forms.get(last);
  if (form === undefined) return 0;
  if (words.includes("correlation")) return 9;
  return Math.max(0, form + (words.length > 1 ? worthOfQualified(words) : worthOfBare(holder, isWrapped)));
}

/** Of one among many by their names alone. */
const qualifiers = worths({ cycle: 10.5, series: 8.5, sys: 8.5, unique: 8.5, config: 5 });

function worthOfQualified(words: readonly string[]): number {
  const before = words.at(-2) ?? "";
  if (fleeting.has(before)) return worthOfFleeting(before, words.at(-1));
  const kind = ownerIn(words);
  const known = before === "entity" && words.length === 2 ? 8.5 : qualifiers.get(before);
  if (known !== undefined) return known;
  if (kind === undefined || kind === "envelope") return 3.5;
  return owners[kind] - Number(words.includes("alert") || words.includes("alarm")) * 0.5;
}

function worthOfFleeting(before: string, last: string | undefined): number {
  if (before !== "event") return 0;
  return last === "arn" ? 6 : 3;
}

function ownerIn(words: readonly string[]): WordKind | undefined {
  return words.slice(0, -1).map(kindOf).findLast((kind) => kind !== undefined);
}

function worthOfBare(holder: Holder, isWrapped: boolean): number {
  if (holder.depth === 0) return isWrapped ? 3 : 7;
  const held = holder.words.at(-1) ?? "";
  if (fleeting.has(held) || held === "action") return 2;
  if (holder.kind === undefined) return holder.subject === "" ? 6.5 : 3.5;
  return owners[holder.kind];
}

/** Prometheus tells alerts apart by their labels (https://prometheus.io/docs/alerting/latest/alerts_api/). */
function byLabels(leaves: readonly Leaf[]): Keyed | null {
  const named = leaves.find(({ key, holder, value }) => key === "alertname" && holder.kind === "bag" && !holder.isOuter && value !== null);
  if (!named) return null;
  const labels = leaves.filter(({ holder, value }) => holder === named.holder && value !== null);
  return { text: canonicalJson(Object.fromEntries(labels.map(({ name, value }) => [name, value]))), leaves: [] };
}

const hostNames = worths({ host: 10, hostname: 9.5, fqdn: 8, device: 8, node: 7.5, instance: 7, server: 7, machine: 7, computer: 7, vm: 6.5, pod: 6, entity: 5.5, resource: 5, target: 4.5 });
const checkNames = worths({ check: 9, monitor: 9, alarm: 8.5, sensor: 8, rule: 7.5, service: 7, job: 7, test: 7, alert: 7, condition: 6.5, search: 6.5, pipeline: 6.5, policy: 6, workflow: 6, trigger: 5, metric: 5, datasource: 5 });
const namePlace: PlaceWorth = { strange: -6, past: -50, outer: -50, depth: -0.3, list: -6, later: -50, pair: 0, kinds: {} };

/** What failed, and where. A service alone may fail in more than one way, and a rule find more than what it is called. */
function byNames(leaves: readonly Leaf[], title: Titled | null): Keyed | null {
  const isNamed = nameWords.has(title?.leaf.words.at(-1) ?? "");
  const check = bestNamed(isNamed ? leaves.filter((leaf) => leaf === title?.leaf || kindOf(thingNamed(leaf)) !== "rule") : leaves, checkNames);
  const host = bestNamed(leaves, hostNames) ?? identifiedThing(leaves);
  if (check === null || (host === null && common.has(thingNamed(check)))) return null;
  return host === null || host === check ? keyedBy(check) : keyedBy(check, host);
}

/** What many things have alike. */
const common = new Set(["service", "metric", "datasource", "trigger", "condition", "policy"]);

function identifiedThing(leaves: readonly Leaf[]): Leaf | null {
  const best = bestOf(leaves, (leaf) => {
    const owner = leaf.words.length > 1 ? leaf.words.at(-2) : leaf.holder.subject;
    const worth = forms.has(leaf.words.at(-1) ?? "") && isPossible(leaf) ? (hostNames.get(owner ?? "") ?? 0) : 0;
    return worth === 0 ? null : { leaf, score: worth + worthOfPlace(leaf, namePlace) };
  });
  return best?.leaf ?? null;
}

function bestNamed(leaves: readonly Leaf[], names: ReadonlyMap<string, number>): Leaf | null {
  const best = bestOf(leaves, (leaf) => {
    const worth = isName(leaf) ? names.get(thingNamed(leaf)) : undefined;
    return worth === undefined ? null : { leaf, score: worth + worthOfPlace(leaf, namePlace) };
  });
  return best !== null && best.score > 1 ? best.leaf : null;
}

function isName({ value }: Leaf): boolean {
  return typeof value === "string" && value.length < 200 && !value.includes("\n") && !/^(?:https?:|\d+$)/.test(value) && statusOf(value) === null;
}

const noNames = new Set(["state", "status", "type", "result"]);

/** What a member is the name of: `host`, `host_name`, and `name` in `host`. */
function thingNamed({ words, holder }: Leaf): string {
  const last = words.at(-1) ?? "";
  if (words.some((word) => noNames.has(word))) return "";
  if (last !== "name") return words.length <= 2 ? last : "";
  return words.length === 1 ? holder.subject : (words.slice(0, -1).findLast((word) => kindOf(word) !== undefined) ?? "");
}

/** The address of the alert itself, where it stands for nothing but that. */
function byAddress(leaves: readonly Leaf[]): Keyed | null {
  const found = leaves.find(({ words, holder, value }) => {
    const owner = words.length > 1 ? kindOf(words.at(-2)) : holder.kind;
    const isOwn = owner === "subject" && !holder.isOuter && !holder.isStrange && holder.lists === 0;
    return isOwn && /^(?:url|link|href|permalink)$/.test(words.at(-1) ?? "") && /^https?:\/\/[^\s?]{10,300}$/i.test(String(value));
  });
  return found ? keyedBy(found) : null;
}

const nameWords = new Set(["name", "title", "label", "headline", "subject", "alarm", "alert", "problem", "rule", "check", "monitor", "job"]);
const leastName = 5;
const longestHeading = 3;
const longestSubject = 500;
/** Marks and verbs that turn with the state. */
const turning = /[\p{Extended_Pictographic}\uFE0F]|(?<!\w):[a-z][a-z0-9_+-]*:(?!\w)|\b(?:went|gone|goes|came|comes|turned|became|gets|got|following)\b/giu;

function byTitle(leaves: readonly Leaf[], title: Titled | null): Keyed | null {
  const host = bestNamed(leaves, hostNames);
  const isMeasured = host !== null && title?.leaf.words.at(-1) === "output";
  const steady = title === null || isMeasured ? "" : keyOfSubject(plainSubject(steadiest(leaves, title).slice(0, longestSubject).replace(turning, " "), null));
  if (steady === "") return host && keyedBy(host);
  const name = host === null ? "" : String(host.value);
  return { text: name === "" || steady.includes(name.toLowerCase()) ? steady : `${steady}/${name}`, leaves: [] };
}

/** Names stay while messages tell how it goes on; a heading may be that of every message. */
function steadiest(leaves: readonly Leaf[], title: Titled): string {
  const named = titleAmong(leaves.filter(({ words }) => nameWords.has(words.at(-1) ?? "")));
  if (named !== null && named.score >= leastName) return named.text;
  const whole = String(title.leaf.value).trim();
  return whole.includes("\n") && title.text.split(/\s+/).length <= longestHeading ? whole : title.text;
}
