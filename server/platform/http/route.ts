import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { personOf } from "../../values/actor.ts";
import { whyNot, type Caller, type Permission } from "../../values/permission.ts";
import type { Database, Tx } from "../database/database.ts";
import { answerOnce, type Answer } from "./idempotency.ts";
import { problemOf, problemSchema } from "./problem.ts";

/** Who may call a route: a permission, or one of the doors that have their own key. */
export type RouteAccess = Permission | "public" | "intake-key" | "page-link";

export { listOf, listQuery } from "../schemas/list.ts";

type Schema = z.ZodType;
type Parsed<S> = S extends Schema ? z.output<S> : undefined;

export interface RouteInput<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  caller: Caller;
  request: FastifyRequest;
  reply: FastifyReply;
}

export interface RouteDefinition<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined, A extends Schema> {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  summary: string;
  tag: string;
  access: RouteAccess;
  params?: P;
  query?: Q;
  body?: B;
  answer: A;
  /** The status of a good answer; 200 unless said. */
  status?: number;
  bodyLimit?: number;
  /** At most so many calls a minute from one address. Never set on a way to acknowledge. */
  perMinute?: number;
  /** The request or its answer holds a secret, so neither is kept for a repeat: a repeated Idempotency-Key is refused. */
  holdsSecret?: boolean;
  handle: (tx: Tx, input: RouteInput<Parsed<P>, Parsed<Q>, Parsed<B>>) => Promise<z.input<A> | Refusal>;
}

/** What routes need of the wiring. */
export interface RouteTools {
  database: Database;
  identify: (tx: Tx, request: FastifyRequest) => Promise<Caller>;
}

declare module "fastify" {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
}

/**
 * Adds one address: parses by its schemas, asks who calls and whether they may, runs the handler in one transaction,
 * maps refusals to RFC 9457, and answers a repeated Idempotency-Key as the first time.
 */
export function addRoute<A extends Schema, P extends Schema | undefined = undefined, Q extends Schema | undefined = undefined, B extends Schema | undefined = undefined>(
  app: FastifyInstance,
  tools: RouteTools,
  definition: RouteDefinition<P, Q, B, A>,
): void {
  const good = definition.status ?? 200;
  app.route({
    method: definition.method,
    url: definition.url,
    config: { access: definition.access, ...(definition.perMinute ? { rateLimit: { max: definition.perMinute, timeWindow: 60_000 } } : {}) },
    ...(definition.bodyLimit ? { bodyLimit: definition.bodyLimit } : {}),
    // Who may not call is told so before what is wrong with the call.
    attachValidation: true,
    schema: {
      summary: definition.summary,
      tags: [definition.tag],
      ...(definition.params ? { params: definition.params } : {}),
      ...(definition.query ? { querystring: definition.query } : {}),
      ...(definition.body ? { body: definition.body } : {}),
      response: { [good]: definition.answer, default: problemSchema },
    },
    handler: (request, reply) => answerRoute(tools, definition, good, request, reply),
  });
}

async function answerRoute<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined, A extends Schema>(
  tools: RouteTools,
  definition: RouteDefinition<P, Q, B, A>,
  good: number,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { status, body } = await tools.database.transaction(async (tx) => {
    const caller = await tools.identify(tx, request);
    await lookAs(tx, caller);
    const refused = typeof definition.access === "object" ? whyNot(caller, definition.access) : null;
    if (refused) return asAnswer(refused, good);
    if (request.validationError) throw request.validationError;
    const run = async () => {
      const input = { params: request.params, query: request.query, body: request.body, caller, request, reply };
      return asAnswer(await definition.handle(tx, input as RouteInput<Parsed<P>, Parsed<Q>, Parsed<B>>), good);
    };
    return answerOnce(tx, { request, caller, holdsSecret: definition.holdsSecret ?? false }, run);
  });
  if (status >= 400) void reply.type("application/problem+json");
  await reply.status(status).send(body);
}

/** Says to the database who reads in this transaction: what others may not know of is not there for them. */
export async function lookAs(tx: Tx, { actor }: Caller): Promise<void> {
  await tx.run("select set_config('muster.viewer', $1, true)", [(actor && personOf(actor)) ?? ""]);
}

function asAnswer(outcome: unknown, good: number): Answer {
  if (!isRefusal(outcome)) return { status: good, body: outcome };
  const body = problemOf(outcome);
  return { status: body.status, body };
}
