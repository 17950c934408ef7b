import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { prepareContent } from "../../platform/event-log/content.ts";
import { schedule } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { newId } from "../../platform/ids/ids.ts";
import { hasRole, type Caller } from "../../values/permission.ts";
import { toIsoOrNull } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { readBrief } from "./brief.queries.ts";
import { briefParts, countWords, handoverParts } from "./brief.rules.ts";
import { addChange, refParams, type ChangeInput } from "./change.routes.ts";
import { optional } from "./contract.ts";
import { changeIncident, noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { findIncident, readIncidentState } from "./incident.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { communicatingRoles, readProcess } from "../process/index.ts";
import { answerersOf } from "./presence.rules.ts";
import { questionNudge } from "./nudge.work.ts";
import { authoritySchema, briefQuery, briefSchema, joiningSchema, questionAskingSchema, questionSettlingSchema } from "./presence.contract.ts";

const nobody = refuse("not-allowed", "A token is nobody. Sign in to come in, to ask, or to stand behind somebody.");

/** Coming in: the brief of what is so, to work on it or to observe; questions to the commander, and authority lent to them. */
export function presenceRoutes(app: FastifyInstance, tools: RouteTools): void {
  briefRoute(app, tools);
  addChange(app, tools, {
    path: "/join",
    summary: "Come in, to work on it or to observe, and say that you read the brief",
    access: incidentPermissions.read,
    body: optional(joiningSchema),
    change: join,
  });
  addChange(app, tools, {
    path: "/leave",
    summary: "Go again; whoever holds a role hands it over first",
    access: incidentPermissions.read,
    body: optional(z.object({})),
    change: (tx, { incidentId, caller, actor }) => withPerson(caller, (personId) => changeIncident(tx, { incidentId, actor, command: { kind: "leave", personId } })),
  });
  questionRoutes(app, tools);
  authorityRoute(app, tools);
}

/** Runs for the person who calls. */
async function withPerson<T>({ actor, personId }: Caller, run: (personId: string) => Promise<T | Refusal>): Promise<T | Refusal> {
  return actor?.kind === "person" && personId !== null ? run(personId) : nobody;
}

function briefRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref/brief",
    summary: "What somebody needs who comes in or takes over, in at most 200 words, made from what is known",
    tag: "incidents",
    access: incidentPermissions.read,
    params: refParams,
    query: briefQuery,
    answer: briefSchema,
    async handle(tx, { params, query, caller }) {
      const incidentId = await findIncident(tx, params.ref);
      const state = incidentId === null ? null : await readIncidentState(tx, incidentId);
      if (incidentId === null || !state) return noSuchIncident;
      const { fields, lastHereAt } = await readBrief(tx, caller, { incidentId, state, parts: query.for === "handover" ? handoverParts : briefParts });
      return { fields, words: fields.reduce((sum, { title, text }) => sum + countWords(title) + countWords(text), 0), lastHereAt: toIsoOrNull(lastHereAt) };
    },
  });
}

/** Managers usually help by seeing, and viewers only look on. */
function join(tx: Tx, { incidentId, body, caller, actor }: ChangeInput<z.output<typeof joiningSchema>, object>): Promise<IncidentState | Refusal> {
  return withPerson(caller, async (personId) => {
    const state = await readIncidentState(tx, incidentId);
    const isHolder = state?.holders.some((holder) => holder.personId === personId) ?? false;
    const usual = isHolder || (hasRole(caller, "responder") && !hasRole(caller, "manager")) ? "responder" : "observer";
    const as = body.as ?? usual;
    if (as === "responder" && !hasRole(caller, "responder")) return refuse("not-allowed", incidentPermissions.work.sentence);
    return changeIncident(tx, { incidentId, actor, command: { kind: "join", personId, as, hasRead: body.hasRead } });
  });
}

function questionRoutes(app: FastifyInstance, tools: RouteTools): void {
  addChange(app, tools, {
    path: "/questions",
    summary: "Ask the commander something, or whoever communicates; nobody else is disturbed",
    access: incidentPermissions.read,
    body: questionAskingSchema,
    change: (tx, { incidentId, body, caller, actor }) =>
      withPerson(caller, async (personId) => {
        const text = prepareContent(body.text);
        const questionId = newId();
        const outcome = await changeIncident(tx, { incidentId, actor, texts: [text], command: { kind: "ask", questionId, text: text.reference, personId } });
        const answerers = isRefusal(outcome) ? [] : (await readAnswerers(tx, outcome)).filter((id) => id !== personId);
        await schedule(tx, answerers.map((toId) => questionNudge(incidentId, questionId, toId, tx.now)));
        return outcome;
      }),
  });
  addChange(app, tools, {
    path: "/questions/:questionId/settle",
    summary: "Answer a question, or let it wait; the commander does, or whoever holds the role that communicates",
    access: incidentPermissions.work,
    params: refParams.extend({ questionId: z.uuid() }),
    body: questionSettlingSchema,
    async change(tx, { incidentId, params: { questionId }, body, caller, actor }) {
      const state = await readIncidentState(tx, incidentId);
      const answer = body.answer === undefined ? null : prepareContent(body.answer);
      const mayAnswer = state !== null && caller.personId !== null && (await readAnswerers(tx, state)).includes(caller.personId);
      const command = { kind: "settle question", questionId, outcome: body.outcome, answer: answer?.reference ?? null, personId: caller.personId, mayAnswer } as const;
      return changeIncident(tx, { incidentId, actor, texts: [answer], command });
    },
  });
}

async function readAnswerers(tx: Tx, state: IncidentState): Promise<string[]> {
  const { process } = await readProcess(tx, state.processVersion);
  return answerersOf(state, communicatingRoles(process));
}

function authorityRoute(app: FastifyInstance, tools: RouteTools): void {
  addChange(app, tools, {
    path: "/authority",
    summary: "Lend the commander your authority, before everybody in the room",
    access: incidentPermissions.assign,
    body: authoritySchema,
    change: (tx, { incidentId, body, caller, actor }) =>
      withPerson(caller, (personId) => {
        const text = prepareContent(body.text);
        return changeIncident(tx, { incidentId, actor, texts: [text], command: { kind: "lend authority", personId, text: text.reference } });
      }),
  });
}
