import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import type { RouteTools } from "../../platform/http/route.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { IncidentDetail } from "./contract.ts";
import type { HoldingView } from "./holding.contract.ts";
import { holdingRoutes } from "./holding.routes.ts";
import { incidentRoutes } from "./incident.routes.ts";
import { reactToIncidents } from "./incident.reactions.ts";
import { roleRoutes } from "./role.routes.ts";
import { stepRoutes } from "./step.routes.ts";

const routes = (app: FastifyInstance, tools: RouteTools) => {
  for (const add of [incidentRoutes, stepRoutes, roleRoutes, holdingRoutes]) add(app, tools);
};
const { call, database, clock } = await openTestApp(routes, { context: { listeners: { incident: [reactToIncidents] } } });
const grete = person("responder", "grete");
for (const id of ["grete", "dana", "ben"]) await addPerson(database, id);
await clock.set(Date.UTC(2026, 10, 19, 14, 2));

const declare = async (title: string) => (await call<IncidentDetail>("POST /api/v1/incidents", { as: grete, body: { title } })).body.ref;
const held = async () => (await call<{ items: HoldingView[] }>("GET /api/v1/held-roles", { as: "viewer" })).body.items.map(({ person: one, incident, role, isCommand, since }) => `${one.name} ${role.name} ${incident.ref}${isCommand ? " commands" : ""} ${since.slice(11, 16)}`);

describe("the roles that are held", () => {
  it("are told of every incident that runs, and of none that is over", async () => {
    const [one, other] = [await declare("One"), await declare("Other")];
    await clock.advance(60_000);
    await call(`POST /api/v1/incidents/${other}/roles/scribe/take`, { as: person("responder", "dana") });
    expect(await held()).toEqual([`Grete Incident commander ${one} commands 14:02`, `Grete Incident commander ${other} commands 14:02`, `Dana Scribe ${other} 14:03`]);
    await call(`POST /api/v1/incidents/${other}/resolve`, { as: grete });
    expect(await held()).toEqual([`Grete Incident commander ${one} commands 14:02`]);
    expect((await call("GET /api/v1/held-roles")).status).toBe(401);
  });

  it("make whoever holds one the last who is proposed for another", async () => {
    await database.transaction((tx) => tx.run("insert into team (id, name, place) values ('web', 'Web', 0)"));
    await database.transaction((tx) => tx.run("insert into team_member values ('web', 'dana', 0), ('web', 'ben', 1)"));
    await database.transaction((tx) => tx.run("insert into service (id, name, team_id, place) values ('shop', 'Shop', 'web', 0)"));
    const [one, other] = [(await call<IncidentDetail>("POST /api/v1/incidents", { as: grete, body: { title: "Shop", serviceIds: ["shop"], page: false } })).body.ref, await declare("Other")];
    const proposed = async () => {
      await call(`POST /api/v1/incidents/${one}/relief`, { as: grete, body: { role: "incident-commander" } });
      return (await call<IncidentDetail>(`GET /api/v1/incidents/${one}`, { as: grete })).body.relief[0]?.successor?.id;
    };
    await call(`POST /api/v1/incidents/${other}/roles/scribe/take`, { as: person("responder", "ben") });
    expect(await proposed()).toBe("dana");
  });
});
