import type { Instant } from "../../values/instant.ts";
import type { Impact } from "../incidents/incident-words.rules.ts";
import { impactWords } from "../incidents/timeline-words.rules.ts";

/** What is known of an incident, in the organization's words. */
export interface SummaryFacts {
  title: string | null;
  services: readonly string[];
  severity: string | null;
  priority: string | null;
  impact: Impact;
  customer: (id: string) => string;
  /** When it began and stopped to hurt, where somebody said so. */
  impactStart: Instant | null;
  impactEnd: Instant | null;
  declaredAt: Instant;
  endedAt: Instant | null;
}

/** A first draft of the summary from what is known, for people to make their own; never saved by itself. */
export function proposeSummary(facts: SummaryFacts): string {
  const impact = impactWords(facts.impact, facts.customer);
  const sentences = [facts.title === null ? null : asSentence(facts.title), lengthSentence(facts), classSentence(facts), impact === "" ? null : `Impact: ${impact}.`];
  return sentences.filter((sentence) => sentence !== null).join(" ");
}

function asSentence(title: string): string {
  const line = title.replace(/\s+/g, " ").trim();
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

function lengthSentence({ services, impactStart, impactEnd, declaredAt, endedAt }: SummaryFacts): string | null {
  const hit = services.length === 0 ? null : `hit ${listed(services)}`;
  if (impactStart !== null && impactEnd !== null && impactEnd >= impactStart) return `It ${hit === null ? "lasted" : `${hit} for`} ${wordLength(impactEnd - impactStart)}.`;
  const worked = endedAt === null ? null : `was worked on for ${wordLength(endedAt - declaredAt)}`;
  const parts = [hit, worked].filter((part) => part !== null);
  return parts.length === 0 ? null : `It ${parts.join(" and ")}.`;
}

function classSentence({ severity, priority }: SummaryFacts): string | null {
  const words = [severity, priority].filter((word) => word !== null);
  return words.length === 0 ? null : `It was handled as ${words.join(" × ")}.`;
}

/** A length of time as people say it: its two largest parts. */
export function wordLength(milliseconds: number): string {
  const minutes = Math.round(Math.max(0, milliseconds) / 60_000);
  const parts = [
    [Math.floor(minutes / 1_440), "day"],
    [Math.floor((minutes % 1_440) / 60), "hour"],
    [minutes % 60, "minute"],
  ] as const;
  const words = parts.filter(([count]) => count > 0).slice(0, 2).map(([count, noun]) => `${count} ${noun}${count === 1 ? "" : "s"}`);
  return words.length === 0 ? "less than a minute" : words.join(" ");
}

export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
