import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import type { GroundKind, GroundMark } from "../../../server/features/incidents/incident-words.rules.ts";
import { countOf, firstName } from "../room-words.ts";
import { momentWords } from "../../design/wording.ts";

export type GroundItem = IncidentDetail["ground"][number];

interface KindWords {
  title: string;
  /** What stands here while nothing does. */
  empty: string;
  /** What is asked for in the field. */
  add: string;
}

/** The four parts of what all should know. */
export const kindWords: Readonly<Record<GroundKind, KindWords>> = {
  condition: { title: "Conditions", empty: "What is so, as far as anybody knows.", add: "What is so" },
  hypothesis: { title: "Hypotheses", empty: "What it may be. Dead ends stay here too.", add: "What it may be" },
  action: { title: "Actions", empty: "Who does what now.", add: "Who does what" },
  need: { title: "Needs", empty: "What is missing, and from whom.", add: "What is needed" },
};

/** What may become of an item; to be marked open again is always possible. */
export function marksOf(kind: GroundKind): readonly GroundMark[] {
  if (kind === "condition") return ["agreed", "disputed", "done", "open"];
  if (kind === "hypothesis") return ["agreed", "disputed", "ruled-out", "open"];
  return ["done", "disputed", "open"];
}

const markWords: Readonly<Record<GroundMark, string>> = { open: "open", agreed: "agreed", disputed: "disputed", "ruled-out": "ruled out", done: "done" };

/** What a mark is called; a condition that is done is over. */
export function markName(mark: GroundMark, kind: GroundKind): string {
  if (mark === "done" && kind === "condition") return "over";
  return mark === "done" && kind === "need" ? "met" : markWords[mark];
}

/** Whether an item is behind us and stands struck. */
export function isBehind({ mark }: Pick<GroundItem, "mark">): boolean {
  return mark === "ruled-out" || mark === "done";
}

/** The pale words beside a heading: `1 open, 2 ruled out`. */
export function headWords(kind: GroundKind, items: readonly GroundItem[]): string {
  if (items.length === 0) return "";
  if (kind === "condition") return "what is so";
  if (kind === "action") return "who does what now";
  const behind = items.filter(isBehind).length;
  const open = items.length - behind;
  if (behind === 0) return kind === "hypothesis" ? `${open} open` : String(open);
  return `${open} open, ${behind} ${markName(kind === "hypothesis" ? "ruled-out" : "done", kind)}`;
}

/** Who or what said it; nobody is named where an earlier Muster did not keep it. */
function saidBy({ owner, source }: GroundItem): string | null {
  if (owner !== null) return firstName(owner.name);
  if (source === null || source.name === null) return null;
  return source.kind === "person" ? firstName(source.name) : source.name;
}

/** Who said it and when; and what became of it: by whom, when and why. */
export function sourceWords(item: GroundItem, now: number): string {
  const { mark, marked } = item;
  return mark === "open" || mark === "agreed" || marked === null ? saidWords(item, now) : markedWords(item, marked, now);
}

/** `Amara, 14:29`; what goes on, or comes from a tool, is said since then. */
function saidWords(item: GroundItem, now: number): string {
  const who = saidBy(item);
  const at = momentWords(Date.parse(item.since), now);
  const isLasting = item.kind === "action" || item.source?.kind === "tool" || who === null;
  return [who, isLasting ? `since ${at}` : at].filter(Boolean).join(", ");
}

function markedWords(item: GroundItem, marked: NonNullable<GroundItem["marked"]>, now: number): string {
  const { kind, mark } = item;
  const who = saidBy(item);
  const by = marked.by === null ? "A script" : firstName(marked.by.name);
  const because = marked.reason === null ? "" : `: ${marked.reason}`;
  if (mark === "disputed") return `${who === null ? by : `${who} says so; ${marked.by === null ? "a script" : by}`} disputes it${because}`;
  const doing = mark === "ruled-out" ? `${by} ruled it out` : `${by}: ${markName(mark, kind)}`;
  return `${doing}, ${momentWords(Date.parse(marked.at), now)}${because}`;
}

/** `2 pieces of evidence`, and how many of them speak against it; empty where there is none. */
export function evidenceWords({ evidence }: Pick<GroundItem, "evidence">): string {
  if (evidence.length === 0) return "";
  const against = evidence.filter(({ stance }) => stance === "against").length;
  const pieces = countOf(evidence.length, "piece of evidence", "pieces of evidence");
  return against === 0 ? pieces : `${pieces}, ${against} against`;
}

/** Who says so, of what was typed: a person in the incident, else a tool; nothing where the reader does. */
export function saidByOf(typed: string, people: readonly { id: string; name: string }[]): { saidBy?: { personId: string } | { tool: string } } {
  const words = typed.trim();
  if (words === "") return {};
  const person = people.find(({ name }) => name.toLowerCase() === words.toLowerCase());
  return { saidBy: person ? { personId: person.id } : { tool: words } };
}

/** What is asked when an item is marked so; null where nothing is. */
export function askedFor(mark: GroundMark): { label: string; confirm: string; isNeeded: boolean } | null {
  if (mark === "disputed") return { label: "What speaks against it?", confirm: "Dispute it", isNeeded: true };
  return mark === "ruled-out" ? { label: "What rules it out?", confirm: "Rule it out", isNeeded: false } : null;
}

/** What is in force comes first, the newest last; what is behind us below. */
export function ordered(items: readonly GroundItem[]): GroundItem[] {
  return [...items.filter((item) => !isBehind(item)), ...items.filter(isBehind)];
}

/** For readers: `Condition, agreed`. */
export function ariaWords({ kind, mark }: GroundItem): string {
  return `${kind}, ${markName(mark, kind)}; mark it`;
}

