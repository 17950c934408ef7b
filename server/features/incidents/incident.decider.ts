import type { Decider } from "../../platform/event-log/event.ts";
import type { IncidentFact } from "./incident.events.ts";
import { evolveIncident } from "./incident-evolution.rules.ts";
import { decideIncident, type IncidentCommand } from "./incident.rules.ts";
import { noIncident, type IncidentState } from "./incident.state.rules.ts";

/** The rules of an incident, as the event log runs them. */
export const incidentDecider: Decider<IncidentState, IncidentCommand, IncidentFact> = {
  kind: "incident",
  knows: {
    "incident declared": true,
    "title changed": true,
    "group joined": true,
    "group left": true,
    "alerts ended": true,
    "incident acknowledged": true,
    "class proposed": true,
    "class set": true,
    "impact stated": true,
    "services set": true,
    "kind set": true,
    "role taken": true,
    "role released": true,
    "handover offered": true,
    "handover accepted": true,
    "handover withdrawn": true,
    "relief asked": true,
    "relief due": true,
    "person joined": true,
    "person left": true,
    "brief read": true,
    "question asked": true,
    "question settled": true,
    "authority lent": true,
    "people called": true,
    "call told": true,
    "note posted": true,
    "decision recorded": true,
    "decision due": true,
    "decision looked at": true,
    "call recorded": true,
    "production changed": true,
    "evidence attached": true,
    "task added": true,
    "task changed": true,
    "task settled": true,
    "ground added": true,
    "ground marked": true,
    "ground corrected": true,
    "ground linked": true,
    "key moment pinned": true,
    "entry redacted": true,
    "milestone reached": true,
    "milestone set": true,
    "update sent": true,
    "reports linked": true,
    "audiences looped in": true,
    "people notified": true,
    "experts found in": true,
    "rule waived": true,
    "waiver withdrawn": true,
    "incident mitigated": true,
    "incident resolved": true,
    "incident reopened": true,
    "incident cancelled": true,
    "incident merged": true,
    "incident absorbed": true,
    "incident made private": true,
    "incident opened": true,
    "incident closed to": true,
    "incident made public": true,
    "retrospective begun": true,
    "incident closed": true,
  },
  initial: noIncident,
  decide: decideIncident,
  evolve: evolveIncident,
};

export function incidentStream(incidentId: string): string {
  return `incident/${incidentId}`;
}

export function incidentOfStream(streamId: string): string {
  return streamId.slice("incident/".length);
}
