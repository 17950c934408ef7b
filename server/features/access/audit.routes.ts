import type { FastifyInstance } from "fastify";
import { readContent } from "../../platform/event-log/content.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import type { Tx } from "../../platform/database/database.ts";
import { listOf, pageOf } from "../../platform/schemas/list.ts";
import { readPeople } from "../directory/index.ts";
import { mayReadAudit } from "./access.permissions.ts";
import { auditEntry, auditQuery } from "./audit.contract.ts";
import { presentAudit, type AuditSurroundings } from "./audit.presenter.ts";
import { readAudit, type AuditRow } from "./audit.queries.ts";
import { readTokenNames } from "./token.queries.ts";

export function auditRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/audit",
    summary: "Who changed what, newest first.",
    tag: "Audit",
    access: mayReadAudit,
    query: auditQuery,
    answer: listOf(auditEntry),
    async handle(tx, { query }) {
      const { rows, next } = pageOf(await readAudit(tx, query), query.limit, (row) => String(row.position));
      const surroundings = await readSurroundings(tx, rows);
      return { items: rows.map((row) => presentAudit(row, surroundings)), next };
    },
  });
}

async function readSurroundings(tx: Tx, rows: readonly AuditRow[]): Promise<AuditSurroundings> {
  const idsOf = (kind: string) => rows.flatMap(({ actor }) => (actor.kind === kind && "id" in actor ? [actor.id] : []));
  const people = await readPeople(tx, idsOf("person"));
  const tokens = await readTokenNames(tx, idsOf("token"));
  const names = new Map([
    ...[...people.values()].map((person) => [`person/${person.id}`, person.name] as const),
    ...[...tokens].map(([id, name]) => [`token/${id}`, name] as const),
  ]);
  const contents = await readContent(tx, rows.flatMap(({ data }) => (data.details ? [data.details.contentId] : [])));
  return { names, contents };
}
