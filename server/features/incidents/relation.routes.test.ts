import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import type { RouteTools } from "../../platform/http/route.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { IncidentDetail } from "./contract.ts";
import { entryRoutes } from "./entry.routes.ts";
import { incidentRoutes } from "./incident.routes.ts";
import { reactToIncidents } from "./incident.reactions.ts";
import type { LikelyView } from "./relation.contract.ts";
import { relationRoutes } from "./relation.routes.ts";
import { stepRoutes } from "./step.routes.ts";
import type { EntryView } from "./timeline.contract.ts";
import { timelineRoutes } from "./timeline.routes.ts";

const routes = (app: FastifyInstance, tools: RouteTools) => {
  for (const add of [incidentRoutes, stepRoutes, entryRoutes, relationRoutes, timelineRoutes]) add(app, tools);
};
const { call, database, clock } = await openTestApp(routes, { context: { listeners: { incident: [reactToIncidents] } } });
const amara = person("responder", "amara");
await addPerson(database, "amara");
await clock.set(Date.UTC(2026, 10, 19, 14, 10));
await database.transaction((tx) => tx.run("insert into service (id, name, place) values ('shop', 'Shop', 0), ('ledger', 'Ledger', 1), ('search', 'Search', 2)"));
await database.transaction((tx) => tx.run("insert into service_link (service_id, kind, target_id, place) values ('shop', 'depends-on', 'ledger', 0)"));

const declare = async (title: string, serviceIds: string[] = []) => (await call<IncidentDetail>("POST /api/v1/incidents", { as: amara, body: { title, serviceIds, page: false } })).body.ref;
const relate = (ref: string, other: string, body: object = { relation: "same-cause" }, as: Parameters<typeof call>[1] = { as: amara }) => call<{ code: string; detail: string }>(`PUT /api/v1/incidents/${ref}/relations/${other}`, { ...as, body });
const related = async (ref: string) => (await call<IncidentDetail>(`GET /api/v1/incidents/${ref}`, { as: amara })).body.related.map(({ incident, relation, note }) => [incident.ref, relation, note]);
const newest = async (ref: string) => (await call<{ items: EntryView[] }>(`GET /api/v1/incidents/${ref}/timeline`, { as: amara })).body.items[0];

describe("relating two incidents", () => {
  it("is seen from both sides, with the note in both timelines, and is taken back from either", async () => {
    const [one, other] = [await declare("Payments fail"), await declare("The ledger is slow")];
    expect((await relate(one, other, { relation: "caused-by", note: "The pool of the ledger is full" })).status).toBe(200);
    expect([await related(one), await related(other)]).toEqual([[[other, "caused-by", "The pool of the ledger is full"]], [[one, "causes", "The pool of the ledger is full"]]]);
    expect(await newest(one)).toMatchObject({ bold: "Related", rest: `to ${other}, which caused it`, text: "The pool of the ledger is full" });
    expect(await newest(other)).toMatchObject({ bold: "Related", rest: `to ${one}, which it caused`, text: "The pool of the ledger is full" });
    expect((await call(`DELETE /api/v1/incidents/${other}/relations/${one}`, { as: amara })).status).toBe(200);
    expect([await related(one), await related(other)]).toEqual([[], []]);
    expect(await newest(one)).toMatchObject({ bold: "Not related", rest: `to ${other} any more` });
  });

  it("is refused in words: to itself, to nothing, to what was cancelled, unsigned, by a viewer, malformed", async () => {
    const [one, other] = [await declare("One"), await declare("Other")];
    expect((await relate(one, one)).body).toMatchObject({ status: 409, code: "incident.related-to-itself" });
    expect((await relate(one, "INC-999")).body).toMatchObject({ status: 404, code: "incident.other.not-found" });
    await call(`POST /api/v1/incidents/${other}/cancel`, { as: amara, body: { reason: "Nothing" } });
    expect((await relate(one, other)).body).toMatchObject({ status: 409, code: "incident.cancelled", detail: expect.stringContaining(`${other} was cancelled`) as unknown });
    expect(await related(one)).toEqual([]);
    expect((await relate(one, other, { relation: "split-from" })).status).toBe(400);
    expect((await relate(one, other, undefined, {})).status).toBe(401);
    expect((await relate(one, other, undefined, { as: "viewer" })).status).toBe(403);
    expect((await call<{ code: string }>(`DELETE /api/v1/incidents/${one}/relations/${await declare("Third")}`, { as: amara })).body.code).toBe("incident.relation.not-found");
  });

  it("is proposed where the same service or its neighbour is hit, until it is said", async () => {
    const [shop, ledger] = [await declare("The shop is slow", ["shop"]), await declare("The ledger is slow", ["ledger"])];
    await declare("Search is slow", ["search"]);
    const likely = async (ref: string) => (await call<{ items: LikelyView[] }>(`GET /api/v1/incidents/${ref}/likely-related`, { as: "viewer" })).body.items.map(({ incident, because }) => [incident.ref, because]);
    expect(await likely(shop)).toEqual([[ledger, "Shop depends on Ledger"]]);
    const again = await declare("The shop is slow again", ["shop"]);
    expect(await likely(shop)).toEqual([[again, "Shop is hit in both"], [ledger, "Shop depends on Ledger"]]);
    await relate(shop, again);
    expect(await likely(shop)).toEqual([[ledger, "Shop depends on Ledger"]]);
    expect((await call("GET /api/v1/incidents/INC-999/likely-related", { as: "viewer" })).status).toBe(404);
  });
});
