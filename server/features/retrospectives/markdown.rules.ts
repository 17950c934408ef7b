import { toIso, type Instant } from "../../values/instant.ts";
import { cut } from "../../values/text.ts";
import type { Milestone } from "../incidents/incident-words.rules.ts";
import type { Interval } from "../incidents/milestones.rules.ts";
import { milestoneWords } from "../incidents/timeline-words.rules.ts";
import type { FollowUpStatus } from "./retrospective.events.ts";
import type { SectionKind } from "./sections.rules.ts";
import { listed, wordLength } from "./summary.rules.ts";

/** A retrospective with everything in words, ready to be written down. */
export interface RetrospectiveDocument {
  ref: string;
  title: string | null;
  severity: string;
  priority: string;
  services: readonly string[];
  owner: string | null;
  /** Where it stands, as a sentence. */
  standing: string;
  milestones: readonly { milestone: Milestone; at: Instant }[];
  measures: Readonly<Record<keyof typeof measureWords, Interval>>;
  keyMoments: readonly { at: Instant; words: string }[];
  sections: readonly { title: string; kind: SectionKind; text: string | null }[];
  followUps: readonly { text: string | null; driver: string | null; dueAt: Instant | null; reviewAt: Instant; status: FollowUpStatus }[];
}

/** Writes a retrospective as Markdown. Times are in UTC. */
export function writeMarkdown(document: RetrospectiveDocument): string {
  const { ref, title, sections } = document;
  const has = (kind: SectionKind) => sections.some((section) => section.kind === kind);
  const parts = [
    `# ${escapeLine(ref)}: ${escapeLine(title ?? "the title was taken out")}`,
    writeFacts(document),
    writePart("Milestones and measures", writeTimes(document)),
    has("timeline") ? null : writePart("Key moments", writeMoments(document)),
    ...sections.map((section) => writeSection(section, document)),
    has("follow-ups") ? null : writePart("Follow-ups", writeFollowUps(document)),
  ];
  return `${parts.filter((part) => part !== null).join("\n\n")}\n`;
}

function writePart(title: string, ...bodies: readonly string[]): string {
  const filled = bodies.filter((body) => body.trim() !== "");
  return [`## ${escapeLine(title)}`, ...(filled.length > 0 ? filled : ["Nothing is written here yet."])].join("\n\n");
}

function writeSection({ title, kind, text }: RetrospectiveDocument["sections"][number], document: RetrospectiveDocument): string {
  const shown = kind === "timeline" ? writeMoments(document) : kind === "follow-ups" ? writeFollowUps(document) : "";
  return writePart(title, writeText(text ?? ""), shown);
}

function writeFacts({ severity, priority, services, owner, standing }: RetrospectiveDocument): string {
  const facts = [`Class: ${severity} × ${priority}`, `Services: ${services.length === 0 ? "none named" : listed(services)}`, `Owner: ${owner ?? "nobody yet"}`, standing];
  return facts.map((fact) => `- ${escapeLine(fact)}`).join("\n");
}

const measureWords = {
  mttd: "MTTD, from the start of the impact until it was detected",
  mtta: "MTTA, from the first page until somebody had it",
  mttr: "MTTR, from then until it was resolved",
  timeToRestore: "Time to restore, from the start of the impact to its end",
} as const;

function writeTimes({ milestones, measures }: RetrospectiveDocument): string {
  const moments = milestones.map(({ milestone, at }) => `- ${milestoneWords[milestone]}: ${clock(at)}`);
  const names = Object.keys(measureWords) as (keyof typeof measureWords)[];
  return [...moments, ...names.map((name) => `- ${measureWords[name]}: ${wordInterval(measures[name])}`)].join("\n");
}

const unmeasured = { pending: "not known yet", "not-applicable": "does not apply", invalid: "the times contradict each other" } as const;

function wordInterval(interval: Interval): string {
  return interval.status === "recorded" ? wordLength(interval.milliseconds) : unmeasured[interval.status];
}

const longestMoment = 500;

function writeMoments({ keyMoments }: RetrospectiveDocument): string {
  return keyMoments.map(({ at, words }) => `- ${clock(at)} · ${escapeLine(cut(words, longestMoment))}`).join("\n");
}

const statusWords: Readonly<Record<FollowUpStatus, string>> = { open: "Open", done: "Done", dropped: "Dropped" };

function writeFollowUps({ followUps }: RetrospectiveDocument): string {
  return followUps
    .map(({ text, driver, dueAt, reviewAt, status }) => {
      const facts = [driver === null ? "no driver yet" : `driver ${escapeLine(driver)}`, ...(dueAt === null ? [] : [`due ${day(dueAt)}`]), `looked at again ${day(reviewAt)}`];
      return `- ${statusWords[status]}: ${escapeLine(text ?? "the text was taken out")} (${facts.join("; ")})`;
    })
    .join("\n");
}

function clock(at: Instant): string {
  return `${toIso(at).slice(0, 16).replace("T", " ")} UTC`;
}

function day(at: Instant): string {
  return toIso(at).slice(0, 10);
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** A fact of one line: nothing in it is a mark-up, a link, or turns the direction of what follows. */
export function escapeLine(text: string): string {
  const line = text
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  return line
    .replace(/[\\`*_[\]#|~!$^{}]|:(?=\/)|(?<=\bwww)\./gi, "\\$&")
    .replace(/[&<>]/g, (mark) => entities[mark] ?? mark);
}

/** What its authors wrote, save that no HTML goes through and a block of code that they left open ends with the section. */
function writeText(text: string): string {
  const safe = text.replace(/<(?=[a-z/!?])/gi, "&lt;").replace(/^(?:[ \t]*\n)+/, "").trimEnd();
  const open = openFence(safe);
  return open === null ? safe : `${safe}\n${open}`;
}

function openFence(text: string): string | null {
  let fence: string | null = null;
  for (const line of text.split("\n")) {
    const [, mark = "", rest = ""] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (mark === "") continue;
    if (fence === null) fence = mark.startsWith("`") && rest.includes("`") ? null : mark;
    else if (mark.startsWith(fence) && rest.trim() === "") fence = null;
  }
  return fence;
}
