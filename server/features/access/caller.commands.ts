import type { FastifyRequest } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import { anonymous, type Caller, type Role } from "../../values/permission.ts";
import { readStanding } from "./account.queries.ts";
import { roleOfToken } from "./account.rules.ts";
import { sessionCookie } from "./session-cookie.rules.ts";
import { findSession, renewSession } from "./session.queries.ts";
import { findToken, findTokenById, noteTokenUse } from "./token.queries.ts";

const seenEvery = 60_000;

/** Who asks: by API token where the request shows one, else by the session's cookie. What they may is read anew each time. */
export async function identify(tx: Tx, request: FastifyRequest): Promise<Caller> {
  const { authorization } = request.headers;
  // A request that shows a token is judged by it alone: falling back to the cookie would let a wrong token pass.
  if (authorization !== undefined) return identifyToken(tx, authorization);
  const secret = request.cookies[sessionCookie];
  return secret ? identifySession(tx, secret) : anonymous;
}

async function identifyToken(tx: Tx, authorization: string): Promise<Caller> {
  const secret = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  const token = secret ? await findToken(tx, secret) : null;
  const role = token && roleOfToken(token, token.owner_role);
  if (!token || !role) return anonymous;
  if (isStale(tx, token.used_at)) await noteTokenUse(tx, token.id);
  const inNameOf = token.owner.kind === "person" ? { personId: token.owner.id } : {};
  return { actor: { kind: "token", id: token.id, ...inNameOf }, role, personId: null };
}

async function identifySession(tx: Tx, secret: string): Promise<Caller> {
  const session = await findSession(tx, secret);
  if (!session) return anonymous;
  if (isStale(tx, session.seen_at)) await renewSession(tx, secret);
  return { actor: { kind: "person", id: session.person_id }, role: session.role, personId: session.person_id };
}

function isStale(tx: Tx, seenAt: Instant | null): boolean {
  return seenAt === null || tx.now - seenAt >= seenEvery;
}

/** What somebody who acted before may now; null where they may nothing any more. */
export async function readRoleNow(tx: Tx, actor: Actor): Promise<Role | null> {
  if (actor.kind === "token") {
    const token = await findTokenById(tx, actor.id);
    return token && roleOfToken(token, token.owner_role);
  }
  const standing = actor.kind === "person" ? await readStanding(tx, actor.id) : null;
  return standing && !standing.isDisabled ? standing.role : null;
}
