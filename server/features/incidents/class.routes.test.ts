import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import type { RouteTools } from "../../platform/http/route.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { IncidentDetail, IncidentView } from "./contract.ts";
import { incidentRoutes } from "./incident.routes.ts";
import { reactToIncidents } from "./incident.reactions.ts";
import { proposeHandler } from "./proposal.work.ts";
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
const begin = Date.UTC(2026, 10, 19, 14, 10);
await clock.set(begin);

const severities = ["sev0", "sev1", "sev2", "sev3"].map((id) => ({ id, name: `Sev ${id.slice(3)}` }));
const priorities = ["p1", "p2", "p4"].map((id) => ({ id, name: id.toUpperCase(), criteria: [], tell: [], retrospective: false }));
const document = {
  ...{ declareWhen: [], kinds: [], rolesRequired: {}, join: {}, notify: {}, loopIn: {}, timeBoxes: {}, owedUpdates: [], severities, priorities },
  roles: [{ id: "incident-commander", name: "Incident commander", duties: [], default: "first-paged", mayChangeProduction: false, many: false }],
  propose: [
    { when: "impact.usersAffected >= 0.5 || slaAtRisk", severity: "sev1" },
    { when: "impact.usersAffected >= 0.1", severity: "sev2" },
    { when: "acknowledgedFor > duration('1h')", severity: "sev3" },
  ],
  grid: [
    { priority: ["p4"], severity: ["sev0", "sev1"], verdict: "forbidden", because: "There is work now" },
    { priority: ["p1"], severity: ["sev3"], verdict: "confirm", because: "A second look" },
    { priority: ["p1"], severity: ["sev1"], verdict: "allowed", ask: { roles: ["incident-commander"], tell: ["support"], updateEvery: "1h", actions: ["Freeze deployments"] } },
  ],
};
await database.transaction(async (tx) => {
  await tx.run(`insert into process_version (version, document, published_at, published_by, is_from_file) values (1, $1, muster_now(), '{"kind":"muster"}', false)`, [JSON.stringify(document)]);
  await tx.run("insert into customer (id, name, touch, place) values ('northwind', 'Northwind Traders', 'high', 0)");
  await tx.run("insert into audience (id, name, style, services, place) values ('support', 'Customer support', 'stakeholder', '{}', 0)");
  await tx.run("insert into service (id, name, tier, place) values ('checkout', 'Checkout', 1, 0)");
  await tx.run("insert into service_severity_rule (service_id, place, condition, severity) values ('checkout', 0, 'impact.dataLoss', 'sev0')");
});

const declare = async (more: object = {}) => `/api/v1/incidents/${(await call<IncidentDetail>("POST /api/v1/incidents", { as: amara, body: { title: "Slow", ...more } })).body.ref}`;
const read = async (path: string) => (await call<IncidentDetail>(`GET ${path}`, { as: amara })).body;
const story = async (path: string) => (await call<{ items: EntryView[] }>(`GET ${path}/timeline`, { as: amara })).body.items.map(({ bold, rest }) => `${bold} ${rest}`);
const state = (path: string, impact: object) => call(`PUT ${path}/impact`, { as: amara, body: impact });
const classify = (path: string, body: object, as: object = amara) => call<IncidentView & { code?: string; detail?: string; errors?: object[] }>(`POST ${path}/classify`, { as: as as typeof amara, body });

describe("a severity", () => {
  it("is proposed by the impact, with what holds and what is not known, and anew when the impact is another", async () => {
    const path = await declare();
    expect((await read(path)).proposed).toBeNull();
    await state(path, { usersAffected: 0.6, slaAtRisk: false });
    expect(await read(path)).toMatchObject({ severity: null, proposed: { severity: { name: "Sev 1" } }, assessment: { severity: { id: "sev1" }, because: [{ when: "impact.usersAffected >= 0.5 || slaAtRisk", service: null }] } });
    expect((await story(path))[0]).toBe("Proposed Sev 1, since impact.usersAffected >= 0.5 || slaAtRisk; a person decides");
    await state(path, { usersAffected: 0.2 });
    expect(await read(path)).toMatchObject({ proposed: { severity: { id: "sev2" } }, assessment: { absent: [{ missing: "slaAtRisk", severity: { name: "Sev 1" } }] } });
    await state(path, {});
    expect([(await read(path)).proposed, (await story(path))[0]]).toEqual([null, "No severity is proposed any more by what is known"]);
  });

  it("is proposed by a service once that is hit", async () => {
    const path = await declare();
    await state(path, { dataLoss: true });
    expect((await read(path)).proposed).toBeNull();
    await call(`PATCH ${path}`, { as: amara, body: { serviceIds: ["checkout"] } });
    expect([(await read(path)).assessment.because, (await story(path))[0]]).toMatchObject([[{ service: { name: "Checkout" } }], "Proposed Sev 0, since impact.dataLoss (Checkout); a person decides"]);
  });

  it("is proposed by time, at its moment", async () => {
    const path = await declare();
    const due = async () => (await database.transaction((tx) => tx.first<{ due_at: number }>("select due_at from due_work where key = $1", [`propose/${incident}`])))?.due_at;
    const { id: incident, acknowledgedAt } = await read(path);
    const moment = Date.parse(acknowledgedAt ?? "") + 3_600_000;
    expect(await due()).toBe(moment);
    await clock.set(moment + 1);
    await database.transaction((tx) => proposeHandler.handle(tx, [{ id: 1, kind: proposeHandler.kind, key: "", payload: { incidentId: incident }, dueAt: 0, attempts: 0, epoch: 1 }]));
    expect([(await read(path)).proposed?.severity?.id, await due()]).toEqual(["sev3", undefined]);
  });

  it("other than the proposed one asks for a reason, and the timeline says what was passed over", async () => {
    const path = await declare();
    await state(path, { usersAffected: 0.6, slaAtRisk: false });
    const { status, body } = await classify(path, { severity: "sev2", priority: "p2" });
    expect([status, body]).toMatchObject([409, { code: "incident.class-needs-reason", detail: "Sev 1 is proposed. Say why it is another." }]);
    expect((await classify(path, { severity: "sev2", priority: "p2", reason: "Only the old shop." })).status).toBe(200);
    expect([(await story(path))[0], (await read(path)).proposed]).toEqual(["Sev 2 × P2 where Sev 1 was proposed", null]);
  });
});

describe("a class for the sake of a customer", () => {
  it("asks for a reason, is marked, and can be counted", async () => {
    const path = await declare();
    const wish = { severity: "sev0", priority: "p2", because: "customer", customerIds: ["northwind"] };
    expect((await classify(path, wish)).body.code).toBe("incident.class-needs-reason");
    const { status, body } = await classify(path, { ...wish, reason: "They launch today." });
    expect([status, body.forCustomers]).toEqual([200, [{ id: "northwind", name: "Northwind Traders" }]]);
    expect((await story(path))[0]).toBe("Sev 0 × P2 for Northwind Traders");
    const refs = async (who: string) => (await call<{ items: IncidentView[] }>(`GET /api/v1/incidents?forCustomer=${who}`, { as: amara })).body.items.map(({ ref }) => path.endsWith(ref));
    expect([await refs("any"), await refs("northwind"), await refs("contoso")]).toEqual([[true], [true], []]);
  });

  it("names the field that is missing or wrong", async () => {
    const path = await declare();
    expect(await classify(path, { severity: "sev0", priority: null, because: "customer", reason: "x" })).toMatchObject({ status: 400, body: { errors: [{ path: "customerIds" }] } });
    expect(await classify(path, { severity: "sev0", priority: null, customerIds: ["northwind"], reason: "x" })).toMatchObject({ status: 400, body: { errors: [{ path: "because" }] } });
    expect(await classify(path, { severity: "sev0", priority: null, because: "customer", customerIds: ["nobody"], reason: "x" })).toMatchObject({ status: 422, body: { code: "incident.customer.invalid" } });
  });
});

describe("the grid", () => {
  it("is told with its verdicts and what it asks, and is held", async () => {
    const path = await declare();
    expect((await read(path)).words).toMatchObject({
      forbidden: [{ severity: "sev0", priority: "p4" }, { severity: "sev1", priority: "p4", because: "There is work now" }],
      confirm: [{ severity: "sev3", priority: "p1", because: "A second look" }],
      asks: [{ severity: "sev1", priority: "p1", roles: [{ name: "Incident commander" }], tell: [{ name: "Customer support" }], updateEvery: ["1h"], actions: ["Freeze deployments"] }],
    });
    expect((await classify(path, { severity: "sev0", priority: "p4" })).body).toMatchObject({ code: "incident.class-forbidden", detail: "The process does not allow this pair: There is work now." });
    expect((await classify(path, { severity: "sev3", priority: "p1" })).body.code).toBe("incident.class-needs-reason");
  });

  it("holds from the declaration on, for a person; what automation declares lands as it is", async () => {
    const begin = (as: object, priority: string, severity: string) => call<{ code?: string }>("POST /api/v1/incidents", { as: as as typeof amara, body: { title: "Slow", severity, priority } });
    expect([(await begin(amara, "p4", "sev0")).body.code, (await begin(amara, "p1", "sev3")).body.code]).toEqual(["incident.class-forbidden", "incident.class-needs-reason"]);
    expect((await begin({ actor: { kind: "token", id: "11111111-1111-7111-8111-111111111111" }, role: "responder", personId: null }, "p4", "sev0")).status).toBe(201);
  });

  it("says to the slower of two what the faster one set", async () => {
    const path = await declare();
    await classify(path, { severity: "sev2", priority: "p2", from: { severity: null, priority: null } });
    expect(await classify(path, { severity: "sev3", priority: "p2", from: { severity: null, priority: null } })).toMatchObject({ status: 409, body: { code: "incident.class-moved", severity: "sev2", priority: "p2" } });
  });

  it("is for whoever is signed in and works on incidents", async () => {
    const path = await declare();
    expect([(await call(`POST ${path}/classify`, { body: {} })).status, (await classify(path, {}, person("viewer", "vera"))).status]).toEqual([401, 403]);
    expect((await classify(path, { severity: "sev9", priority: null })).body).toMatchObject({ code: "incident.severity.invalid" });
  });
});
