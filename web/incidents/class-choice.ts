import type { IncidentDetail } from "../../server/features/incidents/contract.ts";

export type ClassWords = IncidentDetail["words"];

export interface Verdict {
  verdict: "allowed" | "confirm" | "forbidden";
  because: string | null;
}

/** What the process says of a severity with a priority; what is not set yet is always allowed. */
export function verdictOf(words: Pick<ClassWords, "forbidden" | "confirm">, severity: string | null, priority: string | null): Verdict {
  const isPair = (pair: { severity: string; priority: string }) => pair.severity === severity && pair.priority === priority;
  const forbidden = words.forbidden.find(isPair);
  if (forbidden) return { verdict: "forbidden", because: forbidden.because };
  const confirm = words.confirm.find(isPair);
  return confirm ? { verdict: "confirm", because: confirm.because } : { verdict: "allowed", because: null };
}

/** Why a reason must be given, in words; null where it may be left out. */
export function reasonAsked({ verdict, because }: Verdict, isRunning: boolean): string | null {
  if (!isRunning) return "It is over; the class changes with a reason only.";
  if (verdict === "confirm") return because === null ? "The process asks for a reason for this pair." : `The process asks for a reason: ${because}.`;
  return null;
}
