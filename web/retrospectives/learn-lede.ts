import type { FollowUpView, RetrospectiveView } from "../../server/features/retrospectives/contract.ts";
import { capital, numberWord } from "../design/number-words.ts";

/** What is being written, and what waits to be done. */
export function learnLede(retrospectives: readonly RetrospectiveView[], followUps: readonly FollowUpView[]): { so: string; next?: string } {
  const open = retrospectives.filter(({ status }) => status === "draft" || status === "review").length;
  const so = open === 0 ? "No retrospective waits." : `${capital(numberWord(open))} ${open === 1 ? "retrospective is" : "retrospectives are"} being written.`;
  if (followUps.length === 0) return { so };
  const without = followUps.filter(({ driver }) => driver === null).length;
  const next = `${capital(numberWord(followUps.length))} ${followUps.length === 1 ? "follow-up is" : "follow-ups are"} open${without > 0 ? `, ${numberWord(without)} without a driver` : ""}.`;
  return { so, next };
}
