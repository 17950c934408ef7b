import type { Finding, Reason, Verdict } from "./finding.rules.ts";

/** A length of time as a rule says it: `15 min`, `1 h 30`, `5 days`. */
export function lengthWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours % 24 === 0 && rest === 0 && hours >= 48) return `${hours / 24} days`;
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, "0")}`;
}

const sentences: Readonly<Record<Exclude<Reason, "never" | "waived">, string>> = {
  "nobody-paged": "Nobody was paged",
  "taken-before-paged": "Somebody had it before anybody was paged",
  "ended-before": "It ended before this was due",
  "not-at-this-class": "Not asked at this class",
  "nobody-named": "Nobody is named for it",
  conditional: "Asked under a condition that did not hold",
  "for-people": "A question for people; no clock can tell",
  "not-known": "The log holds nothing to judge it by",
  "not-seen": "Whether it was done is not seen from here",
  later: "It was so before it was declared",
  vacant: "The role became vacant again",
  forbidden: "The grid does not allow this pair; a person decides",
  "without-reason": "No reason was given",
  "outside-role": "Outside the roles that may",
  "not-required": "None is asked for so far",
  "not-begun": "It has not begun",
  "no-owner": "It has no owner",
  "by-commander": "Approved by somebody who had commanded",
  unanswered: "Some are to be answered yet",
  incomplete: "Some have no driver or no date",
  "not-looked-at": "A date of review has passed",
};

/** Why a finding is what it is, as a sentence without a full stop; null where its times say it. The reason of a waiver is a person's and stands elsewhere. */
export function becauseWords({ because, verdict }: Pick<Finding, "because"> & { verdict: Verdict }): string | null {
  if (because === null || because === "waived") return null;
  if (because === "never") return verdict === "missed" ? "It did not happen" : "There was none";
  return sentences[because];
}

/** What is said behind the times of a finding goes on in their sentence. */
export function wordFinding(times: readonly string[], because: string | null): string {
  if (because === null) return times.join(", ");
  return times.length === 0 ? because : `${times.join(", ")}, ${because.charAt(0).toLowerCase()}${because.slice(1)}`;
}

/** Whom a finding names: of command one after the other. */
export function peopleWords(rule: string, names: readonly string[]): string {
  return names.join(rule === "command" ? ", then " : ", ");
}
