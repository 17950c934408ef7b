import type { FastifyInstance, FastifyRequest, InjectOptions } from "fastify";
import { afterAll } from "vitest";
import { anonymous, type Caller, type Role } from "../../values/permission.ts";
import type { Context, Database } from "../database/database.ts";
import type { RouteTools } from "../http/route.ts";
import { createHttpServer } from "../http/server.ts";
import { openTestDatabase, type TestClock } from "./test-database.ts";

export interface TestApp {
  app: FastifyInstance;
  database: Database;
  clock: TestClock;
  call: TestCalls;
}

/** `call("POST /api/v1/teams", { as: "manager", body })`. Without `as` nobody is signed in. */
export type TestCalls = <Body = unknown>(target: string, call?: TestCall) => Promise<TestAnswer<Body>>;

export interface TestCall {
  as?: Role | Caller;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** The address that the call comes from: limits count by it. */
  from?: string;
}

export interface TestAnswer<Body> {
  status: number;
  body: Body;
  headers: Readonly<Record<string, unknown>>;
}

export interface TestAppOptions {
  /** How callers are known. Left out: whoever `as` names, without an account. */
  identify?: RouteTools["identify"];
  publicUrl?: string;
  context?: Context;
}

/** The routes under test on a real HTTP server (called without a socket) and a database of the test file's own. */
export async function openTestApp(
  registerRoutes: (app: FastifyInstance, tools: RouteTools) => void | Promise<void>,
  options: TestAppOptions = {},
): Promise<TestApp> {
  const { database, clock } = await openTestDatabase(options.context);
  const app = await createHttpServer({ publicUrl: options.publicUrl ?? "http://127.0.0.1:4600", version: "0.0.0", logger: false });
  await registerRoutes(app, { database, identify: options.identify ?? identifyByHeader });
  await app.ready();
  afterAll(() => app.close());
  return { app, database, clock, call: (target, call) => callRoute(app, target, call ?? {}) };
}

/** A person with a role, as `as` understands it. */
export function person(role: Role, personId: string): Caller {
  return { actor: { kind: "person", id: personId }, role, personId };
}

/** The cookie that an answer gave, as a browser sends it back; null where it gave none. */
export function cookieGiven(answer: { headers: Readonly<Record<string, unknown>> }): string | null {
  const line = [answer.headers["set-cookie"]].flat()[0];
  return typeof line === "string" ? (line.split(";")[0] ?? null) : null;
}

const callerHeader = "x-test-caller";

async function identifyByHeader(_tx: unknown, request: FastifyRequest): Promise<Caller> {
  const text = request.headers[callerHeader];
  return typeof text === "string" ? (JSON.parse(text) as Caller) : anonymous;
}

async function callRoute<Body>(app: FastifyInstance, target: string, call: TestCall): Promise<TestAnswer<Body>> {
  const [method, url] = target.split(" ");
  const caller = typeof call.as === "string" ? person(call.as, call.as) : call.as;
  const answer = await app.inject({
    method: method as NonNullable<InjectOptions["method"]>,
    url: url ?? "/",
    headers: { ...(caller ? { [callerHeader]: JSON.stringify(caller) } : {}), ...call.headers },
    ...(call.from === undefined ? {} : { remoteAddress: call.from }),
    ...(call.body === undefined ? {} : { payload: call.body as object }),
  });
  return { status: answer.statusCode, body: (answer.body === "" ? null : asJson(answer.body)) as Body, headers: answer.headers };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
