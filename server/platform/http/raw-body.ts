import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { whyNot } from "../../values/permission.ts";
import { problemOf } from "./problem.ts";
import type { RouteTools } from "./route.ts";

const pieceBytes = 524_288;

/** A body as it came, in pieces, so that it lies in memory once. What compares or hashes a request sees its hash and size alone. */
export class RawBody {
  readonly #pieces: readonly Buffer[];

  constructor(
    pieces: readonly Buffer[],
    /** SHA-256, in hex. */
    readonly hash: string,
    readonly size: number,
  ) {
    this.#pieces = pieces;
  }

  get pieces(): readonly Buffer[] {
    return this.#pieces;
  }
}

/** How much a body may hold, and what is said where it is more. */
export interface RawLimit {
  bytes: number;
  sentence: string;
}

/**
 * Makes the routes of a scope take bodies of any type as they are, up to the limit. Who calls is asked before a byte is read: whoever may not
 * send at all cannot fill the memory.
 */
export function takeRawBodies(scope: FastifyInstance, tools: RouteTools, limit: RawLimit): void {
  scope.addHook("onRequest", (request, reply) => refuseStrangers(tools, request, reply));
  scope.addHook("onRoute", (route) => void Object.assign((route.schema ??= {}), { consumes: ["application/octet-stream"] }));
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", (request: FastifyRequest, payload: IncomingMessage) => {
    const isTooLarge = Number(request.headers["content-length"] ?? 0) > limit.bytes;
    return isTooLarge ? Promise.reject(tooLarge(limit)) : readPieces(payload, limit);
  });
}

async function refuseStrangers(tools: RouteTools, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { access } = request.routeOptions.config;
  if (typeof access !== "object") return;
  const refused = whyNot(await tools.database.transaction((tx) => tools.identify(tx, request)), access);
  if (!refused) return;
  const body = problemOf(refused);
  await reply.status(body.status).type("application/problem+json").serializer(JSON.stringify).send(body);
}

function tooLarge({ sentence }: RawLimit): Error {
  return Object.assign(new Error(sentence), { statusCode: 413 });
}

/** Reads by events: an iterator that is left halfway would close the connection, and with it the way of the answer. */
function readPieces(payload: IncomingMessage, limit: RawLimit): Promise<RawBody> {
  const collector = new PieceCollector();
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      collector.add(chunk);
      if (collector.size <= limit.bytes) return;
      payload.off("data", take);
      payload.resume();
      reject(tooLarge(limit));
    };
    payload.on("data", take);
    payload.on("end", () => resolve(collector.finish()));
    payload.on("error", (error) => reject(Object.assign(error, { statusCode: 400 })));
  });
}

class PieceCollector {
  size = 0;
  private readonly pieces: Buffer[] = [];
  private readonly hash = createHash("sha256");
  private held: Buffer[] = [];
  private heldBytes = 0;

  add(chunk: Buffer): void {
    this.size += chunk.length;
    this.hash.update(chunk);
    for (let from = 0; from < chunk.length; ) {
      const part = chunk.subarray(from, from + pieceBytes - this.heldBytes);
      this.held.push(part);
      this.heldBytes += part.length;
      from += part.length;
      if (this.heldBytes === pieceBytes) this.cut();
    }
  }

  finish(): RawBody {
    this.cut();
    return new RawBody(this.pieces, this.hash.digest("hex"), this.size);
  }

  private cut(): void {
    if (this.heldBytes > 0) this.pieces.push(Buffer.concat(this.held));
    this.held = [];
    this.heldBytes = 0;
  }
}
