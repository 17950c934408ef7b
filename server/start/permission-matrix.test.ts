import type { FastifyInstance, InjectOptions } from "fastify";
import { afterAll, describe, expect, it } from "vitest";
import { createHttpServer } from "../platform/http/server.ts";
import { addSignedInPerson } from "../platform/testing/test-people.ts";
import { makeTestDatabase } from "../platform/testing/test-database.ts";
import { roles, type Role } from "../values/permission.ts";
import { createNode } from "./node.ts";
import { addRoutes } from "./routes.ts";

type Door = Role | "public" | "intake-key" | "page-link";

/**
 * Every address with the least role that may call it, or the door that has its own key. Written by hand, apart from the routes: one that is
 * new fails here until somebody has thought about who may call it.
 */
const expected: Readonly<Record<string, Door>> = {
  "GET /api/v1/first-run": "public",
  "POST /api/v1/first-run": "public",
  "GET /api/v1/session": "public",
  "POST /api/v1/session": "public",
  "DELETE /api/v1/session": "public",
  "PUT /api/v1/account/password": "viewer",
  "GET /api/v1/tokens": "viewer",
  "POST /api/v1/tokens": "viewer",
  "DELETE /api/v1/tokens/:id": "viewer",
  "GET /api/v1/accounts": "manager",
  "PUT /api/v1/people/:id/access": "administrator",
  "POST /api/v1/people/:id/invitation": "administrator",
  "GET /api/v1/invitation/:token": "public",
  "POST /api/v1/invitation": "public",
  "GET /api/v1/audit": "manager",
  "GET /api/v1/notices": "administrator",
  "POST /api/v1/notices/:id/settle": "administrator",
  "PUT /api/v1/config": "administrator",
  "GET /api/v1/config": "manager",
  "GET /api/v1/config/:section": "manager",
  "GET /api/v1/config/:section/:id": "manager",
  "PUT /api/v1/config/:section/:id": "manager",
  "DELETE /api/v1/config/:section/:id": "manager",
  "GET /api/v1/people": "viewer",
  "GET /api/v1/people/:id": "viewer",
  "GET /api/v1/people/:id/reach": "viewer",
  "POST /api/v1/people/:id/contacts": "viewer",
  "PATCH /api/v1/people/:id/contacts/:contact": "viewer",
  "DELETE /api/v1/people/:id/contacts/:contact": "viewer",
  "POST /api/v1/people/:id/contacts/:contact/restore": "viewer",
  "PUT /api/v1/people/:id/notify": "viewer",
  "POST /api/v1/people/:id/contacts/:contact/code": "viewer",
  "POST /api/v1/people/:id/contacts/:contact/verify": "viewer",
  "POST /api/v1/people/:id/contacts/:contact/test": "viewer",
  "POST /api/v1/people/:id/test": "viewer",
  "POST /api/v1/people/:id/tests/:proof/reached": "viewer",
  "GET /t/:token": "page-link",
  "POST /t/:token": "page-link",
  "GET /api/v1/teams": "viewer",
  "GET /api/v1/teams/:id": "viewer",
  "GET /api/v1/services": "viewer",
  "GET /api/v1/services/:id": "viewer",
  "GET /api/v1/customers": "viewer",
  "GET /api/v1/customers/:id": "viewer",
  "GET /api/v1/swaps": "responder",
  "POST /api/v1/swaps": "responder",
  "POST /api/v1/swaps/:id/answer": "responder",
  "GET /api/v1/schedules/:id/cover": "responder",
  "GET /api/v1/people/:id/on-call-load": "responder",
  "GET /api/v1/people/:id/absences": "viewer",
  "POST /api/v1/people/:id/absences": "responder",
  "DELETE /api/v1/people/:id/absences/:absenceId": "responder",
  "GET /api/v1/people/:id/absence-feed": "responder",
  "PUT /api/v1/people/:id/absence-feed": "responder",
  "DELETE /api/v1/people/:id/absence-feed": "responder",
  "GET /api/v1/schedules/:id/absences": "viewer",
  "GET /api/v1/schedules/:id/shadows": "viewer",
  "POST /api/v1/schedules/:id/shadows": "responder",
  "DELETE /api/v1/schedules/:id/shadows/:shadowId": "responder",
  "GET /api/v1/policies": "viewer",
  "GET /api/v1/policies/:id": "viewer",
  "GET /api/v1/coverage": "viewer",
  "GET /api/v1/sources": "responder",
  "GET /api/v1/sources/:id": "responder",
  "GET /api/v1/sources/:id/deliveries": "responder",
  "POST /api/v1/sources": "manager",
  "POST /api/v1/sources/:id/key": "manager",
  "GET /api/v1/presets": "responder",
  "POST /api/v1/sources/:id/mapping/preview": "responder",
  "PUT /api/v1/sources/:id/mapping": "manager",
  "POST /api/v1/watchdog/pages": "intake-key",
  "POST /intake/:source/:key": "intake-key",
  "POST /v2/enqueue": "intake-key",
  "POST /v2/change/enqueue": "intake-key",
  "POST /v2/alerts": "intake-key",
  "POST /v2/alerts/:identifier/:action": "intake-key",
  "GET /v2/alerts": "intake-key",
  "DELETE /v2/alerts/:identifier": "intake-key",
  "DELETE /v2/alerts/:identifier/tags": "intake-key",
  "DELETE /v2/alerts/:identifier/details": "intake-key",
  "PUT /v2/alerts/:identifier/message": "intake-key",
  "PUT /v2/alerts/:identifier/description": "intake-key",
  "PUT /v2/alerts/:identifier/priority": "intake-key",
  "GET /v2/alerts/*": "intake-key",
  "POST /v2/alerts/*": "intake-key",
  "PUT /v2/alerts/*": "intake-key",
  "PATCH /v2/alerts/*": "intake-key",
  "DELETE /v2/alerts/*": "intake-key",
  "GET /v2/alerts/requests/:requestId": "intake-key",
  "POST /v2/alerts/": "intake-key",
  "GET /v2/alerts/": "intake-key",
  "POST /v2/alerts/:identifier/:action/": "intake-key",
  "DELETE /v2/alerts/:identifier/": "intake-key",
  "DELETE /v2/alerts/:identifier/tags/": "intake-key",
  "DELETE /v2/alerts/:identifier/details/": "intake-key",
  "PUT /v2/alerts/:identifier/message/": "intake-key",
  "PUT /v2/alerts/:identifier/description/": "intake-key",
  "PUT /v2/alerts/:identifier/priority/": "intake-key",
  "GET /v2/alerts/requests/:requestId/": "intake-key",
  "GET /alertmanager/:key/api/v2/alerts": "intake-key",
  "POST /alertmanager/:key/api/v2/alerts": "intake-key",
  "GET /alertmanager/:key/api/v2/alerts/groups": "intake-key",
  "GET /alertmanager/:key/api/v2/silences": "intake-key",
  "POST /alertmanager/:key/api/v2/silences": "intake-key",
  "GET /alertmanager/:key/api/v2/silence/:id": "intake-key",
  "DELETE /alertmanager/:key/api/v2/silence/:id": "intake-key",
  "GET /alertmanager/:key/api/v2/status": "intake-key",
  "GET /alertmanager/:key/api/v2/receivers": "intake-key",
  "GET /api/v1/changes": "viewer",
  "POST /api/v1/routes/try": "viewer",
  "POST /api/v1/alerts/:id/release": "responder",
  "GET /api/v1/silences": "viewer",
  "GET /api/v1/silences/:id": "viewer",
  "POST /api/v1/silences": "responder",
  "POST /api/v1/silences/preview": "responder",
  "PUT /api/v1/silences/:id": "responder",
  "POST /api/v1/silences/:id/end": "responder",
  "GET /api/v1/alerts": "viewer",
  "GET /api/v1/alerts/counts": "viewer",
  "GET /api/v1/alerts/:id": "viewer",
  "POST /api/v1/alerts/:id/acknowledge": "responder",
  "POST /api/v1/alerts/:id/resolve": "responder",
  "POST /api/v1/alerts/:id/snooze": "responder",
  "POST /api/v1/alerts/:id/verdict": "responder",
  "POST /api/v1/alerts/:id/note": "responder",
  "PUT /api/v1/alerts/:id/owner": "responder",
  "POST /api/v1/alerts/bulk": "responder",
  "GET /api/v1/alerts/noise": "viewer",
  "PUT /api/v1/alerts/noise/review": "responder",
  "GET /api/v1/alert-views": "viewer",
  "POST /api/v1/alert-views": "viewer",
  "PATCH /api/v1/alert-views/:id": "viewer",
  "DELETE /api/v1/alert-views/:id": "viewer",
  "GET /api/v1/channels": "viewer",
  "GET /api/v1/pages": "viewer",
  "GET /api/v1/pages/:id": "viewer",
  "POST /api/v1/pages/:id/answer": "responder",
  "GET /api/v1/groups/:id/escalation": "viewer",
  "POST /api/v1/groups/:id/acknowledge": "responder",
  "POST /api/v1/groups/:id/escalate": "responder",
  "GET /api/v1/groups/:id/experts": "viewer",
  "POST /api/v1/groups/:id/experts": "responder",
  "GET /api/v1/incidents/:ref/experts": "viewer",
  "POST /api/v1/incidents/:ref/experts": "responder",
  "GET /api/v1/process": "viewer",
  "POST /api/v1/incidents/:ref/roles/:role/ask": "responder",
  "GET /api/v1/declare-questions": "viewer",
  "POST /api/v1/groups/:groupId/no-incident": "responder",
  "GET /api/v1/process/versions": "viewer",
  "GET /api/v1/process/versions/:version": "viewer",
  "GET /api/v1/process/questions": "viewer",
  "GET /api/v1/process/templates": "viewer",
  "POST /api/v1/process/check": "viewer",
  "GET /api/v1/process/draft": "viewer",
  "GET /api/v1/process/draft/bench": "viewer",
  "POST /api/v1/process/draft": "responder",
  "PUT /api/v1/process/draft": "responder",
  "DELETE /api/v1/process/draft": "responder",
  "POST /api/v1/process/draft/restore": "responder",
  "POST /api/v1/process/draft/comments": "responder",
  "POST /api/v1/process/draft/comments/:id/settle": "responder",
  "PUT /api/v1/process/draft/answers": "responder",
  "POST /api/v1/process/draft/publish": "manager",
  "GET /api/v1/incidents": "viewer",
  "POST /api/v1/incidents": "responder",
  "GET /api/v1/incidents/:ref": "viewer",
  "PATCH /api/v1/incidents/:ref": "responder",
  "GET /api/v1/incidents/:ref/timeline": "viewer",
  "GET /api/v1/incidents/:ref/privacy": "viewer",
  "PUT /api/v1/incidents/:ref/privacy": "responder",
  "POST /api/v1/incidents/:ref/privacy/named": "responder",
  "DELETE /api/v1/incidents/:ref/privacy/named/:kind/:id": "responder",
  "POST /api/v1/incidents/:ref/privacy/end": "responder",
  "POST /api/v1/incidents/:ref/privacy/enter": "administrator",
  "GET /api/v1/audiences": "viewer",
  "GET /api/v1/owed": "viewer",
  "GET /api/v1/incidents/:ref/foresight": "responder",
  "GET /api/v1/incidents/:ref/adherence": "viewer",
  "POST /api/v1/incidents/:ref/waivers": "responder",
  "DELETE /api/v1/incidents/:ref/waivers": "responder",
  "GET /api/v1/adherence": "viewer",
  "GET /api/v1/incidents/:ref/owed": "viewer",
  "GET /api/v1/incidents/:ref/updates": "viewer",
  "GET /api/v1/incidents/:ref/updates/draft": "viewer",
  "POST /api/v1/incidents/:ref/updates/preview": "responder",
  "POST /api/v1/incidents/:ref/updates": "responder",
  "GET /api/v1/incidents/:ref/milestones": "viewer",
  "PUT /api/v1/incidents/:ref/milestones/:milestone": "responder",
  "GET /api/v1/incidents/:ref/between": "viewer",
  "POST /api/v1/incidents/:ref/acknowledge": "responder",
  "POST /api/v1/incidents/:ref/classify": "responder",
  "PUT /api/v1/incidents/:ref/impact": "responder",
  "POST /api/v1/incidents/:ref/mitigate": "responder",
  "POST /api/v1/incidents/:ref/resolve": "responder",
  "POST /api/v1/incidents/:ref/reopen": "responder",
  "POST /api/v1/incidents/:ref/cancel": "responder",
  "POST /api/v1/incidents/:ref/close": "responder",
  "POST /api/v1/incidents/:ref/merge": "responder",
  "POST /api/v1/incidents/:ref/groups": "responder",
  "DELETE /api/v1/incidents/:ref/groups/:groupId": "responder",
  "POST /api/v1/incidents/:ref/escalate": "responder",
  "POST /api/v1/incidents/:ref/roles/:role/take": "responder",
  "POST /api/v1/incidents/:ref/roles/:role/assign": "manager",
  "POST /api/v1/incidents/:ref/roles/:role/release": "responder",
  "POST /api/v1/incidents/:ref/handovers": "responder",
  "POST /api/v1/incidents/:ref/handovers/:handoverId/accept": "responder",
  "POST /api/v1/incidents/:ref/handovers/:handoverId/withdraw": "responder",
  "GET /api/v1/incidents/:ref/brief": "viewer",
  "POST /api/v1/incidents/:ref/join": "viewer",
  "GET /api/v1/incidents/:ref/well-being": "responder",
  "POST /api/v1/incidents/:ref/conduct-reports": "viewer",
  "GET /api/v1/incidents/:ref/conduct-reports": "administrator",
  "POST /api/v1/incidents/:ref/leave": "viewer",
  "POST /api/v1/incidents/:ref/questions": "viewer",
  "POST /api/v1/incidents/:ref/questions/:questionId/settle": "responder",
  "POST /api/v1/incidents/:ref/authority": "manager",
  "POST /api/v1/incidents/:ref/relief": "responder",
  "POST /api/v1/incidents/:ref/relief/successor": "responder",
  "POST /api/v1/incidents/:ref/notes": "responder",
  "POST /api/v1/incidents/:ref/decisions": "responder",
  "POST /api/v1/incidents/:ref/decisions/:entry/look": "responder",
  "POST /api/v1/incidents/:ref/calls": "responder",
  "POST /api/v1/incidents/:ref/changes": "responder",
  "POST /api/v1/incidents/:ref/tasks": "responder",
  "PATCH /api/v1/incidents/:ref/tasks/:taskId": "responder",
  "POST /api/v1/incidents/:ref/ground": "responder",
  "PATCH /api/v1/incidents/:ref/ground/:itemId": "responder",
  "PUT /api/v1/incidents/:ref/ground/:itemId/evidence/:entry": "responder",
  "PUT /api/v1/incidents/:ref/entries/:entry/pin": "responder",
  "POST /api/v1/incidents/:ref/entries/:entry/redact": "responder",
  "GET /api/v1/incidents/:ref/evidence-pack": "viewer",
  "GET /api/v1/incidents/:ref/evidence-seal": "viewer",
  "GET /api/v1/evidence-packs": "manager",
  "GET /api/v1/retrospectives": "viewer",
  "GET /api/v1/retrospectives/:id": "viewer",
  "GET /api/v1/retrospectives/:id/markdown": "viewer",
  "POST /api/v1/incidents/:ref/retrospective": "responder",
  "PUT /api/v1/retrospectives/:id/sections/:section": "responder",
  "GET /api/v1/retrospectives/:id/sections/:section/versions": "viewer",
  "GET /api/v1/retrospectives/:id/sections/:section/versions/:version": "viewer",
  "POST /api/v1/retrospectives/:id/review": "responder",
  "POST /api/v1/retrospectives/:id/draft": "responder",
  "POST /api/v1/retrospectives/:id/approve": "manager",
  "POST /api/v1/retrospectives/:id/share": "responder",
  "POST /api/v1/retrospectives/:id/follow-ups": "responder",
  "GET /api/v1/follow-ups": "viewer",
  "PATCH /api/v1/follow-ups/:id": "responder",
  "GET /api/v1/me/shifts": "viewer",
  "GET /api/v1/me/hand-overs": "viewer",
  "GET /api/v1/schedules/:id/hand-overs": "viewer",
  "POST /api/v1/schedules/:id/hand-overs": "responder",
  "POST /api/v1/schedules/:id/hand-overs/:noteId/read": "responder",
  "GET /api/v1/me/readiness": "viewer",
  "POST /api/v1/me/readiness": "responder",
  "GET /api/v1/readiness": "viewer",
  "GET /api/v1/me/reminders": "viewer",
  "PUT /api/v1/me/reminders": "viewer",
  "GET /api/v1/me/calendar-feeds": "viewer",
  "POST /api/v1/me/calendar-feeds": "viewer",
  "DELETE /api/v1/me/calendar-feeds/:id": "viewer",
  "GET /calendars/:file": "page-link",
  "GET /api/v1/on-call": "viewer",
  "GET /api/v1/schedules": "viewer",
  "GET /api/v1/schedules/:id": "viewer",
  "GET /api/v1/schedules/:id/shifts": "viewer",
  "GET /api/v1/people/:id/shifts": "viewer",
  "POST /api/v1/schedules/:id/overrides": "responder",
  "DELETE /api/v1/schedules/:id/overrides/:overrideId": "responder",
  "GET /api/v1/schedules/:id/calendars": "viewer",
  "PUT /api/v1/schedules/:id/calendars/:calendarId": "manager",
  "POST /api/v1/schedules/:id/calendars/:calendarId/read": "manager",
  "DELETE /api/v1/schedules/:id/calendars/:calendarId": "manager",
  "GET /api/v1/schedules/:id/form": "manager",
  "PUT /api/v1/schedules/:id": "manager",
  "GET /api/v1/clock": "viewer",
  "GET /api/v1/on-call/month": "viewer",
  "POST /api/v1/incidents/:ref/evidence": "responder",
  "POST /api/v1/incidents/:ref/evidence/link": "responder",
  "GET /api/v1/evidence/:id": "viewer",
  "DELETE /api/v1/evidence/:id": "responder",
  "PUT /api/v1/drafts/:place": "viewer",
  "GET /api/v1/drafts/:place": "viewer",
  "DELETE /api/v1/drafts/:place": "viewer",
  "POST /api/v1/reports": "public",
  "GET /api/v1/reports": "viewer",
  "POST /api/v1/reports/:id/link": "responder",
  "POST /api/v1/reports/:id/settle": "responder",
  "GET /report": "public",
  "POST /report": "public",
  "GET /report/:id": "public",
  // Open to everybody during the first run, which is over here.
  "GET /api/v1/health": "administrator",
  "POST /api/v1/health/confirm-paging": "administrator",
  "POST /api/v1/health/parked/:id/retry": "administrator",
  "POST /api/v1/health/parked/:id/drop": "administrator",
  "GET /api/v1/example": "viewer",
  "GET /api/v1/push-key": "viewer",
  "GET /api/v1/people/:id/contacts/:contact/webhook-secret": "viewer",
  // Each callback shows by its signature who calls.
  "POST /callbacks/twilio/status": "public",
  "POST /callbacks/twilio/sms": "public",
  "POST /callbacks/twilio/keys": "public",
  "POST /callbacks/gateway/receipts": "public",
  "POST /callbacks/gateway/replies": "public",
  "GET /api/openapi.json": "public",
  "GET /b/:token": "page-link",
  "POST /b/:token": "page-link",
  "GET /p/:token": "page-link",
  "POST /p/:token": "page-link",
  "GET /api/v1/stream": "viewer",
};

const { url } = await makeTestDatabase();
const node = createNode({ databaseUrl: url, publicUrl: "http://127.0.0.1:4600", secret: "s".repeat(32), messengers: {}, log: () => undefined });
const app: FastifyInstance = await createHttpServer({ publicUrl: "http://127.0.0.1:4600", version: "0.0.0", logger: false });
const actual = new Map<string, { method: string; url: string }>();
app.addHook("onRoute", (route) => {
  const methods = [route.method].flat().filter((method) => method !== "HEAD");
  for (const method of methods) actual.set(`${method} ${route.url}`, { method, url: route.url });
});
addRoutes(app, node, { publicUrl: "http://127.0.0.1:4600", smtpUrl: null, databaseUrl: null });
await app.ready();
afterAll(async () => {
  await app.close();
  await node.stop();
});

let people = 0;

/** Somebody new of that role each time: a route may end the session it is called with. */
async function browserOf(role: Role): Promise<{ cookie: string }> {
  people += 1;
  return (await addSignedInPerson(node.database, `${role}-${people}`, role)).browser;
}

/** Callers without a role: nobody, a wrong token, an intake key and a page's token shown as if they were API tokens. */
const strangers: Record<string, Record<string, string>> = {
  nobody: {},
  "a wrong token": { authorization: "Bearer mst_wrong" },
  "an intake key": { authorization: "Bearer acme-prometheus" },
  "a page token": { authorization: "Bearer 7cc5124e54c585aa944ef7e14f2ea32a8tZ4qDSVpsVp4f0TLewOQRlCJvpYZQs0" },
};

/** Headers and parameters that must change nothing. */
const hostile = { "x-muster-role": "administrator", "x-forwarded-user": "admin", "x-original-url": "/healthz", "x-http-method-override": "GET", forwarded: "for=127.0.0.1;by=admin" };

async function statusOf(route: { method: string; url: string }, headers: Record<string, string>): Promise<number> {
  const address = route.url.replace(/:source/, "prometheus").replace(/:(\w+)/g, "019aa000-0000-7000-8000-000000000000");
  const answer = await app.inject({ method: route.method as NonNullable<InjectOptions["method"]>, url: `${address}?role=administrator`, headers: { ...hostile, ...headers }, payloadAsStream: true });
  answer.stream().on("error", () => undefined).destroy();
  return answer.statusCode;
}

const isRefused = (status: number) => status === 401 || status === 403;

describe("Every route of the router", () => {
  it("has a row here, and every row a route", () => {
    expect([...actual.keys()].sort()).toEqual(Object.keys(expected).sort());
  });

  it.each([...actual])("%s lets in whom its row says and nobody else", async (name, route) => {
    const door = expected[name];
    const isRole = roles.includes(door as Role);
    const statuses = new Map<string, number>();
    for (const [who, headers] of Object.entries(strangers)) statuses.set(who, await statusOf(route, headers));
    for (const role of roles) statuses.set(role, await statusOf(route, await browserOf(role)));
    for (const [who, status] of statuses) {
      const mayPass = roles.indexOf(who as Role) >= roles.indexOf(door as Role) && who in strangers === false;
      if (isRole) expect(`${who}: ${isRefused(status) ? "refused" : "let in"}`).toBe(`${who}: ${mayPass ? "let in" : "refused"}`);
      else expect(`${who}: ${status}`).toBe(`${who}: ${statuses.get("nobody")}`);
      expect(status, `${who} met a fault`).toBeLessThan(500);
    }
  });
});
