import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { prepareContent, type PreparedContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import { readTimePlace, writeCursor } from "../../platform/http/cursor.ts";
import { addRoute, listOf, listQuery, type RouteTools } from "../../platform/http/route.ts";
import { pageOf } from "../../platform/schemas/list.ts";
import { muster } from "../../values/actor.ts";
import { toIso } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { cellOf, readProcess } from "../process/index.ts";
import { addChange, momentOf, refParams } from "./change.routes.ts";
import { betweenQuery, declarationSchema, incidentChangeSchema, incidentDetailSchema, incidentFilterSchema, incidentSchema, intervalSchema, milestoneSettingSchema, milestonesSchema } from "./contract.ts";
import { setServices } from "./calls.commands.ts";
import { declareIncident } from "./declare.commands.ts";
import { whyNotBegin } from "./class.rules.ts";
import { changeIncident, changeIncidents, firstRefusal, inFuture, noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions, whyNotActFor } from "./incident.permissions.ts";
import { findIncident, listIncidents, readIncidentState } from "./incident.queries.ts";
import type { IncidentCommand } from "./incident.rules.ts";
import { readMtbf, viewIncident, viewIncidents, viewRoom } from "./incident-view.queries.ts";
import { beginPrivate, unknownNamed } from "./privacy.commands.ts";
import { milestones } from "./incident-words.rules.ts";
import { presentInterval, presentMilestones } from "./milestones.presenter.ts";
import { between } from "./milestones.rules.ts";
import { wordUnknown } from "./steps.commands.ts";
import { linkReports, whyNotDeclareFrom } from "./report.commands.ts";
import { readFirstReceived } from "./report.queries.ts";
import { applyTemplate, unknownTemplate } from "./template.commands.ts";
import { unknownServices } from "./words.queries.ts";

/** Incidents: the list, one of them, declaring, and when what happened. */
export function incidentRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents",
    summary: "Incidents, newest first",
    tag: "incidents",
    access: incidentPermissions.read,
    query: listQuery.extend(incidentFilterSchema.shape),
    answer: listOf(incidentSchema),
    handle: async (tx, { query, caller }) => {
      const { severity = null, serviceId = null, personId = null, kind = null, tag = null, forCustomer = null, search = null, status, limit } = query;
      const found = await listIncidents(tx, { status, severity, serviceId, personId, kind, tag, forCustomer, search, before: readTimePlace(query.cursor), limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, (row) => writeCursor(toIso(row.declared_at), row.id));
      return { items: await viewIncidents(tx, caller, rows), next };
    },
  });
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/incidents/:ref",
    summary: "One incident with everything its room shows beside the timeline",
    tag: "incidents",
    access: incidentPermissions.read,
    params: refParams,
    answer: incidentDetailSchema,
    handle: async (tx, { params, caller }) => {
      const incidentId = await findIncident(tx, params.ref);
      return (incidentId === null ? null : await viewRoom(tx, caller, incidentId)) ?? noSuchIncident;
    },
  });
  declareRoute(app, tools);
  changeFactsRoute(app, tools);
  milestoneRoutes(app, tools);
}

function declareRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/incidents",
    summary: "Declare an incident",
    tag: "incidents",
    access: incidentPermissions.work,
    body: declarationSchema,
    answer: incidentSchema,
    status: 201,
    handle: async (tx, { body, caller }) => {
      const refused = await whyNotDeclare(tx, body, caller);
      return refused ?? declare(tx, body, caller);
    },
  });
}

type Declaration = z.output<typeof declarationSchema>;

async function whyNotDeclare(tx: Tx, body: Declaration, caller: Caller): Promise<Refusal | null> {
  const { process } = await readProcess(tx, "in force");
  const { severity = null, priority = null, commanderId, templateId } = body;
  const wrongWord = wordUnknown(process.severities, severity, "severity") ?? wordUnknown(process.priorities, priority, "priority");
  const notFor = commanderId === undefined ? null : whyNotActFor(caller, commanderId);
  // What automation declares lands as it is, for a person to look at.
  const notSo = caller.actor?.kind === "person" ? whyNotBegin(cellOf(process, severity, priority), { severity, priority }) : null;
  return wrongWord ?? notFor ?? notSo ?? (await unknownServices(tx, [...body.serviceIds, ...body.notPaged])) ?? (await unknownTemplate(tx, templateId)) ?? (await unknownNamed(tx, body.privacy?.who ?? [])) ?? (await whyNotDeclareFrom(tx, body.reportIds));
}

async function declare(tx: Tx, body: Declaration, caller: Caller) {
  const { title, severity = null, priority = null, serviceIds, groupIds, isDrill, notPaged, reportIds } = body;
  const actor = caller.actor ?? muster;
  // A script never commands, also where it acts in a person's name.
  const commanderId = body.commanderId ?? (actor.kind === "person" ? actor.id : null);
  const pagedServiceIds = body.page ? serviceIds.filter((id) => !notPaged.includes(id)) : [];
  const origin = reportIds.length > 0 ? "report" : actor.kind === "person" ? "person" : "token";
  const privacy = beginPrivate(body.privacy, actor);
  const wish = { title, severity, priority, serviceIds, groupIds, isDrill, commanderId, pagedServiceIds, origin, actor, privacy, reportedAt: await readFirstReceived(tx, reportIds), at: momentOf(body.at) } as const;
  const declared = await declareIncident(tx, wish);
  if (isRefusal(declared)) return declared;
  const { incidentId } = declared;
  if (reportIds.length > 0) await linkReports(tx, { incidentId, reportIds, actor });
  const at = momentOf(body.at);
  const outcomes = await changeIncidents(tx, alsoSaid(body).map(({ command, texts }) => ({ incidentId, actor, command, at, texts })));
  const used = body.templateId === undefined ? [] : [await applyTemplate(tx, { incidentId, templateId: body.templateId, actor, at })];
  return firstRefusal([...outcomes, ...used]) ?? (await viewIncident(tx, caller, incidentId)) ?? noSuchIncident;
}

/** What a declaration says besides: its kind and tags, and the first note. */
function alsoSaid({ kind, tags, note }: Declaration): { command: IncidentCommand; texts: PreparedContent[] }[] {
  const text = note === undefined ? null : prepareContent(note);
  return [
    ...(kind !== undefined || tags.length > 0 ? [{ command: { kind: "set kind", incidentKind: kind ?? null, tags } as const, texts: [] }] : []),
    ...(text ? [{ command: { kind: "note", text: text.reference, replyTo: null } as const, texts: [text] }] : []),
  ];
}

function changeFactsRoute(app: FastifyInstance, tools: RouteTools): void {
  addChange(app, tools, {
    method: "PATCH",
    path: "",
    summary: "Change the title, the services hit, the kind or the tags",
    access: incidentPermissions.work,
    body: incidentChangeSchema,
    async change(tx, { incidentId, body, actor }) {
      const refused = await unknownServices(tx, body.serviceIds ?? []);
      if (refused) return refused;
      const before = await readIncidentState(tx, incidentId);
      const title = body.title === undefined ? null : prepareContent(body.title);
      const commands: IncidentCommand[] = [
        ...(title ? [{ kind: "retitle", title: title.reference } as const] : []),
        ...(body.kind !== undefined || body.tags ? [{ kind: "set kind", incidentKind: body.kind === undefined ? (before?.kind ?? null) : body.kind, tags: body.tags ?? before?.tags ?? [] } as const] : []),
      ];
      const outcomes = await changeIncidents(tx, commands.map((command) => ({ incidentId, actor, command, texts: command.kind === "retitle" ? [title] : [] })));
      if (body.serviceIds && !firstRefusal(outcomes)) outcomes.push(await setServices(tx, { incidentId, serviceIds: body.serviceIds, isPaging: body.page, actor }));
      return firstRefusal(outcomes) ?? outcomes.at(-1) ?? before ?? noSuchIncident;
    },
  });
}

function milestoneRoutes(app: FastifyInstance, tools: RouteTools): void {
  const read = { tag: "incidents", access: incidentPermissions.read, params: refParams } as const;
  addRoute(app, tools, {
    ...read,
    method: "GET",
    url: "/api/v1/incidents/:ref/milestones",
    summary: "When what happened, and the measures that follow",
    answer: milestonesSchema,
    handle: async (tx, { params }) => {
      const state = await readState(tx, params.ref);
      return state ? presentMilestones(state, await readMtbf(tx, state)) : noSuchIncident;
    },
  });
  addRoute(app, tools, {
    ...read,
    method: "GET",
    url: "/api/v1/incidents/:ref/between",
    summary: "The time from one milestone to another",
    query: betweenQuery,
    answer: intervalSchema,
    handle: async (tx, { params, query }) => {
      const state = await readState(tx, params.ref);
      return state ? presentInterval(between(state, query.from, query.to)) : noSuchIncident;
    },
  });
  addChange(app, tools, {
    method: "PUT",
    path: "/milestones/:milestone",
    summary: "Set or correct a milestone",
    access: incidentPermissions.work,
    params: refParams.extend({ milestone: z.enum(milestones) }),
    body: milestoneSettingSchema,
    change: async (tx, { incidentId, params, body, actor }) => {
      const at = body.at === null ? null : Date.parse(body.at);
      if (at !== null && at > tx.now) return inFuture;
      return changeIncident(tx, { incidentId, actor, command: { kind: "set milestone", milestone: params.milestone, at } });
    },
  });
}

async function readState(tx: Tx, ref: string) {
  const incidentId = await findIncident(tx, ref);
  return incidentId === null ? null : readIncidentState(tx, incidentId);
}
