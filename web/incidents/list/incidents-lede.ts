import type { IncidentView } from "../../../server/features/incidents/contract.ts";
import { capital, numberWord } from "../../design/number-words.ts";
import { firstName } from "../room-words.ts";

export interface Sentences {
  so: string;
  next?: string;
}

/** What runs, and who has it. */
export function incidentsLede(running: readonly IncidentView[], me: string | null): Sentences {
  const [first] = worstFirst(running);
  if (!first) return { so: "No incident is open.", next: "Declare one when people have to coordinate; nobody is blamed for one too many." };
  const owner = first.commander.id === me ? "You command" : `${firstName(first.commander.name)} commands`;
  if (running.length === 1) return { so: titleSentence(first), next: first.commander.isProvisional ? `${owner} for now, until somebody has it.` : `${owner} it.` };
  const provisional = running.filter(({ commander }) => commander.isProvisional).length;
  return {
    so: `${capital(numberWord(running.length))} incidents are open.`,
    next: provisional > 0 ? `${capital(numberWord(provisional))} ${provisional === 1 ? "waits" : "wait"} for somebody to take command.` : `The worst: ${titleSentence(first)} ${owner} it.`,
  };
}

/** The worst class first, then the newest; what nobody classified yet stands before all, since nobody knows. */
export function worstFirst<One extends Pick<IncidentView, "severity" | "declaredAt">>(incidents: readonly One[]): One[] {
  const rank = ({ severity }: One) => severity?.rank ?? -1;
  return [...incidents].sort((a, b) => rank(a) - rank(b) || b.declaredAt.localeCompare(a.declaredAt));
}

/** The title as a sentence of its own. */
export function titleSentence({ title, ref }: Pick<IncidentView, "title" | "ref">): string {
  const words = title ?? ref;
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}
