import { describe, expect, it } from "vitest";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { routeTrialRoutes } from "./route-trial.routes.ts";

const { call, database } = await openTestApp(routeTrialRoutes);
await database.transaction(async (tx) => {
  await tx.run("insert into service (id, name, team_id, tier, place) values ('payments', 'Payments', 'payments', 1, 0)");
  await tx.run(`insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, service_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
    select gen_random_uuid(), gen_random_uuid(), 'prometheus', n::text, 1, true, 'firing', 'Alert ' || n, case when n <= 14 then 'high' else 'info' end, '{"env":"prod"}', '[]',
      case when n <= 14 then 'payments' end, 'low', 1, now() - n * interval '1 minute', now(), gen_random_uuid(), gen_random_uuid() from generate_series(1, 200) as n`);
});

const attempt = (routes: object[], more: object = {}) => call("POST /api/v1/routes/try", { as: "viewer", body: { routes, ...more } });

describe("routes that are tried", () => {
  it("say what they would have made of what came lately, and change nothing", async () => {
    const { body } = await attempt([{ when: 'service.team == "payments"', then: { urgency: "high", declare: { severity: "sev2" } } }, { then: { urgency: "low" } }]);
    expect(body).toMatchObject({ tried: 200, changedTotal: 14, byUrgency: { before: { low: 200 }, after: { high: 14, low: 186 } }, byRoute: [{ route: 1, alerts: 14 }, { route: 2, alerts: 186 }] });
    expect((body as { changed: object[] }).changed[0]).toMatchObject({ title: "Alert 1", serviceName: "Payments", before: "low", after: "high", declares: true });
    expect(await database.transaction((tx) => tx.first("select distinct urgency from alert"))).toEqual({ urgency: "low" });
  });

  it("say which route takes an alert and which takes it now, and for which services more or fewer would be paged", async () => {
    await database.transaction((tx) => tx.run("insert into route (place, condition, urgency, declares, is_from_file) values (0, 'severity == \"info\"', 'low', false, false), (1, null, 'high', true, false)"));
    const { body } = await attempt([{ when: 'labels.env == "staging"', then: { urgency: "none" } }, { when: 'severity == "high"', then: { urgency: "high" } }]);
    expect(body).toMatchObject({ pagedMore: [{ serviceName: "Payments", alerts: 14 }], pagedLess: [], changedTotal: 14 });
    expect((body as { changed: object[] }).changed[0]).toMatchObject({ route: 2, routeNow: 2, declares: false, declared: true });
    await database.transaction((tx) => tx.run("update alert set urgency = 'high' where key in ('20', '21')"));
    expect((await attempt([{ then: { urgency: "low" } }])).body).toMatchObject({ pagedMore: [], pagedLess: [{ serviceName: null, alerts: 2 }] });
    await database.transaction(async (tx) => {
      await tx.run("update alert set urgency = 'low'");
      await tx.run("delete from route");
    });
  });

  it("are tried on what came within so many hours", async () => {
    expect((await attempt([{ then: { urgency: "low" } }], { hours: 1, last: 1_000 })).body).toMatchObject({ tried: 59 });
    expect((await attempt([{ then: { urgency: "low" } }], { hours: 24, last: 1_000 })).body).toMatchObject({ tried: 200 });
  });

  it("are tried on so many as asked, and say where none matches", async () => {
    expect((await attempt([{ when: 'labels.env == "staging"', then: { urgency: "none" } }], { last: 10 })).body).toMatchObject({ tried: 10, byRoute: [{ route: null, alerts: 10 }], changedTotal: 0 });
  });

  it("are refused where a condition cannot be read, with its place and column", async () => {
    const { status, body } = await attempt([{ then: { urgency: "low" } }, { when: "severety == 'high'", then: { urgency: "high" } }]);
    expect([status, body]).toMatchObject([422, { code: "route.invalid", errors: [{ path: "routes.1.when", message: expect.stringContaining("Did you mean `severity`?") }] }]);
  });
});
