import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { IncidentFact, PresentAs } from "./incident.events.ts";
import { commanderOf, type IncidentState, type Presence, type Question } from "./incident.state.rules.ts";
import { whyNotRecord, whyNotWork } from "./standing.rules.ts";

export type PresenceCommand =
  | { kind: "join"; personId: string; as: PresentAs; hasRead: boolean }
  | { kind: "leave"; personId: string }
  | { kind: "ask"; questionId: string; text: ContentReference; personId: string }
  | { kind: "settle question"; questionId: string; outcome: "answered" | "waits"; answer: ContentReference | null; personId: string | null; mayAnswer: boolean }
  | { kind: "lend authority"; personId: string; text: ContentReference };

/** Decides who is in it and as what, what is asked of the commander, and who stands behind them. */
export function decidePresence(command: PresenceCommand, state: IncidentState): IncidentFact[] | Refusal {
  const refused = command.kind === "settle question" ? whyNotRecord(state) : whyNotWork(state);
  if (refused) return refused;
  switch (command.kind) {
    case "join":
      return join(command, state);
    case "leave":
      return leave(command.personId, state);
    case "ask":
      return ask(command, state);
    case "settle question":
      return settle(command, state);
    case "lend authority":
      return [{ type: "authority lent", data: { byPersonId: command.personId, text: command.text } }];
  }
}

export function presenceOf({ present = [] }: IncidentState, personId: string): Presence | null {
  return present.find((one) => one.personId === personId) ?? null;
}

/** True for who came in to observe and holds no role. */
export function isObserving(state: IncidentState, personId: string): boolean {
  return presenceOf(state, personId)?.as === "observer" && !holdsRole(state, personId);
}

function holdsRole(state: IncidentState, personId: string): boolean {
  return state.holders.some((holder) => holder.personId === personId);
}

function join({ personId, as, hasRead }: Extract<PresenceCommand, { kind: "join" }>, state: IncidentState): IncidentFact[] | Refusal {
  if (as === "observer" && holdsRole(state, personId)) return refuse("incident.holds-role", "Whoever holds a role works on it. Hand the role over, or lay it down, to observe.");
  const isSame = presenceOf(state, personId)?.as === as;
  const joined: IncidentFact[] = isSame ? [] : [{ type: "person joined", data: { personId, as } }];
  return hasRead ? [...joined, { type: "brief read", data: { personId } }] : joined;
}

function leave(personId: string, state: IncidentState): IncidentFact[] | Refusal {
  if (holdsRole(state, personId)) return refuse("incident.holds-role", "Whoever holds a role works on it. Hand the role over, or lay it down, to leave.");
  return presenceOf(state, personId) ? [{ type: "person left", data: { personId } }] : [];
}

/** Who asks and was not in it before observes from then on. */
function ask({ questionId, text, personId }: Extract<PresenceCommand, { kind: "ask" }>, state: IncidentState): IncidentFact[] | Refusal {
  if (commanderOf(state)?.personId === personId) return refuse("incident.question-to-oneself", "You command: questions come to you. Write a note, or name what is needed on the common ground.");
  const isIn = presenceOf(state, personId) !== null || holdsRole(state, personId);
  const joined: IncidentFact[] = isIn ? [] : [{ type: "person joined", data: { personId, as: "observer" } }];
  return [...joined, { type: "question asked", data: { questionId, text, byPersonId: personId } }];
}

export function questionsOf({ questions = [] }: IncidentState): readonly Question[] {
  return questions;
}

/** Who answers what observers ask: whoever commands, or holds a role that communicates. */
export function answerersOf(state: IncidentState, communicating: readonly string[]): string[] {
  const holders = state.holders.filter(({ role }) => role === state.commanderRole || communicating.includes(role));
  return [...new Set(holders.map(({ personId }) => personId))];
}

function settle({ questionId, outcome, answer, personId, mayAnswer }: Extract<PresenceCommand, { kind: "settle question" }>, state: IncidentState): IncidentFact[] | Refusal {
  const question = questionsOf(state).find((one) => one.questionId === questionId);
  if (!question) return refuse("incident.question.not-found", "There is no such question in this incident.");
  if (!mayAnswer) return refuse("not-allowed", "The commander, or whoever holds the role that communicates, answers questions or lets them wait.");
  if (question.byPersonId === personId) return refuse("incident.question-of-oneself", "You asked this. Somebody else answers it, or write a note.");
  if (question.outcome === "answered") return refuse("incident.question-answered", "This question was answered meanwhile. What you wrote is kept in its field.");
  if (outcome === "answered" && answer === null) return noAnswer;
  return question.outcome === outcome ? [] : [{ type: "question settled", data: { questionId, outcome, answer, byPersonId: personId } }];
}

const needsWords = "Write the answer, or let the question wait.";
const noAnswer = refuse("incident.answer.invalid", needsWords, { errors: [{ path: "answer", message: needsWords }] });

/** Folds who is in it and what was asked. */
export function evolvePresence(state: IncidentState, fact: IncidentFact, at: Instant): IncidentState {
  const { present = [], briefed = {}, lent = [] } = state;
  switch (fact.type) {
    case "person joined": {
      const { personId, as } = fact.data;
      const joinedAt = presenceOf(state, personId)?.joinedAt ?? at;
      return { ...state, present: [...present.filter((one) => one.personId !== personId), { personId, as, joinedAt }] };
    }
    case "person left":
      return { ...state, present: present.filter(({ personId }) => personId !== fact.data.personId) };
    case "brief read":
      return { ...state, briefed: { ...briefed, [fact.data.personId]: at } };
    case "question asked":
      return { ...state, questions: [...questionsOf(state), { ...fact.data, askedAt: at, outcome: "open", answer: null, settledAt: null }] };
    case "question settled": {
      const { questionId, outcome, answer, byPersonId } = fact.data;
      return { ...state, questions: questionsOf(state).map((one) => (one.questionId === questionId ? { ...one, outcome, answer, settledAt: at, settledBy: byPersonId } : one)) };
    }
    case "authority lent":
      return { ...state, lent: [...lent, { personId: fact.data.byPersonId, at, text: fact.data.text }] };
    default:
      return state;
  }
}
