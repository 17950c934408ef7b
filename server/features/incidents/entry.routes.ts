import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { prepareContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { newId } from "../../platform/ids/ids.ts";
import { personOf, type Actor } from "../../values/actor.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { coveringRole, readProcess } from "../process/index.ts";
import { addChange, addEntry, momentOf, refParams } from "./change.routes.ts";
import { optional, callNoteSchema, noteSchema, pinSchema, productionChangeSchema, taskAdditionSchema, taskChangeSchema } from "./contract.ts";
import { decisionRoutes } from "./decision.routes.ts";
import { groundRoutes } from "./ground.routes.ts";
import { changeIncident, changeIncidents, firstRefusal, noSuchIncident } from "./incident.commands.ts";
import { incidentPermissions } from "./incident.permissions.ts";
import { readIncidentState } from "./incident.queries.ts";
import type { IncidentCommand } from "./incident.rules.ts";
import { dutyId } from "./staffing.presenter.ts";
import { dutiesOf } from "./duty.rules.ts";
import { redactEntry } from "./steps.commands.ts";
import { unknownPerson } from "./words.queries.ts";

const { work } = incidentPermissions;

/** What is written into the timeline: notes, decisions, calls, changes, tasks, common ground; marking and taking out. */
export function entryRoutes(app: FastifyInstance, tools: RouteTools): void {
  textEntries(app, tools);
  taskRoutes(app, tools);
  groundRoutes(app, tools);
  decisionRoutes(app, tools);
  markRoutes(app, tools);
}

function textEntries(app: FastifyInstance, tools: RouteTools): void {
  addEntry(app, tools, {
    path: "/notes",
    summary: "Write what you see",
    access: work,
    body: noteSchema,
    write(tx, { incidentId, body, actor }) {
      const text = prepareContent(body.text);
      return changeIncident(tx, { incidentId, actor, at: momentOf(body.at), texts: [text], command: { kind: "note", text: text.reference, replyTo: body.replyTo ?? null, workstreamId: body.workstreamId, personId: personOf(actor) } });
    },
  });
  addEntry(app, tools, {
    path: "/calls",
    summary: "Record that people spoke elsewhere",
    access: work,
    body: callNoteSchema,
    write(tx, { incidentId, body, actor }) {
      const text = prepareContent(body.text);
      return changeIncident(tx, { incidentId, actor, at: momentOf(body.at), texts: [text], command: { kind: "call record", text: text.reference, link: body.link ?? null } });
    },
  });
  addEntry(app, tools, {
    path: "/changes",
    summary: "Record a change to production; outside the roles that may it is marked",
    access: work,
    body: productionChangeSchema,
    async write(tx, { incidentId, body, actor }) {
      const text = prepareContent(body.text);
      const isOutsideRole = !(await mayChangeProduction(tx, incidentId, actor));
      return changeIncident(tx, { incidentId, actor, at: momentOf(body.at), texts: [text], command: { kind: "production change", text: text.reference, isOutsideRole } });
    },
  });
}

/** Whoever holds a role that may, or the role that such a role falls to while nobody holds it. A token is a machine that was told to. */
async function mayChangeProduction(tx: Tx, incidentId: string, actor: Actor): Promise<boolean> {
  const personId = personOf(actor);
  const state = await readIncidentState(tx, incidentId);
  if (!state || personId === null) return true;
  const { process } = await readProcess(tx, state.processVersion);
  const isHeld = (role: string) => state.holders.some((holder) => holder.role === role);
  const own = state.holders.filter((holder) => holder.personId === personId).map(({ role }) => role);
  return process.roles.some(({ id, mayChangeProduction: may }) => may && own.includes(isHeld(id) ? id : coveringRole(process, id, isHeld)));
}

function taskRoutes(app: FastifyInstance, tools: RouteTools): void {
  addEntry(app, tools, {
    path: "/tasks",
    summary: "Add something to do",
    access: work,
    body: taskAdditionSchema,
    async write(tx, { incidentId, body, actor }) {
      const text = prepareContent(body.text);
      const command = { kind: "add task", taskId: newId(), text: text.reference, ownerId: body.ownerId ?? null, dueAt: momentOf(body.dueAt) ?? null, workstreamId: body.workstreamId } as const;
      return (await unknownPerson(tx, body.ownerId, "ownerId")) ?? changeIncident(tx, { incidentId, actor, texts: [text], command });
    },
  });
  addChange(app, tools, {
    method: "PATCH",
    path: "/tasks/:taskId",
    summary: "Give a task to somebody, set its time, settle it; a duty of a role is settled alone",
    access: work,
    params: refParams.extend({ taskId: z.uuid() }),
    body: taskChangeSchema,
    async change(tx, { incidentId, params: { taskId }, body, actor }) {
      const refused = await unknownPerson(tx, body.ownerId, "ownerId");
      if (refused) return refused;
      const duty = await readDuty(tx, incidentId, taskId);
      if (duty) return body.ownerId === undefined && body.dueAt === undefined ? carryOut(tx, incidentId, actor, body.status === undefined ? [] : [{ kind: "settle duty", ...duty, status: body.status }]) : followsRole;
      const dueAt = body.dueAt === undefined || body.dueAt === null ? body.dueAt : Date.parse(body.dueAt);
      const commands: IncidentCommand[] = [
        ...(body.ownerId !== undefined || dueAt !== undefined ? [{ kind: "change task", taskId, ownerId: body.ownerId, dueAt } as const] : []),
        ...(body.status === undefined ? [] : [{ kind: "settle task", taskId, status: body.status } as const]),
      ];
      return carryOut(tx, incidentId, actor, commands);
    },
  });
}

const followsRole = refuse("incident.duty-follows-role", "This is a duty of a role: it goes with the role and has no time of its own. Hand the role over, or add a task.");

/** The duty that has this id, where it is one. */
async function readDuty(tx: Tx, incidentId: string, taskId: string): Promise<{ role: string; place: number; holderId: string | null } | null> {
  const state = await readIncidentState(tx, incidentId);
  if (!state) return null;
  const { process } = await readProcess(tx, state.processVersion);
  const duty = dutiesOf(process, state).find((one) => dutyId(incidentId, one) === taskId);
  return duty ? { role: duty.role, place: duty.place, holderId: duty.holderId } : null;
}

async function carryOut(tx: Tx, incidentId: string, actor: Actor, commands: readonly IncidentCommand[]) {
  const outcomes = await changeIncidents(tx, commands.map((command) => ({ incidentId, actor, command })));
  return firstRefusal(outcomes) ?? outcomes.at(-1) ?? (await readIncidentState(tx, incidentId)) ?? (noSuchIncident as Refusal);
}

function markRoutes(app: FastifyInstance, tools: RouteTools): void {
  const params = refParams.extend({ entry: z.coerce.number().int().min(1).max(2_000_000_000) });
  addChange(app, tools, {
    method: "PUT",
    path: "/entries/:entry/pin",
    summary: "Make an entry a key moment, or not",
    access: work,
    params,
    body: pinSchema,
    change: (tx, { incidentId, params: { entry }, body, actor }) => changeIncident(tx, { incidentId, actor, command: { kind: "pin", entry, isPinned: body.isPinned } }),
  });
  addChange(app, tools, {
    path: "/entries/:entry/redact",
    summary: "Take the text of an entry out for good, leaving a tombstone",
    access: work,
    params,
    body: optional(z.object({})),
    change: (tx, { incidentId, params: { entry }, caller, actor }) => redactEntry(tx, incidentId, entry, caller, actor),
  });
}
