import type { GapStatus, WalkQuestion, WatchWay } from "./walk.rules.ts";

/** A gap with everything by name, as it is handed out. */
export interface GapLine {
  priority: string | null;
  service: string | null;
  question: WalkQuestion;
  text: string;
  watchBy: WatchWay | null;
  status: GapStatus;
  reason: string | null;
  link: string | null;
  addedBy: string;
  addedAt: string;
}

export const watchWords: Readonly<Record<WatchWay, string>> = { slo: "an SLO on an indicator that is there", indicator: "a new indicator", alert: "an alert" };
export const questionWords: Readonly<Record<WalkQuestion, string>> = { unmapped: "carries no priority", mapped: "should carry another priority", unwatched: "nothing watches it" };

const columns = ["Priority", "Service", "What", "Finding", "Watched by", "Status", "Why", "Link", "Added by", "Added at"];

function cellsOf({ priority, service, question, text, watchBy, status, reason, link, addedBy, addedAt }: GapLine): string[] {
  return [priority ?? "", service ?? "", text, questionWords[question], watchBy === null ? "" : watchWords[watchBy], status, reason ?? "", link ?? "", addedBy, addedAt];
}

/** RFC 4180. What a spreadsheet would take for a formula is made plain text by an apostrophe. */
export function writeCsv(gaps: readonly GapLine[]): string {
  return [columns, ...gaps.map(cellsOf)].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

function csvCell(value: string): string {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** By priority, the most urgent first as they come; a box is ticked where it is done. */
export function writeGapMarkdown(gaps: readonly GapLine[]): string {
  const headings = [...new Set(gaps.map(({ priority }) => priority ?? "No priority yet"))];
  const partOf = (heading: string) => `## ${inline(heading)}\n\n${gaps.filter(({ priority }) => (priority ?? "No priority yet") === heading).map(markdownLine).join("\n")}\n`;
  return ["# What nobody watches yet\n", ...(gaps.length === 0 ? ["Nothing was found.\n"] : headings.map(partOf))].join("\n");
}

function markdownLine({ service, question, text, watchBy, status, reason, link, addedBy }: GapLine): string {
  const parts = [questionWords[question], watchBy === null ? null : `to be watched by ${watchWords[watchBy]}`, status === "open" ? null : `${status}${reason === null ? "" : `: ${reason}`}`, `by ${addedBy}`];
  const about = parts.filter((part) => part !== null).map(inline).join("; ");
  return `- [${status === "done" ? "x" : " "}] ${service === null ? "" : `**${inline(service)}** `}${inline(text)} (${about})${link === null ? "" : ` <${link}>`}`;
}

/** One line, in which nothing is taken for markup. */
function inline(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|]/g, "\\$&");
}
