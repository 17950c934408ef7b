import type { FastifyInstance } from "fastify";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { problem } from "../../platform/http/problem.ts";
import { refuse } from "../../values/refusal.ts";
import { isFirstRunOpen } from "./account.queries.ts";
import { firstAdministrator, firstRun, session } from "./contract.ts";
import { makeFirstAdministrator } from "./first-run.commands.ts";
import { answerSession, type AccessSettings } from "./session.routes.ts";

const url = "/api/v1/first-run";
const gone = refuse("not-found", "Nothing is here any more: this Muster has its administrator.");

/** Once there is an administrator, these addresses are gone whatever is sent: that is asked before anything is read. */
export function firstRunRoutes(app: FastifyInstance, tools: RouteTools, settings: AccessSettings): void {
  void app.register(async (door) => {
    door.addHook("onRequest", async (_request, reply) => {
      if (await tools.database.transaction(isFirstRunOpen)) return;
      await reply.status(404).type("application/problem+json").send(problem(404, gone.code, gone.reason));
    });
    addFirstRun(door, tools, settings);
  });
}

function addFirstRun(app: FastifyInstance, tools: RouteTools, settings: AccessSettings): void {
  addRoute(app, tools, {
    method: "GET",
    url,
    summary: "Whether this Muster waits for its first administrator; 404 where it has one.",
    tag: "Access",
    access: "public",
    answer: firstRun,
    handle: async (tx) => ((await isFirstRunOpen(tx)) ? { isOpen: true as const } : gone),
  });
  addRoute(app, tools, {
    method: "POST",
    url,
    summary: "Make the first administrator and sign in.",
    tag: "Access",
    access: "public",
    holdsSecret: true,
    body: firstAdministrator,
    answer: session,
    status: 201,
    async handle(tx, { body, request, reply }) {
      const started = await makeFirstAdministrator(tx, body);
      return started ? answerSession(tx, { request, reply }, settings, started) : gone;
    },
  });
}
