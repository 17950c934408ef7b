import type { ContentReference } from "../../values/content-reference.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { Class, IncidentFact } from "./incident.events.ts";
import type { Impact } from "./incident-words.rules.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";
import { whyNotRecord, whyNotWork } from "./standing.rules.ts";

/** What the process says of a severity with a priority. */
export interface Cell {
  verdict: "allowed" | "confirm" | "forbidden";
  because: string | null;
}

export type ClassCommand =
  | (Class & { kind: "classify"; reason: ContentReference | null; cell: Cell })
  | (Class & { kind: "propose" })
  | { kind: "state impact"; impact: Impact; description: ContentReference | null }
  | { kind: "set services"; serviceIds: string[] }
  | { kind: "set kind"; incidentKind: string | null; tags: string[] };

/** Decides what an incident is: how bad, how urgent, of what kind, and what it hits. */
export function decideClass(command: ClassCommand, state: IncidentState): IncidentFact[] | Refusal {
  switch (command.kind) {
    case "classify":
      return classify(command, state);
    case "propose":
      return propose(command, state);
    case "state impact":
      return whyNotRecord(state) ?? [{ type: "impact stated", data: { impact: command.impact, description: command.description } }];
    case "set services":
      return whyNotRecord(state) ?? [{ type: "services set", data: { serviceIds: command.serviceIds } }];
    case "set kind":
      return whyNotRecord(state) ?? [{ type: "kind set", data: { kind: command.incidentKind, tags: command.tags } }];
  }
}

/** Severity and priority in one command. A pair may be forbidden, or ask for a reason; after the resolve a reason is always asked. */
function classify(command: Extract<ClassCommand, { kind: "classify" }>, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotRecord(state);
  if (refused) return refused;
  const { severity, priority, reason, cell } = command;
  if (severity === state.severity && priority === state.priority) return [];
  if (cell.verdict === "forbidden") return refuse("incident.class-forbidden", sentence("The process does not allow this pair", cell.because), { severity, priority });
  if (reason === null && cell.verdict === "confirm") return refuse("incident.class-needs-reason", sentence("The process asks for a reason for this pair", cell.because), { severity, priority });
  if (reason === null && !isRunning(state)) return refuse("incident.class-needs-reason", "After the resolve the class changes with a reason only. Say why.");
  return [{ type: "class set", data: { severity, priority, reason } }];
}

function sentence(first: string, because: string | null): string {
  return because === null ? `${first}.` : `${first}: ${because}.`;
}

/** Automation proposes and never decides; where nothing is set yet, nobody decided otherwise. */
function propose({ severity, priority }: Class, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotWork(state);
  if (refused) return refused;
  const isKnown = state.proposed?.severity === severity && state.proposed.priority === priority;
  return isKnown || (severity === state.severity && priority === state.priority) ? [] : [{ type: "class proposed", data: { severity, priority } }];
}
