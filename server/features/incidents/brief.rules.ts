import type { Instant } from "../../values/instant.ts";
import { commandRoleOf, type WrittenProcess } from "../process/process.rules.ts";
import { decisionsOf } from "./decision.rules.ts";
import type { GroundItem, IncidentState } from "./incident.state.rules.ts";
import { reliefOf } from "./relief.rules.ts";
import { impactWords } from "./timeline-words.rules.ts";
import { rolesNeeded } from "./template.rules.ts";

/** The parts of a brief, in the order in which they are read. */
export const briefParts = ["what", "sinceWhen", "hurt", "class", "holders", "so", "ruledOut", "underWay", "next", "missed"] as const;
export type BriefPart = (typeof briefParts)[number];

/** The seven of a handover, the same each time. */
export const handoverParts: readonly BriefPart[] = ["what", "sinceWhen", "hurt", "class", "holders", "ruledOut", "next"];

/** What is read in a minute. */
export const mostBriefWords = 200;
const mostWordsOfOne = 14;

export interface BriefField {
  part: BriefPart;
  title: string;
  text: string;
}

/** What a brief is told with: words of the organization, texts that people typed, and times on the reader's clock. */
export interface BriefFacts {
  now: Instant;
  person: (id: string) => string;
  service: (id: string) => string;
  customer: (id: string) => string;
  audience: (id: string) => string;
  /** Null where the text was taken out. */
  textOf: (contentId: string) => string | null;
  clock: (at: Instant) => string;
  span: (milliseconds: number) => string;
  /** Why the class is what it is, in the words of whoever set it. */
  classReason: string | null;
  /** What happened since the reader was last here; null for who never was. */
  missed: { since: Instant; lines: readonly string[] } | null;
}

const titles: Readonly<Record<BriefPart, string>> = {
  what: "What",
  sinceWhen: "Since when",
  hurt: "Who is hurt",
  class: "Class and why",
  holders: "Who holds what",
  so: "What is so",
  ruledOut: "Ruled out",
  underWay: "Under way",
  next: "Next and owed",
  missed: "Since you were last here",
};

/** The words of a text, counted as people do. */
export function countWords(text: string): number {
  return text.trim() === "" ? 0 : text.trim().split(/\s+/).length;
}

/** What somebody needs who comes in or takes over, in at most 200 words: each part says its most important thing, and more while there is room. */
export function briefOf(state: IncidentState, process: WrittenProcess, facts: BriefFacts, parts: readonly BriefPart[] = briefParts): BriefField[] {
  const all = parts
    .filter((part) => part !== "missed" || facts.missed !== null)
    .map((part) => ({ part, items: itemsOf(part, state, process, facts).map((item) => shortened(item, mostWordsOfOne)), count: 1 }));
  const words = () => all.reduce((sum, field) => sum + countWords(titles[field.part]) + countWords(told(field)), 0);
  for (let hasRoom = true; hasRoom; ) {
    hasRoom = false;
    for (const field of all.filter(({ items, count }) => count < items.length)) {
      field.count += 1;
      if (words() <= mostBriefWords) hasRoom = true;
      else field.count -= 1;
    }
  }
  return all.map((field) => ({ part: field.part, title: titles[field.part], text: told(field) }));
}

function told({ items, count }: { items: readonly string[]; count: number }): string {
  const rest = items.length - count;
  return [...items.slice(0, count), ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
}

/** At most so many words of it, on one line. */
function shortened(text: string, most: number): string {
  const words = text.trim().split(/\s+/);
  return words.length <= most ? words.join(" ") : `${words.slice(0, most).join(" ")}…`;
}

/** The things a part has to say, the most important first; never empty. */
function itemsOf(part: BriefPart, state: IncidentState, process: WrittenProcess, facts: BriefFacts): string[] {
  const items = writers[part](state, process, facts);
  return items.length > 0 ? items : [nothing[part]];
}

const nothing: Readonly<Record<BriefPart, string>> = {
  what: "The title was taken out",
  sinceWhen: "Not known",
  hurt: "Nobody has stated it yet",
  class: "Not classified yet",
  holders: "Nobody",
  so: "Nothing is agreed yet",
  ruledOut: "Nothing yet",
  underWay: "Nothing is written down",
  next: "Nothing is written down",
  missed: "Nothing new",
};

type Writer = (state: IncidentState, process: WrittenProcess, facts: BriefFacts) => string[];

const writers: Readonly<Record<BriefPart, Writer>> = {
  what: (state, _process, { textOf, service }) => [...textIn(textOf, state.title?.contentId), ...(state.serviceIds.length === 0 ? [] : [`on ${state.serviceIds.map(service).join(", ")}`])],
  sinceWhen: sinceWhen,
  hurt: (state, _process, { textOf, customer }) => [
    ...textIn(textOf, state.impactDescription?.contentId),
    ...[impactWords(state.impact, customer)].filter((words) => words !== ""),
    ...(state.reports === 0 ? [] : [state.reports === 1 ? "1 report of somebody who sees it" : `${state.reports} reports of people who see it`]),
  ],
  class: classOf,
  holders: holdersOf,
  so: (state, _process, { textOf }) => [
    ...agreedFirst(inForce(state, "condition")).map((item) => `${item.mark === "disputed" ? "disputed: " : ""}${textOf(item.text.contentId) ?? "taken out"}`),
    ...newest(decisionsOf(state)).flatMap(({ text }) => textIn(textOf, text.contentId).map((words) => `decided: ${words}`)),
  ],
  ruledOut: (state, _process, { textOf }) =>
    newest(state.ground.filter(({ mark }) => mark === "ruled-out")).map(({ text, marked }) => {
      const reason = marked?.reason ? textOf(marked.reason.contentId) : null;
      return `${textOf(text.contentId) ?? "taken out"}${reason === null ? "" : ` (${reason})`}`;
    }),
  underWay: (state, _process, { textOf, person }) => [
    ...inForce(state, "action").map((item) => owned(textOf(item.text.contentId), item.ownerId, person)),
    ...inForce(state, "hypothesis").map(({ text, mark }) => `${mark === "agreed" ? "agreed" : "looked into"}: ${textOf(text.contentId) ?? "taken out"}`),
  ],
  next: nextOf,
  missed: (_state, _process, { missed, clock }) => (missed === null ? [] : missed.lines.map((line, index) => (index === 0 ? `${clock(missed.since)}: ${line}` : line))),
};

function textIn(textOf: BriefFacts["textOf"], contentId: string | undefined): string[] {
  const text = contentId === undefined ? null : textOf(contentId);
  return text === null ? [] : [text];
}

function newest<Item>(items: readonly Item[]): Item[] {
  return [...items].reverse();
}

/** What still holds, the newest first. */
function inForce(state: IncidentState, kind: GroundItem["kind"]): GroundItem[] {
  return newest(state.ground.filter((item) => item.kind === kind && item.mark !== "done" && item.mark !== "ruled-out"));
}

/** What nobody disputes comes before what somebody does. */
function agreedFirst(items: readonly GroundItem[]): GroundItem[] {
  return [...items].sort((one, other) => Number(one.mark === "disputed") - Number(other.mark === "disputed"));
}

function owned(text: string | null, ownerId: string | null, person: BriefFacts["person"]): string {
  return `${ownerId === null ? "" : `${person(ownerId)}: `}${text ?? "taken out"}`;
}

function sinceWhen({ milestones, declaredAt, endedAt }: IncidentState, _process: WrittenProcess, { now, clock, span }: BriefFacts): string[] {
  const began = milestones.impactStart?.at ?? null;
  const mitigated = milestones.mitigated?.at ?? null;
  return [
    began === null ? `declared ${clock(declaredAt)}, ${span((endedAt ?? now) - declaredAt)} ago` : `hurts since ${clock(began)}, for ${span((endedAt ?? now) - began)}`,
    ...(mitigated === null ? [] : [`mitigated ${clock(mitigated)}`]),
    ...(began === null ? [] : [`declared ${clock(declaredAt)}`]),
  ];
}

function classOf({ severity, priority }: IncidentState, { severities, priorities }: WrittenProcess, { classReason }: BriefFacts): string[] {
  if (severity === null && priority === null) return [];
  const level = severities.find(({ id }) => id === severity);
  const names = [level?.name ?? severity ?? "no severity", priorities.find(({ id }) => id === priority)?.name ?? priority ?? "no priority"].join(" × ");
  const why = classReason ?? level?.when ?? null;
  return [why === null ? names : `${names}: ${why}`];
}

function holdersOf(state: IncidentState, process: WrittenProcess, { person }: BriefFacts): string[] {
  const command = commandRoleOf(process).id;
  const held = [...state.holders].sort((one, other) => Number(other.role === command) - Number(one.role === command));
  const name = (role: string) => process.roles.find(({ id }) => id === role)?.name ?? role;
  const vacant = rolesNeeded(process, state).filter((role) => !state.holders.some((holder) => holder.role === role));
  return [...held.map((holder) => `${name(holder.role)}: ${person(holder.personId)}${holder.isProvisional ? " for now" : ""}`), ...vacant.map((role) => `${name(role)}: nobody yet, and required`)];
}

/** What comes and by when: the soonest first, then what has no time. */
function nextOf(state: IncidentState, process: WrittenProcess, { textOf, person, audience, clock }: BriefFacts): string[] {
  const timed = [
    ...Object.entries(state.told).flatMap(([id, { nextAt }]) => (nextAt === null ? [] : [{ at: nextAt, words: `update to ${audience(id)} by ${clock(nextAt)}` }])),
    ...decisionsOf(state).flatMap(({ lookAgainAt, text }) => (lookAgainAt === null ? [] : [{ at: lookAgainAt, words: `look again ${clock(lookAgainAt)}: ${textOf(text.contentId) ?? "taken out"}` }])),
    ...state.holders.flatMap((holder) => {
      const relief = reliefOf(process, holder);
      return relief === null ? [] : [{ at: relief.dueAt, words: `relief of ${person(holder.personId)} by ${clock(relief.dueAt)}` }];
    }),
    ...openTasks(state).flatMap(({ dueAt, text, ownerId }) => (dueAt === null ? [] : [{ at: dueAt, words: `${owned(textOf(text.contentId), ownerId, person)}, by ${clock(dueAt)}` }])),
  ].sort((one, other) => one.at - other.at);
  const untimed = openTasks(state).filter(({ dueAt }) => dueAt === null).map(({ text, ownerId }) => owned(textOf(text.contentId), ownerId, person));
  const needs = inForce(state, "need").map(({ text }) => `needed: ${textOf(text.contentId) ?? "taken out"}`);
  return [...needs.slice(0, 1), ...timed.map(({ words }) => words), ...needs.slice(1), ...untimed];
}

function openTasks({ tasks }: IncidentState): IncidentState["tasks"] {
  return tasks.filter(({ status }) => status === "open");
}
