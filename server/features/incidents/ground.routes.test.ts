import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import type { RouteTools } from "../../platform/http/route.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { IncidentDetail } from "./contract.ts";
import { entryRoutes } from "./entry.routes.ts";
import { incidentRoutes } from "./incident.routes.ts";
import { reactToIncidents } from "./incident.reactions.ts";
import type { EntryView } from "./timeline.contract.ts";
import { timelineRoutes } from "./timeline.routes.ts";

const routes = (app: FastifyInstance, tools: RouteTools) => {
  incidentRoutes(app, tools);
  entryRoutes(app, tools);
  timelineRoutes(app, tools);
};
const { call, database, clock } = await openTestApp(routes, { context: { listeners: { incident: [reactToIncidents] } } });
const amara = person("responder", "amara");
const ben = person("responder", "ben");
const vera = person("viewer", "vera");
await clock.set(Date.UTC(2026, 10, 19, 14, 10));
for (const id of ["amara", "ben", "vera"]) await addPerson(database, id);

const declare = async () => `/api/v1/incidents/${(await call<IncidentDetail>("POST /api/v1/incidents", { as: amara, body: { title: "Slow" } })).body.ref}`;
const ground = async (path: string) => (await call<IncidentDetail>(`GET ${path}`, { as: amara })).body.ground;
const newest = async (path: string) => (await call<{ items: EntryView[] }>(`GET ${path}/timeline`, { as: amara })).body.items[0];

/** An incident with one hypothesis of Amara's on its common ground. */
async function withItem(body: object = { kind: "hypothesis", text: "The provider is slow" }) {
  const path = await declare();
  await call(`POST ${path}/ground`, { as: amara, body });
  const [item] = await ground(path);
  return { path, item: `${path}/ground/${item?.id ?? ""}` };
}

describe("an item of the common ground", () => {
  it("names who said it, or which tool", async () => {
    const { path } = await withItem();
    await call(`POST ${path}/ground`, { as: amara, body: { kind: "condition", text: "400 of 400 connections", saidBy: { tool: "Prometheus" } } });
    await call(`POST ${path}/ground`, { as: amara, body: { kind: "condition", text: "Refunds work", saidBy: { personId: "ben" } } });
    expect((await ground(path)).map(({ source }) => source)).toMatchObject([{ kind: "person", id: "amara" }, { kind: "tool", id: null, name: "Prometheus" }, { kind: "person", id: "ben" }]);
  });

  it("is refused, naming the field, where nobody of that id could have said it", async () => {
    const { path } = await withItem();
    expect(await call(`POST ${path}/ground`, { as: amara, body: { kind: "need", text: "x", saidBy: { personId: "nobody" } } })).toMatchObject({ status: 422, body: { errors: [{ path: "saidBy.personId" }] } });
    expect(await ground(path)).toHaveLength(1);
  });

  it("is ruled out with what shows it, and an entry that speaks against it", async () => {
    const { path, item } = await withItem();
    const { body } = await call<{ entry: number }>(`POST ${path}/notes`, { as: ben, body: { text: "p99 is 240 ms" } });
    expect((await call(`PUT ${item}/evidence/${body.entry}`, { as: ben, body: { stance: "against" } })).status).toBe(200);
    expect((await call(`PATCH ${item}`, { as: ben, body: { mark: "ruled-out", reason: "Its p99 is 240 ms", version: 1 } })).status).toBe(200);
    expect(await ground(path)).toMatchObject([{ mark: "ruled-out", version: 2, marked: { by: { id: "ben" }, reason: "Its p99 is 240 ms" }, evidence: [{ entry: body.entry, stance: "against", words: "p99 is 240 ms" }] }]);
    expect(await newest(path)).toMatchObject({ kind: "ground", bold: "Ruled out", rest: "“The provider is slow”", text: "Its p99 is 240 ms" });
  });

  it("is disputed with a reason, and without one the answer says so", async () => {
    const { path, item } = await withItem();
    expect(await call(`PATCH ${item}`, { as: ben, body: { mark: "disputed" } })).toMatchObject({ status: 422, body: { code: "incident.reason.invalid", errors: [{ path: "reason" }] } });
    await call(`PATCH ${item}`, { as: ben, body: { mark: "disputed", reason: "Two customers say otherwise" } });
    expect((await ground(path))[0]?.marked).toMatchObject({ by: { id: "ben" }, reason: "Two customers say otherwise" });
  });

  it("that two correct at once keeps the first, tells the second by whom, and both texts stay in the log", async () => {
    const { path, item } = await withItem();
    const [first, second] = [await call(`PATCH ${item}`, { as: amara, body: { text: "The provider was slow", version: 1 } }), await call(`PATCH ${item}`, { as: ben, body: { text: "Our proxy is slow", version: 1 } })];
    expect([first.status, second]).toMatchObject([200, { status: 409, body: { code: "incident.item-changed", detail: expect.stringMatching(/^amara put it in other words meanwhile/i), changed: "corrected", version: 2 } }]);
    expect(await ground(path)).toMatchObject([{ text: "The provider was slow", version: 2, correctedAt: expect.any(String) }]);
    const { items } = (await call<{ items: EntryView[] }>(`GET ${path}/timeline?order=oldest`, { as: amara })).body;
    expect(items.filter(({ kind }) => kind === "ground").map(({ text }) => text)).toEqual(["The provider is slow", "The provider was slow"]);
  });
});

describe("a change to the common ground that cannot be made", () => {
  it.each([
    ["says neither a mark nor words", {}],
    ["says both", { mark: "agreed", text: "x" }],
    ["names a version that is none", { mark: "agreed", version: 0 }],
  ])("%s", async (_what, body) => {
    const { item } = await withItem();
    expect(await call(`PATCH ${item}`, { as: amara, body })).toMatchObject({ status: 400, body: { code: "malformed" } });
  });

  it("is a stranger's, or a viewer's", async () => {
    const { item } = await withItem();
    expect((await call(`PATCH ${item}`, { body: { mark: "agreed" } })).status).toBe(401);
    expect((await call(`PATCH ${item}`, { as: vera, body: { mark: "agreed" } })).status).toBe(403);
    expect((await call(`PUT ${item}/evidence/1`, { as: vera, body: { stance: "supports" } })).status).toBe(403);
  });

  it("names an entry or an item that is not there", async () => {
    const { path, item } = await withItem();
    expect(await call(`PUT ${item}/evidence/99`, { as: amara, body: { stance: "supports" } })).toMatchObject({ status: 404 });
    expect(await call(`PATCH ${path}/ground/019aa000-0000-7000-8000-000000000000`, { as: amara, body: { mark: "agreed" } })).toMatchObject({ status: 404, body: { code: "incident.item.not-found" } });
  });
});
