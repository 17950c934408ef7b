import type { FastifyInstance } from "fastify";
import { readContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import { rehearse } from "../../platform/database/rehearsal.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { muster, personOf } from "../../values/actor.ts";
import { hasRole, type Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { readCallsOfIncident } from "../escalation/index.ts";
import { cellOf, readProcess } from "../process/index.ts";
import { refParams } from "./change.routes.ts";
import { whyNotBegin } from "./class.rules.ts";
import type { Declared } from "./declare.commands.ts";
import { noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { findIncident, readIncidentState } from "./incident.queries.ts";
import { commanderOf } from "./incident.state.rules.ts";
import { viewIncident } from "./incident-view.queries.ts";
import { splitIncident, type Splitting } from "./split.commands.ts";
import { splitAnswerSchema, splitForesightSchema, splittingSchema, type SplitForesightView, type SplittingBody } from "./split.contract.ts";
import { presentSplitForesight, type Side } from "./split.presenter.ts";
import { wordUnknown } from "./steps.commands.ts";
import { readOrganizationWords, readTitles, unknownPerson } from "./words.queries.ts";

const url = "/api/v1/incidents/:ref/split";

/** Splitting: some of an incident goes on in one of its own. What will go and who would be paged is said first, by the very command, run and taken back. */
export function splitRoutes(app: FastifyInstance, tools: RouteTools): void {
  const common = { method: "POST", tag: "incidents", access: incidentPermissions.work, params: refParams, body: splittingSchema } as const;
  addRoute(app, tools, {
    ...common,
    url,
    summary: "Let some alerts, services, tasks and people go on in an incident of their own",
    answer: splitAnswerSchema,
    status: 201,
    async handle(tx, { params, body, caller }) {
      const wish = await readWish(tx, params.ref, body, caller);
      const declared = isRefusal(wish) ? wish : await splitIncident(tx, wish);
      if (isRefusal(wish) || isRefusal(declared)) return declared as Refusal;
      const [incident, from] = [await viewIncident(tx, caller, declared.incidentId), await viewIncident(tx, caller, wish.incidentId)];
      return incident && from ? { incident, from } : noSuchIncident;
    },
  });
  addRoute(app, tools, {
    ...common,
    url: `${url}/preview`,
    summary: "What a split would come to: what goes, what stays, which searches go on, and who would be paged; nothing is changed",
    answer: splitForesightSchema,
    async handle(tx, { params, body, caller }) {
      const wish = await readWish(tx, params.ref, body, caller);
      return isRefusal(wish) ? wish : foresee(tx, wish, caller);
    },
  });
}

/** What is wished, checked as far as it can be before anything is done. */
async function readWish(tx: Tx, ref: string, body: SplittingBody, caller: Caller): Promise<Splitting | Refusal> {
  const incidentId = await findIncident(tx, ref);
  if (incidentId === null) return noSuchIncident;
  const actor = caller.actor ?? muster;
  const commanderId = body.commanderId ?? (actor.kind === "person" ? personOf(actor) : null);
  if (commanderId === null) return refuse("incident.person.invalid", "A token commands nothing. Name who commands it as `commanderId`.", { errors: [{ path: "commanderId", message: "is missing" }] });
  const refused = (await whyNotClass(tx, body, caller)) ?? (await unknownPerson(tx, commanderId, "commanderId")) ?? (await whyNotChoose(tx, incidentId, commanderId, caller)) ?? (await unknownAmong(tx, body.personIds));
  return refused ?? { ...body, incidentId, commanderId, actor };
}

async function whyNotClass(tx: Tx, { severity, priority }: SplittingBody, { actor }: Caller): Promise<Refusal | null> {
  const { process } = await readProcess(tx, "in force");
  const wrong = wordUnknown(process.severities, severity, "severity") ?? wordUnknown(process.priorities, priority, "priority");
  return wrong ?? (actor?.kind === "person" ? whyNotBegin(cellOf(process, severity, priority), { severity, priority }) : null);
}

/** Whoever splits commands what is split off; the commander, a manager or a token may choose somebody else. */
async function whyNotChoose(tx: Tx, incidentId: string, commanderId: string, caller: Caller): Promise<Refusal | null> {
  const state = await readIncidentState(tx, incidentId);
  const mayChoose = caller.personId === commanderId || hasRole(caller, "manager") || caller.actor?.kind === "token" || (state !== null && caller.personId !== null && commanderOf(state)?.personId === caller.personId);
  return mayChoose ? null : refuse("not-allowed", "Only the commander or a manager chooses somebody else to command what is split off.");
}

async function unknownAmong(tx: Tx, personIds: readonly string[]): Promise<Refusal | null> {
  for (const personId of personIds) {
    const refused = await unknownPerson(tx, personId, "personIds");
    if (refused) return refused;
  }
  return null;
}

async function foresee(tx: Tx, wish: Splitting, caller: Caller): Promise<SplitForesightView | Refusal> {
  const { incidentId } = wish;
  const before = await readSide(tx, incidentId);
  const words = await readOrganizationWords(tx, caller, [null]);
  const { process } = await readProcess(tx, "in force");
  const groups = await readTitles(tx, before.state.groupIds);
  const texts = await readContent(tx, before.state.tasks.map(({ text }) => text.contentId));
  return rehearse(tx, async (rehearsed) => {
    const declared: Declared | Refusal = await splitIncident(rehearsed, wish);
    if (isRefusal(declared)) return declared;
    const [after, into] = [await readSide(rehearsed, incidentId), await readSide(rehearsed, declared.incidentId)];
    return presentSplitForesight({ parting: wish, before, after, into, words, process, groups, texts });
  });
}

async function readSide(tx: Tx, incidentId: string): Promise<Side> {
  const state = await readIncidentState(tx, incidentId);
  if (!state) throw new Error(`Incident ${incidentId} is gone.`);
  return { state, calls: await readCallsOfIncident(tx, incidentId) };
}
