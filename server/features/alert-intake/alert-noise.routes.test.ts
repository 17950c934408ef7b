import { describe, expect, it } from "vitest";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { NoiseView } from "./alert-noise.contract.ts";
import { alertNoiseRoutes, insertDecisions } from "./index.ts";

const { call, database, clock } = await openTestApp(alertNoiseRoutes);
await addPerson(database, "ben");
const ben = person("responder", "ben");
const day = 86_400_000;
const [paged, quiet] = ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"];

await database.transaction(async (tx) => {
  await tx.run("insert into alert_group (id, key, urgency, title, status, opened_at, last_alert_at) select id, id::text, 'high', 'title', 'open', now(), now() from unnest($1::uuid[]) as id", [[paged, quiet]]);
  for (const [title, labels, groupId, verdict, age] of [
    ["Slow", { alertname: "Slow" }, paged, "noise", 1],
    ["Slower", { alertname: "Slow" }, paged, null, 29],
    ["Slow", { alertname: "Slow" }, quiet, "actionable", 2],
    ["Queue 12", {}, null, "duplicate", 3],
    ["Queue 7", {}, quiet, null, 3],
    ["Old", {}, paged, null, 31],
  ] as const) {
    await tx.run(
      `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id, verdict)
       values (gen_random_uuid(), gen_random_uuid(), 'prometheus', $1, 1, true, 'resolved', $1, 'critical', $2::jsonb, '[]', $3, 'high', 1, muster_now() - $4 * interval '1 day', muster_now(), gen_random_uuid(), gen_random_uuid(), $5)`,
      [title, JSON.stringify(labels), groupId, age, verdict],
    );
  }
  for (const personId of ["amara", "ben"]) await insertDecisions(tx, [{ groupId: paged ?? null, alertId: null, at: tx.now, code: "page.sent", outcome: "sent", details: { personId } }]);
});

const noise = async (query = "") => (await call<NoiseView>(`GET /api/v1/alerts/noise${query}`, { as: "viewer" })).body;
const review = (body: object) => call<NoiseView>("PUT /api/v1/alerts/noise/review", { as: ben, body });
const rule = { sourceId: "prometheus", rule: "Slow" };

describe("What earns its pages", () => {
  it("is told by source and rule, each occurrence once however many were paged", async () => {
    expect((await noise()).items).toEqual([
      { ...rule, sourceName: "prometheus", occurrences: 3, paged: 2, actionable: 1, noise: 1, duplicate: 0, untold: 1, review: null },
      { ...rule, rule: "Queue #", sourceName: "prometheus", occurrences: 2, paged: 0, actionable: 0, noise: 0, duplicate: 1, untold: 1, review: null },
    ]);
  });

  it("is told of as many days as asked", async () => {
    expect((await noise("?days=2")).items).toMatchObject([{ rule: "Slow", occurrences: 1 }]);
    expect((await noise("?days=60")).items.map((item) => item.rule)).toContain("Old");
    expect((await call("GET /api/v1/alerts/noise?days=0", { as: "viewer" })).status).toBe(400);
  });
});

describe("A review", () => {
  it("is planned, becomes overdue, and is done by somebody", async () => {
    const reviewAt = new Date(Date.now() + day).toISOString();
    expect((await review({ ...rule, reviewAt })).body.items[0]?.review).toEqual({ reviewAt, isOverdue: false, reviewedAt: null, reviewedBy: null });
    await review({ sourceId: "gone", rule: "Silent", reviewAt });
    expect((await noise()).overdue).toEqual([]);
    await clock.advance(day + 1_000);
    expect((await noise()).overdue.map((one) => [one.sourceId, one.rule])).toEqual([["gone", "Silent"], ["prometheus", "Slow"]]);
    const { body } = await review({ ...rule, done: true });
    expect(body.items[0]?.review).toMatchObject({ reviewAt: null, isOverdue: false, reviewedBy: { id: "ben", name: "Ben" } });
    expect(body.overdue.map((one) => one.rule)).toEqual(["Silent"]);
  });

  it.each([
    ["in the past", { reviewAt: "2020-01-01T00:00:00Z" }, 422],
    ["without a date", {}, 400],
    ["both planned and done", { reviewAt: "2030-01-01T00:00:00Z", done: true }, 400],
  ])("%s is refused, naming the field", async (_name, more, status) => {
    expect(await review({ ...rule, ...more })).toMatchObject({ status, body: { errors: [{ path: "reviewAt" }] } });
  });
});
