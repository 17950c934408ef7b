import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import type { RouteTools } from "../../platform/http/route.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { IncidentDetail } from "./contract.ts";
import { entryRoutes } from "./entry.routes.ts";
import { incidentRoutes } from "./incident.routes.ts";
import { reactToIncidents } from "./incident.reactions.ts";

const routes = (app: FastifyInstance, tools: RouteTools) => {
  incidentRoutes(app, tools);
  entryRoutes(app, tools);
};
const { call, database, clock } = await openTestApp(routes, { context: { listeners: { incident: [reactToIncidents] } } });
const amara = person("responder", "amara");
await clock.set(Date.UTC(2026, 10, 19, 14, 10));
for (const id of ["amara", "ben"]) await addPerson(database, id);

const declare = async () => `/api/v1/incidents/${(await call<IncidentDetail>("POST /api/v1/incidents", { as: amara, body: { title: "Slow" } })).body.ref}`;
const decisions = async (path: string) => (await call<IncidentDetail>(`GET ${path}`, { as: amara })).body.decisions;
const waiting = (path: string) =>
  database.transaction((tx) => tx.rows<{ due_at: number }>("select due_at from due_work where kind = 'incident.look-again' and key like 'look-again/' || (select id from incident where number = $1) || '/%'", [Number(path.split("-").at(-1))]));

describe("a decision", () => {
  it("is recorded with its options, its evidence, who decides, and when to look again", async () => {
    const path = await declare();
    const note = (await call<{ entry: number }>(`POST ${path}/notes`, { as: amara, body: { text: "The US fails too" } })).body.entry;
    const body = { text: "Raise to Sev 1", options: ["Raise", "Wait"], chosen: 0, evidence: [note], decidedBy: "ben", lookAgainAt: "2026-11-19T15:00:00Z" };
    const { status, body: made } = await call<{ entry: number }>(`POST ${path}/decisions`, { as: amara, body });
    expect(status).toBe(201);
    expect(await decisions(path)).toMatchObject([{ entry: made.entry, options: ["Raise", "Wait"], chosen: 0, decidedBy: { id: "ben" }, evidence: [{ entry: note, words: "The US fails too" }], lookAgainAt: "2026-11-19T15:00:00.000Z", isDue: false }]);
    expect(await waiting(path)).toEqual([{ due_at: Date.UTC(2026, 10, 19, 15) }]);
  });

  it("needs its words alone; whoever writes it down decides", async () => {
    const path = await declare();
    expect((await call(`POST ${path}/decisions`, { as: amara, body: { text: "Roll back" } })).status).toBe(201);
    expect(await decisions(path)).toMatchObject([{ text: "Roll back", decidedBy: { id: "amara" }, options: [], lookAgainAt: null }]);
    expect(await waiting(path)).toEqual([]);
  });

  it("stands, for good or until the next look", async () => {
    const path = await declare();
    const { entry } = (await call<{ entry: number }>(`POST ${path}/decisions`, { as: amara, body: { text: "Wait", lookAgainAt: "2026-11-19T15:00:00Z" } })).body;
    await call(`POST ${path}/decisions/${entry}/look`, { as: amara, body: { lookAgainAt: "2026-11-19T15:30:00Z" } });
    expect(await waiting(path)).toEqual([{ due_at: Date.UTC(2026, 10, 19, 15, 30) }]);
    expect((await call(`POST ${path}/decisions/${entry}/look`, { as: amara, body: {} })).status).toBe(200);
    expect(await waiting(path)).toEqual([]);
  });
});

describe("a decision that cannot be recorded", () => {
  it.each([
    ["looks again in the past", { lookAgainAt: "2026-11-19T14:00:00Z" }, 422, "lookAgainAt"],
    ["is decided by nobody known", { decidedBy: "nobody" }, 422, "decidedBy"],
    ["chooses what is no option", { options: ["Raise"], chosen: 3 }, 422, "chosen"],
  ])("%s", async (_what, more, status, path) => {
    const incident = await declare();
    expect(await call(`POST ${incident}/decisions`, { as: amara, body: { text: "x", ...more } })).toMatchObject({ status, body: { errors: [{ path }] } });
    expect(await decisions(incident)).toEqual([]);
  });

  it("rests on an entry that is not there, is a stranger's, a viewer's, or has no words", async () => {
    const path = await declare();
    expect((await call(`POST ${path}/decisions`, { as: amara, body: { text: "x", evidence: [99] } })).status).toBe(404);
    expect((await call(`POST ${path}/decisions`, { body: { text: "x" } })).status).toBe(401);
    expect((await call(`POST ${path}/decisions`, { as: "viewer", body: { text: "x" } })).status).toBe(403);
    expect((await call(`POST ${path}/decisions`, { as: amara, body: {} })).status).toBe(400);
    expect((await call(`POST ${path}/decisions/1/look`, { as: amara, body: {} })).status).toBe(404);
  });
});

describe("a decision with a length of time", () => {
  it("is looked at again that long after it was recorded", async () => {
    const path = await declare();
    await call(`POST ${path}/decisions`, { as: amara, body: { text: "Wait", lookAgainIn: "30m" } });
    const [decision] = await decisions(path);
    expect(Date.parse(decision?.lookAgainAt ?? "") - Date.parse(decision?.at ?? "")).toBe(30 * 60_000);
    expect((await call(`POST ${path}/decisions`, { as: amara, body: { text: "Wait", lookAgainIn: "soon" } })).status).toBe(400);
  });
});
