import type { FastifyInstance } from "fastify";
import { addRoute, listOf, type RouteTools } from "../../platform/http/route.ts";
import { readProcess } from "../process/index.ts";
import { addChange } from "./change.routes.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { applyTemplate } from "./template.commands.ts";
import { incidentTemplateViewSchema, templateUseSchema } from "./template.contract.ts";
import { presentTemplate } from "./template.presenter.ts";
import { readRunbooks, readTemplates } from "./template.queries.ts";
import { readOrganizationWords } from "./words.queries.ts";

/** What is known of kinds of incidents before one happens: the list, and using one in an incident that runs. */
export function templateRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incident-templates",
    summary: "Incident templates, with what each does",
    tag: "incidents",
    access: incidentPermissions.read,
    answer: listOf(incidentTemplateViewSchema),
    async handle(tx, { caller }) {
      const rows = await readTemplates(tx);
      const { process } = await readProcess(tx, "in force");
      const words = await readOrganizationWords(tx, caller, []);
      const runbooks = new Map((await readRunbooks(tx, rows.flatMap(({ document }) => document.runbooks))).map(({ id, title }) => [id, title]));
      return { items: rows.map((row) => presentTemplate(row, words, process, runbooks)), next: null };
    },
  });
  addChange(app, tools, {
    path: "/template",
    summary: "Use a template: its tasks are made, its links added, its roles and audiences asked and told",
    access: incidentPermissions.work,
    body: templateUseSchema,
    change: (tx, { incidentId, body, actor }) => applyTemplate(tx, { incidentId, templateId: body.templateId, actor, at: undefined }),
  });
}
