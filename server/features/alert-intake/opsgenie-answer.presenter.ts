import type { FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { isDatabaseAway } from "../../platform/database/pool.ts";
import { NewerStream, newerStream } from "../../platform/event-log/newer-stream.ts";
import type { FieldError } from "../../platform/http/problem.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Acceptance } from "./adapt.intake.ts";

const mostKey = 300;
const unprocessable = "Request body is not processable. Please check the errors.";

/** The key that stands in the header; null where none does. */
export function genieKeyOf({ headers }: Pick<FastifyRequest, "headers">): string | null {
  const key = /^GenieKey\s+(\S+)\s*$/i.exec(headers.authorization ?? "")?.[1];
  return key !== undefined && key.length <= mostKey ? key : null;
}

/** Answers a request that is taken, with the id by which is asked what became of it. */
export function acceptAsOpsgenie(reply: FastifyReply, requestId: string): FastifyReply {
  return reply.status(202).send({ result: "Request will be processed", took: secondsOf(reply), requestId });
}

/** Answers a question. */
export function tellAsOpsgenie(reply: FastifyReply, data: object): FastifyReply {
  return reply.send({ data, took: secondsOf(reply), requestId: newId() });
}

/** Answers what is not taken. */
export function refuseAsOpsgenie(reply: FastifyReply, status: number, message: string, more: object = {}): FastifyReply {
  return reply.status(status).send({ message, ...more, took: secondsOf(reply), requestId: newId() });
}

/** Answers a key that nobody gave. */
export function refuseGenieKey(reply: FastifyReply): FastifyReply {
  return refuseAsOpsgenie(reply, 401, "Could not authenticate");
}

/** Answers what the intake did not take. */
export function refuseUnaccepted(reply: FastifyReply, acceptance: Exclude<Acceptance, { outcome: "accepted" }>): FastifyReply {
  if (acceptance.outcome === "unknown-key") return refuseGenieKey(reply);
  if (acceptance.outcome === "too-many") return refuseAsOpsgenie(reply.header("retry-after", "1"), 429, "You are making too many requests!");
  if (acceptance.outcome === "malformed") return refuseAsOpsgenie(reply, 422, unprocessable, { errors: byField(acceptance.errors) });
  return refuseAsOpsgenie(reply, 403, "To perform this action, use an API key from an API integration.", { code: 40_301 });
}

function byField(errors: readonly FieldError[]): Record<string, string> {
  return Object.fromEntries(errors.map(({ path, message }) => [path || "body", message]));
}

/** How long the request took so far, as Opsgenie says it. */
function secondsOf(reply: FastifyReply): number {
  return Math.round(reply.elapsedTime) / 1_000;
}

/** Answers what faulted, and what is not of the form that it should be. */
export function opsgenieFaults(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void {
  if (isDatabaseAway(error) || error instanceof NewerStream) {
    const message = error instanceof NewerStream ? newerStream.reason : "The database is away. Send the request again.";
    return void refuseAsOpsgenie(reply.header("retry-after", "1"), 503, message);
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) => ({ path: issue.instancePath.slice(1).replaceAll("/", "."), message: issue.message ?? "is not right" }));
    return void refuseAsOpsgenie(reply, 422, unprocessable, { errors: byField(errors) });
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error({ err: error }, "A request in Opsgenie's words faulted.");
  void refuseAsOpsgenie(reply, status, status >= 500 ? "Internal error" : error.message);
}
