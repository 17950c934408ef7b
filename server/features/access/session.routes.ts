import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { isRefusal } from "../../values/refusal.ts";
import type { Caller } from "../../values/permission.ts";
import { readPeople } from "../directory/index.ts";
import { mayChangePassword } from "./access.permissions.ts";
import { readStanding } from "./account.queries.ts";
import { passwordChange, session, signIn as signInBody, type Session } from "./contract.ts";
import { sessionCookie, sessionCookieAttributes } from "./session-cookie.rules.ts";
import { changePassword, signIn, signOut, type StartedSession } from "./session.commands.ts";
import { presentPerson, presentProgram } from "./session.presenter.ts";
import { readTokenNames } from "./token.queries.ts";

export interface AccessSettings {
  publicUrl: string;
}

interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
}

export function sessionRoutes(app: FastifyInstance, tools: RouteTools, settings: AccessSettings): void {
  addReading(app, tools, settings);
  addSigningIn(app, tools, settings);
  addSigningOut(app, tools, settings);
  addRoute(app, tools, {
    method: "PUT",
    url: "/api/v1/account/password",
    summary: "Change one's own password; every other session of oneself ends.",
    tag: "Access",
    access: mayChangePassword,
    perMinute: 10,
    holdsSecret: true,
    body: passwordChange,
    answer: z.null(),
    status: 204,
    handle: (tx, { caller, body, request }) => changePassword(tx, caller, cookieOf(request), body),
  });
}

function addReading(app: FastifyInstance, tools: RouteTools, settings: AccessSettings): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/session",
    summary: "Who is signed in; null where nobody is.",
    tag: "Access",
    access: "public",
    answer: session.nullable(),
    async handle(tx, { caller, request, reply }) {
      const secret = cookieOf(request);
      // The browser's thirty days begin anew with the server's.
      if (caller.personId !== null && secret !== null) setCookie(reply, settings, secret);
      return readSession(tx, caller);
    },
  });
}

function addSigningIn(app: FastifyInstance, tools: RouteTools, settings: AccessSettings): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/session",
    summary: "Sign in by e-mail address and password.",
    tag: "Access",
    access: "public",
    perMinute: 10,
    holdsSecret: true,
    body: signInBody,
    answer: session,
    async handle(tx, { body, request, reply }) {
      const started = await signIn(tx, body.email, body.password);
      return isRefusal(started) ? started : answerSession(tx, { request, reply }, settings, started);
    },
  });
}

function addSigningOut(app: FastifyInstance, tools: RouteTools, settings: AccessSettings): void {
  addRoute(app, tools, {
    method: "DELETE",
    url: "/api/v1/session",
    summary: "Sign out.",
    tag: "Access",
    access: "public",
    answer: z.null(),
    status: 204,
    async handle(tx, { request, reply }) {
      await signOut(tx, cookieOf(request));
      void reply.clearCookie(sessionCookie, sessionCookieAttributes(settings.publicUrl));
      return null;
    },
  });
}

/** Gives the browser the cookie of a session that began, ends the one it had, and says who is signed in. */
export async function answerSession(tx: Tx, { request, reply }: Exchange, settings: AccessSettings, { personId, secret }: StartedSession): Promise<Session> {
  await signOut(tx, cookieOf(request));
  setCookie(reply, settings, secret);
  const begun = await readSession(tx, { actor: { kind: "person", id: personId }, role: (await readStanding(tx, personId))?.role ?? null, personId });
  if (!begun) throw new Error(`A session of ${personId} began without an account.`);
  return begun;
}

async function readSession(tx: Tx, { actor, role }: Caller): Promise<Session | null> {
  if (actor === null || role === null || !("id" in actor)) return null;
  const person = actor.kind === "person" ? (await readPeople(tx, [actor.id])).get(actor.id) : undefined;
  if (person) return presentPerson(person, role);
  const tokenName = actor.kind === "token" ? (await readTokenNames(tx, [actor.id])).get(actor.id) : undefined;
  return tokenName === undefined ? null : presentProgram(tokenName, role);
}

function cookieOf(request: FastifyRequest): string | null {
  return request.cookies[sessionCookie] ?? null;
}

function setCookie(reply: FastifyReply, settings: AccessSettings, secret: string): void {
  void reply.setCookie(sessionCookie, secret, sessionCookieAttributes(settings.publicUrl));
}
