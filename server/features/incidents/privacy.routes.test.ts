import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import type { RouteTools } from "../../platform/http/route.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { IncidentView } from "./contract.ts";
import { incidentRoutes } from "./incident.routes.ts";
import { holdingRoutes } from "./holding.routes.ts";
import { reactToIncidents } from "./incident.reactions.ts";
import type { PrivacyView } from "./privacy.contract.ts";
import { privacyRoutes } from "./privacy.routes.ts";
import { relationRoutes } from "./relation.routes.ts";
import { splitRoutes } from "./split.routes.ts";
import { roleRoutes } from "./role.routes.ts";
import { stepRoutes } from "./step.routes.ts";
import { timelineRoutes } from "./timeline.routes.ts";

const routes = (app: FastifyInstance, tools: RouteTools) => {
  for (const add of [incidentRoutes, privacyRoutes, roleRoutes, relationRoutes, splitRoutes, holdingRoutes, stepRoutes, timelineRoutes]) add(app, tools);
};
const { call, database } = await openTestApp(routes, { context: { listeners: { incident: [reactToIncidents] } } });
for (const id of ["amara", "ben", "chidi", "dana"]) await addPerson(database, id);
await database.transaction(async (tx) => {
  await tx.run("insert into team (id, name, manager_id, place) values ('web', 'Web', 'dana', 0)");
  await tx.run("insert into team_member (team_id, person_id, place) values ('web', 'chidi', 0)");
});
const [amara, ben, chidi, dana] = [person("responder", "amara"), person("responder", "ben"), person("responder", "chidi"), person("responder", "dana")];

interface Problem {
  code: string;
  errors?: { path: string }[];
}

const declare = async (more: object = {}) => (await call<IncidentView>("POST /api/v1/incidents", { as: amara, body: { title: "Leak", ...more } })).body.ref;
const path = (ref: string) => `/api/v1/incidents/${ref}`;
const statuses = async (ref: string) => Promise.all([amara, ben, chidi, dana].map(async (as) => (await call(`GET ${path(ref)}`, { as })).status));
const secret = { reason: "Names of customers" };

describe("an incident", () => {
  it("is private from the declaration on, for those who are named and their teams", async () => {
    expect(await statuses(await declare({ privacy: secret }))).toEqual([200, 404, 404, 404]);
    expect(await statuses(await declare({ privacy: { ...secret, who: ["person/ben"] } }))).toEqual([200, 200, 404, 404]);
    expect(await statuses(await declare({ privacy: { ...secret, who: ["team/web"] } }))).toEqual([200, 404, 200, 200]);
    expect((await call<{ items: IncidentView[] }>("GET /api/v1/incidents?status=all", { as: ben })).body.items).toHaveLength(1);
  });

  it("stays private in what is split off from it, is related to none that everybody sees, and marks nobody as held up", async () => {
    await database.transaction((tx) => tx.run("insert into service (id, name, place) values ('shop', 'Shop', 0), ('ledger', 'Ledger', 1)"));
    const ref = await declare({ privacy: { ...secret, who: ["person/ben"] }, serviceIds: ["shop", "ledger"], page: false });
    const split = await call<{ incident: IncidentView }>(`POST ${path(ref)}/split`, { as: amara, body: { title: "The ledger alone", serviceIds: ["ledger"] } });
    expect(split.status).toBe(201);
    expect(await statuses(split.body.incident.ref)).toEqual([200, 200, 404, 404]);
    const seen = await declare();
    expect(await call<Problem>(`PUT ${path(ref)}/relations/${seen}`, { as: amara, body: { relation: "same-cause" } })).toMatchObject({ status: 409, body: { code: "incident.related-to-private" } });
    const held = async (as: typeof amara) => (await call<{ items: { incident: { ref: string } }[] }>("GET /api/v1/held-roles", { as })).body.items.map(({ incident }) => incident.ref);
    expect(await held(ben)).toEqual(expect.arrayContaining([ref, seen]));
    expect(await held(dana)).not.toContain(ref);
  });

  const merge = async (ref: string, into: string) => (await call(`POST ${path(ref)}/merge`, { as: amara, body: { into } })).status;
  const counted = async (as: typeof amara) => (await call<{ items: IncidentView[] }>("GET /api/v1/incidents?status=all&limit=500", { as })).body.items.length;

  it("is seen by whoever saw the one that was merged into it, and by nobody else", async () => {
    const [ref, into] = [await declare({ privacy: { ...secret, who: ["person/ben"] } }), await declare({ privacy: secret })];
    const before = await Promise.all([chidi, dana].map(counted));
    expect(await merge(ref, into)).toBe(200);
    expect([await statuses(into), await statuses(ref)]).toEqual([[200, 200, 404, 404], [200, 200, 404, 404]]);
    expect(await Promise.all([chidi, dana].map(counted))).toEqual(before);
    expect((await call<PrivacyView>(`GET ${path(into)}/privacy`, { as: ben })).body.named).toMatchObject([{ name: "Amara", because: "role" }, { name: "Ben", because: "merged", isFixed: false }]);
    const { items } = (await call<{ items: { kind: string; bold: string; rest: string }[] }>(`GET ${path(into)}/timeline`, { as: ben })).body;
    expect(items.filter(({ kind }) => kind === "privacy").map(({ bold, rest }) => `${bold} ${rest}`)).toEqual(["Ben sees it now, having seen what was merged into it", "Private seen by Amara alone"]);
    expect((await call(`DELETE ${path(into)}/privacy/named/person/ben`, { as: amara })).status).toBe(200);
    expect(await statuses(into)).toEqual([200, 404, 404, 404]);
  });

  it("takes teams along in a merge, shows what was merged to nobody more, and is opened by no public one", async () => {
    const [ref, into, open] = [await declare({ privacy: { ...secret, who: ["team/web"] } }), await declare({ privacy: { ...secret, who: ["person/ben"] } }), await declare()];
    expect(await merge(ref, into)).toBe(200);
    expect([await statuses(into), await statuses(ref)]).toEqual([[200, 200, 200, 200], [200, 404, 200, 200]]);
    const closed = await declare({ privacy: secret });
    expect(await merge(open, closed)).toBe(200);
    expect([await statuses(closed), await statuses(open)]).toEqual([[200, 404, 404, 404], [200, 200, 200, 200]]);
    expect((await call<IncidentView>(`GET ${path(open)}`, { as: ben })).body.mergedInto).toBeNull();
  });

  it("is made private later, opened, closed, and made public", async () => {
    const ref = await declare();
    expect((await call<PrivacyView>(`GET ${path(ref)}/privacy`, { as: ben })).body).toMatchObject({ isPrivate: false, kept: [{ id: "amara" }], named: [] });
    expect(await call(`PUT ${path(ref)}/privacy`, { as: amara, body: secret })).toMatchObject({ status: 200, body: { isPrivate: true } });
    expect(await statuses(ref)).toEqual([200, 404, 404, 404]);
    expect((await call(`POST ${path(ref)}/privacy/named`, { as: amara, body: { who: ["person/ben", "team/web"] } })).status).toBe(200);
    expect(await statuses(ref)).toEqual([200, 200, 200, 200]);
    expect((await call<PrivacyView>(`GET ${path(ref)}/privacy`, { as: ben })).body).toMatchObject({
      reason: "Names of customers",
      named: [{ name: "Amara", isFixed: true }, { name: "Ben", because: "named", isFixed: false }, { name: "Web", people: [{ id: "dana" }, { id: "chidi" }] }],
      mayMakePublic: false,
    });
    expect((await call(`DELETE ${path(ref)}/privacy/named/team/web`, { as: ben })).status).toBe(200);
    expect(await statuses(ref)).toEqual([200, 200, 404, 404]);
    expect(await call(`POST ${path(ref)}/privacy/end`, { as: ben, body: secret })).toMatchObject({ status: 403 });
    expect((await call(`POST ${path(ref)}/privacy/end`, { as: amara, body: secret })).status).toBe(200);
    expect(await statuses(ref)).toEqual([200, 200, 200, 200]);
  });

  it("is left by nobody through themselves, and refuses what makes no sense", async () => {
    const ref = await declare({ privacy: { ...secret, who: ["person/ben"] } });
    expect(await call(`DELETE ${path(ref)}/privacy/named/person/ben`, { as: ben })).toMatchObject({ status: 409, body: { code: "incident.close-to-oneself" } });
    expect(await call(`DELETE ${path(ref)}/privacy/named/person/amara`, { as: ben })).toMatchObject({ status: 409, body: { code: "incident.named-by-role" } });
    expect(await call<Problem>(`POST ${path(ref)}/privacy/named`, { as: ben, body: { who: ["person/nobody"] } })).toMatchObject({ body: { code: "incident.named.invalid", errors: [{ path: "who" }] } });
    expect((await call(`POST ${path(ref)}/privacy/named`, { as: ben, body: { who: ["ben"] } })).status).toBe(400);
    expect((await call(`PUT ${path(await declare())}/privacy`, { as: amara, body: {} })).status).toBe(400);
    expect((await call("POST /api/v1/incidents", { as: amara, body: { title: "x", privacy: { reason: "y", who: ["team/none"] } } })).status).toBe(422);
  });

  it("asks who calls", async () => {
    const ref = await declare();
    expect((await call(`GET ${path(ref)}/privacy`)).status).toBe(401);
    expect((await call(`PUT ${path(ref)}/privacy`, { as: person("viewer", "ben"), body: secret })).status).toBe(403);
    expect((await call(`POST ${path(ref)}/privacy/enter`, { as: person("manager", "ben"), body: secret })).status).toBe(403);
  });

  it("is hidden from a script that is nobody's, and shown to one in the name of who sees it", async () => {
    const ref = await declare({ privacy: secret });
    const script = (personId?: string) => ({ actor: { kind: "token" as const, id: "t", ...(personId !== undefined && { personId }) }, role: "administrator" as const, personId: null });
    expect((await call(`GET ${path(ref)}`, { as: script() })).status).toBe(404);
    expect((await call(`GET ${path(ref)}`, { as: script("ben") })).status).toBe(404);
    expect((await call(`GET ${path(ref)}`, { as: script("amara") })).status).toBe(200);
    expect((await call(`POST ${path(ref)}/privacy/enter`, { as: script("ben"), body: secret })).status).toBe(403);
  });

  it("is seen by whoever gets a role in it", async () => {
    const ref = await declare({ privacy: secret });
    expect((await call(`POST ${path(ref)}/handovers`, { as: amara, body: { role: "incident-commander", toPersonId: "ben", brief: "Take it, please" } })).status).toBe(200);
    expect(await statuses(ref)).toEqual([200, 200, 404, 404]);
  });
});
