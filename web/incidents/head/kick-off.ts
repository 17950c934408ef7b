import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";

export type KickOffStep = "impact" | "severity" | "priority" | "roles" | "tell";

type Known = Pick<IncidentDetail, "impact" | "severity" | "priority" | "roles" | "told" | "status">;

/** The steps by which an incident is assessed (000, "Assess"): what it does, how bad, what must be done, who is needed, who is told. */
export const kickOffSteps: readonly { id: KickOffStep; words: string }[] = [
  { id: "impact", words: "Impact" },
  { id: "severity", words: "Severity" },
  { id: "priority", words: "Priority" },
  { id: "roles", words: "Roles" },
  { id: "tell", words: "Tell" },
];

/** What is done of them. Nobody has to be told where the process names nobody who waits. */
export function doneOf({ impact, severity, priority, roles, told }: Known, isUpdateOwed: boolean): Record<KickOffStep, boolean> {
  return {
    impact: Object.keys(impact).length > 0,
    severity: severity !== null,
    priority: priority !== null,
    roles: severity !== null && vacantRoles(roles).length === 0,
    tell: severity !== null && (told.length > 0 || !isUpdateOwed),
  };
}

/** Required roles that nobody holds for good. */
export function vacantRoles(roles: Known["roles"]): Known["roles"] {
  return roles.filter(({ isRequired, holders }) => isRequired && holders.every(({ isProvisional }) => isProvisional));
}

/** It began without a class, so that its first minutes are for assessing it; one that a route or its declarer classed has that behind it. */
export function isBegunUnclassed({ milestones, declaredAt }: Pick<IncidentDetail, "milestones" | "declaredAt">): boolean {
  const { classified } = milestones;
  return classified.status !== "recorded" || Date.parse(classified.at) > Date.parse(declaredAt);
}
