import type { Tx } from "../../platform/database/database.ts";
import { executeMany } from "../../platform/event-log/event-log.ts";
import { readKnownStates, readStates } from "../../platform/event-log/event-log.queries.ts";
import type { Order, Outcome } from "../../platform/event-log/event.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import type { Instant } from "../../values/instant.ts";
import { subjectKey, type ConcernedGroups, type Subject } from "../../values/subject.ts";
import { lockSubjects, readGroupsOfCalls, readPlacesOfGroups } from "../alert-intake/index.ts";
import { deciderInTurn, escalationDecider, escalationStream } from "./escalation.decider.ts";
import { readLastActions } from "./action.queries.ts";
import type { EndReason, EscalationFact, Plan } from "./escalation.events.ts";
import { readPolicies, type Policy } from "./escalation.queries.ts";
import { decideEscalation, type EscalationCommand, type Who } from "./escalation.rules.ts";
import { isQuestionDue } from "./holding.rules.ts";
import { neededOf, noEscalation, type EscalationState } from "./escalation.state.rules.ts";
import { readWho, type Looking } from "./who.queries.ts";

type Outcomes = Outcome<EscalationState, EscalationFact>[];
type EscalationOrder = Omit<Order<EscalationCommand>, "streamId"> & { subject: Subject };

/** Carries out commands; those about calls of an incident learn for which groups of alerts these look for somebody now. */
export async function executeEscalations(tx: Tx, orders: readonly EscalationOrder[]): Promise<Outcomes> {
  const groups = await readGroupsOfCalls(tx, orders.map(({ subject }) => subject));
  return executeMany(
    tx,
    deciderInTurn(),
    orders.map(({ subject, command, ...order }) => {
      const concern = subject.kind === "incident" ? { groupIds: groups.get(subjectKey(subject)) ?? [] } : {};
      return { ...order, streamId: escalationStream(subject), command: { ...concern, ...command } };
    }),
  );
}

/** How the escalations of subjects stand, by the key of the subject. */
export async function readStanding(tx: Tx, subjects: readonly Subject[]): Promise<Map<string, EscalationState>> {
  const states = await readStates(tx, escalationDecider, [...new Set(subjects.map(escalationStream))]);
  return new Map(subjects.map((subject) => [subjectKey(subject), states.get(escalationStream(subject)) ?? noEscalation]));
}

export interface Beginning {
  subject: Subject;
  urgency: "high" | "low";
  commandId: string;
  /** By a policy; without one the administrators are turned to. */
  policyId?: string | null;
  /** These people and nobody else: they are turned to twice. */
  targets?: readonly string[];
}

/** Begins escalations where nobody is looked for. */
export async function beginEscalations(tx: Tx, beginnings: readonly Beginning[]): Promise<void> {
  if (beginnings.length === 0) return;
  const policies = await readPolicies(tx, beginnings.flatMap(({ policyId }) => policyId ?? []));
  const planned = beginnings.map((beginning) => ({ ...beginning, plan: { ...stepsOf(beginning, policies), urgency: beginning.urgency } }));
  const whos = await readWho(tx, planned.map(({ plan }) => plan), tx.now, "to-decide");
  await executeEscalations(
    tx,
    planned.map(({ subject, plan, commandId }, index) => ({ subject, commandId, actor: muster, command: { kind: "begin", subject, ...plan, who: whos[index] ?? nobody } })),
  );
}

const callWait = 5 * 60_000;

function stepsOf({ policyId = null, targets }: Beginning, policies: ReadonlyMap<string, Policy>): Omit<Plan, "urgency"> {
  if (targets) return { policyId: null, steps: [{ targets: [...targets], waitMilliseconds: callWait }], repeat: 1, endsQuietly: true };
  return planOf(policyId === null ? undefined : policies.get(policyId));
}

/** By a policy as it stands now; without one the administrators are turned to. */
export function planOf(policy: Policy | undefined): Omit<Plan, "urgency"> {
  const { id, steps, repeat, askAfterMilliseconds } = policy ?? { id: null, steps: [], repeat: 0 };
  return { policyId: id, steps, repeat, ...(askAfterMilliseconds !== undefined && { askAfterMilliseconds }) };
}

const nobody: Who = { people: {}, administrators: [], unreachable: new Set(), away: new Set(), turns: {}, deferral: null };

interface Wanted {
  subject: Subject;
  commandId: string;
}

/** Lets escalations go on whose step, deferral or question is over. */
export async function advanceEscalations(tx: Tx, due: readonly Wanted[]): Promise<void> {
  const { asked, whos } = await readAsked(tx, due);
  const questioned = due.flatMap(({ subject }, index) => {
    const state = asked[index] ?? noEscalation;
    return isQuestionDue(state, tx.now) ? [{ subject, since: state.acknowledgedAt ?? tx.now }] : [];
  });
  const actions = await readLastActions(tx, questioned);
  await executeEscalations(
    tx,
    due.map(({ subject, commandId }, index) => ({ subject, commandId, actor: muster, command: { kind: "advance", who: whos[index] ?? nobody, actedAt: actions.get(subjectKey(subject)) ?? null } })),
  );
}

/** Wakes somebody now for subjects that became urgent. */
export async function raiseEscalations(tx: Tx, raised: readonly Wanted[]): Promise<void> {
  const { whos } = await readAsked(tx, raised, "high");
  await executeEscalations(tx, raised.map(({ subject, commandId }, index) => ({ subject, commandId, actor: muster, command: { kind: "raise", who: whos[index] ?? nobody } })));
}

/** How the escalations stand, and who they would turn to. */
async function readAsked(tx: Tx, wanted: readonly Wanted[], urgency?: "high"): Promise<{ asked: EscalationState[]; whos: Who[] }> {
  if (wanted.length === 0) return { asked: [], whos: [] };
  const states = await readStanding(tx, wanted.map(({ subject }) => subject));
  const asked = wanted.map(({ subject }) => states.get(subjectKey(subject)) ?? noEscalation);
  return { asked, whos: await readWho(tx, urgency ? asked.map((state) => ({ ...state, urgency })) : asked, tx.now, "to-decide") };
}

/** Ends escalations whose subject ended; of a call the groups may be named that were the last. */
export async function endEscalations(tx: Tx, ended: readonly (ConcernedGroups & { subject: Subject; commandId: string })[], reason: EndReason): Promise<void> {
  await executeEscalations(tx, ended.map(({ subject, commandId, groupIds }) => ({ subject, commandId, actor: muster, command: { kind: "end", reason, ...(groupIds && { groupIds }) } })));
}

export interface Answering {
  subject: Subject;
  personId: string | null;
  actor: Actor;
  commandId: string;
}

/** Somebody has it: where nobody else is asked for the search stops, every page of the subject is withdrawn, its alerts are acknowledged. */
export async function acknowledge(tx: Tx, { subject, personId, actor, commandId }: Answering): Promise<EscalationState | Refusal> {
  const present = await lockPresent(tx, subject);
  const state = (await readStanding(tx, [present])).get(subjectKey(present)) ?? noEscalation;
  const beside = neededOf(state) > 1 ? { who: await readWhoOf(tx, state) } : {};
  return single(await executeEscalations(tx, [{ subject: present, commandId, actor, command: { kind: "acknowledge", personId, ...beside } }]));
}

/** Somebody cannot: gives the state with whoever is turned to instead. */
export async function decline(tx: Tx, { subject, personId, actor, commandId }: Answering & { personId: string }): Promise<EscalationState | Refusal> {
  const present = await lockPresent(tx, subject);
  const who = await readWhoOf(tx, (await readStanding(tx, [present])).get(subjectKey(present)));
  return single(await executeEscalations(tx, [{ subject: present, commandId, actor, command: { kind: "decline", personId, who } }]));
}

/** Locks a subject, and gives as what it escalates then. */
export async function lockPresent(tx: Tx, subject: Subject): Promise<Subject> {
  await lockSubjects(tx, [subject]);
  return readPresent(tx, subject);
}

/** As what a subject escalates now: a group in an incident is a call of that. */
export async function readPresent(tx: Tx, subject: Subject): Promise<Subject> {
  if (subject.kind === "incident") return subject;
  return (await readPlacesOfGroups(tx, [subject.id])).get(subject.id)?.subject ?? subject;
}

/** Whom a search would turn to, and whom these targets mean. */
export async function readWhoOf(tx: Tx, { steps, policyId }: EscalationState = noEscalation, targets: readonly string[] = [], looking: Looking = "to-decide"): Promise<Who> {
  const [who] = await readWho(tx, [{ steps, policyId, urgency: "high", targets }], tx.now, looking);
  return who ?? nobody;
}

/** What came of one command. */
export function single(outcomes: Outcomes): EscalationState | Refusal {
  const [outcome] = outcomes;
  if (!outcome) return refuse("escalation.not-found", "Nobody was to be woken about this.");
  return outcome.outcome === "refused" ? outcome.refusal : outcome.state;
}

/** Who would be turned to at once if this person could not take it, by running the very rule; nothing is changed. */
export async function foreseeDecline(tx: Tx, subject: Subject, personId: string): Promise<string[]> {
  return foresee(tx, subject, (who) => ({ kind: "decline", personId, who }), tx.now);
}

/** Who would be turned to next if nobody answered, were the wait over now. */
export async function foreseeNext(tx: Tx, subject: Subject): Promise<string[]> {
  return foresee(tx, subject, (who) => ({ kind: "advance", who }), Number.POSITIVE_INFINITY);
}

async function foresee(tx: Tx, subject: Subject, command: (who: Who) => EscalationCommand, at: Instant): Promise<string[]> {
  const stream = escalationStream(subject);
  const state = (await readKnownStates(tx, escalationDecider, [stream])).get(stream) ?? noEscalation;
  const who = await readWhoOf(tx, state, [], "to-show");
  const facts = decideEscalation(command(who), state, at);
  if (isRefusal(facts)) return [];
  const turnedTo = facts.flatMap((fact) => (fact.type === "step begun" || fact.type === "administrators paged" ? fact.data.people.map((reached) => reached.personId) : []));
  return turnedTo.filter((personId) => !who.unreachable.has(personId));
}
