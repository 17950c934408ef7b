import { kindAmong } from "./guess-kind.rules.ts";
import type { Holder, Leaf } from "./guess-leaves.rules.ts";
import { bestLook, plainTitle, worthOfHappening, worthOfLook } from "./guess-look.rules.ts";
import { bestOf, worthOfPlace, type PlaceWorth } from "./guess-place.rules.ts";
import { kindOf, remembered, undecorated, wordsOf, worths, type WordKind } from "./guess-words.rules.ts";

/** A text to be shown, and the member it was taken from. */
export interface Titled {
  text: string;
  leaf: Leaf;
  /** What happened, where the other only names what it happened to. */
  kind?: Leaf;
  score: number;
}

const place: PlaceWorth = { strange: -6, past: -8, outer: -5, depth: -0.3, list: -1.2, later: -2, pair: -4, kinds: { subject: 1, thing: -0.5, bag: -1 } };

/** How well members with this last word tell what is the matter. */
const lastWords = worths({
  title: 10, headline: 10, subject: 9.5, summary: 9, readable: 9.5, problem: 8, alarm: 7.5, alert: 7, message: 7, msg: 7, rule: 7, text: 6.5, check: 6.5, name: 6, label: 6, monitor: 6, exception: 6, finding: 6,
  description: 5.5, incident: 5.5, issue: 5.5, error: 5.5, output: 5.5, job: 5, test: 5, detector: 5, detail: 5, sensor: 5, fallback: 5, cause: 4.5, reason: 4.5, trigger: 4, condition: 4, body: 4, info: 4, content: 3.5, metric: 3.5, datasource: 3.5,
  what: 6, signature: 6.5, event: 3, type: 3, category: 2.5, service: 2.5, component: 2.5, application: 2.5, app: 2.5, site: 2.5, website: 2.5, host: 2, hostname: 2, device: 2, domain: 2, target: 2, resource: 2, node: 2, server: 2, instance: 2, note: 2, code: 1, query: 1, comment: 0.5,
});
/** What a title is worth by what it is the title of. */
const owners: Readonly<Record<WordKind, number>> = { subject: 3, watcher: 2.2, rule: 2, envelope: 0.5, thing: -2.5, stranger: -7, bag: -1, past: 0 };

/** The best title among these; null where nothing can be one. */
export function titleAmong(all: readonly Leaf[]): Titled | null {
  const commits = new Set(all.filter(isOfCommit).map(({ holder }) => holder));
  const leaves = commits.size === 0 ? all : all.filter(({ words, holder }) => !(commits.has(holder) && words.length === 1 && words[0] === "message"));
  const happenings = new Set(leaves.flatMap(happeningTold));
  const pairs = pairsIn(leaves);
  const candidates = leaves.flatMap((leaf) => {
    const worth = typeof leaf.value === "string" ? worthOfName(leaf) : 0;
    return worth > 0 ? [{ leaf, worth: worth + worthOfPlace(leaf, place) + worthOfPair(leaf, pairs) }] : [];
  });
  candidates.sort((one, other) => other.worth - one.worth);
  let best: Titled | null = null;
  for (const { leaf, worth } of candidates) {
    if (worth + bestLook <= (best?.score ?? 0)) break;
    const text = plainTitle(String(leaf.value));
    const score = worth + lookOf(text, leaf) - Number(happenings.has(wordsOf(text).join(" ")) && !isHappening(leaf)) * 5;
    if (score > (best?.score ?? 0)) best = { text, leaf, score };
  }
  return best === null ? sentenceAmong(leaves) : withKind(best, leaves);
}

const machines = new Set(["host", "hostname", "device", "node", "server", "machine", "computer", "instance", "target", "domain", "resource", "fqdn"]);

/** The name of a machine says where, and not what. */
function withKind(title: Titled, leaves: readonly Leaf[]): Titled {
  const { words } = title.leaf;
  const isOfMachine = machines.has(words.at(-1) ?? "") || (words.length > 1 && words.at(-1) === "name" && machines.has(words.at(-2)!));
  const kind = isOfMachine ? kindAmong(leaves) : null;
  return kind === null ? title : { ...title, kind, text: `${String(kind.value)}: ${title.text}` };
}

/** Beside a commit a message is what its author wrote, and a number that of a build. */
export function isOfCommit({ words, value }: Leaf): boolean {
  return words[0] === "commit" && words.length <= 2 && typeof value === "string" && /^[\da-f]{7,64}$/i.test(value);
}

type Pairs = ReadonlyMap<Holder, ReadonlySet<string>>;

/** The names of each holder's members that are names or descriptions, as `policy name`. */
function pairsIn(leaves: readonly Leaf[]): Pairs {
  const pairs = new Map<Holder, Set<string>>();
  for (const { words, holder } of leaves) if (words.length > 1 && /^(?:name|description)$/.test(words.at(-1)!)) pairs.set(holder, (pairs.get(holder) ?? new Set()).add(words.join(" ")));
  return pairs;
}

const long = new Set(["long", "full", "plain", "extended", "detailed", "short", "human", "friendly", "display"]);

/** What is named and described is what it is about; what is described alone, as in `baseline_description`, is told beside it. */
function worthOfPair({ words, holder }: Leaf, pairs: Pairs): number {
  const [before = "", last = ""] = words.slice(-2);
  if (words.length < 2 || !/^(?:name|description)$/.test(last)) return 0;
  const isPaired = pairs.get(holder)?.has([...words.slice(0, -1), last === "name" ? "description" : "name"].join(" ")) === true;
  if (last === "name") return Number(isPaired) * 2.5;
  return isPaired || kindOf(before) !== undefined || long.has(before) ? 0 : -3;
}

function isHappening({ words }: Leaf): boolean {
  return /^(?:type|event)$/.test(words.at(-1) ?? "");
}

/** `risk_opened` as a type is no better a title for being written out. */
function happeningTold(leaf: Leaf): string[] {
  return isHappening(leaf) && typeof leaf.value === "string" && /^\w+[._-][\w.-]+$/.test(leaf.value) && worthOfHappening(leaf.value) < bestLook ? [wordsOf(leaf.value).join(" ")] : [];
}

function lookOf(text: string, leaf: Leaf): number {
  return worthOfLook(text, leaf, aboutName(leaf.words).isOfThing);
}

/** What reads like a sentence, whatever it is called. */
function sentenceAmong(leaves: readonly Leaf[]): Titled | null {
  for (const leaf of leaves) {
    const text = typeof leaf.value === "string" && !leaf.holder.isStrange && !leaf.isPast && leaf.value.length <= longestSentence ? plainTitle(leaf.value) : "";
    if (/\p{L}{2,}\s(?:.*\s)?\p{L}{2,}/u.test(text) && lookOf(text, leaf) > 0) return { text, leaf, score: leastScore };
  }
  return null;
}

/** What has names that tell of what class it is. */
const classes = new Set(["error", "exception", "crash", "failure"]);
/** What holds more than the one thing that it happened to. */
const wide = new Set(["project", "environment", "cluster", "system"]);

/** Whether it is the name of a class of errors, such as `TypeError`. */
export function isOfClass({ words, holder }: Leaf): boolean {
  return classes.has(holder.subject) && aboutName(words).isBareName;
}

/** Things that hold what happened; the description of any other says what it is for. */
const wrapping = new Set(["resource", "entity", "asset", "target"]);

function worthOfName(leaf: Leaf): number {
  const { words, holder } = leaf;
  const { base, owned, isBareName, isName } = aboutName(words);
  const isCommit = !isName && (holder.subject === "build" || holder.subject === "deployment");
  const isOfBareName = isBareName && !isOfClass(leaf);
  const isPurpose = words.length === 1 && words[0] === "description" && holder.kind === "thing" && !wrapping.has(holder.subject);
  return base === 0 ? 0 : base + owned + (isOfBareName ? (holder.subject === "pipeline" ? owners.watcher : owners[holder.kind ?? "envelope"]) - Number(wide.has(holder.subject)) * 0.5 : 0) - Number(isCommit) * 3 - Number(isPurpose) * 4 - Number(!isName && besides.has(holder.words.at(-1) ?? "")) * 2;
}

const aboutName = remembered((named) => {
  const words = named.at(-2) === "type" ? undecorated(named) : named;
  const last = words.at(-1) ?? "";
  const rest = words.slice(0, -1);
  const isName = last === "name";
  const isShown = rest.some((word) => telling.has(word));
  const owner = rest.findLast((word) => kindOf(word) !== undefined);
  const isBareName = isName && owner === undefined && (rest.length === 0 || isShown);
  const isOfState = rest.some((word) => states.has(word));
  const isOfThing = isName && !isBareName && owner !== "entity" && [undefined, "thing", "stranger"].includes(kindOf(owner));
  return { isOfThing, base: lastWords.get(last) ?? 0, owned: isOfState ? (isName ? -5 : -2) : Number(isShown) + worthOfOwner(owner, isName, isBareName), isBareName: isBareName && !isOfState, isName };
});

/** What these hold is told beside the matter, but for a name. */
const besides = new Set(["meta", "metadata"]);
const telling = new Set(["short", "human", "friendly", "display"]);
const states = new Set(["state", "status", "severity", "parent"]);

function worthOfOwner(owner: string | undefined, isName: boolean, isBareName: boolean): number {
  if (owner === undefined) return isName && !isBareName ? -2.5 : 0;
  const kind = kindOf(owner) ?? "envelope";
  if (isName && (owner === "entity" || owner === "metric")) return -1;
  return isName || kind === "stranger" ? owners[kind] : owners[kind] / 3 - Number(owner === "host");
}

const longestSentence = 300;
const leastScore = 0.1;
const descriptions = worths({ description: 8, detail: 8, message: 7, msg: 7, body: 7, text: 6.5, output: 6.5, summary: 6, reason: 6, cause: 6, info: 5, content: 5, error: 4, note: 3, suggestion: 3, comment: 2, fallback: 1 });
const leastDescription = 2;

/** The text that says more than the title; null where there is none. */
export function descriptionAmong(leaves: readonly Leaf[], title: Titled | null): Titled | null {
  const best = bestOf(leaves, (leaf) => {
    const text = String(leaf.value).trim();
    const worth = leaf === title?.leaf || text === title?.text || !/\s/.test(text) ? 0 : (descriptions.get(leaf.words.at(-1) ?? "") ?? 0);
    return worth === 0 ? null : { text, leaf, score: worth + worthOfPlace(leaf, place) + Number(text.length > 40) };
  });
  return best !== null && best.score > leastDescription ? best : restOf(title);
}

function restOf(title: Titled | null): Titled | null {
  const whole = title === null ? "" : String(title.leaf.value).trim();
  return title !== null && whole.includes("\n") ? { ...title, text: whole } : null;
}
