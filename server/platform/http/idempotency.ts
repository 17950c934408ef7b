import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { canonicalJson } from "../../values/canonical-json.ts";
import type { Caller } from "../../values/permission.ts";
import { toIso } from "../../values/instant.ts";
import type { Tx } from "../database/database.ts";
import { problem } from "./problem.ts";

const longestKey = 255;

export interface Answer {
  status: number;
  body: unknown;
}

/** A command that may come twice. Where it holds a secret, neither its body nor its answer leaves a trace here. */
export interface RepeatableCall {
  request: FastifyRequest;
  caller: Caller;
  holdsSecret: boolean;
}

/**
 * Runs a command once per caller and Idempotency-Key (IETF draft-ietf-httpapi-idempotency-key-header-07): the same key and body give the stored answer,
 * the same key with another body is refused, and of two at once the second waits for the first.
 */
export async function answerOnce(tx: Tx, call: RepeatableCall, run: () => Promise<Answer>): Promise<Answer> {
  const { request, caller, holdsSecret } = call;
  const key = request.headers["idempotency-key"];
  if (key === undefined || request.method === "GET") return run();
  if (typeof key !== "string" || key.length === 0 || key.length > longestKey) {
    return refused(400, "malformed", `Idempotency-Key must be 1 to ${longestKey} characters.`);
  }
  const name = caller.actor ? canonicalJson(caller.actor) : request.ip;
  const hash = hashRequest(call);
  const isFirst = await tx.run(
    "insert into idempotent_answer (caller, key, request_hash, made_at) values ($1, $2, $3, $4) on conflict do nothing",
    [name, key, hash, toIso(tx.now)],
  );
  if (isFirst === 0) return repeat(tx, name, key, hash);
  const answer = await run();
  if (holdsSecret && answer.status >= 400) await forget(tx, name, key);
  else await keep(tx, name, key, holdsSecret ? shownOnce : answer);
  return answer;
}

async function keep(tx: Tx, caller: string, key: string, { status, body }: Answer): Promise<void> {
  await tx.run("update idempotent_answer set status = $3, answer = $4 where caller = $1 and key = $2", [caller, key, status, JSON.stringify(body ?? null)]);
}

// Without the body's hash a mended request cannot be told from the refused one, so a refusal leaves the key free.
async function forget(tx: Tx, caller: string, key: string): Promise<void> {
  await tx.run("delete from idempotent_answer where caller = $1 and key = $2", [caller, key]);
}

// A password is short enough to be guessed from a plain hash, so bodies with secrets stay out of it.
function hashRequest({ request, holdsSecret }: RepeatableCall): Buffer {
  const body = holdsSecret ? "" : canonicalJson(request.body ?? null);
  return createHash("sha256").update(`${request.method} ${request.url} ${body}`).digest();
}

async function repeat(tx: Tx, caller: string, key: string, hash: Buffer): Promise<Answer> {
  const row = await tx.first<{ request_hash: Buffer; status: number | null; answer: unknown }>(
    "select request_hash, status, answer from idempotent_answer where caller = $1 and key = $2",
    [caller, key],
  );
  if (!row || row.status === null) return refused(409, "still-running", "The first request with this Idempotency-Key is still running. Try again shortly.");
  if (!row.request_hash.equals(hash)) {
    return refused(422, "idempotency-key-reused", "This Idempotency-Key was used for another request. Use a new key for a new command.");
  }
  return { status: row.status, body: row.answer };
}

const shownOnce = refused(409, "shown-once", "This was carried out before. Its answer held a secret and is not kept; send it under a new Idempotency-Key to do it again.");

function refused(status: number, code: string, detail: string): Answer {
  return { status, body: problem(status, code, detail) };
}
