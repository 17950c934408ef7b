import type { FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import type { RouteTools } from "../../platform/http/route.ts";
import { newId } from "../../platform/ids/ids.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { muster } from "../../values/actor.ts";
import { isRefusal } from "../../values/refusal.ts";
import { declareIncident } from "./declare.commands.ts";
import { changeIncident } from "./incident.commands.ts";
import { readIncidentState } from "./incident.queries.ts";
import { reactToIncidents } from "./incident.reactions.ts";
import type { IncidentCommand } from "./incident.rules.ts";
import { reportRoutes } from "./report.routes.ts";
import { reportPageRoutes } from "./report-page.routes.ts";

const routes = (app: FastifyInstance, tools: RouteTools) => {
  reportRoutes(app, tools);
  reportPageRoutes(app, tools);
};
const { call, database, clock, app } = await openTestApp(routes, { context: { listeners: { incident: [reactToIncidents] } } });
await addPerson(database, "amara");
await clock.set(Date.UTC(2026, 10, 19, 14, 10));

const ask = <Row extends object>(sql: string, values: unknown[] = []) => database.transaction((tx) => tx.rows<Row>(sql, values));
await ask("insert into organization values (true, 'Acme Outdoor', 'Europe/Berlin', '{mon}', '09:00', '18:00', false)");
await ask("insert into service (id, name, place) values ('storefront', 'Storefront', 0), ('payments', 'Payments <b>& more</b>', 1), ('search', 'Search', 2)");

async function declare(serviceId: string): Promise<{ id: string; ref: string }> {
  const plain = { severity: null, priority: null, groupIds: [], pagedServiceIds: [], reportedAt: null, isDrill: false };
  const declared = await database.transaction((tx) => declareIncident(tx, { title: "Slow", origin: "person", actor: muster, commanderId: "amara", serviceIds: [serviceId], ...plain }));
  if (isRefusal(declared)) throw new Error(declared.reason);
  return { id: declared.incidentId, ref: `INC-${declared.state.number}` };
}
const change = (incidentId: string, command: IncidentCommand) => database.transaction((tx) => changeIncident(tx, { incidentId, actor: muster, command }));
const reportsOf = async (incidentId: string) => (await database.transaction((tx) => readIncidentState(tx, incidentId)))?.reports;
const notices = () => ask<{ key: string; count: number; sentence: string }>("select key, count, sentence from notice order by last_at, key");

interface Report {
  id: string;
  number: number;
  isLinked: boolean;
  href: string;
  code: string;
}
let caller = 0;
/** Each from an address of its own, so that the limit is met only by whom a test sends there. */
const report = (body: object, from = `10.0.${Math.floor((caller += 1) / 250)}.${caller % 250}`) => call<Report>("POST /api/v1/reports", { body, from });
const list = async (query: string) => (await call<{ items: Record<string, unknown>[]; next: string | null }>(`GET /api/v1/reports?${query}`, { as: "viewer" })).body;
const amara = person("responder", "amara");
const link = (id: string, incident: string) => call<Report>(`POST /api/v1/reports/${id}/link`, { as: amara, body: { incident } });
const settle = (id: string) => call<Report>(`POST /api/v1/reports/${id}/settle`, { as: amara });

describe("a report of somebody without an account", () => {
  it("is stored with everything they said, and waits where nobody works on it", async () => {
    const said = { what: "Paying fails:\n“declined” 😕", serviceId: "storefront", where: "the app on my phone", since: "2026-11-19T15:00:00+01:00", reporter: "ana@acme.example" };
    const answer = await report(said);
    expect(answer).toMatchObject({ status: 201, body: { number: 1, isLinked: false, href: `/report/${answer.body.id}` } });
    expect((await list("state=waiting")).items).toEqual([
      {
        ...{ id: answer.body.id, number: 1, receivedAt: expect.stringMatching(/^2026-11-19T14:10/), cameBy: "api", what: said.what, where: said.where },
        ...{ service: { id: "storefront", name: "Storefront" }, since: "2026-11-19T14:00:00.000Z", reporter: "ana@acme.example", incident: null, settled: null },
      },
    ]);
  });

  it("tells the administrators once per service and hour, not per report, and nothing of what was typed", async () => {
    await ask("delete from notice");
    await ask("delete from due_work");
    for (let turn = 0; turn < 3; turn += 1) await report({ what: "my-secret", serviceId: "search" });
    await report({ what: "my-secret" });
    const told = await notices();
    expect(told.map(({ count }) => count)).toEqual([3, 1]);
    expect(told[0]?.sentence).toContain("a problem with Search");
    expect(told[1]?.sentence).toContain("name no service");
    expect(JSON.stringify(told)).not.toContain("my-secret");
    await clock.advance(3_600_000);
    await report({ what: "x", serviceId: "search" });
    expect((await notices()).map(({ count }) => count)).toEqual([3, 1, 1]);
    expect(await ask("select count(*)::int as mails from due_work where kind = 'notice.mail'")).toEqual([{ mails: 3 }]);
  });

  it("is with the people who work on that service at once, and nobody else is told", async () => {
    const { id, ref } = await declare("payments");
    const before = (await notices()).length;
    const answers = await Promise.all([report({ what: "one", serviceId: "payments" }), report({ what: "two", serviceId: "payments" })]);
    expect(answers.map(({ status, body }) => [status, body.isLinked])).toEqual([[201, true], [201, true]]);
    expect(new Set(answers.map(({ body }) => body.number)).size).toBe(2);
    expect(await reportsOf(id)).toBe(2);
    expect((await list(`state=all&incident=${ref}`)).items.map(({ what }) => what).sort()).toEqual(["one", "two"]);
    expect(await notices()).toHaveLength(before);
    await change(id, { kind: "resolve" });
    expect((await report({ what: "again", serviceId: "payments" })).body.isLinked).toBe(false);
  });

  it.each([
    ["no words", {}, 400, "what"],
    ["empty words", { what: " \n" }, 400, "what"],
    ["too many words", { what: "x".repeat(10_001) }, 400, "what"],
    ["NUL", { what: "a\u0000" }, 400, undefined],
    ["a service that is not there", { what: "x", serviceId: "nothing" }, 422, "serviceId"],
    ["a time in the future", { what: "x", since: "2026-12-24T18:00:00Z" }, 422, "since"],
    ["a time before all times", { what: "x", since: "0000-01-01T00:00:00Z" }, 422, "since"],
    ["no time", { what: "x", since: "yesterday" }, 400, "since"],
    ["a reporter over two lines", { what: "x", reporter: "a\nb" }, 400, "reporter"],
  ])("is refused with the field where it has %s", async (_what, body, status, path) => {
    const before = await ask("select count(*) from content");
    const answer = await report(body);
    expect(answer.status).toBe(status);
    if (path) expect(answer.body).toMatchObject({ errors: [{ path }] });
    expect(await ask("select count(*) from content")).toEqual(before);
  });

  it("is kept from a clock that is a little ahead, as of now", async () => {
    const { body } = await report({ what: "x", since: "2026-11-19T15:12:00Z" });
    const [row] = await ask<{ early: boolean }>("select since <= received_at as early from report where id = $1", [body.id]);
    expect(row).toEqual({ early: true });
  });

  it("may come twenty times a minute from one address", async () => {
    const statuses = [];
    for (let turn = 0; turn < 21; turn += 1) statuses.push((await report({ what: "flood" }, "10.9.9.9")).status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
    expect((await report({ what: "somebody else" }, "10.9.9.10")).status).toBe(201);
  });
});

describe("dealing with reports", () => {
  it("gives one to an incident, once", async () => {
    const [one, other] = [await declare("search"), await declare("storefront")];
    const { body } = await report({ what: "names no service" });
    expect(await link(body.id, one.ref)).toMatchObject({ status: 200, body: { incident: { id: one.id, ref: one.ref, title: "Slow", status: "open" } } });
    expect((await link(body.id, one.id)).status).toBe(200);
    expect(await link(body.id, other.ref)).toMatchObject({ status: 409, body: { code: "report.linked", detail: `Report ${body.number} is with ${one.ref} already.` } });
    expect([await reportsOf(one.id), await reportsOf(other.id)]).toEqual([1, 0]);
    const events = await ask<{ data: object; actor: object }>("select data, actor from event_log where stream_id = $1 and type = 'reports linked'", [`incident/${one.id}`]);
    expect(events).toEqual([{ data: { reportIds: [body.id] }, actor: { kind: "person", id: "amara" } }]);
    await change(one.id, { kind: "resolve" });
    await change(other.id, { kind: "resolve" });
  });

  it("counts one of two who give it to different incidents at once", async () => {
    const pair = [await declare("search"), await declare("storefront")];
    const { body } = await report({ what: "x" });
    const answers = await Promise.all(pair.map(({ ref }) => link(body.id, ref)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await Promise.all(pair.map(({ id }) => reportsOf(id)))).reduce((sum = 0, count = 0) => sum + count)).toBe(1);
    for (const { id } of pair) await change(id, { kind: "resolve" });
  });

  it("settles what nothing is left to do about, with an audit; an incident may have it after all", async () => {
    const { body } = await report({ what: "my mouse is broken" });
    expect(await settle(body.id)).toMatchObject({ status: 200, body: { settled: { by: { id: "amara", name: "Amara" } } } });
    expect((await settle(body.id)).status).toBe(200);
    expect(await ask("select data ->> 'action' as action from event_log where stream_id = $1", [`audit/reports/${body.id}`])).toEqual([{ action: "settled" }]);
    expect((await list("state=waiting")).items.map(({ id }) => id)).not.toContain(body.id);
    expect((await list("state=settled")).items.map(({ id }) => id)).toEqual([body.id]);
    const { ref } = await declare("search");
    expect(await link(body.id, ref)).toMatchObject({ body: { settled: null, incident: { ref } } });
    expect(await settle(body.id)).toMatchObject({ status: 409, body: { code: "report.linked" } });
  });

  it("refuses what is not there, what was cancelled, and whoever may not", async () => {
    const { body } = await report({ what: "x" });
    const { id, ref } = await declare("payments");
    await change(id, { kind: "cancel", reason: { contentId: newId(), hash: "00" } });
    expect(await link(body.id, ref)).toMatchObject({ status: 409, body: { code: "incident.cancelled" } });
    expect((await link(body.id, "INC-9999")).status).toBe(404);
    expect((await link(newId(), ref)).status).toBe(404);
    expect((await settle(newId())).status).toBe(404);
    expect((await call(`POST /api/v1/reports/${body.id}/settle`, { as: "viewer" })).status).toBe(403);
    expect((await call(`POST /api/v1/reports/${body.id}/link`, { body: { incident: ref } })).status).toBe(401);
    expect((await call("GET /api/v1/reports")).status).toBe(401);
    expect((await call("GET /api/v1/reports?incident=INC-9999", { as: "viewer" })).status).toBe(404);
    expect((await call("GET /api/v1/reports?state=lost", { as: "viewer" })).status).toBe(400);
  });

  it("lists newest first, in parts", async () => {
    const all = (await list("state=all&limit=500")).items.map(({ number }) => number);
    expect(all).toEqual([...all].sort((a, b) => Number(b) - Number(a)));
    const parts: unknown[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const part: Awaited<ReturnType<typeof list>> = await list(`state=all&limit=7${cursor ? `&cursor=${cursor}` : ""}`);
      parts.push(...part.items.map(({ number }) => number));
      cursor = part.next;
    }
    expect(parts).toEqual(all);
  });
});

describe("the page /report", () => {
  const post = async (fields: Record<string, string>, from = `10.1.0.${(caller += 1) % 250}`) => {
    const answer = await app.inject({ method: "POST", url: "/report", payload: new URLSearchParams(fields).toString(), headers: { "content-type": "application/x-www-form-urlencoded" }, remoteAddress: from });
    return { status: answer.statusCode, page: answer.body, headers: answer.headers };
  };
  const open = async (url: string) => {
    const answer = await app.inject({ method: "GET", url });
    return { status: answer.statusCode, page: answer.body, headers: answer.headers };
  };
  const newest = async () => (await list("state=all&limit=1")).items[0];

  it("shows a form without script, with the services by name, readable by everybody", async () => {
    const { status, page, headers } = await open("/report");
    expect([status, headers["content-type"], headers["cache-control"]]).toEqual([200, "text/html; charset=utf-8", "no-store"]);
    expect(page).toContain('<option value="storefront">Storefront</option>');
    expect(page).toContain("Payments &lt;b&gt;&amp; more&lt;/b&gt;");
    expect(page).toContain("Acme Outdoor");
    expect(page).toContain("clocks in Berlin");
    expect(page).not.toContain("<script");
    expect(headers["content-security-policy"]).toContain(`'nonce-${/nonce="([^"]+)"/.exec(page)?.[1]?.replaceAll("&#x3D;", "=").replaceAll("&#61;", "=") ?? "?"}'`);
  });

  it("takes a report and says what happens next, with its number, now and later", async () => {
    const { status, headers } = await post({ what: "Line one\r\nline two", serviceId: "storefront", where: "checkout", since: "2026-11-19T15:30", reporter: "Ana" });
    const way = String(headers["location"]);
    expect([status, way]).toEqual([303, expect.stringMatching(/^\/report\/[0-9a-f-]{36}$/)]);
    const stored = await newest();
    expect(stored).toMatchObject({ cameBy: "form", what: "Line one\nline two", where: "checkout", since: "2026-11-19T14:30:00.000Z", reporter: "Ana" });
    const waiting = await open(way);
    expect(waiting.page).toContain(`It is report ${String(stored?.["number"])}.`);
    expect(waiting.page).toContain("The people in charge have been told.");
    expect(waiting.page).not.toContain("Line one");
    const { id, ref } = await declare("storefront");
    await link(String(stored?.["id"]), ref);
    expect((await open(way)).page).toContain("People work on a problem with Storefront now.");
    await change(id, { kind: "resolve" });
    expect((await open(way)).page).toContain("The problem is over");
  });

  it("keeps what was typed and names the field where something is wrong", async () => {
    const typed = { what: "", serviceId: "gone", where: "x".repeat(501), since: "2026-11-19T15:30", reporter: "Ana “the one” <ana@acme.example>" };
    const { status, page } = await post(typed);
    expect(status).toBe(422);
    expect(page).toContain('<a href="#what">What you see</a>: Say what you see.');
    expect(page).toContain('<a href="#where">Where you see it</a>: The text is longer than 500 characters.');
    expect(page).toMatch(/<textarea [^>]*aria-describedby="what-hint what-wrong" aria-invalid="true">/);
    expect(page).toContain('value="2026-11-19T15:30"');
    expect(page).toContain("Ana “the one” &lt;ana@acme.example&gt;");
    expect((await post({ ...typed, what: "x", where: "" })).page).toContain("There is no such service.");
    expect((await post({ what: "x", since: "2026-11-19 23:59" })).page).toContain("This time lies in the future.");
    expect((await post({ what: "x", since: "noon" })).page).toContain("This is no time we can read.");
  });

  it.each(['</textarea><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "\u202Eevil\u2066", "{{7*7}}", "&lt;already&gt;"])("shows %j as text", async (hostile) => {
    const { page } = await post({ what: hostile, where: hostile, since: hostile, reporter: `${hostile}\n`, serviceId: hostile });
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain("Your report was not sent yet.");
  });

  it("answers with a page also where it cannot read what was sent", async () => {
    const tooLarge = await post({ what: "x".repeat(1_100_000) });
    expect([tooLarge.status, tooLarge.page]).toEqual([413, expect.stringContaining("This is more than we can take at once.")]);
    const tooLong = await post({ what: "y".repeat(200_000) });
    expect([tooLong.status, tooLong.page.includes("y".repeat(200_000))]).toEqual([422, true]);
    const nul = await post({ what: "a\u0000b" });
    expect([nul.status, nul.page]).toEqual([400, expect.stringContaining("We could not read this.")]);
    expect((await open("/report/not-an-id")).status).toBe(404);
    expect((await open(`/report/${newId()}`)).page).toContain("There is no such report.");
  });

  it("says in words, on a page, that too many come from one address", async () => {
    for (let turn = 0; turn < 20; turn += 1) await post({ what: "flood" }, "10.8.8.8");
    const { status, page, headers } = await post({ what: "flood" }, "10.8.8.8");
    expect([status, headers["content-type"]]).toEqual([429, "text/html; charset=utf-8"]);
    expect(page).toContain("Many reports come from where you are.");
  });

  it("takes nothing from another site", async () => {
    const answer = await app.inject({ method: "POST", url: "/report", payload: "what=x", headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "cross-site" } });
    expect(answer.statusCode).toBe(403);
  });
});
