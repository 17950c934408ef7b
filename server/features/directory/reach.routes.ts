import type { FastifyInstance } from "fastify";
import type { Configuration } from "../../platform/config-document/configuration.ts";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { directoryParams } from "./contract.ts";
import { directoryPermissions } from "./directory.permissions.ts";
import { readProofs } from "./proof.queries.ts";
import { addContact, changeOrder, readdressContact, readReach, removeContact, restoreContact } from "./reach.commands.ts";
import { changedContactSchema, contactParams, newContactSchema, reachOrderSchema, reachViewSchema, type ReachView } from "./reach.contract.ts";
import { presentReach } from "./reach.presenter.ts";

const tag = "directory";
const access = directoryPermissions.reach;
const answer = reachViewSchema;

/** How somebody is reached, kept by themselves: their means, and in which order they are tried. */
export function reachRoutes(app: FastifyInstance, tools: RouteTools, configuration: Configuration): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/people/:id/reach",
    summary: "By which means somebody is reached and in which order, for themselves and managers",
    ...{ tag, access, answer },
    params: directoryParams,
    handle: (tx, { params, caller }) => present(tx, caller, params.id),
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/people/:id/contacts",
    summary: "Add a means; a number is used once a code verified it",
    ...{ tag, access, answer },
    params: directoryParams,
    body: newContactSchema,
    status: 201,
    handle: async (tx, { params, body, caller }) => (await addContact(tx, { caller, personId: params.id, configuration }, body)) ?? present(tx, caller, params.id),
  });
  addRoute(app, tools, {
    method: "PUT",
    url: "/api/v1/people/:id/notify",
    summary: "Say in which order the means are tried, by urgency",
    ...{ tag, access, answer },
    params: directoryParams,
    body: reachOrderSchema,
    handle: async (tx, { params, body, caller }) => (await changeOrder(tx, { caller, personId: params.id, configuration }, body)) ?? present(tx, caller, params.id),
  });
  contactRoutes(app, tools, configuration);
  restoringRoute(app, tools, configuration);
}

function contactRoutes(app: FastifyInstance, tools: RouteTools, configuration: Configuration): void {
  addRoute(app, tools, {
    method: "PATCH",
    url: "/api/v1/people/:id/contacts/:contact",
    summary: "Give a means another address, to be verified anew",
    ...{ tag, access, answer },
    params: contactParams,
    body: changedContactSchema,
    handle: async (tx, { params, body, caller }) => (await readdressContact(tx, { caller, personId: params.id, configuration }, params.contact, body.address)) ?? present(tx, caller, params.id),
  });
  addRoute(app, tools, {
    method: "DELETE",
    url: "/api/v1/people/:id/contacts/:contact",
    summary: "Remove a means, and every step that tries it",
    ...{ tag, access, answer },
    params: contactParams,
    handle: async (tx, { params, caller }) => (await removeContact(tx, { caller, personId: params.id, configuration }, params.contact)) ?? present(tx, caller, params.id),
  });
}

function restoringRoute(app: FastifyInstance, tools: RouteTools, configuration: Configuration): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/people/:id/contacts/:contact/restore",
    summary: "Put back a means that was removed in the last hour, with the steps that tried it",
    ...{ tag, access, answer },
    params: contactParams,
    handle: async (tx, { params, caller }) => (await restoreContact(tx, { caller, personId: params.id, configuration }, params.contact)) ?? present(tx, caller, params.id),
  });
}

async function present(tx: Tx, caller: Caller, personId: string): Promise<ReachView | Refusal> {
  const state = await readReach(tx, caller, personId);
  return isRefusal(state) ? state : presentReach(state, await readProofs(tx, [personId]));
}
