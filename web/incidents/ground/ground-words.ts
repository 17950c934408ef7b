import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import type { GroundKind, GroundMark } from "../../../server/features/incidents/incident-words.rules.ts";
import { firstName } from "../room-words.ts";
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
  const behind = items.filter(isBehind).length;
  const open = items.length - behind;
  if (behind === 0) return kind === "hypothesis" ? `${open} open` : String(open);
  return `${open} open, ${behind} ${markName(kind === "hypothesis" ? "ruled-out" : "done", kind)}`;
}

/** Whose it is, and since when. */
export function sourceWords({ owner, since, mark, kind }: GroundItem, now: number): string {
  const moment = momentWords(Date.parse(since), now);
  const whose = owner === null ? "" : `${firstName(owner.name)}, `;
  return mark === "open" ? `${whose}since ${moment}` : `${whose}${markName(mark, kind)} ${moment}`;
}

/** What is in force comes first, the newest last; what is behind us below. */
export function ordered(items: readonly GroundItem[]): GroundItem[] {
  return [...items.filter((item) => !isBehind(item)), ...items.filter(isBehind)];
}

/** For readers: `Condition, agreed`. */
export function ariaWords({ kind, mark }: GroundItem): string {
  return `${kind}, ${markName(mark, kind)}; mark it`;
}

