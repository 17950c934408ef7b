import type { ExpertView } from "../../server/features/escalation/expert.contract.ts";

/** Whether an expert can be turned to: `on call for Web primary`, `asleep: 03:10 there`. */
export function standingWords({ standing, onCallFor, localTime }: Pick<ExpertView, "standing" | "onCallFor" | "localTime">): string {
  if (standing === "on-call") return `on call for ${onCallFor.map(({ name }) => name).join(" and ")}`;
  if (standing === "away") return "away today";
  const words = { "at-work": "at work", awake: "awake", asleep: "asleep" }[standing];
  return `${words}: ${localTime} there`;
}

/** What is known of an expert here, in one line. */
export function expertWords(expert: ExpertView): string {
  const paged = expert.answer === "have" ? "has it" : expert.answer === "cannot" ? "said “I can’t”" : expert.pagedAt === null ? null : "paged already";
  const parts = [`knows ${expert.services.map(({ name }) => name).join(" and ")}`, standingWords(expert), paged, expert.isReachable ? null : "no means to reach them"];
  return parts.filter((part) => part !== null).join(", ");
}

/** Whom to offer first: the first who can be reached, is awake and was not paged about this. */
export function firstChoice(experts: readonly ExpertView[]): string[] {
  const free = experts.filter(({ isReachable, pagedAt }) => isReachable && pagedAt === null);
  return free.slice(0, 1).map(({ personId }) => personId);
}
