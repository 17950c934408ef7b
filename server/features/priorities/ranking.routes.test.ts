import { describe, expect, it } from "vitest";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { RankingView, ServiceRankings } from "./ranking.contract.ts";
import { rankingRoutes } from "./ranking.routes.ts";

const { call, database } = await openTestApp(rankingRoutes);
for (const id of ["amara", "chidi", "dana"]) await addPerson(database, id);
await database.transaction(async (tx) => {
  await tx.run(`insert into process_version (version, document, published_at, published_by, is_from_file) values (1, $1, muster_now(), '{"kind":"muster"}', false)`, [JSON.stringify({ priorities: ["p1", "p2", "p3", "p4"].map((id) => ({ id, name: id.toUpperCase() })) })]);
  await tx.run("insert into team (id, name, place) values ('web', 'Web', 0), ('payments', 'Payments', 1), ('support', 'Support', 2)");
  await tx.run("insert into team_member (team_id, person_id, place) values ('web', 'amara', 0), ('payments', 'chidi', 0), ('support', 'dana', 0)");
  await tx.run("insert into service (id, name, team_id, tier, place) values ('storefront', 'Storefront', 'web', 1, 0), ('checkout', 'Checkout', 'payments', 1, 1), ('ledger', 'Ledger', 'payments', 2, 2)");
  await tx.run("insert into service_link (service_id, kind, target_id, place) values ('storefront', 'depends-on', 'checkout', 0), ('checkout', 'depends-on', 'ledger', 0)");
  await tx.run("insert into slo (id, service_id, journey, indicator, target, window_text, priority, raise, tell, place) values ('pay', 'checkout', 'A customer pays', '{}', 99.5, '30d', 'p2', '[]', '{}', 0)");
  await tx.run("insert into route (place, condition, urgency, declares, declare_priority, is_from_file) values (0, 'severity == \"critical\" && service.tier == 2', 'high', true, 'p3', false)");
});

const [amara, chidi, dana] = [person("responder", "amara"), person("responder", "chidi"), person("responder", "dana")];
type Problem = { code: string; detail: string };
const view = async (service = "checkout", as = amara) => (await call<ServiceRankings>(`GET /api/v1/services/${service}/rankings`, { as })).body;
const rank = (team: string, wish: object, as = amara, service = "checkout") => call<ServiceRankings & Problem>(`PUT /api/v1/services/${service}/rankings/${team}`, { as, body: wish });
const answer = (id: string, body: object, as = chidi) => call<Problem>(`PUT /api/v1/rankings/${id}/answer`, { as, body });
const disagreements = async (standing: string) => (await call<{ items: RankingView[] }>(`GET /api/v1/rankings?standing=${standing}`, { as: "viewer" })).body.items;

describe("the priorities of a service", () => {
  it("are the provider's, with who uses it and has not said anything", async () => {
    expect(await view()).toMatchObject({
      provider: { name: "Payments" },
      useCases: [{ sloId: null, name: "Checkout as a whole", priority: { name: "P2", from: "slo" } }, { sloId: "pay", name: "A customer pays", priority: { name: "P2" } }],
      consumers: [{ name: "Web", through: [{ name: "Storefront" }], hasRanked: false, maySpeak: true }],
      mySpeaking: [{ id: "web" }],
      rankings: [],
    });
    expect((await view("ledger")).useCases).toEqual([{ sloId: null, name: "Ledger as a whole", priority: { id: "p3", name: "P3", from: "routes" } }]);
    expect((await call("GET /api/v1/services/none/rankings", { as: amara })).status).toBe(404);
  });

  it("are ranked by who uses it, with what they do about an outage", async () => {
    const { body } = await rank("web", { priority: "p1", fallback: "Baskets are kept", mitigation: "We show a banner" });
    expect(body.rankings).toMatchObject([{ team: { name: "Web" }, useCase: null, priority: { name: "P1" }, providerPriority: { name: "P2" }, standing: "open", isMoreUrgent: true, fallback: "Baskets are kept", rankedBy: { id: "amara" }, mayChange: true, mayAnswer: false, version: 1 }]);
    expect((await rank("support", { sloId: "pay", priority: "p2" }, dana)).body.rankings.map(({ standing }) => standing)).toEqual(["open", "agreed"]);
    expect((await view()).consumers).toMatchObject([{ hasRanked: true }]);
  });

  it("are refused from who speaks for another team, for the own service, and for what there is not, with the mend", async () => {
    expect(await rank("web", { priority: "p1" }, chidi)).toMatchObject({ status: 403, body: { detail: "For Web speaks one of its members, or a manager." } });
    expect(await rank("payments", { priority: "p1" }, chidi)).toMatchObject({ status: 422, body: { detail: "Payments owns Checkout: its priority stands in its SLOs and in the routes." } });
    expect(await rank("web", { priority: "p9", baseVersion: 1 })).toMatchObject({ status: 422, body: { detail: "The process has no priority “p9”. It has p1, p2, p3, p4." } });
    expect(await rank("web", { priority: "p1", sloId: "gone" })).toMatchObject({ status: 422, body: { code: "ranking.invalid" } });
    expect(await rank("nobody", { priority: "p1" })).toMatchObject({ status: 404 });
  });

  it("say to the second of two what the first changed", async () => {
    expect(await rank("web", { priority: "p3", baseVersion: null })).toMatchObject({ status: 409, body: { code: "ranking.changed", detail: "Amara ranked it P1 meanwhile. Look at it again, then say what is to be otherwise." } });
    expect((await rank("web", { priority: "p1", fallback: "Baskets are kept", baseVersion: 1 })).status).toBe(200);
  });
});

describe("a disagreement", () => {
  it("stands in one list across services until the provider answers it with a reason", async () => {
    const [open] = await disagreements("open");
    expect(open).toMatchObject({ service: { name: "Checkout" }, team: { name: "Web" } });
    const id = open?.id ?? "";
    expect(await answer(id, { verdict: "kept", reason: "One journey of many", baseVersion: 2 }, amara)).toMatchObject({ status: 403 });
    expect(await answer(id, { verdict: "kept", reason: "", baseVersion: 2 })).toMatchObject({ status: 400 });
    expect((await answer(id, { verdict: "kept", reason: "One journey of many", baseVersion: 2 })).status).toBe(204);
    expect(await answer(id, { verdict: "changed", reason: "Yes", baseVersion: 2 })).toMatchObject({ status: 409, body: { detail: expect.stringContaining("The provider answered: kept.") } });
    expect(await disagreements("kept")).toMatchObject([{ answer: { verdict: "kept", reason: "One journey of many", by: { id: "chidi" } } }]);
    expect(await disagreements("open")).toEqual([]);
  });

  it("is open again when the provider's priority is another, and gone when both say the same", async () => {
    const setTo = (priority: string) => database.transaction((tx) => tx.run("update slo set priority = $1 where id = 'pay'", [priority]));
    await setTo("p3");
    expect((await disagreements("open")).map(({ team }) => team.id).sort()).toEqual(["support", "web"]);
    await setTo("p1");
    expect((await disagreements("agreed")).map(({ team }) => team.id)).toEqual(["web"]);
    const [web] = await disagreements("agreed");
    expect(await answer(web?.id ?? "", { verdict: "kept", reason: "As it is", baseVersion: 3 })).toMatchObject({ status: 409, body: { code: "ranking.agreed" } });
    await setTo("p2");
  });

  it("goes with the ranking that is taken back, and every change is in the audit trail", async () => {
    const [kept] = await disagreements("kept");
    expect((await call(`DELETE /api/v1/rankings/${kept?.id ?? ""}?baseVersion=1`, { as: amara })).status).toBe(409);
    expect((await call(`DELETE /api/v1/rankings/${kept?.id ?? ""}?baseVersion=3`, { as: amara })).status).toBe(204);
    expect(await disagreements("kept")).toEqual([]);
    const trail = await database.transaction((tx) => tx.rows<{ action: string }>("select data ->> 'action' as action from event_log where stream_id = 'audit/rankings/checkout' order by version"));
    expect(trail.map(({ action }) => action)).toEqual(["made", "made", "changed", "answered", "deleted"]);
  });
});
