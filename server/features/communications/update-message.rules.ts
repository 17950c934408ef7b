import type { Instant } from "../../values/instant.ts";
import { cut } from "../../values/text.ts";
import type { Zone } from "../../values/zone.ts";
import type { Written } from "../paging/page-message.rules.ts";
import { timeWords } from "./clock-words.rules.ts";
import { mailPage, paragraph, section } from "./mail-html.rules.ts";
import { isPublic, type AudienceStyle } from "./recipients.rules.ts";

export type { Written };

/** What is told of an incident by mail, to whom, and when the next comes. */
export interface UpdateStory {
  incident: IncidentWords;
  style: AudienceStyle;
  conditions: string;
  actions: string;
  needs: string | null;
  isClosing: boolean;
  nextAt: Instant | null;
  sentAt: Instant;
  /** The recipient's clock. */
  zone: Zone;
  /** "You get this because …". */
  because: string;
  /** The incident's room; people outside cannot enter it. */
  link: string;
}

/** An incident in the organization's own words. */
export interface IncidentWords {
  ref: string;
  title: string;
  /** `Sev 1 · P2`; empty before it was classified. */
  className: string;
  isDrill: boolean;
  commanderName: string | null;
  services: readonly string[];
}

const longestSubject = 180;

/** Writes an update as mail: plain text and HTML that say the same. */
export function writeUpdate(story: UpdateStory): Written {
  return { subject: subjectOf(story.incident, story.isClosing ? "Last update" : ""), text: writeText(story), html: writeHtml(story) };
}

export function subjectOf({ ref, title, className, isDrill }: IncidentWords, what: string): string {
  const head = [ref, className].filter((word) => word !== "").join(" ");
  return cut([isDrill ? "Drill" : "", head, what, oneLine(title)].filter((word) => word !== "").join(": "), longestSubject);
}

/** When the next words come; each update says it (000: "set communication expectations"). */
export function nextWords({ isClosing, nextAt, sentAt, zone, incident }: Pick<UpdateStory, "isClosing" | "nextAt" | "sentAt" | "zone" | "incident">): string {
  if (isClosing) return `This is the last update on ${incident.ref}.`;
  return nextAt === null ? "The next update comes when something changes." : `Next update by ${timeWords(zone, nextAt, sentAt)}.`;
}

/** Who commands and what is hit, for people of the organization. */
export function insideWords({ commanderName, services }: IncidentWords): string[] {
  const hit = services.length === 0 ? [] : [`Services: ${services.map(oneLine).join(", ")}.`];
  return [...(commanderName === null ? [] : [`${oneLine(commanderName)} commands.`]), ...hit];
}

function writeText(story: UpdateStory): string {
  const { incident, style, conditions, actions, needs, sentAt, zone } = story;
  const isInside = !isPublic({ style });
  const parts = [
    headOf(incident).join("\n"),
    ...(isInside ? insideWords(incident) : []),
    `As of ${timeWords(zone, sentAt, sentAt)}:`,
    `Conditions\n${plain(conditions)}`,
    `Actions\n${plain(actions)}`,
    ...(needs === null ? [] : [`Needs\n${plain(needs)}`]),
    nextWords(story),
    ...(isInside ? [story.link] : []),
    story.because,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The lines that every mail about an incident begins with. */
export function headOf({ ref, title, className, isDrill }: IncidentWords): string[] {
  return [`${isDrill ? "Drill: " : ""}${ref} ${oneLine(title)}`, ...(className === "" ? [] : [className])];
}

function writeHtml(story: UpdateStory): string {
  const { incident, style, conditions, actions, needs, sentAt, zone } = story;
  const isInside = !isPublic({ style });
  return mailPage({ ...incident, title: oneLine(incident.title) }, {
    body: [
      ...(isInside ? insideWords(incident).map((words) => paragraph(words, "quiet")) : []),
      paragraph(`As of ${timeWords(zone, sentAt, sentAt)}`, "quiet"),
      section("Conditions", plain(conditions)),
      section("Actions", plain(actions)),
      ...(needs === null ? [] : [section("Needs", plain(needs))]),
      paragraph(nextWords(story), "next"),
    ],
    link: isInside ? story.link : null,
    foot: story.because,
  });
}

/** Signs that turn the direction of text around, or make no mark at all, could make a mail say something else than was written. */
const unseen = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g;

/** One line, in which nothing changes the direction of what stands beside it. */
export function oneLine(text: string): string {
  return plain(text).replace(unseen, "").replace(/\s+/g, " ").trim();
}

/** Text without control characters, and without those that would turn its own line around; line breaks and tabs stay. */
export function plain(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]|[\u202d\u202e]/gu, "").trim();
}
