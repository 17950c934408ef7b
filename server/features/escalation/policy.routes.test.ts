import { describe, expect, it } from "vitest";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { policyRoutes } from "./index.ts";
import type { PolicyView } from "./policy.contract.ts";

const { call, database } = await openTestApp(policyRoutes);
await database.transaction(async (tx) => {
  await tx.run("insert into person (id, name, email, place) values ('amara', 'Amara Okafor', 'amara@acme.example', 0), ('ines', 'Inês Duarte', 'ines@acme.example', 1)");
  await tx.run("insert into schedule (id, name, timezone, place) values ('web', 'Web primary', 'Europe/Berlin', 0), ('commanders', null, null, 1), ('web-secondary', null, null, 2)");
  await tx.run(`insert into schedule_layer (schedule_id, place, starts, turn, people) values ('web', 0, '2020-01-06T09:00', '1w', '["amara"]'), ('commanders', 0, '2020-01-06T09:00', '1w', '["ines"]')`);
  await tx.run("insert into escalation_policy (id, repeat, place, is_from_file) values ('web', 2, 0, true), ('empty', 0, 1, false)");
  await tx.run("insert into escalation_step (policy_id, place, targets, wait) values ('web', 0, '{schedule/web,schedule/web-secondary}', '5m'), ('web', 1, '{role/incident-commander,team/gone}', '10m')");
  await tx.run("insert into service (id, name, escalation_policy_id, place) values ('storefront', 'Storefront', 'web', 0)");
  const roles = [{ id: "incident-commander", name: "Incident commander", schedule: "commanders" }];
  await tx.run(`insert into process_version (version, document, published_at, published_by) values (1, $1, now(), '{"kind":"muster"}')`, [JSON.stringify({ roles })]);
});

describe("escalation policies", () => {
  it("are told in words, with who would be paged now and what they are for", async () => {
    const { body } = await call<{ items: PolicyView[] }>("GET /api/v1/policies", { as: "viewer" });
    expect(body.items[0]).toEqual({
      id: "web",
      name: "web",
      repeat: 2,
      askAfter: "30m",
      question: "Whoever has it and does nothing for 30 minutes is asked whether they are still on it.",
      steps: [
        {
          sentence: "Page whoever is on call for Web primary and whoever is on call for Web secondary. Without an answer, go on after 5 minutes.",
          wait: "5m",
          roundRobin: false,
          acknowledgements: 1,
          targets: [
            { target: "schedule/web", words: "whoever is on call for Web primary", peopleNow: [{ id: "amara", name: "Amara Okafor" }] },
            { target: "schedule/web-secondary", words: "whoever is on call for Web secondary", peopleNow: [] },
          ],
        },
        {
          sentence: "Page whoever is on call for the role Incident commander and everybody in the team gone, and wait 10 minutes.",
          wait: "10m",
          roundRobin: false,
          acknowledgements: 1,
          targets: [
            { target: "role/incident-commander", words: "whoever is on call for the role Incident commander", peopleNow: [{ id: "ines", name: "Inês Duarte" }] },
            { target: "team/gone", words: "everybody in the team gone", peopleNow: [] },
          ],
        },
      ],
      end: "All steps are taken again 2 times. Then the administrators are paged.",
      services: [{ id: "storefront", name: "Storefront" }],
      isFromFile: true,
    });
    expect((await call("GET /api/v1/policies/empty", { as: "viewer" })).body).toMatchObject({ id: "empty", steps: [], services: [] });
  });

  it("are read in pages, by those who signed in, in the right form", async () => {
    const first = await call<{ items: PolicyView[]; next: string }>("GET /api/v1/policies?limit=1", { as: "viewer" });
    const second = await call<{ items: PolicyView[]; next: null }>(`GET /api/v1/policies?limit=1&cursor=${first.body.next}`, { as: "viewer" });
    expect([first, second].map(({ body }) => body.items.map(({ id }) => id))).toEqual([["web"], ["empty"]]);
    expect(second.body.next).toBeNull();
    expect((await call("GET /api/v1/policies")).status).toBe(401);
    expect((await call("GET /api/v1/policies?limit=0", { as: "viewer" })).status).toBe(400);
    expect(await call("GET /api/v1/policies/nothing", { as: "viewer" })).toMatchObject({ status: 404, body: { code: "not-found" } });
  });
});
