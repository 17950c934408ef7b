import type { Instant } from "../../values/instant.ts";
import { evolveDecisions } from "./decision.rules.ts";
import { evolveGround } from "./ground-evolution.rules.ts";
import type { IncidentFact } from "./incident.events.ts";
import type { Milestone } from "./incident-words.rules.ts";
import { evolvePresence } from "./presence.rules.ts";
import { evolveRelations } from "./relation.rules.ts";
import { evolveSplit } from "./split.rules.ts";
import { evolvePrivacy } from "./privacy.rules.ts";
import { evolveRelief } from "./relief.rules.ts";
import { evolveStaffing } from "./staffing-evolution.rules.ts";
import type { Holder, IncidentState } from "./incident.state.rules.ts";

/** Folds one fact into the state; never refuses a fact that was recorded. */
export function evolveIncident(before: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  const state = { ...before, entries: before.entries + 1 };
  if (fact.type === "incident declared") return begin(state, fact.data, at);
  return evolvers.reduce((folded, evolve) => evolve(folded, fact, at), state);
}

const evolvers = [evolveLifecycle, evolveAlerts, evolveClass, evolveStaffing, evolveRoles, evolveWork, evolveGround, evolveDecisions, evolvePresence, evolveRelief, evolveRelations, evolveSplit, evolvePrivacy, evolveMilestones];

type DataOf<Type extends IncidentFact["type"]> = Extract<IncidentFact, { type: Type }>["data"];

function begin(state: IncidentState, data: DataOf<"incident declared">, at: Instant): IncidentState {
  const { number, title, serviceIds, groupIds, processVersion, commanderRole, commander, isDrill, severity, priority } = data;
  const holders: Holder[] = [{ role: commanderRole, personId: commander.personId, since: at, isProvisional: commander.isProvisional, because: commander.because }];
  const begun: IncidentState = {
    ...state,
    ...{ status: "open", number, title, serviceIds, groupIds, processVersion, commanderRole, holders, isDrill, severity, priority },
    declaredAt: at,
    acknowledged: commander.isProvisional ? null : { at, personId: commander.personId },
  };
  const acknowledged = commander.isProvisional ? begun : reach(begun, "acknowledged", at);
  const classified = severity !== null && priority !== null ? reach(acknowledged, "classified", at) : acknowledged;
  return reach(reach(classified, "declared", at), "detected", data.detectedAt ?? at);
}

/** The first time counts; what a person set stays until a person sets it again. */
function reach(state: IncidentState, milestone: Milestone, at: Instant): IncidentState {
  if (state.milestones[milestone] !== undefined) return state;
  return { ...state, milestones: { ...state.milestones, [milestone]: { at, isByPerson: false } } };
}

/** A milestone that may come again after a re-opening: the last time counts, save where a person set it. */
function reachAgain(state: IncidentState, milestone: Milestone, at: Instant): IncidentState {
  const before = state.milestones[milestone];
  if (before !== undefined && before.at !== null && before.isByPerson) return state;
  return { ...state, milestones: { ...state.milestones, [milestone]: { at, isByPerson: false } } };
}

function evolveLifecycle(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  switch (fact.type) {
    case "incident mitigated":
      return reachAgain({ ...state, status: "mitigated" }, "mitigated", at);
    case "incident resolved":
      return reachAgain({ ...state, status: "resolved", endedAt: at, handovers: [], resolvedSpans: [...state.resolvedSpans, { from: at, to: null }] }, "resolved", at);
    case "incident reopened":
      return reopen(state, at);
    case "incident cancelled":
      return { ...state, status: "cancelled", endedAt: at, handovers: [] };
    case "incident merged":
      return { ...state, status: "merged", endedAt: at, handovers: [], groupIds: [], mergedInto: fact.data.into };
    case "incident absorbed":
      return { ...state, serviceIds: union(state.serviceIds, fact.data.serviceIds), groupIds: union(state.groupIds, fact.data.groupIds), reports: state.reports + fact.data.reports };
    case "incident closed":
      return { ...state, status: "closed" };
    case "retrospective begun":
      return { ...state, retrospectiveId: fact.data.retrospectiveId };
    case "title changed":
      return { ...state, title: fact.data.title };
    case "template applied":
      return { ...state, template: fact.data };
    default:
      return state;
  }
}

/** It counts as resolved no more, unless a person said when it was. */
function reopen(state: IncidentState, at: Instant): IncidentState {
  const resolvedSpans = state.resolvedSpans.map((span) => (span.to === null ? { ...span, to: at } : span));
  const { resolved, ...others } = state.milestones;
  const isByPerson = resolved !== undefined && resolved.at !== null && resolved.isByPerson;
  return { ...state, status: "open", endedAt: null, resolvedSpans, milestones: isByPerson ? state.milestones : others };
}

function evolveAlerts(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  switch (fact.type) {
    case "group joined":
      return { ...state, groupIds: union(state.groupIds, [fact.data.groupId]) };
    case "group left":
      return { ...state, groupIds: state.groupIds.filter((groupId) => groupId !== fact.data.groupId) };
    case "incident acknowledged":
      return reach({ ...state, acknowledged: { at, personId: fact.data.personId } }, "acknowledged", at);
    case "people called":
      return { ...state, calls: union(state.calls, [fact.data.call]) };
    case "audiences looped in":
      return { ...state, loopedIn: fact.data.audiences };
    case "people notified":
      return { ...state, notified: union(state.notified ?? [], fact.data.who) };
    case "rule waived":
      return { ...state, waivers: { ...state.waivers, [fact.data.rule]: fact.data.reason } };
    case "waiver withdrawn": {
      const { [fact.data.rule]: _withdrawn, ...waivers } = state.waivers ?? {};
      return { ...state, waivers };
    }
    case "reports linked":
      return { ...state, reports: state.reports + fact.data.reportIds.length };
    default:
      return state;
  }
}

function evolveClass(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  switch (fact.type) {
    case "class proposed":
      return propose(state, fact.data);
    case "class set":
      return classify(state, fact.data, at);
    case "impact stated":
      return { ...state, impact: fact.data.impact, impactDescription: fact.data.description };
    case "services set":
      return { ...state, serviceIds: fact.data.serviceIds };
    case "kind set":
      return { ...state, kind: fact.data.kind, tags: fact.data.tags };
    default:
      return state;
  }
}

/** What the facts speak for is kept beside what a route proposed: the one is found anew, the other is said once. */
function propose(state: IncidentState, { severity, priority, because }: DataOf<"class proposed">): IncidentState {
  return because ? { ...state, found: { severity, because, isSettled: false } } : { ...state, proposed: { severity, priority } };
}

function classify(state: IncidentState, { severity, priority, because }: DataOf<"class set">, at: Instant): IncidentState {
  const { forCustomers: _before, ...others } = state;
  const set = { ...others, severity, priority, proposed: null, ...(state.found && { found: { ...state.found, isSettled: true } }), ...(because && { forCustomers: because.customerIds }) };
  return severity !== null && priority !== null ? reach(set, "classified", at) : set;
}

function evolveRoles(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  switch (fact.type) {
    case "role taken": {
      const { role, personId, isShared, isProvisional, because } = fact.data;
      const others = state.holders.filter((holder) => holder.role !== role || (isShared && holder.personId !== personId));
      return { ...state, holders: [...others, { role, personId, since: at, isProvisional, because }], handovers: state.handovers.filter((handover) => isShared || handover.role !== role) };
    }
    case "role released": {
      const { role, personId } = fact.data;
      return { ...state, holders: state.holders.filter((holder) => holder.role !== role || holder.personId !== personId) };
    }
    case "handover offered":
      return { ...state, handovers: [...state.handovers, { ...fact.data, offeredAt: at }] };
    case "handover accepted":
      return acceptHandover(state, fact.data.handoverId, at);
    case "handover withdrawn":
      return { ...state, handovers: state.handovers.filter(({ handoverId }) => handoverId !== fact.data.handoverId) };
    default:
      return state;
  }
}

function acceptHandover(state: IncidentState, handoverId: string, at: Instant): IncidentState {
  const handover = state.handovers.find((one) => one.handoverId === handoverId);
  if (!handover) return state;
  const others = state.holders.filter(({ role, personId }) => role !== handover.role || (personId !== handover.fromPersonId && personId !== handover.toPersonId));
  const handovers = state.handovers.filter((one) => one.handoverId !== handoverId);
  return { ...state, handovers, holders: [...others, { role: handover.role, personId: handover.toPersonId, since: at, isProvisional: false, because: "accepted" }] };
}

function evolveWork(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  switch (fact.type) {
    case "task added":
      return { ...state, tasks: [...state.tasks, { ...fact.data, status: "open", addedAt: at }] };
    case "task changed":
    case "task settled":
      return { ...state, tasks: state.tasks.map((task) => (task.taskId === fact.data.taskId ? { ...task, ...fact.data } : task)) };
    case "key moment pinned": {
      const { entry, isPinned } = fact.data;
      return { ...state, pinned: withEntry(state.pinned, entry, isPinned), unpinned: withEntry(state.unpinned, entry, !isPinned) };
    }
    default:
      return state;
  }
}

function evolveMilestones(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  switch (fact.type) {
    case "milestone reached":
      return reach(state, fact.data.milestone, fact.data.at);
    case "milestone set": {
      const { milestone, at: moment } = fact.data;
      return { ...state, milestones: { ...state.milestones, [milestone]: moment === null ? { at: null } : { at: moment, isByPerson: true } } };
    }
    case "update sent": {
      const told = Object.fromEntries(fact.data.audiences.map(({ audienceId, nextAt }) => [audienceId, { lastAt: at, nextAt }]));
      const after = { ...state, told: { ...state.told, ...told } };
      return fact.data.isPublic ? reach(after, "firstPublicUpdate", at) : after;
    }
    default:
      return state;
  }
}

/** The entries in their order, with this one or else without it. */
function withEntry(entries: readonly number[], entry: number, isIn: boolean): number[] {
  const others = entries.filter((one) => one !== entry);
  return isIn ? [...others, entry].sort((a, b) => a - b) : others;
}

function union(before: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...before, ...more])];
}
