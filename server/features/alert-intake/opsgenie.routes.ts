import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";
import { isDatabaseAway } from "../../platform/database/pool.ts";
import { NewerStream, newerStream } from "../../platform/event-log/newer-stream.ts";
import { parseJsonBody } from "../../platform/http/json-body.ts";
import type { FieldError } from "../../platform/http/problem.ts";
import { hashSecret, newId } from "../../platform/ids/ids.ts";
import type { Acceptance } from "./adapt.intake.ts";
import { opsgenieActions, type OpsgenieRequest } from "./adapters/opsgenie.adapter.ts";
import type { Intake } from "./queue.intake.ts";

const mostKey = 300;
const mostIdentifier = 512;
const mostRemembered = 10_000;

/** What became of a request. The id of an alert is its key, so that later requests may name it by either. */
interface Done {
  keyHash: string;
  action: string;
  status: string;
  alertId: string;
  processedAt: string;
}

type Remembered = Map<string, Done>;

/** What is to be told of a request when it was accepted. */
type Told = Pick<Done, "action" | "status" | "alertId">;

/** Opsgenie's Alert API (https://docs.opsgenie.com/docs/alert-api) with Opsgenie's own answers, errors included. Its key stands in the header, which is never stored. */
export function opsgenieRoutes(app: FastifyInstance, intake: Intake): void {
  const remembered: Remembered = new Map();
  createRoute(app, intake, remembered);
  requestRoute(app, intake, remembered);
  statusRoute(app, remembered);
}

const common = { config: { access: "intake-key" }, errorHandler: answerFault } as const;

function createRoute(app: FastifyInstance, intake: Intake, remembered: Remembered): void {
  app.route({
    ...common,
    method: "POST",
    url: "/v2/alerts",
    schema: { summary: "Opsgenie Alert API: create an alert", tags: ["intake"] },
    handler: (request, reply) => take({ request, reply, intake, remembered }, readPayload(request), (key) => ({ action: "Create", status: "Created alert", alertId: key ?? "" })),
  });
}

function requestRoute(app: FastifyInstance, intake: Intake, remembered: Remembered): void {
  const params = z.object({ identifier: z.string().max(mostIdentifier), action: z.enum(opsgenieActions) });
  const querystring = z.object({ identifierType: z.string().max(20).default("id") });
  app.route({
    ...common,
    method: "POST",
    url: "/v2/alerts/:identifier/:action",
    schema: { summary: "Opsgenie Alert API: close, acknowledge, or ask something else about an alert", tags: ["intake"], params, querystring },
    handler: (request, reply) => {
      const { identifier, action } = request.params as z.infer<typeof params>;
      const { identifierType } = request.query as z.infer<typeof querystring>;
      const payload: OpsgenieRequest = { action, identifier, identifierType, body: readPayload(request) ?? {} };
      const status = { close: "Closed alert", acknowledge: "Acknowledged alert" }[action as string] ?? "Kept; the alert stays as it is";
      return take({ request, reply, intake, remembered }, payload, (key) => ({ action, status, alertId: key ?? identifier }));
    },
  });
}

/** Answered from this node's memory: one that another node took, or this one before it was started anew, is "not found", which senders ask about again. */
function statusRoute(app: FastifyInstance, remembered: Remembered): void {
  const params = z.object({ requestId: z.string().max(100) });
  app.route({
    ...common,
    method: "GET",
    url: "/v2/alerts/requests/:requestId",
    schema: { summary: "Opsgenie Alert API: what became of a request", tags: ["intake"], params },
    handler: (request, reply) => {
      const key = keyOf(request);
      const done = remembered.get((request.params as z.infer<typeof params>).requestId);
      if (key === null || (done && done.keyHash !== hashOf(key))) return refuse(reply, 401, "Could not authenticate");
      if (!done) return refuse(reply, 404, "Request not found. It might not be processed, yet.");
      const { keyHash: _keyHash, ...data } = done;
      return reply.send({ data: { success: true, isSuccess: true, ...data, alias: data.alertId }, took: secondsOf(reply), requestId: newId() });
    },
  });
}

interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
  intake: Intake;
  remembered: Remembered;
}

async function take({ request, reply, intake, remembered }: Exchange, payload: unknown, tell: (key: string | null) => Told): Promise<FastifyReply> {
  const key = keyOf(request);
  if (key === null) return refuse(reply, 401, "Could not authenticate");
  const { "content-type": contentType, "content-length": size } = request.headers;
  const acceptance = await intake.accept({ sourceId: null, kind: "opsgenie", key, payload, headers: {}, contentType: contentType?.slice(0, 200) ?? null, size: Number(size ?? 0) });
  if (acceptance.outcome !== "accepted") return refuseUnaccepted(reply, acceptance);
  const { deliveryId: requestId, signals } = acceptance;
  if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value ?? "");
  remembered.set(requestId, { ...tell(signals[0]?.key ?? null), keyHash: hashOf(key), processedAt: new Date().toISOString() });
  return reply.status(202).send({ result: "Request will be processed", took: secondsOf(reply), requestId });
}

function keyOf({ headers }: FastifyRequest): string | null {
  const key = /^GenieKey\s+(\S+)\s*$/i.exec(headers.authorization ?? "")?.[1];
  return key !== undefined && key.length <= mostKey ? key : null;
}

function hashOf(key: string): string {
  return hashSecret(key).toString("hex");
}

function readPayload({ body }: FastifyRequest): unknown {
  const parsed = typeof body === "string" ? parseJsonBody(Buffer.from(body)) : { value: body };
  return "value" in parsed ? parsed.value : body;
}

function refuseUnaccepted(reply: FastifyReply, acceptance: Exclude<Acceptance, { outcome: "accepted" }>): FastifyReply {
  if (acceptance.outcome === "unknown-key") return refuse(reply, 401, "Could not authenticate");
  if (acceptance.outcome === "malformed") return refuse(reply, 422, unprocessable, { errors: byField(acceptance.errors) });
  return refuse(reply, 403, "To perform this action, use an API key from an API integration.", { code: 40_301 });
}

const unprocessable = "Request body is not processable. Please check the errors.";

function byField(errors: readonly FieldError[]): Record<string, string> {
  return Object.fromEntries(errors.map(({ path, message }) => [path || "body", message]));
}

function refuse(reply: FastifyReply, status: number, message: string, more: object = {}): FastifyReply {
  return reply.status(status).send({ message, ...more, took: secondsOf(reply), requestId: newId() });
}

/** How long the request took so far, as Opsgenie says it. */
function secondsOf(reply: FastifyReply): number {
  return Math.round(reply.elapsedTime) / 1_000;
}

function answerFault(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void {
  if (isDatabaseAway(error) || error instanceof NewerStream) {
    const message = error instanceof NewerStream ? newerStream.reason : "The database is away. Send the request again.";
    return void refuse(reply.header("retry-after", "1"), 503, message);
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) => ({ path: issue.instancePath.slice(1).replaceAll("/", "."), message: issue.message ?? "is not right" }));
    return void refuse(reply, 422, unprocessable, { errors: byField(errors) });
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error({ err: error }, "A request in Opsgenie's words faulted.");
  void refuse(reply, status, status >= 500 ? "Internal error" : error.message);
}
