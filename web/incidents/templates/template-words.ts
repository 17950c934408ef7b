import type { IncidentTemplateView } from "../../../server/features/incidents/template.contract.ts";
import { isProposed } from "../../../server/features/incidents/template.rules.ts";

export interface HitService {
  id: string;
  team: { id: string } | null;
}

/** Which templates are proposed for an incident on these services, and which are there besides. */
export function sortTemplates(templates: readonly IncidentTemplateView[], hit: readonly HitService[]): { proposed: IncidentTemplateView[]; others: IncidentTemplateView[] } {
  const services = hit.map(({ id, team }) => ({ id, teamId: team?.id ?? null }));
  const fits = ({ offer }: IncidentTemplateView) => isProposed({ services: offer.services.map(({ id }) => id), teams: offer.teams.map(({ id }) => id) }, services);
  return { proposed: templates.filter(fits), others: templates.filter((template) => !fits(template)) };
}

/** Where it is proposed, in one sentence. */
export function offerWords({ offer: { services, teams } }: IncidentTemplateView): string {
  const parts = [services.map(({ name }) => name).join(", "), teams.length === 0 ? "" : `services of ${teams.map(({ name }) => name).join(", ")}`].filter((part) => part !== "");
  return parts.length === 0 ? "Proposed nowhere; chosen by hand." : `Proposed for ${parts.join(" and ")}.`;
}

/** How often it was used. */
export function usedWords({ used, lastUsed }: Pick<IncidentTemplateView, "used" | "lastUsed">): string {
  if (used === 0) return "Not used yet";
  return used === 1 ? `Used in ${lastUsed ?? "one incident"}` : `Used in ${used} incidents, last in ${lastUsed ?? "one"}`;
}
