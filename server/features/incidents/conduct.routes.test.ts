import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import type { RouteTools } from "../../platform/http/route.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { Caller } from "../../values/permission.ts";
import type { ConductReportView, ReadConductReportView } from "./conduct.contract.ts";
import { conductRoutes } from "./conduct.routes.ts";
import type { IncidentDetail } from "./contract.ts";
import { incidentRoutes } from "./incident.routes.ts";
import { reactToIncidents } from "./incident.reactions.ts";
import { timelineRoutes } from "./timeline.routes.ts";

const routes = (app: FastifyInstance, tools: RouteTools) => {
  for (const add of [incidentRoutes, timelineRoutes, conductRoutes]) add(app, tools);
};
const { call, database, clock } = await openTestApp(routes, { context: { listeners: { incident: [reactToIncidents] } } });
const [grete, dana] = [person("responder", "grete"), person("responder", "dana")];
const [astrid, femi] = [person("administrator", "astrid"), person("administrator", "femi")];
const token: Caller = { actor: { kind: "token", id: "1" }, role: "administrator", personId: null };
for (const id of ["grete", "dana", "astrid", "femi"]) await addPerson(database, id);
await clock.set(Date.UTC(2026, 10, 19, 9, 0));

const declare = async () => `/api/v1/incidents/${(await call<IncidentDetail>("POST /api/v1/incidents", { as: grete, body: { title: "Slow" } })).body.ref}`;
const report = async (path: string, text = "I was shouted at.") => (await call<{ id: string }>(`POST ${path}/conduct-reports`, { as: dana, body: { text } })).body.id;
const list = async (state = "all") => (await call<{ items: ConductReportView[] }>(`GET /api/v1/conduct-reports?state=${state}`, { as: astrid })).body.items;
const handle = (id: string, verb: string, as: Caller = astrid, body?: object) => call<ReadConductReportView & { code: string; detail: string }>(`POST /api/v1/conduct-reports/${id}/${verb}`, { as, ...(body && { body }) });
const audited = async (id: string) => (await database.transaction((tx) => tx.rows<{ line: string }>("select actor ->> 'id' || ' ' || (data ->> 'action') || ' ' || type as line from event_log where stream_id = $1 order by version", [`audit/conduct-reports/${id}`]))).map(({ line }) => line);

describe("a report of conduct", () => {
  it("is for administrators alone, and stands in no timeline; the list says nothing of its words", async () => {
    const path = await declare();
    const id = await report(path);
    for (const as of ["manager", grete] as const) expect((await call(`GET ${path}/conduct-reports`, { as })).status).toBe(403);
    expect((await call("GET /api/v1/conduct-reports", { as: "manager" })).status).toBe(403);
    expect((await handle(id, "read", person("manager", "hana"))).status).toBe(403);
    const { body } = await call(`GET ${path}/conduct-reports`, { as: astrid });
    expect(body).toMatchObject({ items: [{ id, state: "new", seen: null, settled: null }] });
    const all = JSON.stringify([body, await list(), (await call(`GET ${path}/timeline`, { as: grete })).body, (await call(`GET ${path}`, { as: grete })).body]);
    expect(all).not.toMatch(/shouted|"dana"/);
    const told = await database.transaction((tx) => tx.rows<{ sentence: string }>("select sentence from notice where code = 'conduct.reported'"));
    expect(JSON.stringify(told)).toMatch(/Settings, Conduct reports/);
    expect(JSON.stringify(told)).not.toContain("shouted");
  });

  it("is read, dealt with and taken up again, and the audit trail says by whom each time", async () => {
    const id = await report(await declare());
    expect((await handle(id, "settle")).body.code).toBe("conduct-report.unread");
    expect((await handle(id, "read")).body).toMatchObject({ text: "I was shouted at.", by: { id: "dana", name: "Dana" }, state: "seen", seen: { by: { name: "Astrid" } } });
    expect((await handle(id, "read", femi)).body).toMatchObject({ seen: { by: { name: "Astrid" } } });
    expect((await handle(id, "settle", femi, { outcome: "Spoke with both." })).body).toMatchObject({ state: "dealt-with", outcome: "Spoke with both.", settled: { by: { name: "Femi" } } });
    expect((await handle(id, "settle")).body).toMatchObject({ status: 409, code: "conduct-report.dealt-with", detail: expect.stringMatching(/^Femi dealt with it already/) as unknown });
    expect((await handle(id, "reopen")).body).toMatchObject({ state: "seen", outcome: null });
    expect(await audited(id)).toEqual(["astrid read conduct report handled", "femi read conduct report handled", "femi dealt-with conduct report handled", "astrid taken-up conduct report handled"]);
  });

  it("is found by how it stands, across incidents", async () => {
    const [one, other] = [await report(await declare()), await report(await declare())];
    await handle(one, "read");
    await handle(other, "read");
    await handle(other, "settle");
    const ids = async (state: string) => (await list(state)).map(({ id }) => id);
    expect([(await ids("new")).includes(one), await ids("seen"), (await ids("dealt-with"))[0]]).toEqual([false, expect.arrayContaining([one]), other]);
    const { body } = await call<{ items: object[]; next: string }>("GET /api/v1/conduct-reports?limit=1", { as: astrid });
    expect(body.items).toHaveLength(1);
    expect((await call<{ items: { id: string }[] }>(`GET /api/v1/conduct-reports?limit=1&cursor=${body.next}`, { as: astrid })).body.items[0]?.id).toBe(one);
  });

  it("is a person's, has words, and is of an incident that is there", async () => {
    const path = await declare();
    expect((await call(`POST ${path}/conduct-reports`, { as: token, body: { text: "x" } })).status).toBe(403);
    expect((await call(`POST ${path}/conduct-reports`, { as: dana, body: {} })).status).toBe(400);
    expect((await call(`POST ${path}/conduct-reports`, { body: { text: "x" } })).status).toBe(401);
    expect((await call("POST /api/v1/incidents/INC-999/conduct-reports", { as: dana, body: { text: "x" } })).status).toBe(404);
    const id = await report(path);
    expect((await handle(id, "read", token)).status).toBe(403);
    expect((await handle("019aa000-0000-7000-8000-000000000000", "read")).body.code).toBe("conduct-report.not-found");
    expect((await call("GET /api/v1/conduct-reports?state=lost", { as: astrid })).status).toBe(400);
  });
});
