import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import fastify, { LogController, type FastifyBaseLogger, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors, jsonSchemaTransform, jsonSchemaTransformObject, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { isDatabaseAway } from "../database/pool.ts";
import { NewerStream, newerStream } from "../event-log/newer-stream.ts";
import { isForeignWrite } from "./cross-site.ts";
import { parseJsonBody } from "./json-body.ts";
import { problem, type Problem } from "./problem.ts";

export interface HttpOptions {
  publicUrl: string;
  version: string;
  logger: FastifyBaseLogger | false;
}

const slowestBody = 15_000;
const mostBytes = 1_048_576;

/** An HTTP server with its manners: strict headers, hardened bodies, problems by RFC 9457, OpenAPI 3.1 from the schemas. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: mostBytes,
    requestTimeout: slowestBody,
    // While it closes, what still comes over a connection that is open is answered, and the connection ends with the answer.
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, problem(400, "malformed", `The address is malformed: ${error.message}`)),
    // A proxy on this machine says who really calls; anybody else may only speak for themselves.
    trustProxy: "loopback",
    routerOptions: { maxParamLength: 512 },
  }) as unknown as FastifyInstance<Server>;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  takeBodies(app);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => sendProblem(reply, problem(404, "not-found", `Nothing is at ${request.method} ${request.url.split("?")[0]}.`)));
  await addHeaders(app, options.publicUrl);
  await app.register(cookie);
  await app.register(rateLimit, { global: false, errorResponseBuilder: (_request, context) => tooMany(context.after) });
  await app.register(swagger, {
    openapi: { openapi: "3.1.0", info: { title: "Muster", version: options.version, description: "Every error answer is application/problem+json (RFC 9457) with a stable `code`." } },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  app.addHook("onRequest", async (request, reply) => {
    if (/%00/.test(request.url)) await sendProblem(reply, problem(400, "malformed", "The address holds a NUL character."));
    else if (isForeignWrite(request, options.publicUrl)) {
      await sendProblem(reply, problem(403, "cross-site", "This change came from another site. Open Muster itself and try again."));
    }
  });
  return app;
}

const patienceMilliseconds = 5_000;
const lookEveryMilliseconds = 50;

/** Takes no new connections and answers what was asked over those that are open, for some seconds at most. */
export async function closeHttpServer(app: FastifyInstance): Promise<void> {
  const lettingGo = setInterval(() => app.server.closeIdleConnections(), lookEveryMilliseconds);
  const cuttingOff = setTimeout(() => app.server.closeAllConnections(), patienceMilliseconds);
  await app.close();
  clearInterval(lettingGo);
  clearTimeout(cuttingOff);
}

function tooMany(after: string): Error & { statusCode: number } {
  return Object.assign(new Error(`Too many tries. Try again in ${after}.`), { statusCode: 429 });
}

/** JSON and forms go through our own reader; everything else stays text for the routes that take it. */
function takeBodies(app: FastifyInstance): void {
  app.decorateRequest("bodyBytes", 0);
  app.removeAllContentTypeParsers();
  for (const type of ["application/json", /^application\/[\w.-]+\+json/]) app.addContentTypeParser(type, { parseAs: "buffer" }, takeJson);
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (request, text, done) => {
    takeJson(request, Buffer.from(JSON.stringify(Object.fromEntries(new URLSearchParams(text as string)))), done);
  });
  // YAML, and whatever a tool calls its JSON: the route that takes it knows what it is.
  app.addContentTypeParser("*", { parseAs: "string" }, (request, text, done) => {
    request.bodyBytes = Buffer.byteLength(text);
    done(null, text);
  });
}

function takeJson(request: FastifyRequest, bytes: Buffer, done: (error: Error | null, value?: unknown) => void): void {
  request.bodyBytes = bytes.length;
  if (bytes.length === 0) return done(null, undefined);
  const parsed = parseJsonBody(bytes);
  if ("value" in parsed) return done(null, parsed.value);
  done(Object.assign(new Error(parsed.error.message), { statusCode: 400, fieldErrors: [parsed.error] }));
}

async function addHeaders(app: FastifyInstance, publicUrl: string): Promise<void> {
  const isSecure = publicUrl.startsWith("https:");
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: "no-referrer" },
    xFrameOptions: { action: "deny" },
  });
  app.decorateRequest("nonce", "");
  app.addHook("onRequest", async (request, reply) => {
    request.nonce = randomBytes(16).toString("base64");
    void reply.header("content-security-policy", contentSecurityPolicy(request.nonce));
  });
}

declare module "fastify" {
  interface FastifyRequest {
    /** How large the body was as it was read, in bytes. */
    bodyBytes: number;
    /** One per answer: scripts and styles of pages carry it. */
    nonce: string;
  }
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

async function sendProblem(reply: FastifyReply, body: Problem): Promise<void> {
  await reply.status(body.status).type("application/problem+json").serializer(JSON.stringify).send(body);
}

type KnownError = FastifyError & { fieldErrors?: { path: string; message: string }[]; code?: string };

async function answerError(error: KnownError, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (isDatabaseAway(error)) {
    void reply.header("retry-after", "1");
    return sendProblem(reply, problem(503, "away", "The database is away. Nothing was stored; try again shortly."));
  }
  if (error instanceof NewerStream) {
    request.log.warn({ err: error, route: request.routeOptions.url }, "A request is for a newer node.");
    void reply.header("retry-after", "1");
    return sendProblem(reply, problem(503, newerStream.code, newerStream.reason));
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) => ({ path: issue.instancePath.slice(1).replaceAll("/", "."), message: issue.message ?? "is not right" }));
    return sendProblem(reply, problem(400, "malformed", sentenceOf(errors), { errors }));
  }
  const status = error.statusCode ?? 500;
  // Who is still sending reads the answer only if the connection stays; what else they send is thrown away.
  if (status === 413) void reply.removeHeader("connection");
  if (status < 500) {
    const more = error.fieldErrors ? { errors: error.fieldErrors } : {};
    return sendProblem(reply, problem(status, status === 429 ? "too-many" : status === 413 ? "too-large" : "malformed", error.message, more));
  }
  // The route, not the address that was called: addresses may hold keys and tokens.
  request.log.error({ err: error, method: request.method, route: request.routeOptions.url }, "A request faulted.");
  await sendProblem(reply, problem(500, "fault", "Muster failed here. Nothing was stored; the log of the server has the reason."));
}

function sentenceOf(errors: { path: string; message: string }[]): string {
  return errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("; ");
}
