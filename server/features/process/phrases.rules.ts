import { parseDuration, type DurationUnit } from "../../values/duration.ts";
import type { WholeProcess } from "./whole-process.rules.ts";

const units: Readonly<Record<DurationUnit, string>> = { s: "second", m: "minute", h: "hour", d: "day", w: "week", mo: "month" };

/** “15 minutes”, “1 hour”. */
export function spanWords(text: string): string {
  const duration = parseDuration(text);
  return duration === null ? text : `${duration.amount} ${units[duration.unit]}${duration.amount === 1 ? "" : "s"}`;
}

/** “every 15 minutes”, “every hour”. */
export function everyWords(text: string): string {
  const duration = parseDuration(text);
  return duration?.amount === 1 ? `every ${units[duration.unit]}` : `every ${spanWords(text)}`;
}

/** “2 h”, for tables. */
export function shortSpan(text: string): string {
  const duration = parseDuration(text);
  return duration === null ? text : `${duration.amount} ${duration.unit === "m" ? "min" : duration.unit}`;
}

/** “a, b and c”. */
export function listWords(words: readonly string[], last = "and"): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;
}

/** “Sev 0, 1 and 2” where all names begin alike, else their list. */
export function classWords(names: readonly string[], last = "and"): string {
  const split = names.map((name) => /^(.*\s)(\S+)$/.exec(name));
  const start = split[0]?.[1];
  const isAlike = names.length > 1 && start !== undefined && split.every((match) => match?.[1] === start);
  return isAlike ? `${start}${listWords(split.map((match) => match?.[2] ?? ""), last)}` : listWords(names, last);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The words in the middle of a sentence: “Incident commander” becomes “incident commander”, “SRE” stays. */
export function midSentence(text: string): string {
  return /^(\p{Lu}\p{Ll}|A )/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Names that the process itself does not hold, by their ids: of audiences, teams, people and schedules, each after its kind, `audience/executives`. */
export type OutsideNames = ReadonlyMap<string, string>;

/** What people call the things that a process names; an id where nobody gave a name. */
export interface Names {
  severity(id: string): string;
  severities(ids: readonly string[], last?: string): string;
  priority(id: string): string;
  priorities(ids: readonly string[], last?: string): string;
  /** In the middle of a sentence: “the technical lead”. */
  role(id: string): string;
  /** A role by its id, or `audience/…`, `team/…` and the like, in the middle of a sentence. */
  target(target: string): string;
}

const words: Readonly<Record<string, string>> = { "team-manager": "the manager of the team", "service-team": "the team of the service" };

export function namesOf(process: WholeProcess, outside: OutsideNames): Names {
  const nameIn = (list: readonly { id: string; name: string }[]) => (id: string) => list.find((one) => one.id === id)?.name ?? id;
  const [severity, priority, roleName] = [nameIn(process.severities), nameIn(process.priorities), nameIn(process.roles)];
  const role = (id: string) => `the ${midSentence(roleName(id))}`;
  return {
    severity,
    severities: (ids, last) => classWords(ids.map(severity), last),
    priority,
    priorities: (ids, last) => classWords(ids.map(priority), last),
    role,
    target(target) {
      const [kind = "", id] = target.split("/", 2);
      if (id === undefined) return words[kind] ?? role(kind);
      if (kind === "role") return role(id);
      const name = outside.get(target) ?? id;
      if (kind === "audience") return midSentence(name);
      return kind === "team" ? `the team ${name}` : name;
    },
  };
}
