import { envelopeName } from "./guess-leaves.rules.ts";
import { kindOf, wordsOf } from "./guess-words.rules.ts";

/** A list in a body whose members are things of their own. */
export interface ThingList {
  members: readonly unknown[];
  /** Where it stands; null where no expression can reach it. */
  path: readonly string[] | null;
  /** The plain members of what holds it. */
  envelope: Members;
}

type Members = Readonly<Record<string, unknown>>;

const among = (text: string) => new Set(text.split(" "));
const listNames = among("alert alarm incident problem issue finding detection anomaly outage ticket event message notification signal case violation");
/** What is a part of a thing as often as a thing of its own. */
const partNames = among("event message notification signal case violation");
const vagueNames = among("data item record entry result list value object payload content element row");
/** What looks after something; a list of these is one of alerts where each tells its state. */
const watcherNames = among("check monitor probe healthcheck");
const deepest = 4;
const mostNames = 200;
const mostEnvelopes = 5;
const longestJson = 1_000_000;

/** The list of things that a body plainly holds; null where the body is one thing itself. */
export function thingsIn(body: unknown): ThingList | null {
  if (Array.isArray(body)) return { members: body, path: [], envelope: {} };
  return isMembers(body) ? search({ holder: body, path: [], outer: {}, depth: 0 }) : null;
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Place {
  holder: Members;
  path: readonly string[] | null;
  outer: Members;
  depth: number;
}

function search({ holder, path, outer, depth }: Place): ThingList | null {
  const names = Object.keys(holder).slice(0, mostNames);
  const isOne = isThing(holder, names);
  if (isOne && (depth > 0 || names.some((name) => isOwnIdentifier(wordsOf(name))))) return null;
  const envelope = { ...outer, ...plainMembers(holder, names) };
  const list = names.find((name) => isThingList(name, holder[name], names.length === 1) && (isAlertList(name) || !(isOne || (isPart(name) && isTitled(holder, names) && !areWhole(holder[name], holder, names)))));
  if (list !== undefined) return { members: holder[list] as unknown[], path: path && [...path, list], envelope };
  if (isOne || depth >= deepest) return null;
  for (const name of names.filter((name) => isEnvelope(name, holder[name], names.length)).slice(0, mostEnvelopes)) {
    const found = within(name, holder[name], { path, outer: envelope, depth: depth + 1 });
    if (found) return found;
  }
  return null;
}

function within(name: string, value: unknown, { path, outer, depth }: Omit<Place, "holder">): ThingList | null {
  if (isMembers(value)) return search({ holder: value, path: path && [...path, name], outer, depth });
  const inner = parsed(value);
  if (isThingList(name, inner, true)) return { members: inner as unknown[], path: null, envelope: outer };
  return isMembers(inner) ? search({ holder: inner, path: null, outer, depth }) : null;
}

function isEnvelope(name: string, value: unknown, siblings: number): boolean {
  if (typeof value === "string") return siblings <= 12 && parsed(value) !== null;
  const last = wordsOf(name).at(-1);
  return isMembers(value) && (siblings === 1 || kindOf(last) === "envelope" || last === "response");
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string" || value.length > longestJson || !/^\s*[{[]/.test(value) || !/[\]}]$/.test(value.trimEnd())) return null;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return null;
  }
}

function plainMembers(holder: Members, names: readonly string[]): Members {
  return Object.fromEntries(names.map((name) => [name, holder[name]] as const).filter(([, value]) => typeof value !== "object"));
}

function isPart(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? "";
  return partNames.has(last) || watcherNames.has(last);
}

/** Parts tell how bad they are themselves only where what holds them is a mere delivery. */
function areWhole(list: unknown, holder: Members, names: readonly string[]): boolean {
  const ownFeatures = featuresOf(holder, names);
  const tells = (features: ReadonlySet<string>) => features.has("state") || features.has("severity");
  return !tells(ownFeatures) && (list as Members[]).slice(0, 5).every((member) => {
    const features = featuresOf(member, Object.keys(member).slice(0, mostNames));
    return features.size >= 4 && features.has("title") && tells(features);
  });
}

function isTitled(holder: Members, names: readonly string[]): boolean {
  return names.some((name) => typeof holder[name] === "string" && featureOf(wordsOf(name)) === "title");
}

function isThingList(name: string, value: unknown, isOnly: boolean): boolean {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isMembers)) return false;
  const last = wordsOf(name).at(-1) ?? "";
  const looked = value.slice(0, 5);
  if (listNames.has(last)) return looked.every((member) => countFeatures(member) >= 2 || isWrapper(member));
  if (watcherNames.has(last) && looked.every(isTold)) return true;
  return (vagueNames.has(last) || isOnly) && looked.every((member) => countFeatures(member) >= 3);
}

/** A member that holds nothing but the thing, such as `{ "incident": { … } }`, or the thing as its attributes. */
function isWrapper(member: Members): boolean {
  return Object.keys(member).slice(0, 20).some((name) => {
    const [last = "", held] = [wordsOf(name).at(-1), member[name]];
    return isMembers(held) && (listNames.has(last) || (kindOf(last) === "envelope" && countFeatures(held) >= 3));
  });
}

function isTold(member: Members): boolean {
  const found = featuresOf(member, Object.keys(member).slice(0, mostNames));
  return found.has("title") && found.has("state");
}

/** What makes an alert, and the words that its members are called by. */
const featureWords = {
  title: "title name summary message msg text description subject alertname label annotation",
  state: "status state active resolved action ok healthy",
  kind: "type event",
  severity: "severity level priority prio",
  key: "id key uid uuid fingerprint alias",
  place: "host hostname service device",
  time: "time timestamp since at date",
};
const features = new Map(Object.entries(featureWords).flatMap(([feature, words]) => words.split(" ").map((word) => [word, feature] as const)));

function countFeatures(member: Members): number {
  return featuresOf(member, Object.keys(member).slice(0, mostNames)).size;
}

function featuresOf(member: Members, names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => features.get(wordsOf(name).at(-1) ?? "") ?? []));
}

/** What has a name, a state and an identifier is a thing: the lists in it are its own, unless a delivery was so called. */
function isThing(holder: Members, names: readonly string[]): boolean {
  const plain = names.filter((name) => typeof holder[name] === "string" || typeof holder[name] === "number");
  const found = new Set(plain.map((name) => featureOf(wordsOf(name))));
  return found.has("title") && found.has("key") && (found.has("state") || found.has("severity"));
}

/** `incident_id` and the like, which no delivery has. */
function isOwnIdentifier(words: readonly string[]): boolean {
  return words.length > 1 && featureOf(words) === "key";
}

function isAlertList(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? "";
  return listNames.has(last) && !partNames.has(last);
}

/** What a member tells of the thing that it stands in; null for the names and identifiers of others. */
function featureOf(words: readonly string[]): string | null {
  if (words.some((word) => word.startsWith("dedup"))) return "key";
  const feature = features.get(words.at(-1) ?? "") ?? null;
  const owner = kindOf(words.at(-2));
  if (feature === "key") return words.length === 1 || owner === "subject" || owner === "watcher" ? "key" : null;
  return owner === "stranger" && words.at(-1) === "name" ? null : feature;
}

/** A member of a list with what its envelope says beside it. */
export function withEnvelope(member: unknown, envelope: Members): unknown {
  if (!isMembers(member) || Object.keys(envelope).length === 0 || Object.hasOwn(member, envelopeName)) return member;
  return { ...member, [envelopeName]: envelope };
}
