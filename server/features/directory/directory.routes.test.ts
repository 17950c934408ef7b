import { describe, expect, it } from "vitest";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import type { CustomerView, PersonView, ServiceView, TeamView } from "./contract.ts";
import { directoryRoutes } from "./index.ts";

const { call, database } = await openTestApp(directoryRoutes);
await database.transaction(async (tx) => {
  await tx.run("insert into organization (name, timezone, business_days, business_from, business_to) values ('Acme', 'Europe/Berlin', '{mon}', '09:00', '18:00')");
  await tx.run(`insert into person (id, name, email, timezone, place, is_from_file) values
    ('amara', 'Amara Okafor', 'amara@acme.example', 'Africa/Lagos', 0, true), ('ben', 'Ben Sato', 'ben@acme.example', null, 1, false)`);
  await tx.run(`insert into contact (person_id, id, channel, address, place, verified_at, verified_by) values
    ('amara', 'mail', 'mail', 'amara@private.example', 0, null, null), ('amara', 'cell', 'sms', '+4915550101', 1, now(), 'file'), ('amara', 'ring', 'voice', '+4915550199', 2, null, null)`);
  await tx.run("insert into team (id, name, manager_id, place) values ('web', 'Web', 'amara', 0), ('night', 'Night', 'gone', 1)");
  await tx.run("insert into team_member (team_id, person_id, place) values ('web', 'ben', 0), ('web', 'amara', 1)");
  await tx.run(`insert into service (id, name, description, team_id, tier, escalation_policy_id, place) values
    ('storefront', 'Storefront', 'Sells', 'web', 1, 'web', 0), ('checkout', 'Checkout', null, null, null, null, 1)`);
  await tx.run(`insert into service_link (service_id, kind, target_id, place) values
    ('storefront', 'depends-on', 'checkout', 0), ('storefront', 'expert', 'ben', 0), ('storefront', 'expert', 'amara', 1), ('storefront', 'runbook', 'rollback', 0)`);
});

await database.transaction(async (tx) => {
  await tx.run("insert into customer (id, name, touch, sla_target, sla_window, place) values ('northwind', 'Northwind Traders', 'high', 99.9, '30d', 0), ('contoso', 'Contoso', 'low', null, null, 1)");
  await tx.run("insert into customer_service (customer_id, service_id, place) values ('northwind', 'storefront', 0)");
});

const amara = { id: "amara", name: "Amara Okafor" };
const ben = { id: "ben", name: "Ben Sato" };

describe("people", () => {
  it("are listed in the order of the configuration, each with clock, teams and contacts", async () => {
    const { body } = await call<{ items: PersonView[] }>("GET /api/v1/people", { as: "manager" });
    expect(body.items).toEqual([
      {
        ...amara,
        email: "amara@acme.example",
        timezone: "Africa/Lagos",
        contacts: [
          { id: "mail", channel: "mail", address: "amara@private.example", isVerified: true, verifiedBy: null, name: null },
          { id: "cell", channel: "sms", address: "+4915550101", isVerified: true, verifiedBy: "file", name: null },
          { id: "ring", channel: "voice", address: "+4915550199", isVerified: false, verifiedBy: null, name: null },
        ],
        teams: [{ id: "web", name: "Web" }],
        isFromFile: true,
      },
      { ...ben, email: "ben@acme.example", timezone: "Europe/Berlin", contacts: [], teams: [{ id: "web", name: "Web" }], isFromFile: false },
    ]);
  });

  it("show their numbers to managers and to themselves, to others only the end", async () => {
    const addresses = async (as: Parameters<typeof call>[1]) => (await call<PersonView>("GET /api/v1/people/amara", as)).body.contacts.map(({ address }) => address);
    const open = ["amara@private.example", "+4915550101", "+4915550199"];
    expect(await addresses({ as: "manager" })).toEqual(open);
    expect(await addresses({ as: person("viewer", "amara") })).toEqual(open);
    expect(await addresses({ as: person("responder", "ben") })).toEqual(["…@private.example", "…01", "…99"]);
  });
});

describe("teams", () => {
  it("are listed with members in their order, a manager if there is one, and their services", async () => {
    const { body } = await call<{ items: TeamView[] }>("GET /api/v1/teams", { as: "viewer" });
    expect(body.items).toEqual([
      { id: "web", name: "Web", members: [ben, amara], manager: amara, services: [{ id: "storefront", name: "Storefront" }], isFromFile: false },
      { id: "night", name: "Night", members: [], manager: null, services: [], isFromFile: false },
    ]);
  });
});

describe("services", () => {
  it("are listed with whose they are, what they stand on and what they carry", async () => {
    const { body } = await call<{ items: ServiceView[] }>("GET /api/v1/services", { as: "viewer" });
    expect(body.items[0]).toEqual({
      id: "storefront",
      name: "Storefront",
      description: "Sells",
      tier: 1,
      team: { id: "web", name: "Web" },
      dependsOn: [{ id: "checkout", name: "Checkout" }],
      carries: [],
      experts: [ben, amara],
      escalationPolicyId: "web",
      runbookIds: ["rollback"],
      isFromFile: false,
    });
    expect((await call<ServiceView>("GET /api/v1/services/checkout", { as: "viewer" })).body).toMatchObject({ team: null, tier: null, carries: [{ id: "storefront", name: "Storefront" }] });
  });
});

describe("customers", () => {
  it("are listed with what they use and what they were promised", async () => {
    const { body } = await call<{ items: CustomerView[] }>("GET /api/v1/customers", { as: "viewer" });
    expect(body.items).toEqual([
      { id: "northwind", name: "Northwind Traders", touch: "high", services: [{ id: "storefront", name: "Storefront" }], sla: { target: 99.9, window: "30d" }, isFromFile: false },
      { id: "contoso", name: "Contoso", touch: "low", services: [], sla: null, isFromFile: false },
    ]);
  });
});

describe.each(["people", "teams", "services", "customers"])("the list of %s", (path) => {
  it("is read in pages", async () => {
    const first = await call<{ items: { id: string }[]; next: string }>(`GET /api/v1/${path}?limit=1`, { as: "viewer" });
    const second = await call<{ items: { id: string }[]; next: null }>(`GET /api/v1/${path}?limit=1&cursor=${first.body.next}`, { as: "viewer" });
    const all = await call<{ items: { id: string }[] }>(`GET /api/v1/${path}`, { as: "viewer" });
    expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual(all.body.items.map(({ id }) => id));
    expect(second.body.next).toBeNull();
  });

  it("is for those who signed in, in the right form, and holds no strangers", async () => {
    expect((await call(`GET /api/v1/${path}`)).status).toBe(401);
    expect((await call(`GET /api/v1/${path}/x`)).status).toBe(401);
    expect((await call(`GET /api/v1/${path}?limit=many`, { as: "viewer" })).status).toBe(400);
    expect(await call(`GET /api/v1/${path}/nobody`, { as: "viewer" })).toMatchObject({ status: 404, body: { code: "not-found" } });
  });
});
