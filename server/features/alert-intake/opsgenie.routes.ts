import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { z } from "zod";
import { parseJsonBody } from "../../platform/http/json-body.ts";
import { opsgenieActions, type OpsgenieAction, type OpsgenieRequest } from "./adapters/opsgenie.adapter.ts";
import { acceptAsOpsgenie, genieKeyOf, opsgenieFaults, refuseAsOpsgenie, refuseGenieKey, refuseUnaccepted } from "./opsgenie-answer.presenter.ts";
import type { Intake } from "./queue.intake.ts";

const mostIdentifier = 512;
const params = z.object({ identifier: z.string().max(mostIdentifier) });
const querystring = z.object({ identifierType: z.string().max(20).default("id") });
const about = z.looseObject({ ...querystring.shape, user: z.string().max(1_000).optional(), source: z.string().max(1_000).optional(), note: z.string().max(25_000).optional() });

/** Opsgenie's Alert API (https://docs.opsgenie.com/docs/alert-api) with Opsgenie's own answers, errors included. Its key stands in the header, which is never stored. */
export function opsgenieRoutes(app: FastifyInstance, intake: Intake): void {
  createRoute(app, intake);
  requestRoute(app, intake);
  removalRoutes(app, intake);
  refusedRoutes(app);
}

const common = { config: { access: "intake-key" }, errorHandler: opsgenieFaults } as const;

/** Adds an address in Opsgenie's words, with and without a slash at its end: Opsgenie's own libraries send one. */
export function addOpsgenieRoute(app: FastifyInstance, route: RouteOptions): void {
  app.route({ ...common, ...route });
  app.route({ ...common, ...route, url: `${route.url}/`, schema: { ...route.schema, hide: true } });
}

function createRoute(app: FastifyInstance, intake: Intake): void {
  addOpsgenieRoute(app, {
    method: "POST",
    url: "/v2/alerts",
    schema: { summary: "Opsgenie Alert API: create an alert", tags: ["intake"] },
    handler: (request, reply) => answerTaken(reply, intake, request, readPayload(request)),
  });
}

function requestRoute(app: FastifyInstance, intake: Intake): void {
  addOpsgenieRoute(app, {
    method: "POST",
    url: "/v2/alerts/:identifier/:action",
    schema: { summary: "Opsgenie Alert API: close, acknowledge, or ask something else about an alert", tags: ["intake"], params: params.extend({ action: z.string().max(100) }), querystring },
    handler: (request, reply) => {
      const named = (request.params as { action: string }).action;
      const action = opsgenieActions.find((known) => known === named);
      if (action === undefined) return refuseUndone(request, reply);
      return answerTaken(reply, intake, request, aboutAlert(request, action, readPayload(request) ?? {}));
    },
  });
}

/** What is left out of the address stands in its query. */
function removalRoutes(app: FastifyInstance, intake: Intake): void {
  const removals: readonly [string, OpsgenieAction, string][] = [
    ["", "delete", "delete an alert, which ends it here"],
    ["/tags", "remove-tags", "take tags away"],
    ["/details", "remove-details", "take details away"],
  ];
  for (const [end, action, summary] of removals) {
    addOpsgenieRoute(app, {
      method: "DELETE",
      url: `/v2/alerts/:identifier${end}`,
      schema: { summary: `Opsgenie Alert API: ${summary}`, tags: ["intake"], params, querystring: about },
      handler: (request, reply) => {
        const { identifierType: _type, ...body } = request.query as z.infer<typeof about>;
        return answerTaken(reply, intake, request, aboutAlert(request, action, body));
      },
    });
  }
}

/** What is asked about an alert, as it is kept. */
export function aboutAlert({ params: named, query }: FastifyRequest, action: OpsgenieAction, body: unknown): OpsgenieRequest {
  const { identifier } = named as z.infer<typeof params>;
  return { action, identifier, identifierType: (query as z.infer<typeof querystring>).identifierType, body };
}

const undone = "Muster does not do this in place of Opsgenie. It creates, closes, acknowledges and deletes alerts, changes their message and description, and keeps notes, tags and details. Everything else is at /api/v1/alerts.";
const unrated = "Muster rates an alert when it begins, so its priority stays. Close the alert and create it again with the new priority.";

function refusedRoutes(app: FastifyInstance): void {
  const schema = { hide: true };
  addOpsgenieRoute(app, { schema, method: "GET", url: "/v2/alerts", handler: refuseUndone });
  app.route({ ...common, schema, method: ["GET", "POST", "PUT", "PATCH", "DELETE"], url: "/v2/alerts/*", handler: refuseUndone });
  addOpsgenieRoute(app, { schema, method: "PUT", url: "/v2/alerts/:identifier/priority", handler: (request, reply) => refuseOf(request, reply, { priority: unrated }) });
}

function refuseUndone(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return refuseOf(request, reply, { action: undone });
}

function refuseOf(request: FastifyRequest, reply: FastifyReply, errors: Record<string, string>): FastifyReply {
  return genieKeyOf(request) === null ? refuseGenieKey(reply) : refuseAsOpsgenie(reply, 422, Object.values(errors).join(" "), { errors });
}

async function answerTaken(reply: FastifyReply, intake: Intake, request: FastifyRequest, payload: unknown): Promise<FastifyReply> {
  const requestId = await takeAsOpsgenie(reply, intake, request, payload);
  return requestId === null ? reply : acceptAsOpsgenie(reply, requestId);
}

/** Gives the id of a request that was taken; null where it was not, which is answered then. */
export async function takeAsOpsgenie(reply: FastifyReply, intake: Intake, request: FastifyRequest, payload: unknown): Promise<string | null> {
  const key = genieKeyOf(request);
  const { "content-type": contentType } = request.headers;
  const acceptance = key === null ? { outcome: "unknown-key" as const } : await intake.accept({ sourceId: null, kind: "opsgenie", key, payload, headers: {}, contentType: contentType?.slice(0, 200) ?? null, size: request.bodyBytes });
  if (acceptance.outcome === "accepted") return acceptance.deliveryId;
  refuseUnaccepted(reply, acceptance);
  return null;
}

/** The body of a request, read as JSON whatever it calls itself. */
export function readPayload({ body }: FastifyRequest): unknown {
  const parsed = typeof body === "string" ? parseJsonBody(Buffer.from(body)) : { value: body };
  return "value" in parsed ? parsed.value : body;
}

/** How an alert is named in an address. */
export const opsgenieNaming = { params, querystring };
