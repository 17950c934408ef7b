import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import type { RouteTools } from "../../platform/http/route.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { IncidentDetail } from "./contract.ts";
import { incidentRoutes } from "./incident.routes.ts";
import { reactToIncidents } from "./incident.reactions.ts";
import { stepRoutes } from "./step.routes.ts";
import type { EntryView } from "./timeline.contract.ts";
import { timelineRoutes } from "./timeline.routes.ts";

const routes = (app: FastifyInstance, tools: RouteTools) => {
  incidentRoutes(app, tools);
  stepRoutes(app, tools);
  timelineRoutes(app, tools);
};
const { call, database, clock } = await openTestApp(routes, { context: { listeners: { incident: [reactToIncidents] } } });
const amara = person("responder", "amara");
await addPerson(database, "amara");
await clock.set(Date.UTC(2026, 10, 19, 14, 10));
await database.transaction((tx) => tx.run("insert into customer (id, name, touch, place) values ('northwind', 'Northwind Traders', 'high', 0), ('contoso', 'Contoso', 'low', 1)"));

const declare = async () => `/api/v1/incidents/${(await call<IncidentDetail>("POST /api/v1/incidents", { as: amara, body: { title: "Slow" } })).body.ref}`;
const newest = async (path: string) => (await call<{ items: EntryView[] }>(`GET ${path}/timeline`, { as: amara })).body.items[0];

describe("the impact", () => {
  it("names customers, by name in the timeline", async () => {
    const path = await declare();
    const { status } = await call(`PUT ${path}/impact`, { as: amara, body: { usersAffected: 0.6, customerIds: ["northwind", "contoso"] } });
    expect([status, await newest(path)]).toMatchObject([200, { bold: "Impact", rest: "60 % of users; the customers Northwind Traders and Contoso" }]);
  });

  it("of a customer who is not there is refused, naming the field and where they are listed", async () => {
    const path = await declare();
    const before = await newest(path);
    const { status, body } = await call(`PUT ${path}/impact`, { as: amara, body: { customerIds: ["northwind", "nobody"] } });
    expect([status, body]).toMatchObject([422, { code: "incident.customer.invalid", errors: [{ path: "customerIds", message: "There is no customer “nobody”. Customers are listed at /api/v1/customers." }] }]);
    expect(await newest(path)).toEqual(before);
  });
});

describe("a milestone", () => {
  it("is told with its moment, for the reader's own clock", async () => {
    const path = await declare();
    await call(`PUT ${path}/milestones/impactStart`, { as: amara, body: { at: "2026-11-19T13:40:00.000Z" } });
    expect(await newest(path)).toMatchObject({ bold: "Impact began", rest: "", moment: "2026-11-19T13:40:00.000Z" });
    await call(`PUT ${path}/milestones/impactEnd`, { as: amara, body: { at: null } });
    expect(await newest(path)).toMatchObject({ bold: "Impact ended", rest: "does not apply", moment: null });
  });
});

describe("a change to a service", () => {
  it("stands in the timeline of an incident on it, with who told of it, and in no other", async () => {
    await database.transaction((tx) => tx.run("insert into service (id, name, place) values ('shop', 'Shop', 0), ('search', 'Search', 1) on conflict do nothing"));
    const declareOn = async (serviceId: string) => `/api/v1/incidents/${(await call<IncidentDetail>("POST /api/v1/incidents", { as: amara, body: { title: "Slow", serviceIds: [serviceId] } })).body.ref}`;
    const [shop, search] = [await declareOn("shop"), await declareOn("search")];
    const insert = (key: string, before: string) => database.transaction((tx) =>
      tx.run(`insert into change_event (id, source_id, key, service_id, title, labels, links, at, received_at, delivery_id)
        values (gen_random_uuid(), 'deploys', $1, 'shop', $1, '{}', '[{"text":"Run","href":"https://ci.example/1"}]', muster_now() - $2::interval, muster_now(), gen_random_uuid())`, [key, before]));
    await insert("Shop 4.2 was deployed", "20 minutes");
    await insert("Shop 4.1 was deployed", "3 days");
    const told = async (path: string) => (await call<{ items: EntryView[] }>(`GET ${path}/timeline?order=oldest`, { as: amara })).body.items.filter(({ kind }) => kind === "service-change");
    expect(await told(shop)).toMatchObject([{ bold: "Shop 4.2 was deployed", text: "https://ci.example/1", entry: null, actor: { kind: "source", name: "deploys" } }]);
    expect(await told(search)).toEqual([]);
  });
});
