import { commanderOf, refOf } from "../incidents/index.ts";
import { linkMakerOf } from "../paging/index.ts";
import type { Tx } from "../../platform/database/database.ts";
import { isEveryoneInIncident, isPublic, type Addressee } from "./recipients.rules.ts";
import type { KnownSituation } from "./situation.queries.ts";
import type { IncidentWords } from "./update-message.rules.ts";

/** An incident in the organization's own words, as mails name it. */
export function incidentWordsOf({ state, title, process, organization }: KnownSituation): IncidentWords {
  const severity = process.severities.find(({ id }) => id === state.severity)?.name ?? state.severity;
  const priority = process.priorities.find(({ id }) => id === state.priority)?.name ?? state.priority;
  const commander = commanderOf(state);
  return {
    ref: refOf(state.number),
    title: title ?? "(the title was taken out)",
    className: [severity, priority].filter((word) => word !== null).join(" · "),
    isDrill: state.isDrill,
    commanderName: commander && (organization.people.get(commander.personId)?.name ?? commander.personId),
    services: state.serviceIds.map((id) => organization.names.get(`service/${id}`) ?? id),
  };
}

/** Where the incident's room is. */
export function roomLink(tx: Tx, { state }: KnownSituation): string {
  return `${linkMakerOf(tx).publicUrl}/incidents/${refOf(state.number)}`;
}

/** Why a mail comes to whoever reads it. Outside, the organization's names for its audiences are nobody's. */
export function audienceBecause(addressee: Addressee): string {
  if (isPublic(addressee)) return "You get this because your address is on our list for news like this.";
  if (isEveryoneInIncident(addressee)) return "You get this because you take part in this incident.";
  switch (addressee.id.split("/", 2)[0]) {
    case "team":
      return `You get this because you belong to the team ${addressee.name}.`;
    case "schedule":
      return `You get this because you are on call for ${addressee.name}.`;
    case "role":
      return `You get this because of your role: ${addressee.name}.`;
    case "person":
      return "You get this because the process names you for incidents like this.";
    default:
      return `You get this because you belong to ${addressee.name}.`;
  }
}
