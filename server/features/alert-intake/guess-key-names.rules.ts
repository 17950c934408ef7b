import type { Holder, Leaf } from "./guess-leaves.rules.ts";
import { bestOf, worthOfPlace, type PlaceWorth } from "./guess-place.rules.ts";
import type { Titled } from "./guess-title.rules.ts";
import { isOfEnding } from "./guess-runs.rules.ts";
import { readState } from "./guess-state-words.rules.ts";
import { kindOf, worths } from "./guess-words.rules.ts";
import { statusOf } from "./signal.rules.ts";

/** Names stay while messages tell how it goes on. */
export const nameWords = new Set(["name", "title", "label", "headline", "subject", "alarm", "alert", "problem", "rule", "check", "monitor", "job"]);
const hostNames = worths({ host: 10, hostname: 9.5, fqdn: 8, device: 8, node: 7.5, instance: 7, server: 7, machine: 7, computer: 7, workstation: 7, vm: 6.5, nas: 6.5, router: 6.5, switch: 6.5, firewall: 6.5, gateway: 6, pod: 6, printer: 6, camera: 6, vehicle: 6, entity: 5.5, asset: 5.5, resource: 5, target: 4.5, ups: 4.5, unit: 4, agent: 3.5, ip: 3 });
const environments = /^(?:prod|production|staging|stage|preview|dev|development|test|testing|qa|uat)$/i;
/** What it happened to where no machine is named. */
const placeNames = worths({ application: 8, app: 8, component: 7, service: 6.5, endpoint: 6, database: 6, domain: 5.5, room: 5, object: 5.5, plant: 5, station: 5, area: 5, system: 5, deployment: 5, network: 4.5, site: 4.5, client: 3.5, where: 5, location: 4, supplier: 4, vendor: 4, topic: 4, project: 4, account: 2.5, repository: 11 });
/** Where several may have what is called alike, and the part of a machine that it happened to. */
const settings = new Set("environment env cluster namespace database datacenter dc interface port disk drive volume mount mountpoint filesystem partition queue topic table tunnel peer slot outlet object channel".split(" "));
const addressNames = worths({ target: 8, site: 7, website: 7, endpoint: 7, monitor: 7, check: 7, address: 6, url: 5 });
const checkNames = worths({ check: 9, monitor: 9, alarm: 8.5, kpi: 8, sensor: 8, rule: 7.5, service: 7, job: 7, task: 7, script: 7, playbook: 7, backup: 7, stack: 6.5, test: 7, alert: 7, condition: 6.5, search: 6.5, pipeline: 6.5, probe: 8, slo: 7, dag: 7, flow: 6.5, policy: 6, workflow: 6, feed: 6, build: 6, trigger: 5, component: 5, metric: 5, datasource: 5 });
const namePlace: PlaceWorth = { strange: -6, past: -50, outer: -50, depth: -0.3, list: -9, later: -50, pair: 0, kinds: {} };
/** A fact of a card stands in lists by its form. */
const pairPlace: PlaceWorth = { ...namePlace, list: -0.5, later: -1 };
const aroundPlace: PlaceWorth = { ...namePlace, outer: -3 };
const leastName = 1;

/** The check, rule or job that failed; null where none is named, or one that stands for more than one condition. */
export function checkAmong(leaves: readonly Leaf[], title: Titled | null): Leaf | null {
  const isNamed = nameWords.has(title?.leaf.words.at(-1) ?? "");
  const check = bestNamed(isNamed ? leaves.filter((leaf) => leaf === title?.leaf || kindOf(thingNamed(leaf)) !== "rule") : leaves, checkNames);
  // A service alone may fail in more than one way, and a rule find more than what it is called.
  return check !== null && common.has(thingNamed(check)) && machineIn(leaves) === null ? null : check;
}

/** The address of what is looked after, where that is all that it is told by. */
export function watchedAmong(leaves: readonly Leaf[]): Leaf | null {
  return leaves.find(({ words, holder, value, isPast }) => holder.kind === "watcher" && !isPast && holder.lists === 0 && words.length === 1 && addressNames.has(words[0]!) && /^https?:/i.test(String(value))) ?? null;
}

/** The machine that it happened on; null where none is named. */
export function hostAmong(leaves: readonly Leaf[]): Leaf | null {
  return bestNamed(leaves, hostNames) ?? machineAmong(leaves);
}

/** The machine, by its name or else its identifier. */
export function machineIn(leaves: readonly Leaf[]): Leaf | null {
  return hostAmong(leaves) ?? identifiedThing(leaves, hostNames);
}

/** All that tells where it happened: the machine, else what runs on one, and what that stands in. */
export function placesAmong(leaves: readonly Leaf[]): Leaf[] {
  const machine = machineIn(leaves);
  const places = machine === null ? [bestNamed(leaves, placeNames) ?? addressAmong(leaves), namedOtherwise(leaves)] : [machine];
  const found = [...new Set([...places, ...settingsAmong(leaves)])].filter((leaf) => leaf !== null);
  if (found.length > 0) return found;
  const identified = identifiedThing(leaves, placeNames);
  if (identified !== null) return [identified];
  const numbered = leaves.filter(isNumbered).slice(0, mostNumbered);
  return numbered.length > 0 ? numbered : leaves.filter(isNumberOfHeld).slice(0, 1);
}

/** Kind, namespace and name of what is told by these three, or by kind and name. */
export function resourceAmong(leaves: readonly Leaf[]): Leaf[] {
  const kind = leaves.find((leaf) => isInResource(leaf, "kind") && /^\p{Lu}\p{L}+$/u.test(String(leaf.value)));
  const told = ["namespace", "name"].map((name) => leaves.find((leaf) => leaf.holder === kind?.holder && isInResource(leaf, name)) ?? null).filter((leaf) => leaf !== null);
  return kind !== undefined && told.at(-1)?.words[0] === "name" ? [kind, ...told] : [];
}

function isInResource({ words, holder, value, isPast }: Leaf, name: string): boolean {
  return words.length === 1 && words[0] === name && holder.depth > 0 && holder.lists === 0 && !holder.isStrange && !isPast && typeof value === "string";
}

const people = new Set(["user", "author", "owner", "actor", "sender", "caller", "reporter", "contact", "customer", "member", "person", "visitor", "session", "request"]);

/** What has an address of its own is a machine, whatever it is called. */
function machineAmong(leaves: readonly Leaf[]): Leaf | null {
  const machines = new Set<Holder>(leaves.filter(isOwnAddress).map(({ holder }) => holder));
  return leaves.find(({ words, holder, value }) => machines.has(holder) && words.length === 1 && words[0] === "name" && typeof value === "string") ?? null;
}

function isOwnAddress({ words, holder, value }: Leaf): boolean {
  const isAddress = /^(?:ip|address|addr)$/.test(words.at(-1) ?? "") && words.length === 1 && /^(?:\d{1,3}\.){3}\d{1,3}$|^[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}$/i.test(String(value));
  return isAddress && holder.depth > 0 && holder.lists === 0 && !holder.isPast && !people.has(holder.subject);
}

/** A plain `url` leads to what was written about it as often as to what was looked at. */
const ofAlert = /^https?:\/\/[^/]+\/(?:.*\d|.*(?:alert|incident|issue|event|problem))/i;

/** The address that was looked at, where nothing else names it. */
function addressAmong(leaves: readonly Leaf[]): Leaf | null {
  return bestAmong(leaves, ({ words, value }) => {
    const [name = ""] = words.filter((word) => addressNames.has(word));
    const isOwn = words.length <= 2 && (name !== "url" || (words.length === 1 && !ofAlert.test(String(value))));
    return isOwn && /^https?:\/\/[^\s?#]{4,200}$/i.test(String(value)) ? addressNames.get(name) : undefined;
  });
}

/** `turbine_name` names something, whatever a turbine is. */
function namedOtherwise(leaves: readonly Leaf[]): Leaf | null {
  return bestAmong(leaves, (leaf) => (leaf.words.length === 2 && leaf.words[1] === "name" && kindOf(leaf.words[0]) === undefined && isName(leaf) ? leastName + 1 : undefined));
}

/** The best leaf for each of the settings. */
function settingsAmong(leaves: readonly Leaf[]): Leaf[] {
  const best = new Map<string, { leaf: Leaf; score: number }>();
  for (const leaf of leaves) {
    const name = thingNamed(leaf);
    const score = settings.has(name) && isName(leaf) ? 6 + worthOfPlace(leaf, leaf.isPair ? pairPlace : aroundPlace) : 0;
    if (score > Math.max(leastName, best.get(name)?.score ?? 0)) best.set(name, { leaf, score });
  }
  return [...settings].flatMap((name) => best.get(name)?.leaf ?? []);
}

const mostNumbered = 3;

/** `Kas 3` and `POS-2` are one among several, whatever their members are called. */
function isNumbered({ words, holder, value, isPair }: Leaf): boolean {
  return words.length === 1 && kindOf(words[0]) === undefined && holder.depth === 0 && !isPair && /^\p{Lu}[\p{L} _.-]{0,30}\d{1,6}$/u.test(String(value));
}

/** `{ "lift": { "no": "L-12" } }` is one among several, whatever a lift is. */
function isNumberOfHeld({ words, holder, value, isPast }: Leaf): boolean {
  const isOf = words.length === 1 && /^(?:no|number|id|code)$/.test(words[0]!) && holder.depth === 1 && holder.lists === 0 && holder.kind === undefined && !isPast;
  return isOf && /^\p{Lu}[\p{Lu}\d]*[-_ ]?\d{1,8}$/u.test(String(value));
}

function bestAmong(leaves: readonly Leaf[], worthOf: (leaf: Leaf) => number | undefined): Leaf | null {
  const best = bestOf(leaves, (leaf) => {
    const worth = worthOf(leaf);
    return worth === undefined ? null : { leaf, score: worth + worthOfPlace(leaf, namePlace) };
  });
  return best !== null && best.score > leastName ? best.leaf : null;
}

const identifying = new Set(["id", "uid", "uuid", "guid", "evid", "arn", "identifier", "key", "ref", "reference", "number", "iid", "code", "slug", "hash"]);
/** What many things have alike. */
const common = new Set(["service", "metric", "datasource", "trigger", "condition", "policy"]);

/** Whether a member of this name tells which one it is about. */
export function isIdentifying(words: readonly string[]): boolean {
  return identifying.has(words.at(-1) ?? "");
}

function identifiedThing(leaves: readonly Leaf[], names: ReadonlyMap<string, number>): Leaf | null {
  const ended = new Set(leaves.filter(isOfEnding).map(({ holder }) => holder));
  const crowds = crowdsIn(leaves);
  const best = bestOf(leaves, (leaf) => {
    const owner = leaf.words.length > 1 ? leaf.words.at(-2) : leaf.holder.subject;
    const isOnly = owner === "resource" && !crowds.has(leaf.holder.parent);
    const worth = isIdentifier(leaf) && !(leaf.words.length === 1 && ended.has(leaf.holder)) ? (names.get(owner ?? "") ?? 0) : 0;
    return worth === 0 ? null : { leaf, score: worth + worthOfPlace(leaf, isOnly ? pairPlace : namePlace) };
  });
  return best?.leaf ?? null;
}

function isIdentifier({ words, value, holder }: Leaf): boolean {
  const isFilled = (typeof value === "string" || typeof value === "number") && !/^0*$|^https?:|^\d{4}-\d\d-\d\dT/i.test(String(value).trim()) && String(value).length <= 512;
  return isFilled && holder.lists <= 1 && isIdentifying(words);
}

function bestNamed(leaves: readonly Leaf[], names: ReadonlyMap<string, number>): Leaf | null {
  const place = names === checkNames ? namePlace : aroundPlace;
  const crowds = crowdsIn(leaves);
  const best = bestOf(leaves, (leaf) => {
    const isOnly = leaf.isPair || (place === aroundPlace && leaf.holder.lists === 1 && !crowds.has(leaf.holder.parent));
    const worth = isName(leaf) && !(names !== checkNames && environments.test(String(leaf.value))) ? names.get(thingNamed(leaf)) : undefined;
    return worth === undefined ? null : { leaf, score: worth + worthOfPlace(leaf, isOnly ? pairPlace : place) };
  });
  return best !== null && best.score > leastName ? best.leaf : null;
}

/** What holds lists with several members: none of those tells what all of it is about. */
function crowdsIn(leaves: readonly Leaf[]): ReadonlySet<Holder | null> {
  return new Set(leaves.filter(({ holder }) => holder.isLater).map(({ holder }) => holder.parent));
}

/** The host of a container is made anew with each run: Kubernetes ends the name of a pod with five of these signs. One worker is as good as another. */
function isMadeAnew({ words, value }: Leaf): boolean {
  return words[0]?.startsWith("host") === true && /-[a-z\d]{7,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$|(?:^|[-_])(?:worker|runner|executor)s?[-_]?\d+$/.test(String(value));
}

function isName(leaf: Leaf): boolean {
  const { value } = leaf;
  return !isMadeAnew(leaf) && typeof value === "string" && value.length < 200 && !value.includes("\n") && !/^(?:https?:|\d+$|unknown$|[^\p{L}\p{N}]*$)/iu.test(value) && statusOf(value) === null;
}

const noNames = new Set(["state", "status", "type", "result"]);

/** What a member is the name of: `host`, `host_name`, and `name` in `host`. */
function thingNamed({ words, holder, value }: Leaf): string {
  const last = words.at(-1) ?? "";
  if (words.some((word) => noNames.has(word)) || (last === "condition" && readState(String(value), true) !== null)) return "";
  if (words.join(" ") === "ip address") return "ip";
  if (last !== "name") return words.length <= 2 ? last : "";
  return words.length === 1 ? holder.subject : (words.slice(0, -1).findLast((word) => kindOf(word) !== undefined) ?? "");
}

