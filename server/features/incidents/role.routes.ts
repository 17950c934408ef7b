import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { prepareContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { personOf } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { readProcess } from "../process/index.ts";
import { addChange, refParams } from "./change.routes.ts";
import { askForRole } from "./calls.commands.ts";
import { readViewers } from "./commander.queries.ts";
import { assignSchema, optional, takeSchema } from "./contract.ts";
import { changeIncident, noSuchIncident, type Change } from "./incident.commands.ts";
import { incidentPermissions, whyNotActFor } from "./incident.permissions.ts";
import { readIncidentState } from "./incident.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { handoverAcceptSchema, handoverOfferSchema } from "./presence.contract.ts";
import { offerHandover } from "./handover.commands.ts";
import { reliefRoutes } from "./relief.routes.ts";
import type { RoleRule } from "./roles.rules.ts";
import { unknownPerson } from "./words.queries.ts";

const roleParams = refParams.extend({ role: z.string().min(1).max(100) });
const handoverParams = refParams.extend({ handoverId: z.uuid() });

/** Roles: taken, assigned, laid down, handed over with a brief that both confirm. */
export function roleRoutes(app: FastifyInstance, tools: RouteTools): void {
  const { work, assign } = incidentPermissions;
  addChange(app, tools, {
    path: "/roles/:role/take",
    summary: "Take a role",
    access: work,
    params: roleParams,
    body: takeSchema,
    change: (tx, { incidentId, params, body, caller, actor }) => withHolder(tx, { incidentId, role: params.role, personId: body.personId, caller }, (rule, personId) => changeIncident(tx, { incidentId, actor, command: { kind: "take", ...rule, personId } })),
  });
  addChange(app, tools, {
    path: "/roles/:role/assign",
    summary: "Give a role to somebody",
    access: assign,
    params: roleParams,
    body: assignSchema,
    change: (tx, { incidentId, params, body, caller, actor }) => withHolder(tx, { incidentId, role: params.role, personId: body.personId, caller }, (rule, personId) => changeIncident(tx, { incidentId, actor, command: { kind: "assign", ...rule, personId } })),
  });
  addChange(app, tools, {
    path: "/roles/:role/release",
    summary: "Lay a role down; command is handed over instead",
    access: work,
    params: roleParams,
    body: takeSchema,
    change: (tx, { incidentId, params, body, caller, actor }) => withHolder(tx, { incidentId, role: params.role, personId: body.personId, caller }, ({ role }, personId) => changeIncident(tx, { incidentId, actor, command: { kind: "release", role, personId } })),
  });
  askingRoute(app, tools);
  handoverRoutes(app, tools);
  reliefRoutes(app, tools);
}

function askingRoute(app: FastifyInstance, tools: RouteTools): void {
  addChange(app, tools, {
    path: "/roles/:role/ask",
    summary: "Ask whoever is on call for a role, or somebody by name, to take it: they are paged, and hold it once they say that they have it",
    access: incidentPermissions.work,
    params: roleParams,
    body: takeSchema,
    async change(tx, { incidentId, params, body, actor }) {
      const rule = await readRole(tx, incidentId, params.role);
      if (isRefusal(rule)) return rule;
      return (await unknownPerson(tx, body.personId, "personId")) ?? askForRole(tx, incidentId, rule.role, body.personId ?? null, actor);
    },
  });
}

interface Holding {
  incidentId: string;
  role: string;
  personId: string | undefined;
  caller: Caller;
}

/** Runs with the role as the process knows it and the person it is about: who calls, or whom they may act for. */
async function withHolder<T>(tx: Tx, { incidentId, role, personId, caller }: Holding, run: (rule: RoleRule, personId: string) => Promise<T | Refusal>): Promise<T | Refusal> {
  const rule = await readRole(tx, incidentId, role);
  if (isRefusal(rule)) return rule;
  const holder = await findHolder(tx, personId, caller);
  return isRefusal(holder) ? holder : run(rule, holder);
}

/** A role as the process knows it. */
export async function readRole(tx: Tx, incidentId: string, roleId: string): Promise<RoleRule | Refusal> {
  const state = await readIncidentState(tx, incidentId);
  if (!state) return noSuchIncident;
  const { process } = await readProcess(tx, state.processVersion);
  const role = process.roles.find(({ id }) => id === roleId);
  if (role) return { role: role.id, isShared: role.many };
  return refuse("incident.role.not-found", `The process has no role “${roleId}”. It has ${process.roles.map(({ id }) => id).join(", ")}.`);
}

async function findHolder(tx: Tx, personId: string | undefined, caller: Caller): Promise<string | Refusal> {
  const holder = personId ?? (caller.actor && personOf(caller.actor));
  const missing = (message: string) => refuse("incident.person.invalid", message, { errors: [{ path: "personId", message }] });
  if (holder === null) return missing("A token is nobody. Name the person as `personId`.");
  if (!(await readPeople(tx, [holder])).has(holder)) return missing(`There is no person “${holder}”.`);
  if ((await readViewers(tx, [holder])).has(holder)) return missing("Who only looks on holds no role. Ask an administrator for the role of responder.");
  return whyNotActFor(caller, holder) ?? holder;
}

function handoverRoutes(app: FastifyInstance, tools: RouteTools): void {
  addChange(app, tools, {
    path: "/handovers",
    summary: "Hand a role over: write the brief; it passes when the successor accepts",
    access: incidentPermissions.work,
    body: handoverOfferSchema,
    async change(tx, { incidentId, body, caller, actor }) {
      return withHolder(tx, { incidentId, role: body.role, personId: body.fromPersonId, caller }, async ({ role }, fromPersonId) => {
        const successor = await findHolder(tx, body.toPersonId, { ...caller, personId: body.toPersonId });
        if (isRefusal(successor)) return successor;
        const state = await readIncidentState(tx, incidentId);
        return state ? offerHandover(tx, { incidentId, state, role, fromPersonId, toPersonId: successor, brief: body.brief ?? null, caller, actor }) : noSuchIncident;
      });
    },
  });
  addChange(app, tools, {
    path: "/handovers/:handoverId/accept",
    summary: "The brief is read; the role is yours",
    access: incidentPermissions.work,
    params: handoverParams,
    body: optional(handoverAcceptSchema),
    async change(tx, { incidentId, params: { handoverId }, body, caller, actor }) {
      const personId = await findHolder(tx, body.personId, caller);
      return isRefusal(personId) ? personId : accept(tx, { incidentId, actor }, { handoverId, personId, reason: body.reason });
    },
  });
  addChange(app, tools, {
    path: "/handovers/:handoverId/withdraw",
    summary: "Take the hand-over back, or decline it",
    access: incidentPermissions.work,
    params: handoverParams,
    body: takeSchema,
    async change(tx, { incidentId, params: { handoverId }, body, caller, actor }) {
      const personId = await findHolder(tx, body.personId, caller);
      return isRefusal(personId) ? personId : changeIncident(tx, { incidentId, actor, command: { kind: "withdraw handover", handoverId, personId } });
    },
  });
}

/** Before the time that the process asks for it passes all the same, and that it was early stays visible with the reason. */
async function accept(tx: Tx, about: Pick<Change, "incidentId" | "actor">, wish: { handoverId: string; personId: string; reason: string | undefined }): Promise<IncidentState | Refusal> {
  const { handoverId, personId } = wish;
  const state = await readIncidentState(tx, about.incidentId);
  const handover = state?.handovers.find((one) => one.handoverId === handoverId);
  const isEarly = handover?.passesAt !== undefined && handover.passesAt > tx.now;
  const reason = isEarly && wish.reason !== undefined ? prepareContent(wish.reason) : null;
  return changeIncident(tx, { ...about, texts: [reason], command: { kind: "accept handover", handoverId, personId, early: isEarly ? { reason: reason?.reference ?? null } : null } });
}
