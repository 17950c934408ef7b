import type { RetrospectiveRule } from "../process/process.rules.ts";

type WrittenSection = RetrospectiveRule["sections"][number];

/** The questions where the process asks none (blueprint, "Review"). */
export const usualSections: readonly WrittenSection[] = [
  { id: "summary", prompt: "Two or three sentences: what happened, to whom, how it ended", required: true },
  { id: "customer-impact", prompt: "How many customers, partly or wholly, for how long; data, money, promises", required: true },
  { id: "timeline", prompt: "The moments that mattered", required: false },
  { id: "detection", prompt: "How did we learn of it; what would have shown it sooner", required: false },
  { id: "contributing-factors", prompt: "What conditions made it possible and made it worse; several", required: true },
  { id: "resolution", prompt: "What restored the service", required: false },
  { id: "narrative", prompt: "Each participant’s own account: what did you see, what did it mean to you then", required: false },
  { id: "technical-analysis", prompt: "Graphs with their queries, related incidents, what recurs", required: false },
  { id: "process-analysis", prompt: "Where did our way of working help, and where did it get in the way", required: false },
  { id: "follow-ups", prompt: "Who drives what, until when, and when do we look at it again", required: true },
];

/** `timeline` shows key moments and `follow-ups` what there is to do, beside whatever is written there. */
export type SectionKind = "text" | "timeline" | "follow-ups";

export interface Section {
  id: string;
  title: string;
  prompt: string;
  isRequired: boolean;
  kind: SectionKind;
}

export function sectionOf({ id, title, prompt, required }: WrittenSection): Section {
  return { id, title: title ?? wordsOf(id), prompt, isRequired: required, kind: id === "timeline" || id === "follow-ups" ? id : "text" };
}

/** `customer-impact` as people write it: Customer impact. */
function wordsOf(id: string): string {
  if (id === "follow-ups") return "Follow-ups";
  const words = id.replace(/[-_]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a retrospective holds so far. */
export interface Written {
  /** The sections in which a text stands. */
  filled: readonly string[];
  /** Follow-ups that were not dropped. */
  followUps: number;
}

/** True where something stands in a section: a text, or what the section shows by itself. An incident always has a timeline. */
export function isFilled({ id, kind }: Section, { filled, followUps }: Written): boolean {
  return filled.includes(id) || kind === "timeline" || (kind === "follow-ups" && followUps > 0);
}

/** The required sections in which nothing stands yet. */
export function missingSections(sections: readonly Section[], written: Written): Section[] {
  return sections.filter((section) => section.isRequired && !isFilled(section, written));
}

/** How many follow-ups there are, and how many are still to be done; those that were dropped count no more. */
export function countFollowUps(followUps: readonly { status: "open" | "done" | "dropped" }[]): { open: number; total: number } {
  return { open: followUps.filter(({ status }) => status === "open").length, total: followUps.filter(({ status }) => status !== "dropped").length };
}
