import { canonicalJson } from "../../values/canonical-json.ts";
import { doneBy, withoutState } from "./guess-doing.rules.ts";
import { checkAmong, hostAmong, machineIn, nameWords, placesAmong, resourceAmong, watchedAmong } from "./guess-key-names.rules.ts";
import { kindAmong } from "./guess-kind.rules.ts";
import type { Holder, Leaf } from "./guess-leaves.rules.ts";
import { bestOf, worthOfPlace, type PlaceWorth } from "./guess-place.rules.ts";
import { runsIn } from "./guess-runs.rules.ts";
import { readState } from "./guess-state-words.rules.ts";
import { steadyWords, withoutMeasured } from "./guess-steady.rules.ts";
import { isOfClass, titleAmong, type Titled } from "./guess-title.rules.ts";
import { kindOf, worths, type WordKind } from "./guess-words.rules.ts";

/** What makes a thing the same one next time, and the members it was put together from. */
export interface Keyed {
  text: string;
  /** Empty where no expression can pick it. */
  leaves: readonly Leaf[];
  /** Whether the envelope around the thing tells a part of it. */
  isOuter: boolean;
}

/** The key that these members make: an identifier, else labels, its address, or check and host; else the title without its state. Null where there is none of these. */
export function keyAmong(leaves: readonly Leaf[], title: Titled | null): Keyed | null {
  const identifier = bestIdentifier(leaves);
  const named = identifier !== null && isOfMessage(identifier.leaf, leaves) ? byNames(leaves, title) : null;
  if (named !== null && named.leaves.length > 1) return named;
  if (identifier !== null) return withHost(identifier, leaves);
  return byLabels(leaves) ?? byAddress(leaves) ?? byNames(leaves, title) ?? byResource(leaves) ?? byTitle(leaves, title);
}

function keyedBy(...leaves: readonly Leaf[]): Keyed {
  return { text: leaves.map(({ value }) => String(value).trim()).join("/"), leaves, isOuter: leaves.some(({ holder }) => holder.isOuter) };
}

interface Identifier {
  leaf: Leaf;
  /** Whether it stands for all hosts that a rule or check looks after. */
  isShared: boolean;
  score: number;
}

/** What has a past or a number of times is told of more than once. */
const lasting = new Set("start started begin began since first open opened create created trigger triggered raised resolved closed end ended duration updated update last count occurrence incident".split(" "));

/** Where nothing lasts that is told of, an identifier that nobody chose is as likely that of the message. */
function isOfMessage({ words, value }: Leaf, leaves: readonly Leaf[]): boolean {
  const isBare = words.length === 1 && /^(?:id|uid|uuid|guid)$/.test(words[0]!);
  return isBare && /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(String(value)) && !leaves.some((leaf) => leaf.words.some((word) => lasting.has(word)));
}

/** `pdu_outlet_reset` tells what kind of alert it is, not which; `/Chassis/1` is one on each machine. */
const isOfMany = /^\p{L}+(?:[_ -]\p{L}+)+$|^\/(?!\/)/u;

/** A rule, a check or a kind of alert may be told of many hosts at once. */
function withHost({ leaf, isShared }: Identifier, leaves: readonly Leaf[]): Keyed {
  const host = isShared || isOfMany.test(String(leaf.value)) ? machineIn(leaves) : null;
  return host === null || host === leaf ? keyedBy(leaf) : keyedBy(leaf, host);
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
  const { isRun, isOfOneRun } = runsIn(leaves);
  const definitions = new Set(leaves.filter(isOfDefinition).map(({ holder }) => holder));
  const isNone = (leaf: Leaf) => !isPossible(leaf) || isOfOneRun(leaf) || (isChat && leaf.holder.depth === 0);
  const best = bestOf(leaves, (leaf) => {
    const worth = isNone(leaf) ? 0 : isDealing(leaf) ? 5.5 : worthOfHeld(leaf, isWrapped || isRun);
    const owner = leaf.words.length > 1 ? ownerIn(leaf.words) : leaf.holder.kind;
    return worth === 0 ? null : { leaf, isShared: owner === "rule" || owner === "watcher" || leaf.words.at(-1) === "code" || definitions.has(leaf.holder), score: worth + worthOfPlace(leaf, place) };
  });
  return best !== null && best.score >= leastWorth ? best : null;
}

/** Beside a wrapped thing, a bare `id` is that of the delivery. */
function isInWrapper({ holder, words }: Leaf): boolean {
  if (holder.depth !== 1 || !(holder.words.length === 1 || (words.length === 1 && wrapped.has(words[0]!)))) return false;
  if (holder.kind === "watcher" && /^(?:status|state)$/.test(words.at(-1) ?? "")) return false;
  return holder.kind === "subject" || holder.kind === "watcher" || wrappers.has(holder.words.at(-1) ?? "");
}

/** What is made anew for each delivery often says so itself. */
const ofDelivery = /^(?:evt|event|msg|wh|del|req)[_-]/i;

function isPossible({ value, holder }: Leaf): boolean {
  if (value === null || typeof value === "boolean" || holder.lists > 1) return false;
  const text = String(value).trim();
  return text.length <= 512 && !ofDelivery.test(text) && !/^0*$|^https?:|^\d{4}-\d\d-\d\dT/i.test(text);
}

const forms = worths({ id: 0, uid: -0.1, uuid: 0.2, guid: -0.1, evid: 0, arn: -0.3, identifier: 0, key: -0.5, ref: -2, reference: -2, number: -2.5, iid: -3, code: -3, slug: -3, hash: -1 });
/** How steady an identifier is by what it identifies. */
const owners: Readonly<Record<WordKind, number>> = { subject: 9.5, watcher: 8, rule: 6.5, envelope: 6.5, thing: 3.5, bag: 3, stranger: -5, past: -9 };
/** What is identified once for each delivery, or stands for who is behind it. */
const fleeting = new Set("event delivery notification message request execution run trace span transaction log session process sequence offset queue installation sync revision commit build schema version attempt call operation parent external thread invocation workspace project tenant company site region zone field product customer topic task".split(" "));

/** Beside a threshold stands the rule, whatever it is called. */
function isOfDefinition({ words, holder }: Leaf): boolean {
  return holder.depth > 0 && /^(?:operator|threshold|comparison|comparator)$/.test(words[0] ?? "");
}

/** `"order": "SO-2024-118"` tells which it is about, whatever is said of it. */
function isDealing({ words, value }: Leaf): boolean {
  return words.length === 1 && dealings.has(words[0]!) && /^(?=.*\p{Lu})(?=.*\d)[\p{Lu}\d]+(?:[-_][\p{Lu}\d]+)*$/u.test(String(value));
}

/** Holders that tell of the delivery as often as of what it brings. */
const deliveries = new Set(["info", "meta", "metadata", "context"]);

const inIdentifier = new Set(["id", "oid", "uid", "uuid"]);

/** An identifier may be held by one, as in `{ "id": { "entityType": "ALARM", "id": "8ab1" } }`. */
function worthOfHeld(leaf: Leaf, isWrapped: boolean): number {
  const { words, parent } = leaf.holder;
  const isHeld = leaf.words.length === 1 && parent !== null && inIdentifier.has(leaf.words[0]!) && forms.has(words.at(-1) ?? "");
  return isHeld ? worthOfName({ words, holder: parent }, false) : worthOfName(leaf, isWrapped);
}

function worthOfName({ words, holder }: Pick<Leaf, "words" | "holder">, isWrapped: boolean): number {
  const last = words.at(-1) ?? "";
  if (words.some((word) => /^(?:dedup|fingerprint)/.test(word))) return 12;
  if (last === "alias" && words.length === 1) return holder.kind === "subject" ? 10 : holder.depth === 0 ? 4.5 : 0;
  const form = last === "code" && words.length > 1 ? undefined : forms.get(last);
  if (form === undefined) return 0;
  if (words.includes("correlation")) return 9;
  return Math.max(0, form + (words.length > 1 ? worthOfQualified(words) : worthOfBare(holder, isWrapped)));
}

/** What is dealt with, one after another. */
const dealings = new Set(["order", "payment", "invoice", "shipment", "parcel", "booking", "transfer", "refund", "dispute", "claim", "file"]);
/** Of one among many by their names alone. */
const qualifiers = worths({ cycle: 10.5, match: 9.5, aggregation: 8.5, series: 8.5, sys: 8.5, unique: 8.5, config: 5, odata: 5 });

function worthOfQualified(words: readonly string[]): number {
  const before = words.at(-2) ?? "";
  if (fleeting.has(before)) return worthOfFleeting(before, words.at(-1));
  const kind = ownerIn(words);
  const known = before === "entity" && words.length === 2 ? 8.5 : qualifiers.get(before);
  if (known !== undefined) return known;
  if (kind === undefined || kind === "envelope") return dealings.has(before) ? 5.5 : 3.5;
  return owners[kind] - Number(words.includes("alert") || words.includes("alarm")) * 0.5 + Number(words.at(-1) === "key" && kind === "subject");
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
  if (deliveries.has(held)) return 5;
  if (holder.kind === undefined) return holder.subject === "" ? 6.5 : dealings.has(held) ? 5.5 : 3.5;
  return owners[holder.kind];
}

/** Prometheus tells alerts apart by their labels (https://prometheus.io/docs/alerting/latest/alerts_api/). */
function byLabels(leaves: readonly Leaf[]): Keyed | null {
  const named = leaves.find(({ key, holder, value }) => key === "alertname" && holder.kind === "bag" && !holder.isOuter && value !== null);
  if (!named) return null;
  const labels = leaves.filter(({ holder, value }) => holder === named.holder && value !== null);
  return { text: canonicalJson(Object.fromEntries(labels.map(({ name, value }) => [name, value]))), leaves: [], isOuter: false };
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

const leastName = 5;
const longestHeading = 3;
/** What failed, and where. */
function byNames(leaves: readonly Leaf[], title: Titled | null): Keyed | null {
  const check = checkAmong(leaves, title) ?? watchedAmong(leaves);
  const places = placesAmong(leaves);
  // A kind alone may be told of many things.
  const named = check ?? (places.length > 0 ? kindAmong(leaves) : null);
  return named && keyedBy(named, ...places.filter((place) => place !== named));
}

/** Kubernetes tells what it is about by kind, namespace and name. */
function byResource(leaves: readonly Leaf[]): Keyed | null {
  const resource = resourceAmong(leaves);
  return resource.length === 0 ? null : keyedBy(...new Set([...resource, ...placesAmong(leaves)]));
}

function byTitle(leaves: readonly Leaf[], title: Titled | null): Keyed | null {
  const host = hostAmong(leaves);
  const all = placesAmong(leaves);
  const doing = all.length > 0 ? doneBy(leaves) : null;
  const isMeasured = host !== null && title?.leaf.words.at(-1) === "output";
  const steady = title === null || isMeasured ? "" : steadyWords(withoutMeasured(withoutState(doing ?? steadiest(leaves, title)), leaves));
  // What says no more than its state is told from others by its place.
  if (all.length > 0 && (title === null || readState(steady, true)?.certainty === 1)) return keyedBy(...all);
  if (steady === "") return host && keyedBy(host);
  const places = all.filter((place) => doing !== null || place !== title?.leaf);
  const names = places.map(({ value }) => String(value).trim()).filter((name) => !steady.includes(name.toLowerCase()));
  return { text: [steady, ...names].join("/"), leaves: [], isOuter: places.some(({ holder }) => holder.isOuter) };
}

/** Names stay while messages tell how it goes on; a heading may be that of every message. */
function steadiest(leaves: readonly Leaf[], title: Titled): string {
  const named = titleAmong(leaves.filter((leaf) => nameWords.has(leaf.words.at(-1) ?? "") && !isOfClass(leaf) && !(leaf.words.length > 1 && kindOf(leaf.words.at(-2)) === "thing")));
  if (named !== null && named.score >= leastName) return named.text;
  const whole = String(title.leaf.value).trim();
  return whole.includes("\n") && title.text.split(/\s+/).length <= longestHeading ? whole : title.text;
}
