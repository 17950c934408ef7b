import type { ContentReference } from "../../values/content-reference.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { Class, ClassBecause, IncidentFact, ProposalReason } from "./incident.events.ts";
import type { Impact } from "./incident-words.rules.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";
import { whyNotRecord, whyNotWork } from "./standing.rules.ts";

/** What the process says of a severity with a priority. */
export interface Cell {
  verdict: "allowed" | "confirm" | "forbidden";
  because: string | null;
}

export interface Classify extends Class {
  kind: "classify";
  reason: ContentReference | null;
  cell: Cell;
  /** For whose sake it is other than the rule would have it. */
  because?: ClassBecause | undefined;
  /** The severity that is proposed, by the facts or by a route, with its name. */
  expected?: { severity: string; name: string } | null | undefined;
  /** The class that whoever decides had in view. */
  from?: Class | undefined;
}

export type ClassCommand =
  | Classify
  | (Class & { kind: "propose" })
  /** What the facts speak for now; null where they speak for nothing. */
  | { kind: "find"; severity: string | null; because: ProposalReason[] }
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
    case "find":
      return find(command, state);
    case "state impact":
      return whyNotRecord(state) ?? [{ type: "impact stated", data: { impact: command.impact, description: command.description } }];
    case "set services":
      return whyNotRecord(state) ?? [{ type: "services set", data: { serviceIds: command.serviceIds } }];
    case "set kind":
      return whyNotRecord(state) ?? [{ type: "kind set", data: { kind: command.incidentKind, tags: command.tags } }];
  }
}

/**
 * Severity and priority in one command. A pair may be forbidden or ask for a reason; another severity than the proposed one asks for a reason, and so does one
 * that is as it is because of who the customer is (004 §9.3.5), and every change after the resolve.
 */
function classify(command: Classify, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotRecord(state);
  if (refused) return refused;
  const { severity, priority, reason, cell, because, from } = command;
  if (from && (from.severity !== state.severity || from.priority !== state.priority)) return refuse("incident.class-moved", "Somebody set another class meanwhile. Look at it, and decide again.", { severity: state.severity, priority: state.priority });
  if (isSame(command, state)) return [];
  if (cell.verdict === "forbidden") return refuse("incident.class-forbidden", sentence("The process does not allow this pair", cell.because), { severity, priority });
  const asked = reason === null ? whyReason(command, state) : null;
  if (asked !== null) return refuse("incident.class-needs-reason", asked, { severity, priority });
  const against = passedOver(command, state);
  return [{ type: "class set", data: { severity, priority, reason, ...(because && { because }), ...(against && { against: against.severity }) } }];
}

function isSame({ severity, priority, because }: Classify, state: IncidentState): boolean {
  const customers = because?.customerIds ?? [];
  const before = state.forCustomers ?? [];
  return severity === state.severity && priority === state.priority && customers.length === before.length && customers.every((id) => before.includes(id));
}

/** The proposed severity, where the severity is changed to another. */
function passedOver({ severity, expected = null }: Classify, state: IncidentState): Classify["expected"] {
  return severity === state.severity || severity === expected?.severity ? null : expected;
}

/** Why a reason must be given; null where it may be left out. */
function whyReason(command: Classify, state: IncidentState): string | null {
  const { cell, because } = command;
  const against = passedOver(command, state);
  if (cell.verdict === "confirm") return sentence("The process asks for a reason for this pair", cell.because);
  if (!isRunning(state)) return "After the resolve the class changes with a reason only. Say why.";
  if (because) return "A class that is as it is because of who the customer is asks for a reason. Say why.";
  return against ? `${against.name} is proposed. Say why it is another.` : null;
}

/** Null where an incident may begin with this class; a pair that asks for a reason is set in its room, where one gives it. */
export function whyNotBegin(cell: Cell, pair: Class): Refusal | null {
  if (cell.verdict === "forbidden") return refuse("incident.class-forbidden", sentence("The process does not allow this pair", cell.because), { ...pair });
  if (cell.verdict === "confirm") return refuse("incident.class-needs-reason", `${sentence("The process asks for a reason for this pair", cell.because)} Declare it without the priority, and set that in its room.`, { ...pair });
  return null;
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

/** Found anew whenever the facts change; what was found before and still holds is not said again. */
function find({ severity, because }: Extract<ClassCommand, { kind: "find" }>, state: IncidentState): IncidentFact[] | Refusal {
  const refused = whyNotWork(state);
  if (refused) return refused;
  return (state.found?.severity ?? null) === severity ? [] : [{ type: "class proposed", data: { severity, priority: state.priority, because } }];
}
