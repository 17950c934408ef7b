import type { RankingView } from "../../server/features/priorities/ranking.contract.ts";
import { capital, numberWord } from "../design/number-words.ts";

/** How a ranking stands beside the provider's priority, in one sentence. */
export function standingWords({ standing, isMoreUrgent, providerPriority, service, answer }: Pick<RankingView, "standing" | "isMoreUrgent" | "providerPriority" | "service" | "answer">): string {
  const own = providerPriority === null ? `${service.name} says no priority` : `${service.name} says ${providerPriority.name}`;
  switch (standing) {
    case "agreed":
      return "Both say the same.";
    case "open":
      return `${own}, ${isMoreUrgent ? "which is less urgent" : "which is more urgent"}. Not answered yet.`;
    case "kept":
      return `Kept${providerPriority === null ? "" : ` at ${providerPriority.name}`} by ${answer?.by.name ?? "the provider"}. ${answer?.reason ?? ""}`.trim();
    case "changed":
      return `To be changed, says ${answer?.by.name ?? "the provider"}; the configuration still says ${providerPriority?.name ?? "nothing"}. ${answer?.reason ?? ""}`.trim();
  }
}

/** What it means for who finds an outage more urgent than it is treated (004 §9.2.8); null where that is not so. */
export function hintWords({ standing, isMoreUrgent, fallback }: Pick<RankingView, "standing" | "isMoreUrgent" | "fallback">): string | null {
  if (standing === "agreed" || !isMoreUrgent) return null;
  return fallback === null ? "It will be mended later than this team wishes: what works without it until then?" : null;
}

export function disagreementsLede(rankings: readonly RankingView[]): { so: string; next: string } {
  const apart = rankings.filter(({ standing }) => standing !== "agreed");
  const open = apart.filter(({ standing }) => standing === "open").length;
  if (rankings.length === 0) return { so: "No team has said yet how it would rank an outage of what it uses.", next: "It is said on the page of each service." };
  if (apart.length === 0) return { so: "Those who use a service rank its outage as its own team does.", next: `${capital(numberWord(rankings.length))} ${rankings.length === 1 ? "ranking says" : "rankings say"} so.` };
  const so = apart.length === 1 ? "One team ranks an outage other than the team whose service it is." : `${capital(numberWord(apart.length))} rankings are other than the priority of the service.`;
  return { so, next: open === 0 ? "All are answered." : open === 1 ? "One waits for an answer; the team that owns the service has the last word." : `${capital(numberWord(open))} wait for an answer; the team that owns the service has the last word.` };
}
