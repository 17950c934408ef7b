/** What the phone page shows; everything is in words already. */
export interface PhoneView {
  severity: string;
  /** What stands before the title: `Critical`, `INC-214 Sev 1`. */
  heading: string;
  title: string;
  serviceName: string | null;
  facts: readonly string[];
  /** "paged you 40 s ago" */
  when: string;
  state: PhoneState;
}

export type PhoneState =
  | { kind: "open"; declineTo: readonly string[]; ifSilent: string | null }
  | { kind: "have"; answeredAt: string; after: string; stillNeeded: number; declineTo: readonly string[]; place: { path: string; label: string } | null }
  | { kind: "passed-on"; to: readonly string[]; at: string; ifSilent: string | null }
  | { kind: "declined-waiting"; others: readonly string[] }
  | { kind: "taken"; by: string | null; at: string | null }
  | { kind: "ended"; how: Ending };

/** Who else is looked for once somebody has it. */
export function elseWords(stillNeeded: number): string {
  if (stillNeeded === 0) return "Nobody else is paged.";
  return stillNeeded === 1 ? "One more person is looked for." : `${stillNeeded} more people are looked for.`;
}

/** How it ended: by its own tool, by somebody's hand (a name, or null where it was a token's), or only for whoever was asked. */
export type Ending = { kind: "by-itself" } | { kind: "by-hand"; by: string | null } | { kind: "not-needed" };

/** The ending in a few words. */
export function endingWords(how: Ending): string {
  if (how.kind === "by-itself") return "It ended by itself";
  if (how.kind === "not-needed") return "You are not needed any more";
  return how.by === null ? "It was ended by hand" : `${how.by} ended it`;
}

/** "Chidi Novak", "Chidi Novak and Grete Lund", "Chidi Novak and 2 others". */
export function nameTogether(names: readonly string[]): string {
  const [first, second] = names;
  if (first === undefined) return "nobody";
  if (second === undefined) return first;
  return names.length === 2 ? `${first} and ${second}` : `${first} and ${names.length - 1} others`;
}

const minute = 60_000;
const hour = 60 * minute;

/** "40 s", "4 min", "1 h 05", "2 d" — how long in one breath. */
export function span(milliseconds: number): string {
  const positive = Math.max(0, milliseconds);
  if (positive < 2 * minute) return `${Math.round(positive / 1_000)} s`;
  if (positive < hour) return `${Math.floor(positive / minute)} min`;
  if (positive < 24 * hour) return `${Math.floor(positive / hour)} h ${String(Math.floor((positive % hour) / minute)).padStart(2, "0")}`;
  return `${Math.floor(positive / (24 * hour))} d`;
}

/** The pages that one message told of. */
export interface BundleView {
  pages: readonly (PhoneView & { link: string })[];
}
