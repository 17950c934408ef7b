import type { Instant } from "../../values/instant.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import type { Workstream } from "./staffing.state.rules.ts";

/** Folds duties, deputies, workstreams and hand-overs ahead. It comes before the roles are folded: an accepted hand-over is still to be seen. */
export function evolveStaffing(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  return evolveHandovers(evolveWorkstreams(evolveDeputies(evolveDuties(state, fact), fact, at), fact, at), fact);
}

function evolveDuties(state: IncidentState, fact: IncidentFact): IncidentState {
  const { duties = [] } = state;
  if (fact.type === "duty settled") {
    const { role, place, holderId, status } = fact.data;
    const others = duties.filter((one) => one.role !== role || one.place !== place || one.holderId !== holderId);
    return { ...state, duties: status === "open" ? others : [...others, { role, place, holderId, status }] };
  }
  const handover = acceptedIn(state, fact);
  if (!handover || duties.length === 0) return state;
  // Of a role that several hold, what one has done is done for whoever takes over from them.
  const isTheirs = (one: { role: string; holderId: string | null }) => one.role === handover.role && one.holderId === handover.fromPersonId;
  return { ...state, duties: duties.map((one) => (isTheirs(one) ? { ...one, holderId: handover.toPersonId } : one)) };
}

function acceptedIn({ handovers }: IncidentState, fact: IncidentFact) {
  return fact.type === "handover accepted" ? handovers.find(({ handoverId }) => handoverId === fact.data.handoverId) : undefined;
}

function evolveDeputies(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  const { deputies = [], passed = [] } = state;
  if (fact.type === "deputy named") {
    const { role, personId } = fact.data;
    return { ...state, deputies: [...deputies.filter((one) => one.role !== role), ...(personId === null ? [] : [{ role, personId }])] };
  }
  if (fact.type === "owed update passed") return { ...state, passed: [...passed, { ...fact.data, at }] };
  const handover = acceptedIn(state, fact);
  const taken = handover ? { role: handover.role, personId: handover.toPersonId } : fact.type === "role taken" ? fact.data : null;
  if (taken === null || deputies.length === 0) return state;
  return { ...state, deputies: deputies.filter(({ role, personId }) => role !== taken.role || personId !== taken.personId) };
}

function evolveWorkstreams(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  switch (fact.type) {
    case "workstream opened":
      return { ...state, workstreams: [...(state.workstreams ?? []), { ...fact.data, since: at, openedAt: at, closedAt: null, toldAt: null }] };
    case "workstream changed": {
      const { leadId, everyMilliseconds } = fact.data;
      return withWorkstream(state, fact.data.workstreamId, (one) => ({ ...one, leadId, everyMilliseconds, since: one.leadId === leadId ? one.since : at }));
    }
    case "workstream closed":
      return withWorkstream(state, fact.data.workstreamId, (one) => ({ ...one, closedAt: at }));
    case "note posted":
      return fact.data.workstream?.isByLead === true ? withWorkstream(state, fact.data.workstream.id, (one) => ({ ...one, toldAt: at })) : state;
    default:
      return state;
  }
}

function withWorkstream(state: IncidentState, workstreamId: string, change: (one: Workstream) => Workstream): IncidentState {
  return { ...state, workstreams: (state.workstreams ?? []).map((one) => (one.workstreamId === workstreamId ? change(one) : one)) };
}

function evolveHandovers(state: IncidentState, fact: IncidentFact): IncidentState {
  const { plannedHandovers = [] } = state;
  switch (fact.type) {
    case "handover planned":
      return { ...state, plannedHandovers: [...plannedHandovers, fact.data].sort((one, other) => one.passesAt - other.passesAt) };
    case "handover unplanned":
      return { ...state, plannedHandovers: plannedHandovers.filter(({ planId }) => planId !== fact.data.planId) };
    case "handover offered":
      return { ...state, plannedHandovers: plannedHandovers.filter(({ planId }) => planId !== fact.data.planId) };
    case "incident resolved":
    case "incident cancelled":
    case "incident merged":
      return plannedHandovers.length === 0 ? state : { ...state, plannedHandovers: [] };
    default:
      return state;
  }
}
