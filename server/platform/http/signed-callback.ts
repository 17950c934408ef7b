import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import type { Tx } from "../database/database.ts";
import { problemOf } from "./problem.ts";
import { RawBody, takeRawBodies } from "./raw-body.ts";
import type { RouteTools } from "./route.ts";

/** A request as it was signed. */
export interface CallbackRequest {
  /** The path with its query, as it was called. */
  path: string;
  headers: Readonly<Record<string, unknown>>;
  body: Buffer;
}

export interface CallbackAnswer {
  type: string;
  body: string;
}

/** An address that a provider calls, who shows by a signature who it is. */
export interface SignedCallback<Checked> {
  url: string;
  /** What was said, once the signature was found right; before anything is asked of the database. */
  check(request: CallbackRequest): Checked | Refusal;
  answer(tx: Tx, checked: Checked): Promise<CallbackAnswer | Refusal>;
}

const limit = { bytes: 65_536, sentence: "This is larger than 64 kB, which no callback is." };

/** Adds addresses that providers call: their bodies are taken as the bytes they are, since these were signed. */
export function addSignedCallbacks<Checked>(app: FastifyInstance, tools: RouteTools, callbacks: readonly SignedCallback<Checked>[]): void {
  void app.register(async (scope) => {
    takeRawBodies(scope, tools, limit);
    for (const callback of callbacks) {
      scope.route({
        method: "POST",
        url: callback.url,
        config: { access: "public" },
        schema: { hide: true },
        handler: (request, reply) => answerCallback(tools, callback, request, reply),
      });
    }
  });
}

async function answerCallback<Checked>(tools: RouteTools, { check, answer }: SignedCallback<Checked>, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const checked = check({ path: request.raw.url ?? request.url, headers: request.headers, body: bytesOf(request.body) });
  const outcome = isRefusal(checked) ? checked : await tools.database.transaction((tx) => answer(tx, checked));
  if (!isRefusal(outcome)) return void (await reply.type(outcome.type).send(outcome.body));
  const body = problemOf(outcome);
  await reply.status(body.status).type("application/problem+json").serializer(JSON.stringify).send(body);
}

function bytesOf(body: unknown): Buffer {
  return body instanceof RawBody ? Buffer.concat(body.pieces) : Buffer.alloc(0);
}
