import type { ContentReference } from "../../values/content-reference.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { requiredRoles, type WrittenProcess } from "../process/process.rules.ts";
import type { AppliedTemplate, Class, IncidentFact } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { whyNotWork } from "./standing.rules.ts";

/** A template as it is now, to be used in an incident: what it does is recorded with it, since it may change tomorrow. */
export interface TemplateCommand extends AppliedTemplate, Class {
  kind: "apply template";
  incidentKind: string | null;
  tasks: { taskId: string; text: ContentReference; role: string | null }[];
}

/** One template an incident: its tasks are made, its kind holds where none was said, its class is proposed where none was set. */
export function decideTemplate(command: TemplateCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotWork(state);
  if (refused) return refused;
  if (state.template) return refuse("incident.template-in-use", "A template is used in this incident already. Add what is missing by hand.", { templateId: state.template.templateId });
  const { kind: _kind, incidentKind, tasks, severity, priority, ...applied } = command;
  return [
    { type: "template applied", data: applied },
    ...(incidentKind !== null && state.kind === null ? [{ type: "kind set", data: { kind: incidentKind, tags: state.tags } } as const] : []),
    ...tasks.map(({ taskId, text, role }): IncidentFact => ({ type: "task added", data: { taskId, text, ownerId: null, dueAt: null, ...(role !== null && { role }) } })),
    ...proposed({ severity, priority }, state),
  ];
}

/** What a person set already stands. */
function proposed(template: Class, state: IncidentState): IncidentFact[] {
  const severity = state.severity ?? template.severity;
  const priority = state.priority ?? template.priority;
  return severity === state.severity && priority === state.priority ? [] : [{ type: "class proposed", data: { severity, priority } }];
}

/** The roles that this incident asks for: those of its class, and those of its template. */
export function rolesNeeded(process: WrittenProcess, state: IncidentState): string[] {
  return [...new Set([...requiredRoles(process, state.severity, state.priority), ...(state.template?.roles ?? [])])];
}

export interface Offer {
  services: readonly string[];
  teams: readonly string[];
}

/** Whether a template is proposed for an incident on these services, of which each is some team's. */
export function isProposed(offer: Offer, services: readonly { id: string; teamId: string | null }[]): boolean {
  return services.some(({ id, teamId }) => offer.services.includes(id) || (teamId !== null && offer.teams.includes(teamId)));
}
