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
import type { BriefView } from "./presence.contract.ts";
import { presenceRoutes } from "./presence.routes.ts";
import { roleRoutes } from "./role.routes.ts";
import type { EntryView } from "./timeline.contract.ts";
import { timelineRoutes } from "./timeline.routes.ts";

const routes = (app: FastifyInstance, tools: RouteTools) => {
  for (const add of [incidentRoutes, entryRoutes, presenceRoutes, roleRoutes, timelineRoutes]) add(app, tools);
};
const { call, database, clock } = await openTestApp(routes, { context: { listeners: { incident: [reactToIncidents] } } });
const grete = person("responder", "grete");
const dana = person("responder", "dana");
const hana = person("manager", "hana");
const vera = person("viewer", "vera");
const token = { actor: { kind: "token", id: "1" }, role: "administrator", personId: null } as const;
await clock.set(Date.UTC(2026, 10, 19, 14, 10));
for (const id of ["grete", "dana", "hana", "vera"]) await addPerson(database, id);
const document = {
  ...{ declareWhen: [], kinds: [], severities: [{ id: "sev1", name: "Sev 1" }], priorities: [], grid: [], rolesRequired: {}, join: {}, notify: {}, loopIn: {}, timeBoxes: {}, owedUpdates: [] },
  roles: [{ id: "commander", name: "Commander", default: "first-paged", duties: [], mayChangeProduction: false, many: false },
    { id: "communicator", name: "Communicator", area: "communication", duties: [], mayChangeProduction: false, many: false }],
  relief: { roles: { default: "8h" }, handoff: "30m" },
};
await database.transaction((tx) => tx.run("insert into process_version (version, document, published_at, published_by, is_from_file) values (1, $1, muster_now(), $2, true)", [JSON.stringify(document), JSON.stringify({ kind: "muster" })]));

/** An incident that Grete commands. */
const declare = async () => `/api/v1/incidents/${(await call<IncidentDetail>("POST /api/v1/incidents", { as: grete, body: { title: "Checkout is slow" } })).body.ref}`;
const room = async (path: string) => (await call<IncidentDetail>(`GET ${path}`, { as: grete })).body;
const newest = async (path: string) => (await call<{ items: EntryView[] }>(`GET ${path}/timeline`, { as: grete })).body.items[0];
const brief = async (path: string, as: Caller, query = "") => (await call<BriefView>(`GET ${path}/brief${query}`, { as })).body;
const part = (view: BriefView, name: string) => view.fields.find((field) => field.part === name)?.text;
const offer = async (path: string, more: object = {}) => {
  await call(`POST ${path}/handovers`, { as: grete, body: { role: "commander", toPersonId: "dana", ...more } });
  return (await room(path)).handovers[0];
};

describe("the brief", () => {
  it("is made from what is known, and says what a reader missed since they were here", async () => {
    const path = await declare();
    await call(`POST ${path}/ground`, { as: grete, body: { kind: "condition", text: "Half of the payments wait" } });
    const first = await brief(path, dana);
    expect([part(first, "what"), part(first, "so"), part(first, "missed"), first.lastHereAt]).toEqual(["Checkout is slow", "Half of the payments wait", undefined, null]);
    await call(`POST ${path}/join`, { as: dana, body: { hasRead: true } });
    await clock.advance(60_000);
    await call(`POST ${path}/notes`, { as: grete, body: { text: "The pool is full" } });
    await call(`POST ${path}/decisions`, { as: grete, body: { text: "Roll back" } });
    expect(part(await brief(path, dana), "missed")).toMatch(/^15:1\d: decided: Roll back; 1 note$/);
    expect((await brief(path, dana)).words).toBeLessThanOrEqual(200);
  });

  it("of a handover has seven parts; a stranger reads none", async () => {
    const path = await declare();
    expect((await brief(path, vera, "?for=handover")).fields.map(({ part: name }) => name)).toEqual(["what", "sinceWhen", "hurt", "class", "holders", "ruledOut", "next"]);
    expect((await call(`GET ${path}/brief`)).status).toBe(401);
    expect((await call(`GET ${path}/brief?for=nobody`, { as: vera })).status).toBe(400);
  });
});

describe("coming in", () => {
  it("shows who is in, who observes, and who has read the brief", async () => {
    const path = await declare();
    await call(`POST ${path}/join`, { as: dana, body: { hasRead: true } });
    await call(`POST ${path}/join`, { as: hana });
    await call(`POST ${path}/join`, { as: vera });
    expect((await room(path)).participants.map(({ id, standing, briefedAt }) => [id, standing, briefedAt !== null])).toEqual(expect.arrayContaining([["dana", "in", true], ["hana", "observes", false], ["vera", "observes", false]]));
    await call(`POST ${path}/leave`, { as: vera });
    expect((await newest(path))).toMatchObject({ bold: "Vera", rest: "left" });
  });

  it("to work on it is for responders, and a token is nobody", async () => {
    const path = await declare();
    expect((await call(`POST ${path}/join`, { as: vera, body: { as: "responder" } })).status).toBe(403);
    expect((await call(`POST ${path}/join`, { as: token })).status).toBe(403);
    expect((await call(`POST ${path}/join`)).status).toBe(401);
    expect((await call(`POST ${path}/join`, { as: dana, body: { as: "boss" } })).status).toBe(400);
    expect((await call(`POST ${path}/join`, { as: hana, body: { as: "responder" } })).status).toBe(200);
    expect((await room(path)).participants.find(({ id }) => id === "hana")?.standing).toBe("in");
  });
});

describe("a question", () => {
  const asked = async () => {
    const path = await declare();
    expect((await call(`POST ${path}/questions`, { as: vera, body: { text: "When can customers pay again?" } })).status).toBe(200);
    const [question] = (await room(path)).questions;
    return { path, settle: `POST ${path}/questions/${question?.id ?? ""}/settle` };
  };

  it("reaches the commander and no line of the timeline, until they answer", async () => {
    const { path, settle } = await asked();
    expect(await newest(path)).toMatchObject({ bold: "Vera", rest: "asked the commander something", text: null });
    expect(await database.transaction((tx) => tx.rows("select payload ->> 'toId' as to_id from due_work where kind = 'incident.nudge' and payload ->> 'of' = 'question'"))).toContainEqual({ to_id: "grete" });
    await call(settle, { as: grete, body: { outcome: "waits" } });
    await call(settle, { as: grete, body: { outcome: "answered", answer: "Before 15:30, we think." } });
    expect((await room(path)).questions).toMatchObject([{ by: { id: "vera" }, text: "When can customers pay again?", outcome: "answered", answer: "Before 15:30, we think." }]);
    expect(await newest(path)).toMatchObject({ bold: "A question was answered", text: "Before 15:30, we think." });
  });

  it("is answered as well by whoever holds the role that communicates, and says who did", async () => {
    const path = await declare();
    await call(`POST ${path}/roles/communicator/take`, { as: dana });
    await call(`POST ${path}/questions`, { as: vera, body: { text: "Since when?" } });
    const [question] = (await room(path)).questions;
    expect(await database.transaction((tx) => tx.rows("select payload ->> 'toId' as to_id from due_work where kind = 'incident.nudge' and payload ->> 'questionId' = $1 order by 1", [question?.id]))).toEqual([{ to_id: "dana" }, { to_id: "grete" }]);
    expect((await call(`POST ${path}/questions/${question?.id ?? ""}/settle`, { as: dana, body: { outcome: "answered", answer: "Since 13:40." } })).status).toBe(200);
    expect((await room(path)).questions).toMatchObject([{ answer: "Since 13:40.", settledBy: { id: "dana", name: "Dana" } }]);
    await call(`POST ${path}/questions`, { as: dana, body: { text: "May I say so outside?" } });
    const own = (await room(path)).questions[1];
    expect((await call<{ code: string }>(`POST ${path}/questions/${own?.id ?? ""}/settle`, { as: dana, body: { outcome: "waits" } })).body.code).toBe("incident.question-of-oneself");
  });

  it("is settled by nobody else, with words, once", async () => {
    const { settle } = await asked();
    expect((await call(settle, { as: dana, body: { outcome: "waits" } })).status).toBe(403);
    expect(await call(settle, { as: grete, body: { outcome: "answered" } })).toMatchObject({ status: 422, body: { errors: [{ path: "answer" }] } });
    await call(settle, { as: grete, body: { outcome: "answered", answer: "Soon." } });
    expect(await call(settle, { as: grete, body: { outcome: "answered", answer: "No." } })).toMatchObject({ status: 409, body: { code: "incident.question-answered" } });
  });
});

describe("authority", () => {
  it("is lent in the open, by managers", async () => {
    const path = await declare();
    expect((await call(`POST ${path}/authority`, { as: dana, body: { text: "x" } })).status).toBe(403);
    expect((await call(`POST ${path}/authority`, { as: hana, body: { text: "Grete commands; bring everything to her." } })).status).toBe(200);
    expect(await newest(path)).toMatchObject({ kind: "authority", bold: "Hana", rest: "lends the commander authority", text: "Grete commands; bring everything to her." });
  });

  it("to command is taken from somebody, who is named", async () => {
    const path = await declare();
    await call(`POST ${path}/roles/commander/assign`, { as: hana, body: { personId: "hana" } });
    expect(await newest(path)).toMatchObject({ bold: "Hana", rest: "is Commander, which Grete held" });
  });
});

describe("a handover", () => {
  it("has a brief of its own accord, and says when command should pass", async () => {
    const path = await declare();
    const handover = await offer(path);
    expect(handover?.brief).toMatch(/^What: Checkout is slow\nSince when: declared /);
    expect(Date.parse(handover?.passesAt ?? "") - Date.parse(handover?.offeredAt ?? "")).toBe(30 * 60_000);
  });

  it("that is accepted early passes all the same, and says so with the reason", async () => {
    const path = await declare();
    const handover = await offer(path, { brief: "All is well." });
    expect((await call(`POST ${path}/handovers/${handover?.id ?? ""}/accept`, { as: dana, body: { reason: "Grete is ill" } })).status).toBe(200);
    expect((await room(path)).commander.id).toBe("dana");
    expect(await newest(path)).toMatchObject({ bold: "Hand-over accepted", rest: "before the time that the process asks for", text: "Grete is ill" });
  });

  it("of more than 200 words is refused, saying how many there are", async () => {
    const path = await declare();
    const body = { role: "commander", toPersonId: "dana", brief: "word ".repeat(201) };
    expect(await call(`POST ${path}/handovers`, { as: grete, body })).toMatchObject({ status: 422, body: { errors: [{ path: "brief", message: expect.stringContaining("201 words") }] } });
    expect((await room(path)).handovers).toEqual([]);
  });
});

describe("relief", () => {
  it("is planned for when the handover should begin, and shown with each holder", async () => {
    const path = await declare();
    const { commander, roles } = await room(path);
    expect(roles[0]?.holders[0]?.reliefAt).toBe(new Date(Date.parse(commander.since) + 8 * 3_600_000).toISOString());
    const rows = await database.transaction((tx) => tx.rows<{ due_at: number }>("select due_at from due_work where kind = 'incident.relief' order by id desc limit 1"));
    expect(rows).toEqual([{ due_at: Date.parse(commander.since) + 7.5 * 3_600_000 }]);
  });

  it("is asked for with one press by whoever holds the role", async () => {
    const path = await declare();
    expect((await call(`POST ${path}/relief`, { as: grete, body: { role: "commander" } })).status).toBe(200);
    expect((await room(path)).relief).toMatchObject([{ role: "commander", person: { id: "grete" }, askedAt: expect.any(String), dueAt: null }]);
    expect(await call(`POST ${path}/relief`, { as: dana, body: { role: "commander" } })).toMatchObject({ status: 409, body: { code: "incident.role-not-yours" } });
  });

  it("comes from somebody who is asked with one press: paged, and given the brief", async () => {
    const path = await declare();
    expect((await call(`POST ${path}/relief/successor`, { as: dana, body: { role: "commander", fromPersonId: "grete", toPersonId: "dana" } })).status).toBe(403);
    expect(await call(`POST ${path}/relief/successor`, { as: grete, body: { role: "commander", toPersonId: "nobody" } })).toMatchObject({ status: 422, body: { errors: [{ path: "toPersonId" }] } });
    expect((await call(`POST ${path}/relief/successor`, { as: grete, body: { role: "commander", toPersonId: "dana" } })).status).toBe(200);
    expect((await room(path)).handovers).toMatchObject([{ to: { id: "dana" }, brief: expect.stringContaining("Who holds what: Commander: Grete") }]);
    expect(await newest(path)).toMatchObject({ bold: "Looking for", rest: "Dana" });
  });
});
