import type { Instant } from "../../values/instant.ts";
import { cut } from "../../values/text.ts";
import type { GroundKind, GroundMark, Impact } from "../incidents/incident-words.rules.ts";
import { impactWords } from "./impact-words.rules.ts";
import type { AudienceStyle } from "./recipients.rules.ts";

/** The three parts of an update (CAN, 000). */
export interface CanText {
  conditions: string;
  actions: string;
  needs: string | null;
}

export interface KnownGround {
  kind: GroundKind;
  text: string;
  ownerName: string | null;
  mark: GroundMark;
  since: Instant;
}

/** What is known of an incident that an update can be made of. */
export interface Known {
  title: string;
  impact: Impact;
  impactDescription: string | null;
  ground: readonly KnownGround[];
  tasks: readonly { text: string; ownerName: string | null }[];
  /** What customers call the parts that are hit. */
  components: readonly string[];
  /** Names of people, teams and services, which are nobody's outside. */
  internalNames: readonly string[];
  /** What was told last, to these audiences or, inside, to anybody. */
  last: CanText | null;
  isClosing: boolean;
}

export const longestPart = 10_000;

/** How many lines of each part an audience reads. */
const most: Readonly<Record<AudienceStyle, number>> = { technical: 20, stakeholder: 4, executive: 3, external: 2 };
const plainest: readonly AudienceStyle[] = ["external", "executive", "stakeholder", "technical"];

/** Of several audiences that get the same words, the one that needs them plainest. */
export function plainestOf(styles: readonly AudienceStyle[]): AudienceStyle {
  return plainest.find((style) => styles.includes(style)) ?? "technical";
}

/** An update as far as it can be written from what is known; a person reads and sends it. */
export function draftUpdate(known: Known, style: AudienceStyle): CanText {
  if (known.isClosing) return draftLast(known, style);
  const actions = actionLines(known, style);
  const needs = style === "external" ? [] : groundLines(known, "need", style);
  return {
    conditions: joined(conditionLines(known, style)),
    actions: joined(actions.length > 0 ? actions : [known.last?.actions ?? "We are working on it."]),
    needs: needs.length > 0 ? joined(needs) : null,
  };
}

/** The one after the resolve: that it is over, what helped, what is left (000: "let them know that the service has resumed normal operation"). */
function draftLast(known: Known, style: AudienceStyle): CanText {
  const done = known.ground.filter(({ kind, mark }) => kind === "action" && mark === "done").sort(newestFirst);
  const helped = outsideOnly(done.map(({ text }) => text), known, style).slice(0, most[style]);
  const left = style === "technical" ? known.tasks.map((task) => `Still to do: ${withOwner(task, style)}`) : [];
  const over = style === "external" ? `The problem with ${partsOf(known)} is over. It works as usual again.` : `It is over: ${sentence(known.title)}`;
  return { conditions: joined([over]), actions: joined(helped.length + left.length > 0 ? [...helped, ...left] : ["Nothing more is to be done now."]), needs: null };
}

function joined(lines: readonly string[]): string {
  return cut(lines.join("\n"), longestPart);
}

function conditionLines(known: Known, style: AudienceStyle): string[] {
  const ground = groundLines(known, "condition", style);
  const described = outsideOnly(known.impactDescription === null ? [] : [known.impactDescription], known, style);
  const impact = [...described, ...impactWords(known.impact, style)];
  const isKnown = ground.length > 0 || impact.length > 0;
  if (!isKnown && known.last !== null) return [known.last.conditions];
  const lines = style === "technical" ? [...ground, ...impact] : [...impact, ...ground];
  if (style === "external") return [`There is a problem with ${partsOf(known)}.`, ...lines];
  return isKnown ? lines : [sentence(known.title)];
}

/** Customers know the parts by the names of the status page. */
function partsOf({ components }: Known): string {
  return components.length === 0 ? "the service" : components.join(" and ");
}

function actionLines(known: Known, style: AudienceStyle): string[] {
  const actions = known.ground.filter(({ kind, mark }) => kind === "action" && isInForce(mark)).sort(newestFirst);
  return outsideOnly([...actions, ...known.tasks].map((one) => withOwner(one, style)), known, style).slice(0, most[style]);
}

/** Who does it is said to those who work with them. */
function withOwner({ text, ownerName }: { text: string; ownerName: string | null }, style: AudienceStyle): string {
  return style === "technical" && ownerName !== null ? `${ownerName}: ${text}` : text;
}

function groundLines(known: Known, kind: GroundKind, style: AudienceStyle): string[] {
  const items = known.ground.filter((item) => item.kind === kind && isInForce(item.mark));
  const ordered = items.sort(style === "technical" ? newestFirst : agreedFirst);
  return outsideOnly(ordered.map(({ text }) => text), known, style).slice(0, most[style]);
}

function isInForce(mark: GroundMark): boolean {
  return mark === "open" || mark === "agreed";
}

function newestFirst(a: KnownGround, b: KnownGround): number {
  return b.since - a.since;
}

function agreedFirst(a: KnownGround, b: KnownGround): number {
  return Number(b.mark === "agreed") - Number(a.mark === "agreed") || newestFirst(a, b);
}

/** For people outside, lines that name somebody or something inside are left to whoever writes. */
function outsideOnly(lines: readonly string[], { internalNames }: Known, style: AudienceStyle): string[] {
  return style === "external" ? lines.filter((line) => !namesOneOf(line, internalNames)) : [...lines];
}

/** Whether a text holds one of the names as whole words, spelled as the name is: "will" is nobody, "Will" may be. */
export function namesOneOf(text: string, names: readonly string[]): boolean {
  const words = ` ${wordsOf(text)} `;
  return names.some((name) => wordsOf(name) !== "" && words.includes(` ${wordsOf(name)} `));
}

function wordsOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function sentence(title: string): string {
  return /[.!?…]$/.test(title) ? title : `${title}.`;
}
