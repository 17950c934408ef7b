import type { PriorityWalkDetail, PriorityWalkView, WatchGapView } from "../../server/features/priorities/walk.contract.ts";
import type { WatchWay } from "../../server/features/priorities/walk.rules.ts";
import { capital, numberWord } from "../design/number-words.ts";

/** The question at which a walk stands, and what to think of. */
export function questionOf({ question, priority, alerts }: Pick<PriorityWalkDetail, "question" | "priority" | "alerts">): { so: string; next: string } {
  const name = priority?.name ?? "this priority";
  switch (question) {
    case "unmapped":
      return alerts.length === 0
        ? { so: "Every alert of the last 90 days carries a priority.", next: "Go on to the first priority." }
        : { so: `${capital(numberWord(alerts.length))} ${alerts.length === 1 ? "alert carries" : "alerts carry"} no priority. Which should?`, next: "Note each one that calls for something to be done, with its priority." };
    case "mapped":
      return { so: `Does all of this call for ${name}?`, next: "Note what should carry another priority, or what is missing." };
    case "unwatched":
      return { so: `What could break that would be ${name}, and that nothing watches?`, next: "Think of your own domain: what would people notice before you do?" };
  }
}

export const watchLabels: Readonly<Record<WatchWay, string>> = { slo: "An SLO on an indicator we have", indicator: "A new indicator", alert: "An alert on a resource" };

/** Where a walk stands, in a list. */
export function walkLine({ endedAt, step, steps, gaps }: Pick<PriorityWalkView, "endedAt" | "step" | "steps" | "gaps">): string {
  const found = gaps === 0 ? "nothing found" : `${gaps} found`;
  return endedAt === null ? `Question ${step + 1} of ${steps}, ${found} so far` : `Over, ${found}`;
}

export function backlogLede(gaps: readonly WatchGapView[]): { so: string; next: string } {
  if (gaps.length === 0) return { so: "Nobody has asked yet what could break unwatched.", next: "A walk goes through the priorities one question at a time; anybody can go on where it was left." };
  const open = gaps.filter(({ status }) => status === "open").length;
  if (open === 0) return { so: "All that was found is dealt with.", next: "Walk again when a service or the process changes." };
  const infrastructure = gaps.filter(({ status, watchBy }) => status === "open" && watchBy === "indicator").length;
  return { so: open === 1 ? "One thing that was found waits." : `${capital(numberWord(open))} things that were found wait.`, next: infrastructure === 0 ? "Settle each, or link it to where it is worked on." : `${infrastructure === 1 ? "One needs" : `${capital(numberWord(infrastructure))} need`} a new indicator.` };
}
