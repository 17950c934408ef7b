import { parseDuration, type DurationUnit } from "../../values/duration.ts";

/** The name of what a target means, by the target; absent where it is not known any more. */
export type TargetNames = Readonly<Record<string, string>>;

/** Whom a target means: “whoever is on call for Web primary”. */
export function wordTarget(target: string, names: TargetNames): string {
  const [kind, id = ""] = target.split("/");
  const name = names[target] ?? id;
  if (kind === "schedule") return `whoever is on call for ${name}`;
  if (kind === "team") return `everybody in the team ${name}`;
  return kind === "role" ? `whoever is on call for the role ${name}` : name;
}

/** One step as it is written. */
export interface WrittenStep {
  targets: readonly string[];
  wait: string;
  roundRobin?: boolean;
  acknowledgements?: number;
}

/** One step as a sentence. */
export function wordStep({ targets, wait, roundRobin = false, acknowledgements = 1 }: WrittenStep, names: TargetNames, isLast: boolean): string {
  const meant = together(targets.map((target) => wordTarget(target, names)));
  const who = roundRobin ? `one in turn of ${meant.replace(/^everybody in/, "all in").replace(/ and everybody in/g, " and all in")}` : meant;
  const rest = isLast ? `Page ${who}, and wait ${wordDuration(wait)}.` : `Page ${who}. Without an answer, go on after ${wordDuration(wait)}.`;
  return acknowledgements > 1 ? `${rest} Somebody is looked for until ${acknowledgements} people have it.` : rest;
}

/** What happens once somebody has it and nothing is done. */
export function wordQuestion(askAfter: string): string | null {
  if (parseDuration(askAfter)?.amount === 0) return null;
  return `Whoever has it and does nothing for ${wordDuration(askAfter)} is asked whether they are still on it.`;
}

/** What comes after the last step. */
export function wordEnd(repeat: number): string {
  const last = "Then the administrators are paged.";
  if (repeat === 0) return last;
  return `All steps are taken again ${repeat === 1 ? "once" : `${repeat} times`}. ${last}`;
}

const units: Readonly<Record<DurationUnit, string>> = { s: "second", m: "minute", h: "hour", d: "day", w: "week", mo: "month" };

function wordDuration(text: string): string {
  const duration = parseDuration(text);
  return duration ? `${duration.amount} ${units[duration.unit]}${duration.amount === 1 ? "" : "s"}` : text;
}

function together(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "nobody") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
