import { policyOfCall } from "../../values/subject.ts";

/** Through what somebody is paged, and at which place. */
export interface PagedThrough {
  via: string;
  call: string;
  step: number;
}

/** Through what somebody is paged who has it: nothing was done since, and Muster asks whether they still do. */
export const stillOnIt = "still-on-it";

/** Why this person is paged, in one sentence; `name` is what people call the schedule or team. */
export function becauseOf({ via, call, step }: PagedThrough, name: string): string {
  const [kind] = via.split("/");
  if (kind === "schedule") return `You are paged because you are on call for ${name}.`;
  if (kind === "team") return `You are paged because you are in the team ${name}.`;
  // Administrators stand after the last step: as the first there is no policy, and nobody was asked before them.
  if (kind === "administrators" && step === 0) return "You are paged because nothing says who is on call for this (no policy), and you are an administrator.";
  if (kind === "administrators") return "You are paged because nobody else answered and you are an administrator.";
  if (kind === stillOnIt) return "You are paged because you have it, and nothing was done about it since you said so. Say that you still have it, or that you can’t; without an answer others are looked for.";
  if (kind === "asked-by") return `You are paged because ${name} asks for you.`;
  if (kind === "expert-asked-by") return `You are paged because ${name} asks you as an expert of the service.`;
  if (call !== "" && policyOfCall(call) === null) return "You are paged because the incident asks for you.";
  return "You are paged because the escalation policy names you.";
}
