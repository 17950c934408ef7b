import { plainWord } from "./guess-languages.rules.ts";

const mostRemembered = 5_000;
const longestName = 100;

const lists = {
  /** What an alert is about, or is called itself. */
  subject: "alert alarm incident problem issue ticket case finding detection anomaly outage violation alertgroup error exception failure crash fault detect",
  /** What looks after something and raises an alert. */
  watcher: "check monitor sensor heartbeat snitch probe test watch control detector slo job task script playbook backup downtime synthetic healthcheck connector dag flow workflow certificate cert",
  rule: "rule condition trigger definition query search policy threshold",
  /** Holders that add no meaning to what they hold. */
  envelope: "data payload body attribute field property prop detail metadata meta object content param parameter result item context essential event record message info value common extra custom attachment embed block section fact notification alertdata",
  /** What an alert happened to. */
  thing: "host hostname device node server machine instance entity resource target service application app component pipeline project site website environment container pod cluster vm deployment system asset build run ping scan stack",
  /** What tells of something else than the alert. */
  stranger: "by requested requester approver initiator user author owner assignee assigned creator reporter sender actor agent operator caller contact recipient responder member person driver patient employee customer client company organization organisation org account tenant team space room workspace channel integration webhook hook subscription plan form route escalation schedule template endpoint repository repo commit scm branch page network image icon avatar logo link url action button stacktrace frame request response header cookie session browser os sdk license geo location region country update comment note activity timeline changelog change history source group config configuration policies relationship type priority severity color scope notifier version review committer pusher head pull metric input series column category role permission",
  /** Bags of names and values that somebody chose. */
  bag: "label tag annotation dimension",
  /** What was, not what is. */
  past: "old previous prev prior pre from before past original last former initial",
};

export type WordKind = keyof typeof lists;

const kinds = new Map(Object.entries(lists).flatMap(([kind, words]) => words.split(" ").map((word) => [word, kind as WordKind] as const)));

/** What a word in a name is about; undefined where it says nothing. */
export function kindOf(word: string | undefined): WordKind | undefined {
  return word === undefined ? undefined : kinds.get(word);
}

/** Words that tools write together where they know capital letters only. */
const glued = new Set("alert alarm incident problem issue event build monitor check sensor host service rule trigger condition device node policy display entity short long string error job group object test detector status application category metric resource panel notification last current new old previous user contact name id url uid state title severity message level time type key description desc output code date priority number alias address server machine computer instance cluster pod app project site task pipeline target zone region user msg err srv svc dev".split(" "));
const kept = new Set(["hostname", "datetime"]);
const unplural = new Set("status alias series canvas sms dns os aws https tls cls ms address access process class success progress previous is has was as us business kubernetes news analysis focus".split(" "));

const splitNames = new Map<string, readonly string[]>();

/** The words of a member's name in small letters, whatever manner it is written in; the plural as the singular. */
export function wordsOf(name: string): readonly string[] {
  const known = splitNames.get(name);
  if (known) return known;
  const words = split(name.slice(0, longestName));
  if (splitNames.size >= mostRemembered) splitNames.clear();
  splitNames.set(name, words);
  return words;
}

function split(name: string): string[] {
  const spaced = name.replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2").replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2");
  return spaced.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).flatMap(unglued).map(plain).reduce(joined, []);
}

/** Pairs of words that mean one thing: a group of alerts is an alert to us, and a policy that escalates no rule that finds. */
const pairs = new Map([["alert group", "alertgroup"], ["alert config", "rule"], ["alert configuration", "rule"], ["escalation policy", "escalation"]]);

function joined(words: string[], word: string): string[] {
  const one = pairs.get(`${words.at(-1)} ${word}`);
  return one === undefined ? [...words, word] : [...words.slice(0, -1), one];
}

/** `monitorname`, `lasthoststate`. */
function unglued(word: string): string[] {
  if (word.length < 6 || word.length > 30 || kept.has(word)) return [word];
  return partsOf(word) ?? [word];
}

function partsOf(word: string): string[] | null {
  if (word === "" || glued.has(word)) return word === "" ? null : [word];
  for (let length = Math.min(12, word.length - 2); length >= 2; length--) {
    const rest = glued.has(word.slice(0, length)) ? partsOf(word.slice(length)) : null;
    if (rest) return [word.slice(0, length), ...rest];
  }
  return null;
}

/** `Ergebnis` is no plural. */
function plain(word: string): string {
  const known = plainWord(word);
  return known === word ? plainWord(singular(word)) : known;
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") && !unplural.has(word) ? word.replace(/ies$/, "y").replace(/(?<=x|ch|sh)es$/, "").replace(/s$/, "") : word;
}

const decorations = new Set(["name", "label", "string", "text", "friendly", "display", "title", "description", "extended", "value", "readable"]);

/** The words without those at the end that say how they are written, such as `alert type` of `alertTypeFriendlyName`. */
export function undecorated(words: readonly string[]): readonly string[] {
  const end = words.findLastIndex((word) => !decorations.has(word));
  return end < 0 || end === words.length - 1 ? words : words.slice(0, end + 1);
}

/** What each of these words is worth. */
export function worths(table: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  return new Map(Object.entries(table));
}

/** Works out something about a name's words once. */
export function remembered<Value>(read: (words: readonly string[]) => Value): (words: readonly string[]) => Value {
  const known = new WeakMap<readonly string[], { value: Value }>();
  return (words) => {
    const found = known.get(words);
    if (found) return found.value;
    const value = read(words);
    known.set(words, { value });
    return value;
  };
}
