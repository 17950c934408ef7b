import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refuse } from "../../values/refusal.ts";
import { NewerStream } from "../event-log/newer-stream.ts";
import { openTestApp } from "../testing/test-app.ts";
import { addRoute, type RouteTools } from "./route.ts";
import type { FastifyInstance } from "fastify";

const secretText = "only-shown-once";
let runs = 0;

function secretRoutes(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "POST",
    url: "/secrets",
    summary: "Makes a secret.",
    tag: "Test",
    access: "public",
    holdsSecret: true,
    body: z.object({ password: z.string() }),
    answer: z.object({ secret: z.string() }),
    async handle(_tx, { body }) {
      if (body.password !== "right") return refuse("wrong-credentials", "No.");
      runs += 1;
      return { secret: secretText };
    },
  });
  addRoute(app, tools, { method: "POST", url: "/strange", summary: "Strange.", tag: "Test", access: "public", answer: z.null(), handle: async () => Promise.reject(new NewerStream("page/1", ["page snoozed"])) });
  addRoute(app, tools, { method: "GET", url: "/rare", summary: "Seldom.", tag: "Test", access: "public", perMinute: 2, answer: z.null(), handle: async () => null });
}

const { call, database } = await openTestApp(secretRoutes);
const make = (key: string, password: string) => call("POST /secrets", { body: { password }, headers: { "idempotency-key": key } });

describe("a route that holds a secret", () => {
  it("refuses a repeat of its key instead of keeping the answer", async () => {
    expect(await make("one", "right")).toMatchObject({ status: 200, body: { secret: secretText } });
    expect(await make("one", "right")).toMatchObject({ status: 409, body: { code: "shown-once" } });
    expect(runs).toBe(1);
    const kept = await database.transaction((tx) => tx.rows("select * from idempotent_answer"));
    expect(JSON.stringify(kept)).not.toContain(secretText);
  });

  it("leaves no hash from which the password could be guessed", async () => {
    await make("two", "right");
    const read = () => database.transaction((tx) => tx.first<{ request_hash: Buffer }>("select request_hash from idempotent_answer where key = 'two'"));
    const first = await read();
    await database.transaction((tx) => tx.run("delete from idempotent_answer where key = 'two'"));
    await call("POST /secrets", { body: { password: "right", more: 1 }, headers: { "idempotency-key": "two" } });
    expect((await read())?.request_hash).toEqual(first?.request_hash);
  });

  it("lets a refused request be mended under the same key", async () => {
    expect(await make("three", "wrong")).toMatchObject({ status: 401 });
    expect(await make("three", "right")).toMatchObject({ status: 200 });
  });
});

describe("a route to what a newer Muster wrote", () => {
  it("says so, and that another node may answer; the same key may be used there", async () => {
    const answer = await call("POST /strange", { headers: { "idempotency-key": "strange" } });
    expect(answer).toMatchObject({ status: 503, body: { code: "newer-muster", detail: expect.stringContaining("Nothing was changed") } });
    expect(answer.headers["retry-after"]).toBe("1");
    expect(await database.transaction((tx) => tx.first("select from idempotent_answer where key = 'strange'"))).toBeNull();
  });
});

describe("a route with a limit", () => {
  it("says in a problem how long to wait", async () => {
    const answers = [await call("GET /rare"), await call("GET /rare"), await call("GET /rare")];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]).toMatchObject({ body: { code: "too-many", status: 429, detail: expect.stringContaining("Try again in 1 minute") } });
    expect(answers[2]?.headers["retry-after"]).toBe("60");
    expect(answers[2]?.headers["content-type"]).toContain("application/problem+json");
  });
});
