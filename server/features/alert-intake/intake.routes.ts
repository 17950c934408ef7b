import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { isDatabaseAway } from "../../platform/database/pool.ts";
import { NewerStream, newerStream } from "../../platform/event-log/newer-stream.ts";
import { parseJsonBody } from "../../platform/http/json-body.ts";
import { problem, type Problem } from "../../platform/http/problem.ts";
import type { Acceptance } from "./adapt.intake.ts";
import { mostBytesOf, mostBytesOfAny } from "./adapters/kinds.adapter.ts";
import { changeAction } from "./adapters/pagerduty.adapter.ts";
import { opsgenieRoutes } from "./opsgenie.routes.ts";
import type { Intake } from "./queue.intake.ts";
import { keepSignedBytes } from "./signed-bytes.intake.ts";


const eventsKind = "pagerduty-events-v2";

/** Where monitoring tools send their alerts. A key in the address, or in the body where the tool puts it there. */
export function intakeRoutes(app: FastifyInstance, intake: Intake): void {
  app.decorateRequest("signedBytes", null);
  app.route({
    method: "POST",
    url: "/intake/:source/:key",
    bodyLimit: mostBytesOfAny,
    preParsing: keepSignedBytes,
    config: { access: "intake-key" },
    schema: { summary: "Send alerts of any source kind", tags: ["intake"], params: z.object({ source: z.string().max(100), key: z.string().max(300) }) },
    handler: async (request, reply) => {
      const { source, key } = request.params as { source: string; key: string };
      const acceptance = await intake.accept({ sourceId: source, key, rawBody: request.signedBytes?.whole() ?? null, ...bodyOf(request) });
      return answerIntake(reply, acceptance);
    },
  });
  eventsRoutes(app, intake);
  opsgenieRoutes(app, intake);
}

function bodyOf(request: FastifyRequest) {
  return { headers: headersOf(request), payload: readPayload(request), contentType: request.headers["content-type"]?.slice(0, 200) ?? null, size: request.bodyBytes };
}

/** Without those by which somebody proves who they are. */
function headersOf({ headers }: FastifyRequest): Record<string, string> {
  const { authorization: _authorization, cookie: _cookie, ...plain } = headers;
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, String(value)]));
}

/** Tools lie about their content type, so text that is JSON is read as JSON. */
function readPayload(request: FastifyRequest): unknown {
  if (typeof request.body !== "string") return request.body;
  const parsed = parseJsonBody(Buffer.from(request.body));
  return "value" in parsed ? parsed.value : request.body;
}

async function answerIntake(reply: FastifyReply, acceptance: Acceptance): Promise<void> {
  if (acceptance.outcome === "accepted") return reply.status(202).send({ delivery: acceptance.deliveryId, signals: acceptance.signals.length });
  const body = refusalOf(acceptance);
  if (acceptance.outcome === "too-many") void reply.header("retry-after", "1");
  if (acceptance.outcome === "certificate-away") {
    reply.log.warn({ reason: acceptance.reason }, "A message of SNS was not taken: its certificate could not be fetched.");
    void reply.header("retry-after", "5");
  }
  return reply.status(body.status).type("application/problem+json").send(body);
}

type Refused = Exclude<Acceptance, { outcome: "accepted" }>;

function refusalOf(refused: Refused): Problem {
  switch (refused.outcome) {
    case "unknown-key":
      return problem(401, "unknown-key", "This address has no such source and key. Copy the address from the source's page.");
    case "bad-signature":
      return problem(401, "bad-signature", refused.sentence);
    case "certificate-away":
      return problem(503, "certificate-away", `The certificate that this message is signed with could not be fetched, so nothing was stored: ${refused.reason}`);
    case "too-many":
      return problem(429, "too-many", "More comes from this source than can be taken in. Nothing of this was stored; send it again.");
    case "too-large":
      return problem(413, "too-large", `The body is larger than the ${refused.mostBytes / 1_048_576} MB that this kind of source may send at once.`);
    case "malformed":
      return problem(400, "malformed", refused.errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("; "), { errors: refused.errors });
  }
}

/** PagerDuty's Events API v2, with PagerDuty's own answers, errors included. A change event has no action of its own: what its address says is written into the body. */
function eventsRoutes(app: FastifyInstance, intake: Intake): void {
  eventsRoute(app, intake, { url: "/v2/enqueue", summary: "PagerDuty Events API v2", mark: {}, answer: ([first]) => ({ dedup_key: first?.key ?? "" }) });
  eventsRoute(app, intake, { url: "/v2/change/enqueue", summary: "PagerDuty Events API v2: change events", mark: { event_action: changeAction }, answer: () => ({}) });
}

interface EventsAddress {
  url: string;
  summary: string;
  mark: object;
  answer: (signals: readonly { key: string }[]) => object;
}

function eventsRoute(app: FastifyInstance, intake: Intake, { url, summary, mark, answer }: EventsAddress): void {
  app.route({
    method: "POST",
    url,
    bodyLimit: mostBytesOf(eventsKind),
    config: { access: "intake-key" },
    schema: { summary, tags: ["intake"] },
    errorHandler: answerEventsFault,
    handler: async (request, reply) => {
      const { payload, ...rest } = bodyOf(request);
      const key = routingKeyOf(payload);
      if (key === null) return refuseEvent(reply, ["'routing_key' is missing or blank"]);
      const acceptance = await intake.accept({ sourceId: null, kind: eventsKind, key, payload: { ...(payload as object), ...mark }, ...rest });
      if (acceptance.outcome !== "accepted") return refuseUnaccepted(reply, acceptance);
      return reply.status(202).send({ status: "success", message: "Event processed", ...answer(acceptance.signals) });
    },
  });
}

function routingKeyOf(payload: unknown): string | null {
  const key = typeof payload === "object" && payload !== null ? (payload as { routing_key?: unknown }).routing_key : undefined;
  return typeof key === "string" && key !== "" && key.length <= 300 ? key : null;
}

async function refuseUnaccepted(reply: FastifyReply, acceptance: Refused): Promise<void> {
  if (acceptance.outcome === "too-many") {
    return reply.status(429).header("retry-after", "1").send({ status: "throttle exceeded", message: "Events come faster than they can be taken in. Send this one again.", errors: [] });
  }
  return refuseEvent(reply, acceptance.outcome === "malformed" ? acceptance.errors.map(({ message }) => message) : ["'routing_key' is invalid"]);
}

async function refuseEvent(reply: FastifyReply, errors: string[]): Promise<void> {
  return reply.status(400).send({ status: "invalid event", message: "Event object is invalid", errors });
}

function answerEventsFault(error: { statusCode?: number; message: string }, request: FastifyRequest, reply: FastifyReply): void {
  const isAway = isDatabaseAway(error);
  if (isAway || error instanceof NewerStream) {
    void reply.status(503).header("retry-after", "1").send({ status: "error", message: isAway ? "The database is away. Send the event again." : newerStream.reason });
    return;
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error({ err: error }, "An event faulted.");
  const words = status === 413 ? "Event object is larger than 512 KB" : "Event object format is unrecognized";
  void reply.status(status).send({ status: "Unrecognized object", message: words, errors: [status >= 500 ? "Internal error" : error.message] });
}
