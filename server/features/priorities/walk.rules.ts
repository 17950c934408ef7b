/** The questions of a walk: which alerts carry no priority; of each priority whether what carries it belongs there, and what nobody watches. */
export const walkQuestions = ["unmapped", "mapped", "unwatched"] as const;
export type WalkQuestion = (typeof walkQuestions)[number];

/** One question at a time; that about alerts without a priority is of none. */
export interface WalkStep {
  question: WalkQuestion;
  priority: string | null;
}

/** The way through the priorities, the most urgent first (004 §9.2.6, §9.2.7). */
export function walkSteps(priorities: readonly string[]): WalkStep[] {
  return [{ question: "unmapped", priority: null }, ...priorities.flatMap((priority): WalkStep[] => [{ question: "mapped", priority }, { question: "unwatched", priority }])];
}

/** Where a walk stands among the steps; a priority that is gone since begins the way again. */
export function placeOf(steps: readonly WalkStep[], at: WalkStep): number {
  return Math.max(0, steps.findIndex(({ question, priority }) => question === at.question && priority === at.priority));
}

/** What a question finds is mended in the configuration, or is watched one day. */
export const watchWays = ["slo", "indicator", "alert"] as const;
export type WatchWay = (typeof watchWays)[number];

export const gapStatuses = ["open", "done", "dropped"] as const;
export type GapStatus = (typeof gapStatuses)[number];
