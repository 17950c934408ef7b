import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { CalledBecause, CallNews, HolderReason, IncidentFact } from "./incident.events.ts";
import { commanderOf, type Handover, type IncidentState } from "./incident.state.rules.ts";
import { whyNotRecord, whyNotWork } from "./standing.rules.ts";

/** What the process says of a role. */
export interface RoleRule {
  role: string;
  /** Several people may hold it at once. */
  isShared: boolean;
}

export type RolesCommand =
  | (RoleRule & { kind: "take"; personId: string })
  | (RoleRule & { kind: "assign"; personId: string })
  /** Who was asked to take a role over said "I have it". */
  | (RoleRule & { kind: "accept call"; personId: string })
  | { kind: "release"; role: string; personId: string }
  | { kind: "offer handover"; handoverId: string; role: string; fromPersonId: string; toPersonId: string; brief: ContentReference; passesAt?: Instant | null; planId?: string | undefined }
  | { kind: "accept handover"; handoverId: string; personId: string; early?: { reason: ContentReference | null } | null }
  | { kind: "withdraw handover"; handoverId: string; personId: string }
  | { kind: "acknowledge"; personId: string; mayCommand: boolean }
  | { kind: "first page"; personId: string }
  | { kind: "call"; call: string; targets: string[]; policyId: string | null; because?: CalledBecause }
  | { kind: "tell of call"; call: string; news: CallNews; people: string[]; has?: number; needed?: number };

/** Decides who holds what. Command is never vacant: it passes, it is not laid down. People stand in reasons as `@{id}`. */
export function decideRoles(command: RolesCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = command.kind === "release" ? whyNotRecord(state) : whyNotWork(state);
  if (refused) return refused;
  switch (command.kind) {
    case "take":
      return take(command, state);
    case "assign":
      return assign(command, state);
    case "accept call":
      return holds(state, command.role, command.personId) ? [] : [taken(command, command.personId, "accepted")];
    case "release":
      return release(command, state);
    case "offer handover":
      return offer(command, state);
    case "accept handover":
      return accept(command, state);
    case "withdraw handover":
      return withdraw(command, state);
    case "acknowledge":
      return acknowledge(command, state);
    case "first page":
      return firstPage(command.personId, state);
    case "tell of call": {
      const { kind: _kind, ...data } = command;
      return [{ type: "call told", data }];
    }
    case "call":
      return [{ type: "people called", data: { call: command.call, targets: command.targets, policyId: command.policyId, ...(command.because && { because: command.because }) } }];
  }
}

function holds(state: IncidentState, role: string, personId: string): boolean {
  return state.holders.some((holder) => holder.role === role && holder.personId === personId && !holder.isProvisional);
}

function taken(rule: RoleRule, personId: string, because: HolderReason, isProvisional = false, fromPersonId?: string): IncidentFact {
  return { type: "role taken", data: { role: rule.role, personId, isShared: rule.isShared, isProvisional, because, ...(fromPersonId !== undefined && { fromPersonId }) } };
}

/** Whoever held it alone until then is named: a role, command above all, is taken from somebody in the open. */
function assign(command: RoleRule & { personId: string }, state: IncidentState): IncidentFact[] {
  if (holds(state, command.role, command.personId)) return [];
  const before = command.isShared ? undefined : state.holders.find(({ role, personId, isProvisional }) => role === command.role && personId !== command.personId && !isProvisional);
  return [taken(command, command.personId, "assigned", false, before?.personId)];
}

function take(command: RoleRule & { personId: string }, state: IncidentState): IncidentFact[] | Refusal {
  if (holds(state, command.role, command.personId)) return [];
  const holder = state.holders.find(({ role, personId }) => role === command.role && personId !== command.personId);
  if (!holder || command.isShared || holder.isProvisional) return [taken(command, command.personId, "taken")];
  return refuse("incident.role-held", "@{holder} holds this role. Ask for a hand-over, or let a manager assign it.", { holder: holder.personId });
}

function release(command: { role: string; personId: string }, state: IncidentState): IncidentFact[] | Refusal {
  if (command.role === state.commanderRole) return refuse("incident.command-not-vacant", "Somebody always commands. Hand command over instead.");
  const isHolder = state.holders.some(({ role, personId }) => role === command.role && personId === command.personId);
  return isHolder ? [{ type: "role released", data: { role: command.role, personId: command.personId } }] : [];
}

function offer(command: Extract<RolesCommand, { kind: "offer handover" }>, state: IncidentState): IncidentFact[] | Refusal {
  const { handoverId, role, fromPersonId, toPersonId, brief, passesAt = null, planId } = command;
  const isHolder = state.holders.some((holder) => holder.role === role && holder.personId === fromPersonId);
  if (!isHolder) return notTheHolder(state, role);
  if (fromPersonId === toPersonId) return refuse("incident.handover-to-oneself", "Name somebody else to take over.");
  const running = state.handovers.find((handover) => handover.role === role && handover.fromPersonId === fromPersonId);
  if (running) return refuse("incident.handover-offered", "This is being handed to @{winner} already. Withdraw that hand-over first.", { winner: running.toPersonId, handoverId: running.handoverId });
  return [{ type: "handover offered", data: { handoverId, role, fromPersonId, toPersonId, brief, ...(passesAt !== null && { passesAt }), ...(planId !== undefined && { planId }) } }];
}

function notTheHolder(state: IncidentState, role: string): Refusal {
  const holder = state.holders.find((one) => one.role === role);
  if (!holder) return refuse("incident.role-vacant", "Nobody holds this role; take it instead.");
  return refuse("incident.role-moved", "@{winner} holds this role now.", { winner: holder.personId });
}

function accept(command: Extract<RolesCommand, { kind: "accept handover" }>, state: IncidentState): IncidentFact[] | Refusal {
  const handover = find(state, command.handoverId);
  if (!handover) return refuse("incident.handover-over", "This hand-over is over: it was accepted, withdrawn, or the role went to somebody else.");
  if (handover.toPersonId !== command.personId) return refuse("incident.handover-not-yours", "This hand-over waits for @{successor}.", { successor: handover.toPersonId });
  return [{ type: "handover accepted", data: { handoverId: command.handoverId, ...(command.early && { early: command.early }) } }];
}

function withdraw(command: { handoverId: string; personId: string }, state: IncidentState): IncidentFact[] | Refusal {
  const handover = find(state, command.handoverId);
  if (!handover) return refuse("incident.handover-over", "This hand-over is over: it was accepted, withdrawn, or the role went to somebody else.");
  const isDeclined = handover.toPersonId === command.personId;
  if (!isDeclined && handover.fromPersonId !== command.personId) return refuse("incident.handover-not-yours", "Only who hands over, or who takes over, ends a hand-over.");
  return [{ type: "handover withdrawn", data: { handoverId: command.handoverId, isDeclined } }];
}

function find(state: IncidentState, handoverId: string): Handover | undefined {
  return state.handovers.find((handover) => handover.handoverId === handoverId);
}

/** The first answer takes ownership (001): command held provisionally moves by itself. */
function acknowledge(command: { personId: string; mayCommand: boolean }, state: IncidentState): IncidentFact[] {
  const first: IncidentFact[] = state.acknowledged === null ? [{ type: "incident acknowledged", data: { personId: command.personId } }] : [];
  const isProvisional = commanderOf(state)?.isProvisional ?? false;
  const rule: RoleRule = { role: state.commanderRole, isShared: false };
  return isProvisional && command.mayCommand ? [...first, taken(rule, command.personId, "acknowledged")] : first;
}

/** Who is paged first holds command provisionally (002), unless somebody holds it by then. */
function firstPage(personId: string, state: IncidentState): IncidentFact[] {
  const commander = commanderOf(state);
  if (!commander?.isProvisional || commander.because === "first-paged") return [];
  return [taken({ role: state.commanderRole, isShared: false }, personId, "first-paged", true)];
}
