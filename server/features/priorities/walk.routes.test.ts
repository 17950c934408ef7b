import { describe, expect, it } from "vitest";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { PriorityWalkDetail, PriorityWalkView, WatchGapView } from "./walk.contract.ts";
import { walkRoutes } from "./walk.routes.ts";

const { call, database } = await openTestApp(walkRoutes);
for (const id of ["amara", "chidi"]) await addPerson(database, id);
await database.transaction(async (tx) => {
  const priorities = ["p1", "p2"].map((id) => ({ id, name: id.toUpperCase(), criteria: [`Criteria of ${id}`] }));
  await tx.run(`insert into process_version (version, document, published_at, published_by, is_from_file) values (1, $1, muster_now(), '{"kind":"muster"}', false)`, [JSON.stringify({ priorities })]);
  await tx.run("insert into team (id, name, place) values ('web', 'Web', 0), ('payments', 'Payments', 1)");
  await tx.run("insert into service (id, name, team_id, tier, place) values ('storefront', 'Storefront', 'web', 2, 0), ('checkout', 'Checkout', 'payments', 1, 1)");
  await tx.run("insert into slo (id, service_id, journey, indicator, target, window_text, priority, raise, tell, place) values ('pay', 'checkout', 'A customer pays', '{}', 99.5, '30d', 'p1', '[]', '{}', 0)");
  await tx.run("insert into route (place, condition, urgency, declares, declare_priority, is_from_file) values (0, 'service.tier == 1', 'high', true, 'p1', false), (1, null, 'low', false, null, false)");
  await tx.run(`insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, service_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
    select gen_random_uuid(), gen_random_uuid(), 'prometheus', n::text, 1, true, 'firing', 'Alert ' || n, 'high', jsonb_build_object('alertname', case when n % 2 = 0 then 'Latency' else 'DiskFull' end), '[]',
      case when n % 2 = 0 then 'checkout' else 'storefront' end, 'low', 1, now() - n * interval '1 hour', now(), gen_random_uuid(), gen_random_uuid() from generate_series(1, 5) as n`);
});

const [amara, chidi] = [person("responder", "amara"), person("responder", "chidi")];
type Problem = { code: string; detail: string };
type Answered = { status: number; body: PriorityWalkDetail & Problem };
const begin = async (teamId: string | null = null) => (await call<PriorityWalkDetail>("POST /api/v1/priority-walks", { as: amara, body: { teamId } })).body;
const read = async (id: string) => (await call<PriorityWalkDetail>(`GET /api/v1/priority-walks/${id}`, { as: chidi })).body;
const move = (id: string, step: number, baseVersion: number, as = amara): Promise<Answered> => call<PriorityWalkDetail & Problem>(`PUT /api/v1/priority-walks/${id}/step`, { as, body: { step, baseVersion } });
const add = (id: string, gap: object, as = amara): Promise<Answered> => call<PriorityWalkDetail & Problem>(`POST /api/v1/priority-walks/${id}/gaps`, { as, body: gap });
const change = (id: string, body: object) => call<Problem>(`PATCH /api/v1/watch-gaps/${id}`, { as: chidi, body });
const gaps = async (query = "") => (await call<{ items: WatchGapView[] }>(`GET /api/v1/watch-gaps${query}`, { as: "viewer" })).body.items;

describe("a walk through the priorities", () => {
  it("begins with the alerts that carry none, and shows of each priority what carries it", async () => {
    const { id, ...walk } = await begin();
    expect(walk).toMatchObject({ step: 0, steps: 5, question: "unmapped", priority: null, alerts: [{ title: "DiskFull", service: { name: "Storefront" }, occurrences: 3 }], useCases: [], begunBy: { id: "amara" } });
    expect((await move(id, 1, 1)).body).toMatchObject({
      ...{ step: 1, question: "mapped", priority: { name: "P1", criteria: ["Criteria of p1"] }, alerts: [{ title: "Latency", occurrences: 2 }] },
      ...{ routes: [{ route: 1, when: "service.tier == 1" }], useCases: [{ name: "A customer pays", service: { name: "Checkout" } }] },
    });
    expect((await move(id, 3, 2)).body).toMatchObject({ question: "mapped", priority: { name: "P2" }, alerts: [], routes: [], useCases: [] });
  });

  it("is about the services of one team, where one is named", async () => {
    expect(await begin("payments")).toMatchObject({ team: { name: "Payments" }, alerts: [], services: [{ id: "checkout" }] });
    expect(await call("POST /api/v1/priority-walks", { as: amara, body: { teamId: "none" } })).toMatchObject({ status: 422, body: { code: "walk.invalid" } });
  });

  it("stands where somebody left it, is gone on with by another, and says to the second of two who was first", async () => {
    const { id } = await begin();
    await move(id, 2, 1);
    expect(await read(id)).toMatchObject({ step: 2, question: "unwatched", priority: { name: "P1" } });
    expect((await move(id, 3, 2, chidi)).body).toMatchObject({ movedBy: { id: "chidi" }, people: [{ id: "amara" }, { id: "chidi" }] });
    expect(await move(id, 1, 2)).toMatchObject({ status: 409, body: { code: "walk.moved", detail: "Chidi went on to question 4 of 5 meanwhile. Go on from there." } });
    expect((await move(id, 5, 3)).body.endedAt).not.toBeNull();
    expect((await move(id, 4, 4)).body).toMatchObject({ endedAt: null, step: 4 });
    const all = (await call<{ items: PriorityWalkView[] }>("GET /api/v1/priority-walks", { as: "viewer" })).body.items;
    expect(all.map(({ team }) => team?.id ?? null)).toContain("payments");
  });
});

describe("what a walk finds", () => {
  it("is kept with the priority of its question, the service and how it could be watched", async () => {
    const { id } = await begin("payments");
    await move(id, 2, 1);
    expect((await add(id, { text: "Orders are paid twice", serviceId: "checkout", watchBy: "indicator" }, chidi)).body.found).toMatchObject([
      { text: "Orders are paid twice", priority: { name: "P1" }, service: { name: "Checkout" }, watchBy: "indicator", question: "unwatched", addedBy: { id: "chidi" }, status: "open" },
    ]);
    await move(id, 0, 2);
    expect((await add(id, { text: "DiskFull", priority: "p2" })).body.found).toMatchObject([{ question: "unmapped", priority: { id: "p2" } }]);
    expect(await add(id, { text: "x", priority: "p9" })).toMatchObject({ status: 422, body: { detail: "The process has no priority “p9”. It has p1, p2." } });
    expect(await add(id, { text: "x", serviceId: "none" })).toMatchObject({ status: 422, body: { code: "gap.invalid" } });
    expect((await gaps(`?walkId=${id}`)).map(({ text }) => text)).toEqual(["Orders are paid twice", "DiskFull"]);
  });

  it("is done or dropped with a reason, linked to where it is worked on, and handed out", async () => {
    const [first, second] = await gaps();
    const [one, two] = [first?.id ?? "", second?.id ?? ""];
    expect(await change(one, { status: "dropped", baseVersion: 1 })).toMatchObject({ status: 422, body: { detail: "Say why it is dropped: whoever finds it again shall know." } });
    expect((await change(one, { status: "dropped", reason: "It cannot happen", baseVersion: 1 })).status).toBe(204);
    expect(await change(one, { status: "done", baseVersion: 1 })).toMatchObject({ status: 409, body: { code: "gap.changed", detail: "Chidi changed this meanwhile; it is dropped now. Look at it again, then say what is to be otherwise." } });
    expect((await change(one, { status: "open", baseVersion: 2 })).status).toBe(204);
    expect((await change(two, { status: "done", link: "https://tracker.example/7", baseVersion: 1 })).status).toBe(204);
    expect(await gaps("?status=open")).toMatchObject([{ id: one, reason: null, settledBy: null }]);
    expect(await gaps("?status=done")).toMatchObject([{ id: two, settledBy: { id: "chidi" }, link: "https://tracker.example/7" }]);
    const csv = await call<string>("GET /api/v1/watch-gaps/export", { as: "viewer" });
    expect(csv.headers).toMatchObject({ "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="watch-gaps.csv"' });
    expect(csv.body).toContain("P1,Checkout,Orders are paid twice,nothing watches it,a new indicator,open,,,Chidi,");
    expect((await call<string>("GET /api/v1/watch-gaps/export?format=markdown&status=done", { as: "viewer" })).body).toContain("- [x] DiskFull (carries no priority; done; by Amara) <https://tracker.example/7>");
  });
});
