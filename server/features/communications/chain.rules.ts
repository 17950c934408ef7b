import type { Instant } from "../../values/instant.ts";
import { isRunning, type Holder } from "../incidents/incident.state.rules.ts";
import { coveringRole } from "../process/process.rules.ts";
import { appliesTo, nextTime, rhythmOf } from "./cadence.rules.ts";
import { heldSince } from "./history.rules.ts";
import { owedInWorkstreams } from "./workstream-owed.rules.ts";
import { owedToAudiences, reopenedAt, type OwedUpdate, type Situation } from "./owed.rules.ts";

type Rule = Situation["process"]["owedUpdates"][number];

/** Everything that is owed in an incident, to audiences, inside the chain and of workstreams, soonest first. */
export function owedUpdates(situation: Situation, now: Instant): OwedUpdate[] {
  return [...owedToAudiences(situation, now), ...owedInChain(situation, now), ...owedInWorkstreams(situation, now)].sort((a, b) => a.dueAt - b.dueAt);
}

/** What roles owe each other while people work on it (000, "Timing"): whatever the holder writes fulfils it. */
export function owedInChain(situation: Situation, now: Instant): OwedUpdate[] {
  if (!isRunning(situation.state)) return [];
  const inForce = situation.process.owedUpdates.filter((rule) => appliesTo(rule, situation.state.severity));
  return inForce.flatMap((rule) => holdersOf(situation, rule.from).flatMap((holder) => debtOf(situation, rule, holder, now) ?? []));
}

/** Who does the duties of a role: its holders, each for themselves, else those of the role that it falls to. */
function holdersOf({ process, state }: Situation, role: string): Holder[] {
  const acting = coveringRole(process, role, (id) => state.holders.some((holder) => holder.role === id));
  return state.holders.filter((holder) => holder.role === acting);
}

/** The people who do the duties of a role now. */
export function whoHolds(situation: Situation, role: string): string[] {
  return holdersOf(situation, role).map(({ personId }) => personId);
}

/** Nobody owes to oneself: what comes down to the same person is left out. */
function debtOf(situation: Situation, rule: Rule, holder: Holder, now: Instant): OwedUpdate | null {
  const roles = rule.to.filter((to) => !to.startsWith("audience/"));
  const toRoles = roles.filter((role) => whoHolds(situation, role).some((personId) => personId !== holder.personId));
  if (toRoles.length === 0) return null;
  const dueAt = nextTime(rhythmOf(rule), clockStart(situation, rule, holder), situation.zone);
  const { everyMilliseconds } = rhythmOf(rule);
  return { from: rule.from, heldBy: holder.role, fromPersonId: holder.personId, toAudienceIds: [], toRoles, everyMilliseconds, dueAt, isOverdue: dueAt < now, isFirst: false, isClosing: false };
}

/** Since the rule holds, the holder has the role, or wrote last; or since a deputy gave it, once it had passed to them. */
function clockStart({ state, moments, lastWrote, wordAfter }: Situation, rule: Rule, holder: Holder): Instant {
  const began = heldSince(moments, (then) => appliesTo(rule, then.state.severity)) ?? state.declaredAt;
  const passed = (state.passed ?? []).filter(({ role, fromPersonId, toRoles }) => role === rule.from && fromPersonId === holder.personId && toRoles.length > 0);
  const givenFor = passed.map(({ deputyId, at }) => wordAfter(deputyId, at) ?? 0);
  return Math.max(began, holder.since, lastWrote.get(holder.personId) ?? 0, ...givenFor, reopenedAt(state));
}
