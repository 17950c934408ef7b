import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import type { RouteTools } from "../../platform/http/route.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { IncidentDetail } from "./contract.ts";
import { entryRoutes } from "./entry.routes.ts";
import { handoverPlanHandler } from "./handover-plan.work.ts";
import { incidentRoutes } from "./incident.routes.ts";
import { reactToIncidents } from "./incident.reactions.ts";
import { presenceRoutes } from "./presence.routes.ts";
import { roleRoutes } from "./role.routes.ts";
import { staffingRoutes } from "./staffing.routes.ts";
import type { EntryView } from "./timeline.contract.ts";
import { timelineRoutes } from "./timeline.routes.ts";
import type { StaffingView } from "./workstream.contract.ts";

const routes = (app: FastifyInstance, tools: RouteTools) => {
  for (const add of [incidentRoutes, entryRoutes, presenceRoutes, roleRoutes, staffingRoutes, timelineRoutes]) add(app, tools);
};
const { call, database, clock } = await openTestApp(routes, { context: { listeners: { incident: [reactToIncidents] } } });
const grete = person("responder", "grete");
const dana = person("responder", "dana");
await clock.set(Date.UTC(2026, 10, 19, 14, 10));
for (const id of ["grete", "dana", "hana", "vera"]) await addPerson(database, id);
await database.transaction((tx) => tx.run("insert into account (person_id, role, made_at) values ('vera', 'viewer', muster_now())"));

/** An incident that Grete commands, by the usual process. */
const declare = async () => `/api/v1/incidents/${(await call<IncidentDetail>("POST /api/v1/incidents", { as: grete, body: { title: "Checkout is slow" } })).body.ref}`;
const room = async (path: string) => (await call<IncidentDetail>(`GET ${path}`, { as: grete })).body;
const newest = async (path: string) => (await call<{ items: EntryView[] }>(`GET ${path}/timeline`, { as: grete })).body.items[0];
const duties = async (path: string) => (await room(path)).tasks.filter(({ duty }) => duty !== null);

describe("the duties of a role", () => {
  it("are tasks of its holder in the room, marked with the role, and settled as any task", async () => {
    const path = await declare();
    await call(`POST ${path}/tasks`, { as: grete, body: { text: "Answer Support" } });
    const [noted, first] = (await room(path)).tasks;
    expect(noted).toMatchObject({ text: "Answer Support", duty: null });
    expect(first).toMatchObject({ text: "Coordinate the response", owner: { id: "grete" }, duty: { id: "incident-commander", name: "Incident commander" }, status: "open" });
    expect((await call(`PATCH ${path}/tasks/${first?.id ?? ""}`, { as: dana, body: { status: "done" } })).status).toBe(200);
    expect(await newest(path)).toMatchObject({ kind: "task", bold: "Duty done", rest: "“Coordinate the response” of Incident commander" });
    await call(`POST ${path}/roles/incident-commander/assign`, { as: person("manager", "hana"), body: { personId: "dana" } });
    expect((await duties(path)).slice(0, 2)).toMatchObject([{ id: first?.id, owner: { id: "dana" }, status: "done" }, { owner: { id: "dana" }, status: "open" }]);
  });

  it("go with the role: nobody gives one away or sets its time", async () => {
    const path = await declare();
    const [first] = await duties(path);
    for (const body of [{ ownerId: "dana" }, { dueAt: "2026-11-19T15:00:00Z", status: "done" }]) {
      expect(await call(`PATCH ${path}/tasks/${first?.id ?? ""}`, { as: grete, body })).toMatchObject({ status: 409, body: { code: "incident.duty-follows-role" } });
    }
    expect((await duties(path))[0]).toMatchObject({ status: "open" });
  });
});

describe("a deputy", () => {
  const deputy = "roles/incident-commander/deputy";

  it("is named by whoever holds the role, and shown at it", async () => {
    const path = await declare();
    expect((await call(`PUT ${path}/${deputy}`, { as: grete, body: { personId: "dana" } })).status).toBe(200);
    expect((await room(path)).roles[0]).toMatchObject({ deputy: { id: "dana", isNamed: true } });
    expect(await newest(path)).toMatchObject({ bold: "Dana", rest: "is deputy for Incident commander" });
    await call(`PUT ${path}/${deputy}`, { as: grete, body: { personId: null } });
    expect((await room(path)).roles[0]).toMatchObject({ deputy: null });
  });

  it("is refused where it is not one's to name, or nobody who could stand in", async () => {
    const path = await declare();
    const put = (as: typeof grete, personId: unknown) => call(`PUT ${path}/${deputy}`, { as, body: { personId } });
    expect((await call(`PUT ${path}/${deputy}`, { body: { personId: "dana" } })).status).toBe(401);
    expect((await put(person("viewer", "vera"), "dana")).status).toBe(403);
    expect((await put(dana, "dana")).status).toBe(403);
    expect((await put(grete, "grete")).body).toMatchObject({ code: "incident.deputy-holds-role" });
    expect((await put(grete, "vera")).body).toMatchObject({ code: "incident.person.invalid", errors: [{ path: "personId" }] });
    expect((await put(grete, "nobody")).body).toMatchObject({ code: "incident.person.invalid" });
    expect((await put(grete, 7)).status).toBe(400);
    expect((await call(`PUT ${path}/roles/pilot/deputy`, { as: grete, body: { personId: "dana" } })).status).toBe(404);
  });
});

describe("a workstream", () => {
  const opened = async (body: object = { area: "execution", leadId: "dana", every: "30m" }) => {
    const path = await declare();
    const answer = await call<{ code?: string }>(`POST ${path}/workstreams`, { as: grete, body });
    return { path, answer, id: (await room(path)).workstreams[0]?.id ?? "" };
  };

  it("has a name, a lead, tasks and notes, and who came in without one is seen as such", async () => {
    const { path, id } = await opened({ name: "Refunds", leadId: "dana", every: null });
    await call(`POST ${path}/join`, { as: person("responder", "hana") });
    await call(`POST ${path}/tasks`, { as: grete, body: { text: "Count them", workstreamId: id } });
    const { workstreams, tasks, participants } = await room(path);
    expect(workstreams).toMatchObject([{ area: null, name: "Refunds", lead: { id: "dana" }, everySeconds: null, closedAt: null }]);
    expect(tasks[0]).toMatchObject({ text: "Count them", workstream: { id, name: "Refunds" } });
    expect(participants.find((one) => one.id === "hana")).toMatchObject({ roles: [], workstreams: [] });
    await call(`POST ${path}/notes`, { as: dana, body: { text: "Twelve so far", workstreamId: id } });
    expect(await newest(path)).toMatchObject({ kind: "note", text: "Twelve so far", rest: "in Refunds" });
    expect((await room(path)).participants.find((one) => one.id === "dana")).toMatchObject({ workstreams: ["Refunds"] });
  });

  it("gets another lead and is closed, and its tasks stay", async () => {
    const { path, id } = await opened();
    await call(`POST ${path}/tasks`, { as: grete, body: { text: "Roll back", workstreamId: id } });
    expect((await call(`PATCH ${path}/workstreams/${id}`, { as: grete, body: { leadId: "hana" } })).status).toBe(200);
    expect(await newest(path)).toMatchObject({ bold: "Hana", rest: "leads the workstream Execution now" });
    expect((await call(`POST ${path}/workstreams/${id}/close`, { as: grete })).status).toBe(200);
    expect((await room(path))).toMatchObject({ workstreams: [{ lead: { id: "hana" }, everySeconds: 1_800, closedAt: expect.any(String) }], tasks: expect.arrayContaining([expect.objectContaining({ text: "Roll back", status: "open" })]) });
    expect((await call(`POST ${path}/notes`, { as: grete, body: { text: "x", workstreamId: id } })).body).toMatchObject({ code: "incident.workstream-closed" });
  });

  it("is refused where its area has one, without an area or a name, and for whoever only looks on", async () => {
    const { path, id } = await opened();
    const open = (body: object, as = grete) => call(`POST ${path}/workstreams`, { as, body });
    expect((await open({ area: "execution", leadId: "hana" })).body).toMatchObject({ code: "incident.workstream-open", detail: expect.stringContaining("Dana leads it") });
    for (const body of [{ leadId: "dana" }, { area: "execution", name: "Both", leadId: "dana" }, { area: "elsewhere", leadId: "dana" }, { name: "X", leadId: "dana", every: "soon" }]) expect((await open(body)).status).toBe(400);
    expect((await open({ name: "X", leadId: "vera" })).status).toBe(422);
    expect((await open({ name: "X", leadId: "dana" }, person("viewer", "vera"))).status).toBe(403);
    for (const target of [`POST ${path}/workstreams`, `PATCH ${path}/workstreams/${id}`, `POST ${path}/workstreams/${id}/close`]) expect((await call(target, { body: {} })).status).toBe(401);
  });
});

describe("a hand-over ahead", () => {
  const at = "2026-11-19T20:00:00Z";
  const plan = (path: string, as = grete, body: object = { role: "incident-commander", toPersonId: "dana", at }) => call<{ code?: string }>(`POST ${path}/handover-plans`, { as, body });

  it("is agreed, shown in the room, told to the successor, and called off by either", async () => {
    const path = await declare();
    expect((await plan(path)).status).toBe(200);
    expect(await newest(path)).toMatchObject({ kind: "handover", bold: "Dana", rest: "is to take over Incident commander", moment: "2026-11-19T20:00:00.000Z" });
    const [planned] = (await room(path)).plannedHandovers;
    expect(planned).toMatchObject({ role: "incident-commander", to: { id: "dana" }, passesAt: "2026-11-19T20:00:00.000Z" });
    const due = await database.transaction((tx) => tx.rows<{ kind: string }>("select kind from due_work where payload ->> 'planId' = $1 order by kind", [planned?.id ?? ""]));
    expect(due.map(({ kind }) => kind)).toEqual(["incident.handover-plan", "incident.nudge"]);
    expect((await call(`DELETE ${path}/handover-plans/${planned?.id ?? ""}`, { as: person("responder", "hana") })).status).toBe(403);
    expect((await call(`DELETE ${path}/handover-plans/${planned?.id ?? ""}`, { as: dana })).status).toBe(200);
    expect((await room(path)).plannedHandovers).toEqual([]);
    expect((await call(`DELETE ${path}/handover-plans/${planned?.id ?? ""}`, { as: grete })).body).toMatchObject({ code: "incident.handover-plan.not-found" });
  });

  it("is offered with a brief before its time, and cannot be where another runs", async () => {
    const path = await declare();
    await plan(path);
    const id = (await room(path)).plannedHandovers[0]?.id;
    const work = async () => database.transaction(async (tx) => handoverPlanHandler.handle(tx, [{ id: 1, kind: "", key: "", payload: { incidentId: (await room(path)).id, planId: id }, dueAt: 0, attempts: 0, epoch: 0 }]));
    await work();
    await work();
    expect((await room(path))).toMatchObject({ plannedHandovers: [], handovers: [{ from: { id: "grete" }, to: { id: "dana" }, passesAt: "2026-11-19T20:00:00.000Z", brief: expect.stringContaining("Who holds what") }] });
    await plan(path, grete, { role: "incident-commander", toPersonId: "hana", at: "2026-11-19T22:00:00Z" });
    const second = (await room(path)).plannedHandovers[0]?.id;
    await database.transaction(async (tx) => handoverPlanHandler.handle(tx, [{ id: 1, kind: "", key: "", payload: { incidentId: (await room(path)).id, planId: second }, dueAt: 0, attempts: 0, epoch: 0 }]));
    expect(await newest(path)).toMatchObject({ bold: "A hand-over ahead", rest: expect.stringContaining("could not be offered") });
  });

  it("is refused where it is not one's to plan, too far ahead, or for whoever only looks on", async () => {
    const path = await declare();
    expect((await plan(path, dana)).status).toBe(403);
    expect((await call(`POST ${path}/handover-plans`, { body: {} })).status).toBe(401);
    expect((await plan(path, grete, { role: "incident-commander", toPersonId: "dana", at: "2026-11-21T20:00:00Z" })).body).toMatchObject({ code: "incident.handover-plan.invalid" });
    expect((await plan(path, grete, { role: "incident-commander", toPersonId: "vera", at })).body).toMatchObject({ code: "incident.person.invalid" });
    expect((await plan(path, grete, { role: "incident-commander", toPersonId: "dana", at: "soon" })).status).toBe(400);
    expect((await plan(path, grete, { role: "technical-lead", toPersonId: "dana", at })).body).toMatchObject({ code: expect.any(String) });
  });

  it("is proposed by the schedules of the roles; a role without one says so", async () => {
    const path = await declare();
    const { body } = await call<{ items: StaffingView[] }>(`GET ${path}/staffing`, { as: person("viewer", "vera") });
    expect(body.items).toMatchObject([{ role: "incident-commander", roleName: "Incident commander", hasSchedule: false, spans: [] }]);
    expect((await call(`GET ${path}/staffing`)).status).toBe(401);
  });
});
