import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import type { RouteTools } from "../../platform/http/route.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { Caller } from "../../values/permission.ts";
import type { IncidentDetail } from "./contract.ts";
import { entryRoutes } from "./entry.routes.ts";
import { incidentRoutes } from "./incident.routes.ts";
import { reactToIncidents } from "./incident.reactions.ts";
import { timelineRoutes } from "./timeline.routes.ts";
import type { PromptView } from "./well-being.contract.ts";
import { wellBeingRoutes } from "./well-being.routes.ts";

const routes = (app: FastifyInstance, tools: RouteTools) => {
  for (const add of [incidentRoutes, entryRoutes, timelineRoutes, wellBeingRoutes]) add(app, tools);
};
const { call, database, clock } = await openTestApp(routes, { context: { listeners: { incident: [reactToIncidents] } } });
const grete = person("responder", "grete");
const dana = person("responder", "dana");
const ben = person("responder", "ben");
const chidi = person("responder", "chidi");
for (const id of ["grete", "dana", "ben", "chidi"]) await addPerson(database, id);
await clock.set(Date.UTC(2026, 10, 19, 9, 0));

const declare = async () => `/api/v1/incidents/${(await call<IncidentDetail>("POST /api/v1/incidents", { as: grete, body: { title: "Slow" } })).body.ref}`;
const note = (path: string, as: Caller) => call(`POST ${path}/notes`, { as, body: { text: "I look." } });
const prompts = async (path: string, as: Caller) => (await call<{ items: PromptView[] }>(`GET ${path}/well-being`, { as })).body.items.map(({ fact }) => fact);

describe("looking after people", () => {
  it("tells the commander all of it, and each of the others what is about them or the room, and nothing to whoever is outside", async () => {
    expect(await prompts(await declare(), grete)).toEqual([]);
    const path = await declare();
    await note(path, dana);
    await note(path, ben);
    expect(await prompts(path, grete)).toEqual(["It is the first incident of Dana.", "It is the first incident of Ben.", "Grete and Dana never worked in an incident together. Others here have not either."]);
    expect(await prompts(path, chidi)).toEqual([]);
    expect(await prompts(path, dana)).toEqual(["It is the first incident of Dana.", "Grete and Dana never worked in an incident together. Others here have not either."]);
  });

  it("knows who worked together before, and how long somebody is on", async () => {
    const path = await declare();
    await note(path, dana);
    expect(await prompts(path, grete)).toEqual([]);
    await clock.advance(6.5 * 3_600_000);
    expect(await prompts(path, dana)).toEqual(["Dana is on it for 6 hours."]);
  });

  it("is for responders, and says nothing of what is over or not there", async () => {
    const path = await declare();
    expect((await call(`GET ${path}/well-being`)).status).toBe(401);
    expect((await call(`GET ${path}/well-being`, { as: "viewer" })).status).toBe(403);
    expect((await call("GET /api/v1/incidents/INC-999/well-being", { as: grete })).status).toBe(404);
  });
});
