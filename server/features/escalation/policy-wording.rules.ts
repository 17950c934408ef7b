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

/** One step as a sentence. */
export function wordStep(targets: readonly string[], wait: string, names: TargetNames, isLast: boolean): string {
  const who = together(targets.map((target) => wordTarget(target, names)));
  return isLast ? `Page ${who}, and wait ${wordDuration(wait)}.` : `Page ${who}. Without an answer, go on after ${wordDuration(wait)}.`;
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
