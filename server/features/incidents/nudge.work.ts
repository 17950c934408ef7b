import type { DueWork, SendHandler } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { readContent } from "../../platform/event-log/content.ts";
import type { Instant } from "../../values/instant.ts";
import type { Letter } from "../../values/letter.ts";
import { cut } from "../../values/text.ts";
import { readPeople } from "../directory/index.ts";
import { clockTime, nudgeHandlerOf } from "../paging/index.ts";
import { readRoleNames } from "../process/index.ts";
import { decisionsOf } from "./decision.rules.ts";
import { readIncidentState } from "./incident.queries.ts";
import { refOf } from "./incident-ref.rules.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";
import { plannedOf } from "./handover-plan.rules.ts";
import { questionsOf } from "./presence.rules.ts";
import { reliefWanted } from "./relief.rules.ts";

const kind = "incident.nudge";

interface LookAgain {
  of: "look-again";
  incidentId: string;
  entry: number;
}

interface ReliefOf {
  of: "relief";
  incidentId: string;
  role: string;
  /** Who is to be relieved. */
  personId: string;
  toId: string;
  moment: Instant;
}

interface Asked {
  of: "question";
  incidentId: string;
  questionId: string;
  toId: string;
}

interface Planned {
  of: "planned";
  incidentId: string;
  planId: string;
}

/** What somebody in an incident is reminded of. Read as it is when the message is written; nothing is said that no longer holds. */
type Nudge = LookAgain | ReliefOf | Asked | Planned;

/** Due work that reminds whoever decided; each time to look again has its own. */
export function lookAgainNudge(incidentId: string, entry: number, lookAgainAt: Instant, now: Instant): DueWork {
  return work(`look-again/${incidentId}/${entry}/${lookAgainAt}`, { of: "look-again", incidentId, entry }, now);
}

/** Due work that tells people that somebody is to be relieved of a role. */
export function reliefNudges(about: Pick<ReliefOf, "incidentId" | "role" | "personId" | "moment">, toIds: readonly string[], now: Instant): DueWork[] {
  const { incidentId, role, personId, moment } = about;
  return toIds.map((toId) => work(`relief/${incidentId}/${role}/${personId}/${moment}/${toId}`, { of: "relief", ...about, toId }, now));
}

/** Due work that tells somebody who may answer of a question. */
export function questionNudge(incidentId: string, questionId: string, toId: string, now: Instant): DueWork {
  return work(`question/${questionId}/${toId}`, { of: "question", incidentId, questionId, toId }, now);
}

/** Due work that tells somebody that they are to take a role over at a time ahead. */
export function plannedNudge(incidentId: string, planId: string, now: Instant): DueWork {
  return work(`planned/${planId}`, { of: "planned", incidentId, planId }, now);
}

function work(key: string, payload: Nudge, dueAt: Instant): DueWork {
  return { kind, key: `nudge/${key}`, dueAt, payload };
}

/** Reminds people in incidents by their own means at low urgency. */
export const nudgeHandler: SendHandler = nudgeHandlerOf(kind, writeNudge);

async function writeNudge(tx: Tx, payload: object): Promise<Letter | null> {
  const nudge = payload as Nudge;
  const state = await readIncidentState(tx, nudge.incidentId);
  if (!state || !isRunning(state)) return null;
  const said = await say(tx, state, nudge);
  if (said === null) return null;
  const ref = refOf(state.number);
  return { ...said, subject: `${ref}: ${said.subject}`, link: { path: `/incidents/${ref}`, words: `Open ${ref}` }, threadKey: `subject.${nudge.incidentId}` };
}

type Said = Omit<Letter, "link" | "threadKey">;

function say(tx: Tx, state: IncidentState, nudge: Nudge): Promise<Said | null> {
  switch (nudge.of) {
    case "look-again":
      return sayLookAgain(tx, state, nudge);
    case "relief":
      return sayRelief(tx, state, nudge);
    case "question":
      return sayQuestion(tx, state, nudge);
    case "planned":
      return sayPlanned(tx, state, nudge);
  }
}

async function sayPlanned(tx: Tx, state: IncidentState, { planId }: Planned): Promise<Said | null> {
  const plan = plannedOf(state).find((one) => one.planId === planId);
  if (!plan) return null;
  const at = clockTime(plan.passesAt, (await readPeople(tx, [plan.toPersonId])).get(plan.toPersonId)?.timezone ?? "UTC");
  const role = (await readRoleNames(tx, [plan.role])).get(plan.role) ?? plan.role;
  return {
    personId: plan.toPersonId,
    subject: `you are to take over ${role} at ${at}`,
    paragraphs: [`You are to take over ${role} at ${at}. The hand-over is offered to you before, with a brief; nothing changes until you accept it.`, "If you cannot, say so in the room: it is called off with one press."],
    because: "You get this because the incident may still go on then.",
    messageKey: `planned.${planId}`,
  };
}

async function sayLookAgain(tx: Tx, state: IncidentState, { incidentId, entry }: LookAgain): Promise<Said | null> {
  const decision = decisionsOf(state).find((one) => one.entry === entry);
  if (!decision?.isDue || decision.decidedBy === null) return null;
  const quoted = await quote(tx, decision.text.contentId);
  return {
    personId: decision.decidedBy,
    subject: `look again at ${quoted}`,
    paragraphs: [`You wanted to look again at ${quoted}. The time has come.`, "Does it stand? Say so in the room, or decide anew on it there."],
    because: "You get this because you decide it; nobody is paged for it.",
    messageKey: `look-again.${incidentId}.${entry}.${decision.lookAgainAt ?? 0}`,
  };
}

async function sayRelief(tx: Tx, state: IncidentState, { incidentId, role, personId, toId, moment }: ReliefOf): Promise<Said | null> {
  const wanted = reliefWanted(state).find((one) => one.role === role && one.personId === personId);
  if (!wanted) return null;
  const people = await readPeople(tx, [personId, toId, ...(wanted.successorId === null ? [] : [wanted.successorId])]);
  const named = (id: string) => people.get(id)?.name ?? id;
  const roleName = (await readRoleNames(tx, [role])).get(role) ?? role;
  const by = wanted.dueAt === null ? "" : ` by ${clockTime(wanted.dueAt, people.get(toId)?.timezone ?? "UTC")}`;
  const who = toId === personId ? "You are" : `${named(personId)} is`;
  const begun = wanted.askedAt !== null && wanted.dueAt === null ? `${toId === personId ? "You" : named(personId)} asked to be relieved as ${roleName}.` : `${who} to be relieved as ${roleName}${by}; the handover lies before.`;
  return {
    personId: toId,
    subject: `relief of ${named(personId)} as ${roleName}${by}`,
    paragraphs: [begun, wanted.successorId === null ? "The rotation has nobody else; somebody has to be found." : `${named(wanted.successorId)} is proposed: ask them with one press in the room.`],
    because: toId === personId ? "You get this because you hold the role." : "You get this because you command.",
    messageKey: `relief.${incidentId}.${role}.${personId}.${moment}`,
  };
}

async function sayQuestion(tx: Tx, state: IncidentState, { questionId, toId }: Asked): Promise<Said | null> {
  const question = questionsOf(state).find((one) => one.questionId === questionId);
  if (question?.outcome !== "open") return null;
  const by = (await readPeople(tx, [question.byPersonId])).get(question.byPersonId)?.name ?? question.byPersonId;
  const quoted = await quote(tx, question.text.contentId);
  return {
    personId: toId,
    subject: `${by} asks you ${quoted}`,
    paragraphs: [`${by} asks: ${quoted}`, "Answer it in the room when you can, or let it wait."],
    because: "You get this because you command or communicate; the others are not disturbed.",
    messageKey: `question.${questionId}.${toId}`,
  };
}

const longestQuote = 120;

async function quote(tx: Tx, contentId: string): Promise<string> {
  const text = (await readContent(tx, [contentId])).get(contentId)?.text ?? null;
  return text === null ? "something that was taken out" : `“${cut(text.replace(/\s+/g, " ").trim(), longestQuote)}”`;
}
