import { describe, expect, it } from "vitest";
import type { StoredSection } from "../../platform/config-document/stored-section.ts";
import { acmeProcess } from "../../platform/testing/acme-process.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { muster } from "../../values/actor.ts";
import { loopInAudiences } from "../communications/index.ts";
import { incidentRoutes, reactToIncidents, roleRoutes, stepRoutes, type IncidentFact } from "../incidents/index.ts";
import { processSchema } from "../process/process.document.ts";
import { storedProcess } from "../process/index.ts";
import { judgeIncidents, reactToRetrospectives, retrospectiveRoutes } from "../retrospectives/index.ts";
import type { AdherenceView, FindingView, TrendView } from "./contract.ts";
import { adherenceRoutes } from "./index.ts";

const minute = 60_000;
const context = { listeners: { incident: [reactToIncidents, loopInAudiences, judgeIncidents], retrospective: [reactToRetrospectives] }, links: { publicUrl: "http://127.0.0.1:4600", secret: "s" } };
const { call, database, clock } = await openTestApp((app, tools) => [incidentRoutes, stepRoutes, roleRoutes, retrospectiveRoutes, adherenceRoutes].forEach((add) => add(app, tools)), { context });
await database.transaction(async (tx) => {
  await tx.run("insert into person (id, name, email, place) select id, initcap(id), id || '@acme.example', 1 from unnest(array['grete', 'ines', 'jonas', 'hana']) as id");
  await tx.run("insert into team (id, name, manager_id, place) values ('payments', 'Payments', 'grete', 1)");
  await tx.run("insert into service (id, name, team_id, tier, place) values ('checkout', 'Checkout', 'payments', 1, 1)");
  await tx.run("insert into audience (id, name, style, services, place) values ('executives', 'Executives', 'executive', '{}', 1), ('support', 'Customer support', 'stakeholder', '{}', 2)");
  await tx.run("insert into audience_member (audience_id, place, email) values ('executives', 0, 'all@acme.example'), ('support', 0, 'support@acme.example')");
  const process = processSchema.parse(acmeProcess());
  await (storedProcess as StoredSection).write(tx, { upserts: [{ id: "process", entry: process, place: 0, isFromFile: true }], deletes: [], actor: muster, isFile: true });
});

const [grete, ines, jonas] = [person("manager", "grete"), person("responder", "ines"), person("responder", "jonas")];
const robot = { actor: { kind: "token", id: "11111111-1111-4111-8111-111111111111" }, role: "administrator", personId: null } as const;
const begin = Date.parse("2026-11-19T13:00:00Z");

async function declared(classed: object = {}): Promise<string> {
  const answer = await call("POST /api/v1/incidents", { as: ines, body: { title: "Nobody can pay", serviceIds: ["checkout"], pageServices: [], ...classed } });
  expect(answer.status).toBe(201);
  return (answer.body as { ref: string }).ref;
}

async function findings(ref: string): Promise<Map<string, FindingView>> {
  const answer = await call(`GET /api/v1/incidents/${ref}/adherence`, { as: jonas });
  expect(answer.status).toBe(200);
  return new Map((answer.body as AdherenceView).findings.map((one) => [one.rule, one]));
}

describe("an incident held against its process", () => {
  it("says what became of each rule, by when, and by which entries, and changes as time passes", async () => {
    await clock.set(begin);
    const ref = await declared();
    await clock.advance(20 * minute);
    expect((await findings(ref)).get("timeBoxes/classify")).toMatchObject({ verdict: "missed", asks: "Classified within 15 min", dueAt: expect.stringMatching(/^2026-11-19T13:15:00/) as string, lateSeconds: expect.closeTo(300, -1) as number });
    await call(`POST /api/v1/incidents/${ref}/classify`, { as: ines, body: { severity: "sev1", priority: "p1" } });
    const found = await findings(ref);
    expect(found.get("timeBoxes/classify")).toMatchObject({ verdict: "missed", happenedAt: expect.stringMatching(/^2026-11-19T13:20:00/) as string, proof: [{ entry: expect.any(Number) as number }] });
    expect(found.get("loopIn/executives")).toMatchObject({ verdict: "pending", asks: "Executives: first news" });
    expect(found.get("command")).toMatchObject({ verdict: "met", people: [{ id: "ines", name: "Ines" }] });
    expect(found.get("rolesRequired/communications-lead")).toMatchObject({ verdict: "pending", asks: "Communications lead is held by somebody of their own" });
    expect(found.get("publishBy/social")).toMatchObject({ verdict: "not-applicable", because: "Not asked at this class" });
  });

  it("is asked of incidents that there are, by whoever is signed in", async () => {
    expect((await call("GET /api/v1/incidents/INC-999/adherence", { as: jonas })).status).toBe(404);
    expect((await call("GET /api/v1/incidents/INC-1/adherence")).status).toBe(401);
    expect((await call("GET /api/v1/adherence?last=nine", { as: jonas })).status).toBe(400);
  });
});

describe("a rule", () => {
  const waive = (ref: string, rule: string, as: ReturnType<typeof person>, reason = "The link to the classes was down.") => call(`POST /api/v1/incidents/${ref}/waivers`, { as, body: { rule, reason } });
  const late = async () => {
    await clock.set(begin);
    const ref = await declared();
    await clock.advance(20 * minute);
    return ref;
  };

  it("is waived with a name and a reason, and held again", async () => {
    const ref = await late();
    const waived = await waive(ref, "timeBoxes/classify", grete);
    expect(waived.status).toBe(200);
    expect((await findings(ref)).get("timeBoxes/classify")).toMatchObject({ verdict: "waived", waivedBy: "Grete", because: "The link to the classes was down." });
    await call(`DELETE /api/v1/incidents/${ref}/waivers?rule=timeBoxes/classify`, { as: grete });
    expect((await findings(ref)).get("timeBoxes/classify")).toMatchObject({ verdict: "missed", waivedBy: null });
    expect(await call(`DELETE /api/v1/incidents/${ref}/waivers?rule=timeBoxes/classify`, { as: grete })).toMatchObject({ status: 404 });
  });

  it("is waived by whoever commands or manages, and by no token", async () => {
    const ref = await late();
    expect(await waive(ref, "timeBoxes/classify", jonas)).toMatchObject({ status: 403, body: { detail: "A rule is waived by whoever commands, or by a manager. Ask one of them." } });
    expect((await waive(ref, "timeBoxes/classify", ines)).status).toBe(200);
    expect(await waive(ref, "timeBoxes/classify", robot)).toMatchObject({ status: 422, body: { code: "adherence.person.invalid" } });
  });

  it("is waived where there is something to waive, and a reason", async () => {
    const ref = await late();
    expect(await waive(ref, "timeBoxes/lunch", grete)).toMatchObject({ status: 422, body: { errors: [{ path: "rule" }] } });
    expect(await waive(ref, "command", grete)).toMatchObject({ status: 409, body: { code: "adherence.nothing-to-waive" } });
    expect(await waive(ref, "timeBoxes/classify", grete, " ")).toMatchObject({ status: 400 });
  });
});

describe("a rule over the newest incidents", () => {
  it("is counted where it was met or missed, oldest first, drills and what was cancelled left out", async () => {
    await clock.set(begin + 24 * 60 * minute);
    const [first, second, third] = [await declared({ severity: "sev2", priority: "p2" }), await declared(), await declared()];
    await call(`POST /api/v1/incidents/${third}/cancel`, { as: ines, body: { reason: "It was a test." } });
    await clock.advance(30 * minute);
    const trends = (await call("GET /api/v1/adherence?last=2", { as: jonas })).body as { items: TrendView[] };
    expect(trends.items.find(({ rule }) => rule === "timeBoxes/classify")).toEqual({
      ...{ rule: "timeBoxes/classify", chapter: "deciding", asks: "Classified", met: 1, judged: 2 },
      incidents: [{ ref: first, verdict: "met" }, { ref: second, verdict: "missed" }],
    });
  });
});

describe("whom the process has told", () => {
  it("is recorded when the class is set, as of then", async () => {
    await clock.set(begin);
    const ref = await declared();
    await clock.advance(10 * minute);
    await call(`POST /api/v1/incidents/${ref}/classify`, { as: ines, body: { severity: "sev2", priority: "p2", at: "2026-11-19T13:04:00Z" } });
    const rows = await database.transaction((tx) => tx.rows<{ data: Extract<IncidentFact, { type: "audiences looped in" }>["data"]; occurred_at: number }>("select data, occurred_at from event_log where type = 'audiences looped in' order by position desc limit 1"));
    expect(rows).toEqual([{ occurred_at: Date.parse("2026-11-19T13:04:00Z"), data: expect.objectContaining({ added: ["team/payments", "support", "executives"], left: [] }) as object }]);
  });
});
