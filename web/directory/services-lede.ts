import type { ServiceView } from "../../server/features/directory/contract.ts";
import { countWords, listWords } from "./directory-words.ts";

/** What is so, and what hangs on it. */
export interface Sentences {
  so: string;
  next: string;
}

/** The sentence over all services: where something fires, and what stands on it. */
export function servicesSentences(services: readonly ServiceView[], hurt: ReadonlySet<string>): Sentences {
  const firing = services.filter(({ id }) => hurt.has(id));
  const rest = services.length - firing.length;
  if (services.length === 0) return { so: "No service is known yet.", next: "Alerts come in all the same, as unassigned." };
  if (firing.length === 0) return { so: services.length === 1 ? "Nothing fires on the one service." : `Nothing fires on the ${services.length} services.`, next: withoutPolicy(services) };
  const above = services.filter(({ id, dependsOn }) => !hurt.has(id) && dependsOn.some((other) => hurt.has(other.id)));
  const so = `${listWords(firing.map(({ name }) => name))} ${firing.length === 1 ? "has" : "have"} alerts.`;
  if (above.length === 0) return { so, next: rest === 0 ? "No other service is left." : `The other ${rest === 1 ? "one stands" : `${rest} stand`}, and none depends on ${firing.length === 1 ? "it" : "them"}.` };
  return { so, next: `${listWords(above.map(({ name }) => name))} ${above.length === 1 ? "depends" : "depend"} on ${firing.length === 1 ? "it" : "them"}.` };
}

function withoutPolicy(services: readonly ServiceView[]): string {
  const open = services.filter(({ escalationPolicyId }) => escalationPolicyId === null);
  if (open.length === 0) return "Each has somebody who is woken for it.";
  return `${countWords(open.length, "service has", "services have")} no escalation policy: ${listWords(open.map(({ name }) => name))}.`;
}
