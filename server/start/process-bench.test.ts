import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { incidentRoutes, processBenchRoutes, reactToIncidents, stepRoutes } from "../features/incidents/index.ts";
import { draftRoutes, type DraftState } from "../features/process/index.ts";
import { configurationRoutes } from "../platform/config-document/configuration.routes.ts";
import { openTestApp, person } from "../platform/testing/test-app.ts";
import { configuration } from "./configuration.ts";
import { processTools } from "./process-ground.ts";

const acme = readFileSync(new URL("../../examples/acme.yaml", import.meta.url), "utf8");
const dana = person("responder", "dana");

const { call } = await openTestApp((app, tools) => {
  configurationRoutes(app, tools, configuration);
  draftRoutes(app, tools, processTools);
  incidentRoutes(app, tools);
  stepRoutes(app, tools);
  processBenchRoutes(app, tools);
}, { context: { secret: "a-key-of-this-installation", messengers: {}, listeners: { incident: [reactToIncidents] } } });
await call("PUT /api/v1/config", { as: "administrator", body: acme, headers: { "content-type": "application/yaml" } });

const bench = async (query = "") => (await call<{ tried: number; differing: unknown[] }>(`GET /api/v1/process/draft/bench${query}`, { as: "viewer" })).body;

async function incident(title: string, serviceId: string, usersAffected: number | null): Promise<string> {
  const { body } = await call<{ ref: string }>("POST /api/v1/incidents", { as: dana, body: { title, serviceIds: [serviceId], severity: "sev3" } });
  if (usersAffected !== null) expect((await call(`PUT /api/v1/incidents/${body.ref}/impact`, { as: dana, body: { usersAffected } })).status).toBe(200);
  return body.ref;
}

describe("A draft tried on past incidents", () => {
  it("is judged by what is known of each, and names those that the process in force judges otherwise", async () => {
    expect((await call("GET /api/v1/process/draft/bench", { as: "viewer" })).status).toBe(404);
    await incident("Nobody knows how many", "search", null);
    const small = await incident("A fifth of all", "search", 0.2);
    const half = await incident("More than half", "search", 0.6);
    await incident("By the service's own rule", "checkout", 0.6);
    expect((await call("POST /api/v1/process/draft", { as: dana, body: {} })).status).toBe(201);
    expect(await bench()).toEqual({ tried: 4, differing: [] });

    const { draft } = (await call<DraftState>("GET /api/v1/process/draft", { as: "viewer" })).body;
    const text = draft?.text.replace("impact.usersAffected >= 0.1", "impact.usersAffected >= 0.3").replace("impact.usersAffected >= 0.5 || slaAtRisk", "impact.usersAffected >= 0.9 || slaAtRisk");
    expect((await call("PUT /api/v1/process/draft", { as: dana, body: { revision: draft?.revision, text } })).status).toBe(200);
    expect((await bench()).differing).toEqual([
      { ref: half, title: "More than half", decided: "Sev 3", before: "Sev 1", after: "Sev 2" },
      { ref: small, title: "A fifth of all", decided: "Sev 3", before: "Sev 2", after: null },
    ]);
    expect(await bench("?last=1")).toEqual({ tried: 1, differing: [] });
  });

  it("is told to whoever is signed in, on at most 200", async () => {
    expect((await call("GET /api/v1/process/draft/bench")).status).toBe(401);
    for (const last of ["0", "201", "all"]) expect((await call(`GET /api/v1/process/draft/bench?last=${last}`, { as: "viewer" })).status).toBe(400);
  });
});
