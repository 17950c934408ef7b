import type { ContentReference } from "../../values/content-reference.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { IncidentFact, Named, NamedBecause } from "./incident.events.ts";
import type { IncidentState } from "./incident.state.rules.ts";

/** Making an incident private as it is declared, or later. */
export interface PrivacyWish {
  reason: ContentReference;
  named: readonly Named[];
}

export type PrivacyCommand =
  | ({ kind: "make private" } & PrivacyWish)
  | { kind: "open to"; named: readonly Named[]; reason?: ContentReference }
  | { kind: "close to"; who: string }
  | { kind: "make public"; reason: ContentReference };

/** Decides who sees an incident. It is asked also long after the end: what was private stays so. */
export function decidePrivacy(command: PrivacyCommand, state: IncidentState): IncidentFact[] | Refusal {
  if (state.status === "none") return refuse("incident.not-found", "There is no such incident.");
  switch (command.kind) {
    case "make private":
      return state.privacy ? refuse("incident.private", "This incident is private already. Add people or teams to those who see it.") : [madePrivate(command, state)];
    case "open to":
      return openTo(command, state);
    case "close to":
      return closeTo(command.who, state);
    case "make public":
      return state.privacy ? [{ type: "incident made public", data: { reason: command.reason } }] : isPublic;
  }
}

const isPublic = refuse("incident.public", "This incident is not private: everybody who is signed in sees it.");

/** The fact, with everybody who is in it at that moment. */
export function madePrivate({ reason, named }: PrivacyWish, state: Pick<IncidentState, "holders" | "handovers" | "present">): IncidentFact {
  return { type: "incident made private", data: { reason, named: union(insiders(state), named) } };
}

/** Who must go on seeing it: they hold a role, are to take one over, or came in. */
export function insiders({ holders, handovers, present = [] }: Pick<IncidentState, "holders" | "handovers" | "present">): Named[] {
  const inRole = [...holders.map(({ personId }) => personId), ...handovers.map(({ toPersonId }) => toPersonId)];
  return union([], [...inRole.map((id) => named(id, "role")), ...present.map(({ personId }) => named(personId, "in it"))]);
}

/** A person who is named, and why. */
export function named(personId: string, because: NamedBecause): Named {
  return { who: `person/${personId}`, because };
}

/** What is public is open to everybody already, so there is nothing to record. */
function openTo({ named: wanted, reason }: Extract<PrivacyCommand, { kind: "open to" }>, { privacy }: IncidentState): IncidentFact[] {
  const fresh = union([], wanted).filter(({ who }) => privacy?.every((one) => one.who !== who));
  return fresh.length === 0 ? [] : [{ type: "incident opened", data: { named: fresh, ...(reason && { reason }) } }];
}

function closeTo(who: string, state: IncidentState): IncidentFact[] | Refusal {
  if (!state.privacy) return isPublic;
  const holder = insiders({ ...state, present: [] }).find((one) => one.who === who);
  if (holder) return refuse("incident.named-by-role", "@{holder} holds a role here, or is to take one over. Let somebody else take it first.", { holder: personOfNamed(who) ?? who });
  return state.privacy.some((one) => one.who === who) ? [{ type: "incident closed to", data: { who } }] : [];
}

/** Who saw the one that was merged and does not see the one that it went into. Audiences see neither, so none goes along. */
export function leftBehind(merged: Pick<IncidentState, "privacy">, into: Pick<IncidentState, "privacy">): Named[] {
  const wanted = (merged.privacy ?? []).filter(({ who }) => !who.startsWith("audience/"));
  return wanted.filter(({ who }) => into.privacy?.every((one) => one.who !== who)).map(({ who }) => ({ who, because: "merged" }));
}

/** The person of `person/ana`; null for a team or an audience. */
export function personOfNamed(who: string): string | null {
  return who.startsWith("person/") ? who.slice("person/".length) : null;
}

/** True for an audience, a team or a person whom the process may have told of it. `who` is an audience's id, or `team/web` and the like. */
export function mayBeTold({ privacy }: Pick<IncidentState, "privacy">, who: string): boolean {
  const target = who.includes("/") ? who : `audience/${who}`;
  return !privacy || privacy.some((one) => one.who === target);
}

/** Folds who sees it. Whoever gets a role while it is private sees it from then on. */
export function evolvePrivacy(state: IncidentState, fact: IncidentFact): IncidentState {
  const { privacy } = state;
  switch (fact.type) {
    case "incident made private":
      return { ...state, privacy: fact.data.named };
    case "incident opened":
      return privacy ? { ...state, privacy: union(privacy, fact.data.named) } : state;
    case "incident closed to":
      return privacy ? { ...state, privacy: privacy.filter(({ who }) => who !== fact.data.who) } : state;
    case "incident made public":
      return withoutPrivacy(state);
    case "role taken":
    case "handover offered":
    case "person joined":
      return privacy ? { ...state, privacy: union(privacy, insiders(state)) } : state;
    default:
      return state;
  }
}

function withoutPrivacy({ privacy: _gone, ...state }: IncidentState): IncidentState {
  return state;
}

/** Each once, for the first reason. */
function union(before: readonly Named[], more: readonly Named[]): Named[] {
  const known = new Map<string, Named>();
  for (const one of [...before, ...more]) if (!known.has(one.who)) known.set(one.who, one);
  return [...known.values()];
}
