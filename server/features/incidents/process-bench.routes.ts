import type { FastifyInstance } from "fastify";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { refuse } from "../../values/refusal.ts";
import { readDraftProcess, readProcess, type WrittenProcess } from "../process/index.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { benchQuery, benchSchema } from "./process-bench.contract.ts";
import { tryOnIncidents } from "./process-bench.queries.ts";

const noDraft = refuse("process.not-found", "No draft is open that can be read, so there is nothing to try.");

/** A draft of the process, tried on what really happened. */
export function processBenchRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/process/draft/bench",
    summary: "Which of the last incidents the draft would judge otherwise than the process in force, by what is known of their impact",
    tag: "process",
    access: incidentPermissions.read,
    query: benchQuery,
    answer: benchSchema,
    async handle(tx, { query }) {
      const draft = await readDraftProcess(tx);
      if (!draft) return noDraft;
      const { process } = await readProcess(tx, "in force");
      const tried = await tryOnIncidents(tx, query.last, process, draft);
      const nameIn = (written: WrittenProcess, id: string | null) => (id === null ? null : (written.severities.find((severity) => severity.id === id)?.name ?? id));
      const differing = tried.filter(({ before, after }) => before !== after);
      return { tried: tried.length, differing: differing.map(({ ref, title, decided, before, after }) => ({ ref, title, decided: nameIn(process, decided), before: nameIn(process, before), after: nameIn(draft, after) })) };
    },
  });
}
