import type { Tx } from "../../platform/database/database.ts";
import { executeMany } from "../../platform/event-log/event-log.ts";
import { readStates } from "../../platform/event-log/event-log.queries.ts";
import type { Outcome } from "../../platform/event-log/event.ts";
import { muster, type Actor } from "../../values/actor.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import type { Instant } from "../../values/instant.ts";
import type { Subject } from "../../values/subject.ts";
import { lockSubjects } from "../alert-intake/index.ts";
import { escalationDecider, escalationStream } from "./escalation.decider.ts";
import type { EndReason, EscalationFact } from "./escalation.events.ts";
import { readPolicies, readPolicyOfServices } from "./escalation.queries.ts";
import { decideEscalation, type EscalationCommand, type Who } from "./escalation.rules.ts";
import { noEscalation, type EscalationState } from "./escalation.state.rules.ts";
import { readWho } from "./who.queries.ts";

type Outcomes = Outcome<EscalationState, EscalationFact>[];

export interface Beginning {
  subject: Subject;
  serviceId: string | null;
  urgency: "high" | "low";
  commandId: string;
}

/** Begins escalations under the policies of their services; without one the administrators are paged. */
export async function beginEscalations(tx: Tx, beginnings: readonly Beginning[]): Promise<void> {
  if (beginnings.length === 0) return;
  const policies = await readPolicies(tx);
  const policyOfServices = await readPolicyOfServices(tx);
  const planned = beginnings.map((beginning) => {
    const policyId = beginning.serviceId === null ? null : (policyOfServices.get(beginning.serviceId) ?? null);
    const policy = policyId === null ? undefined : policies.get(policyId);
    return { ...beginning, policyId: policy?.id ?? null, steps: policy?.steps ?? [], repeat: policy?.repeat ?? 0 };
  });
  const whos = await readWho(tx, planned, tx.now);
  await executeMany(
    tx,
    escalationDecider,
    planned.map(({ subject, policyId, steps, repeat, urgency, commandId }, index) => ({
      streamId: escalationStream(subject),
      commandId,
      actor: muster,
      command: { kind: "begin", subject, policyId, steps, repeat, urgency, who: whos[index] ?? nobody },
    })),
  );
}

const nobody = { people: {}, administrators: [], deferral: null };

/** Lets escalations whose step or deferral is over go on. */
export async function advanceEscalations(tx: Tx, due: readonly { subject: Subject; commandId: string }[]): Promise<void> {
  await withWho(tx, "advance", due);
}

/** Wakes somebody now for subjects that became urgent. */
export async function raiseEscalations(tx: Tx, raised: readonly { subject: Subject; commandId: string }[]): Promise<void> {
  await withWho(tx, "raise", raised);
}

async function withWho(tx: Tx, kind: "advance" | "raise", wanted: readonly { subject: Subject; commandId: string }[]): Promise<void> {
  if (wanted.length === 0) return;
  const states = await readStates<EscalationState>(tx, wanted.map(({ subject }) => escalationStream(subject)));
  const asked = wanted.map(({ subject }) => states.get(escalationStream(subject)) ?? noEscalation);
  const whos = await readWho(tx, kind === "raise" ? asked.map(({ steps }) => ({ steps, urgency: "high" as const })) : asked, tx.now);
  await executeMany(
    tx,
    escalationDecider,
    wanted.map(({ subject, commandId }, index) => ({ streamId: escalationStream(subject), commandId, actor: muster, command: { kind, who: whos[index] ?? nobody } })),
  );
}

/** Ends escalations whose subject ended. */
export async function endEscalations(tx: Tx, ended: readonly { subject: Subject; commandId: string }[], reason: EndReason): Promise<void> {
  await executeMany(tx, escalationDecider, ended.map(({ subject, commandId }) => ({ streamId: escalationStream(subject), commandId, actor: muster, command: { kind: "end", reason } })));
}

export interface Answering {
  subject: Subject;
  personId: string | null;
  actor: Actor;
  commandId: string;
}

/** Somebody has it: the search stops, every page of the subject is withdrawn, its alerts are acknowledged. */
export async function acknowledge(tx: Tx, { subject, personId, actor, commandId }: Answering): Promise<EscalationState | Refusal> {
  await lockSubjects(tx, [subject]);
  return single(await executeMany(tx, escalationDecider, [{ streamId: escalationStream(subject), commandId, actor, command: { kind: "acknowledge", personId } }]));
}

/** Somebody cannot: gives the state with whoever is turned to instead. */
export async function decline(tx: Tx, { subject, personId, actor, commandId }: Answering & { personId: string }): Promise<EscalationState | Refusal> {
  await lockSubjects(tx, [subject]);
  const who = await readWhoOf(tx, subject);
  return single(await executeMany(tx, escalationDecider, [{ streamId: escalationStream(subject), commandId, actor, command: { kind: "decline", personId, who } }]));
}

async function readWhoOf(tx: Tx, subject: Subject) {
  const state = (await readStates<EscalationState>(tx, [escalationStream(subject)])).get(escalationStream(subject)) ?? noEscalation;
  const [who] = await readWho(tx, [{ steps: state.steps, urgency: "high" }], tx.now);
  return who ?? nobody;
}

function single(outcomes: Outcomes): EscalationState | Refusal {
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
  const state = (await readStates<EscalationState>(tx, [escalationStream(subject)])).get(escalationStream(subject)) ?? noEscalation;
  const facts = decideEscalation(command(await readWhoOf(tx, subject)), state, at);
  if (isRefusal(facts)) return [];
  return facts.flatMap((fact) => (fact.type === "step begun" || fact.type === "administrators paged" ? fact.data.people.map((reached) => reached.personId) : []));
}
