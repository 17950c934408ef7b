import { statusAbroad } from "./guess-languages.rules.ts";
import { kindOf, wordsOf } from "./guess-words.rules.ts";
import { statusOf, type SignalStatus } from "./signal.rules.ts";

/** A status, and how surely it was meant, up to 1. */
export interface StateRead {
  status: SignalStatus;
  certainty: number;
}

const among = (text: string) => new Set(text.split(" "));

/** Words that tell a state only where a state is asked for. */
const wordsHere: ReadonlyMap<string, SignalStatus> = new Map([
  ...["investigating", "identified", "monitoring", "ongoing", "progress", "in progress", "missing", "late", "lost", "detected", "raise", "fire", "fires", "in alarm", "in_alarm", "stopped", "fault", "faulty", "expiring", "expired", "bad", "broken", "exhausted", "ban", "banned", "stuck", "disconnected", "en panne", "hors service", "fuera de servicio", "fuori servizio", "außer betrieb", "ausser betrieb", "buiten dienst", "noncompliant"].map((word) => [word, "firing"] as const),
  ...["available", "ready", "live", "pass", "passes", "good", "fine", "returned", "reporting", "responding", "running", "operational", "postmortem", "received", "remediated", "synced", "no alert", "within limit", "within_limit", "renewed", "repaired", "unban", "unbanned", "valid", "all clear", "connected", "reconnected", "compliant", "en service", "en servicio", "in servizio", "in betrieb"].map((word) => [word, "resolved"] as const),
  ...["ignored", "snooze", "archived", "downtimestart", "downtimeend", "downtimecancelled", "flappingstart", "flappingstop", "flappingdisabled"].map((word) => [word, "suppressed"] as const),
]);
/** Words that say what was sent as often as in what state it is. */
const vague = among("alert alarm error critical crit warning warn new created create opened start started active problem true false complete completed finished done end ended open pending success running");
/** Words that say something else now and then even where a state is told. */
const vagueState = among("active true false success running");
const ended = among("complete completed finished done");
/** Vague words that are plain beside what has begun, as in `incident.created`. */
const beginnings = among("new created create opened start started open");
const deniers = among("not no non un nicht niet pas nao stopped stop never without lost");
/** `Reporting Error` tells of the error. */
const reports = among("reporting responding returned");
/** Who connects on their own is no thing that is back. */
const comers = among("new unknown unauthorized rogue usb user client");
/** What tells a state only where it stands alone. */
const onlyWhole: ReadonlyMap<string, SignalStatus> = new Map([["set", "firing"], ["reset", "resolved"]]);
const beforeUp = among("is back came went now to monitor check host service site website device node server event status state alert instance");

/** What a word says, or a name put together of words, such as `POLICY_CLOSE_CRITICAL` and `incident.resolved`; `isState` where it stands in a member that tells a state. */
export function readState(text: string, isState: boolean): StateRead | null {
  const plain = text.trim().toLowerCase();
  const status = stateOf(plain) ?? (isState ? (onlyWhole.get(plain) ?? null) : null);
  if (status !== null) return { status, certainty: isState ? certaintyAsState(plain) : vague.has(plain) ? 0.72 : 1 };
  const told = text.split(/\s/, 7).length > 6 ? [] : statesIn(afterTurn(text));
  return told.findLast(({ certainty }) => certainty > 0.6) ?? told.at(-1) ?? null;
}

/** What a sentence in another language ends with, as in `Störung behoben`. */
export function stateAtEnd(sentence: string): SignalStatus | null {
  const [before = "", last = ""] = sentence.toLowerCase().match(/\p{L}+/gu)?.slice(-2) ?? [];
  const status = statusAbroad(last);
  return status !== null && deniers.has(before) ? opposite(status) : status;
}

/** Of `OK -> ALARM` and `OK_TO_FIRING` what it came to. */
function afterTurn(text: string): readonly string[] {
  const words = wordsOf(text.split(/[-=]+>|→|»/).at(-1) ?? "");
  const turn = words.lastIndexOf("to");
  return turn > 0 && turn < words.length - 1 && stateOf(words[turn + 1]!) !== null ? words.slice(turn) : words;
}

function stateOf(word: string): SignalStatus | null {
  return statusOf(word) ?? wordsHere.get(word) ?? statusAbroad(word);
}

function certaintyAsState(word: string): number {
  if (word === "pending") return 0.6;
  // What has come to its end tells by its result how.
  if (ended.has(word)) return 0.7;
  return vagueState.has(word) ? 0.75 : 1;
}

function statesIn(words: readonly string[]): StateRead[] {
  const isAboutAlert = words.some((word) => kindOf(word) === "subject");
  return words.flatMap((word, index) => {
    const status = isTold(words, index) ? stateOf(word) : null;
    if (status === null) return [];
    const isPlain = !vague.has(word) || (isAboutAlert && beginnings.has(word));
    return [{ status: deniers.has(words[index - 1] ?? "") ? opposite(status) : status, certainty: isPlain ? 0.92 : ended.has(word) ? 0.5 : 0.6 }];
  });
}

/** Whether a word that may tell a state does so among these. */
function isTold(words: readonly string[], index: number): boolean {
  const word = words[index]!;
  if (word === "up") return beforeUp.has(words[index - 1] ?? "");
  if (word === "connected") return !words.some((other) => comers.has(other));
  return !reports.has(word) || stateOf(words[index + 1] ?? "") !== "firing";
}

function opposite(status: SignalStatus): SignalStatus {
  if (status === "resolved") return "firing";
  return status === "firing" ? "resolved" : status;
}
