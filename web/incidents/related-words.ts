import type { IncidentDetail } from "../../server/features/incidents/contract.ts";

export type Related = IncidentDetail["related"][number];
export type SaidRelation = Exclude<Related["relation"], "split-from" | "split-off">;

/** What the other incident is to this one, behind its name: `INC-7, which caused it`. */
export const relatedWords: Readonly<Record<Related["relation"], string>> = {
  "same-cause": "same cause",
  "caused-by": "caused it",
  causes: "caused by it",
  follows: "came before it",
  "followed-by": "came after it",
  "split-from": "this was split off from it",
  "split-off": "split off from this one",
};

/** The ways in which two incidents belong together, each as a sentence; the other has no name before it is chosen. */
export function relationChoices(own: string, chosen: string | null): { id: SaidRelation; words: string }[] {
  const [Other, other] = [chosen ?? "The other", chosen ?? "the other"];
  return [
    { id: "same-cause", words: "Both have the same cause" },
    { id: "caused-by", words: `${Other} caused ${own}` },
    { id: "causes", words: `${own} caused ${other}` },
    { id: "follows", words: `${own} follows ${other}` },
    { id: "followed-by", words: `${Other} follows ${own}` },
  ];
}

/** What can be taken back: a split cannot. */
export function isSaid(relation: Related["relation"]): relation is SaidRelation {
  return relation !== "split-from" && relation !== "split-off";
}
