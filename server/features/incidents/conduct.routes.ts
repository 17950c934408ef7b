import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { readTimePlace, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, listOf, type RouteTools } from "../../platform/http/route.ts";
import { newId } from "../../platform/ids/ids.ts";
import { pageOf } from "../../platform/schemas/list.ts";
import { toIso } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { tellAdministrators } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { refParams } from "./change.routes.ts";
import { readConductReport, reopenConductReport, settleConductReport, type Handling } from "./conduct.commands.ts";
import { conductListQuery, conductReportingSchema, conductReportSchema, conductSettlingSchema, readConductReportSchema, type ConductReportView } from "./conduct.contract.ts";
import { presentConductReport, presentReadReport } from "./conduct.presenter.ts";
import { insertConductReport, listConductReports, type ConductRow } from "./conduct.queries.ts";
import { optional } from "./contract.ts";
import { noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { findIncident, readIncidentState } from "./incident.queries.ts";
import { refOf } from "./incident-ref.rules.ts";

const tag = "incidents";
const ofIncident = "/api/v1/incidents/:ref/conduct-reports";
const access = incidentPermissions.conduct;
const nobody = refuse("not-allowed", "A token is nobody. Sign in to report how somebody was treated, or to read it.");

/** What somebody tells administrators alone of how people were treated: told, read one by one, and dealt with. */
export function conductRoutes(app: FastifyInstance, tools: RouteTools): void {
  tellingRoute(app, tools);
  listRoutes(app, tools);
  handlingRoutes(app, tools);
}

function tellingRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: ofIncident,
    summary: "Tell administrators how somebody was treated; nobody else reads it, and it stands in no timeline",
    tag,
    access: incidentPermissions.read,
    params: refParams,
    body: conductReportingSchema,
    answer: z.object({ id: z.uuid() }).meta({ id: "ConductReported" }),
    status: 201,
    async handle(tx, { params, body, caller }) {
      const { actor, personId } = caller;
      if (actor?.kind !== "person" || personId === null) return nobody;
      const incidentId = await findIncident(tx, params.ref);
      const state = incidentId === null ? null : await readIncidentState(tx, incidentId);
      if (incidentId === null || !state) return noSuchIncident;
      const id = newId();
      await insertConductReport(tx, { id, incidentId, personId, text: body.text });
      const where = state.privacy ? "in an incident that not everybody sees. Whoever of the administrators is in it reads it there" : `in ${refOf(state.number)}. Administrators read it at Settings, Conduct reports`;
      await tellAdministrators(tx, [{ key: `conduct/${id}`, code: "conduct.reported", sentence: `Somebody reports how they or others were treated ${where}, and nobody else does.` }]);
      return { id };
    },
  });
}

function listRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/conduct-reports",
    summary: "Reports of conduct across incidents, newest first, without what they say; for administrators",
    tag,
    access,
    query: conductListQuery,
    answer: listOf(conductReportSchema),
    async handle(tx, { query: { state, cursor, limit } }) {
      const found = await listConductReports(tx, { state, incidentId: null, before: readTimePlace(cursor), limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, (row) => writeCursor(toIso(row.at), row.id));
      return { items: await present(tx, rows), next };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: ofIncident,
    summary: "Reports of conduct in one incident, newest first, without what they say; for administrators",
    tag,
    access,
    params: refParams,
    answer: listOf(conductReportSchema),
    async handle(tx, { params }) {
      const incidentId = await findIncident(tx, params.ref);
      if (incidentId === null) return noSuchIncident;
      return { items: await present(tx, await listConductReports(tx, { state: "all", incidentId, before: null, limit: 500 })), next: null };
    },
  });
}

async function present(tx: Tx, rows: readonly ConductRow[]): Promise<ConductReportView[]> {
  const named = await readNames(tx, rows);
  return rows.map((row) => presentConductReport(row, named));
}

async function readNames(tx: Tx, rows: readonly ConductRow[]): Promise<(id: string) => string> {
  const people = await readPeople(tx, rows.flatMap((row) => [row.by_person_id, row.seen_by, row.settled_by]).filter((id) => id !== null));
  return (id) => people.get(id)?.name ?? id;
}

/** Whoever handles a report does so by name: what a token reads would be read by nobody. */
async function handle<View>(tx: Tx, { id }: { id: string }, { actor, personId }: Caller, run: (handling: Handling) => Promise<ConductRow | Refusal>, show: (row: ConductRow, named: (id: string) => string) => View): Promise<View | Refusal> {
  if (actor?.kind !== "person" || personId === null) return nobody;
  const row = await run({ id, personId, actor });
  return isRefusal(row) ? row : show(row, await readNames(tx, [row]));
}

function handlingRoutes(app: FastifyInstance, tools: RouteTools): void {
  const common = { method: "POST", tag, access, params: z.object({ id: z.uuid() }) } as const;
  addRoute(app, tools, {
    ...common,
    url: "/api/v1/conduct-reports/:id/read",
    summary: "Read a report of conduct: it is seen from then on, and the audit trail says who read it",
    answer: readConductReportSchema,
    holdsSecret: true,
    handle: (tx, { params, caller }) => handle(tx, params, caller, (handling) => readConductReport(tx, handling), presentReadReport),
  });
  addRoute(app, tools, {
    ...common,
    url: "/api/v1/conduct-reports/:id/settle",
    summary: "Say that a report of conduct was dealt with, and how",
    body: optional(conductSettlingSchema),
    answer: conductReportSchema,
    handle: (tx, { params, body, caller }) => handle(tx, params, caller, (handling) => settleConductReport(tx, { ...handling, outcome: body.outcome ?? null }), presentConductReport),
  });
  addRoute(app, tools, {
    ...common,
    url: "/api/v1/conduct-reports/:id/reopen",
    summary: "A report of conduct is not dealt with after all",
    answer: conductReportSchema,
    handle: (tx, { params, caller }) => handle(tx, params, caller, (handling) => reopenConductReport(tx, handling), presentConductReport),
  });
}
