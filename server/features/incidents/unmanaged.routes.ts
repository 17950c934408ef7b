import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addRoute, listOf, type RouteTools } from "../../platform/http/route.ts";
import { muster } from "../../values/actor.ts";
import { toIso } from "../../values/instant.ts";
import { declineToDeclare, readEarlierAnswers, readOpenQuestions } from "../alert-intake/index.ts";
import { readPeople } from "../directory/index.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { actorNamed, readOrganizationWords } from "./words.queries.ts";
import { declareQuestionSchema, declineSchema } from "./unmanaged.contract.ts";

const remembered = 90 * 24 * 3_600_000;

/** Alerts that look like an incident by the process, and that nobody declared: whoever has them is asked. */
export function unmanagedRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/declare-questions",
    summary: "Groups of alerts that look like an incident, as far as nobody declared one or said that they are none; newest first",
    tag: "incidents",
    access: incidentPermissions.read,
    answer: listOf(declareQuestionSchema),
    async handle(tx, { caller }) {
      const questions = await readOpenQuestions(tx);
      const answers = await readEarlierAnswers(tx, questions.flatMap(({ serviceId }) => serviceId ?? []), tx.now - remembered);
      const words = await readOrganizationWords(tx, caller, []);
      const earlier = (serviceId: string | null) => answers.filter((one) => one.serviceId === serviceId).slice(0, 2);
      const people = await readPeople(tx, questions.flatMap((question) => question.people));
      const items = questions.map(({ groupId, title, serviceId, serviceName, askedAt, because, people: asked }) => ({
        ...{ groupId, title, because, askedAt: toIso(askedAt) },
        service: serviceId === null ? null : { id: serviceId, name: serviceName ?? serviceId },
        people: asked.map((id) => ({ id, name: people.get(id)?.name ?? id })),
        earlier: earlier(serviceId).map(({ title: about, answeredAt, by, reason }) => ({ title: about, at: toIso(answeredAt), by: actorNamed(words, by), reason })),
      }));
      return { items, next: null };
    },
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/groups/:groupId/no-incident",
    summary: "Say that a group of alerts is no incident, and why",
    tag: "incidents",
    access: incidentPermissions.work,
    params: z.object({ groupId: z.uuid() }),
    body: declineSchema,
    answer: z.null(),
    status: 204,
    handle: (tx, { params, body, caller }) => declineToDeclare(tx, params.groupId, body.reason, caller.actor ?? muster),
  });
}
