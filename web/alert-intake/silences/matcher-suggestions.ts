import type { MatcherDraft } from "./silence-draft.ts";

/** What may be asked of an alert and is known here: names, and values for each. */
export type Suggestions = ReadonlyMap<string, readonly string[]>;

export interface KnownThings {
  /** Of the alert that the silence is made from. */
  labels: Readonly<Record<string, string>>;
  title: string | null;
  services: readonly string[];
  sources: readonly string[];
  titles: readonly string[];
}

const severities = ["critical", "high", "warning", "info"];

/** Gathers what is offered: the labels of the alert at hand first, then what every alert has. */
export function suggestionsFrom({ labels, title, services, sources, titles }: KnownThings): Suggestions {
  const common: Record<string, readonly string[]> = { service: services, source: sources, severity: severities, title: title === null ? titles : [title, ...titles], alertname: [], env: [] };
  const names = new Set([...Object.keys(labels), ...Object.keys(common)]);
  return new Map([...names].map((name) => [name, [...new Set([...(labels[name] ? [labels[name]] : []), ...(common[name] ?? [])])]]));
}

/** The names that no row has yet. */
export function namesLeft(suggestions: Suggestions, rows: readonly MatcherDraft[], own: string): string[] {
  return [...suggestions.keys()].filter((name) => name === own || rows.every((row) => row.name !== name));
}
