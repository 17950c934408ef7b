import { describe, expect, it } from "vitest";
import type { Configuration } from "../../platform/config-document/configuration.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { tablesHolding } from "../../platform/testing/test-people.ts";
import { recordAudits } from "../access/index.ts";
import { storedServices } from "../directory/index.ts";
import type { DeliveryView, SourceView } from "./contract.ts";
import { createIntake, intakeRoutes, sourceRoutes, storedSources } from "./index.ts";
import type { SourceWithKey } from "./source.contract.ts";

const configuration: Configuration = { sections: [storedServices, storedSources], guards: [], record: recordAudits };
const { call, database } = await openTestApp(
  (app, tools) => {
    sourceRoutes(app, tools, configuration, { publicUrl: "https://muster.acme.example", syslogListen: { host: "127.0.0.1", port: 5514 } });
    intakeRoutes(app, createIntake(() => tools.database));
  },
  { context: { secret: "a-key-of-this-installation" } },
);
await database.transaction((tx) => tx.run("insert into service (id, name, team_id, place) values ('storefront', 'Storefront', 'web', 0)"));

const make = (body: object) => call<SourceWithKey>("POST /api/v1/sources", { as: "manager", body });
const pathOf = (address: string) => new URL(address).pathname;
const alert = { title: "Disk full", severity: "warning" };

describe("making a source", () => {
  it("gives an address with a key that is shown once, kept nowhere, and taken at once", async () => {
    const made = await make({ id: "grafana-eu", kind: "json", name: "Grafana EU", service: { label: "service", default: "storefront" } });
    expect(made).toMatchObject({ status: 201, body: { id: "grafana-eu", name: "Grafana EU", kind: "json", serviceId: "storefront", serviceLabel: "service", firstAlertAt: null, isFromFile: false } });
    const { key, address } = made.body;
    expect(address).toBe(`https://muster.acme.example/intake/grafana-eu/${key}`);
    expect(await tablesHolding(database, key)).toEqual([]);
    expect((await call(`POST ${pathOf(address)}`, { body: alert })).status).toBe(202);
    expect((await call<SourceView>("GET /api/v1/sources/grafana-eu", { as: "responder" })).body.firstAlertAt).not.toBeNull();
    expect(JSON.stringify((await call("GET /api/v1/sources", { as: "responder" })).body)).not.toContain(key);
  });

  it("makes a routing key for what speaks PagerDuty's words", async () => {
    const made = await make({ id: "legacy", kind: "pagerduty-events-v2" });
    expect(made.body.key).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(made.body.address).toBe("https://muster.acme.example/v2/enqueue");
    const event = { routing_key: made.body.key, event_action: "trigger", payload: { summary: "Disk full", source: "web-1", severity: "error" } };
    expect((await call("POST /v2/enqueue", { body: event })).status).toBe(202);
  });

  it("makes a mail address whose key is of small letters and digits and fits before the @", async () => {
    const { key, address, isListening } = (await make({ id: "mailbox", kind: "email" })).body;
    expect(address).toBe(`mailbox.${key}@muster.acme.example`);
    expect(key).toMatch(/^[a-z0-9]{24}$/);
    expect(isListening).toBe(false);
    const long = await make({ id: "m".repeat(47), kind: "email" });
    expect(long.body.address.indexOf("@")).toBe(64);
    expect(await make({ id: "m".repeat(48), kind: "email" })).toMatchObject({ status: 422, body: { errors: [{ path: "id", mend: "Choose one of at most 47 characters." }] } });
  });

  it("says how a tool is known where its address does not say it all", async () => {
    const genie = (await make({ id: "genie", kind: "opsgenie" })).body;
    expect(genie).toMatchObject({ address: "https://muster.acme.example/v2/alerts", how: `Authorization: GenieKey ${genie.key}` });
    const logs = (await make({ id: "logs", kind: "syslog" })).body;
    expect(logs).toMatchObject({ address: "127.0.0.1:5514", how: `[muster@32473 source="logs" key="${logs.key}"]`, isListening: true });
    expect((await call<SourceView>("GET /api/v1/sources/genie", { as: "responder" })).body.how).toBe("Authorization: GenieKey <key>");
    expect((await call<SourceView>("GET /api/v1/sources/mailbox", { as: "responder" })).body.address).toBe("mailbox.<key>@muster.acme.example");
  });

  it("of heartbeats takes beats with and without a body, keeps them, and opens no alert", async () => {
    const { key } = (await make({ id: "nightly", kind: "heartbeat", every: "1d" })).body;
    for (const body of [undefined, { title: "Settlement done", severity: "critical" }]) {
      expect(await call(`POST /intake/nightly/${key}`, body ? { body } : {})).toMatchObject({ status: 202, body: { signals: 1 } });
    }
    const { items } = (await call<{ items: DeliveryView[] }>("GET /api/v1/sources/nightly/deliveries", { as: "responder" })).body;
    expect(items.map(({ signals, note }) => [signals, note])).toEqual(Array(2).fill([1, "A beat."]));
    expect((await call<SourceView>("GET /api/v1/sources/nightly", { as: "responder" })).body.firstAlertAt).not.toBeNull();
    expect(await database.transaction((tx) => tx.rows("select from alert where source_id = 'nightly'"))).toEqual([]);
  });

  it("is refused where the id is taken, the kind unknown, the service not there, a member wrong", async () => {
    await make({ id: "taken", kind: "json" });
    expect(await make({ id: "taken", kind: "json" })).toMatchObject({ status: 409, body: { code: "source.exists", errors: [{ path: "id" }] } });
    expect(await make({ id: "other", kind: "prometheus" })).toMatchObject({ status: 422, body: { code: "config.invalid", errors: [{ path: "kind" }] } });
    expect(await make({ id: "other", kind: "json", service: "storefrunt" })).toMatchObject({ status: 422, body: { errors: [{ path: "service", mend: "Did you mean `storefront`?" }] } });
    expect(await make({ id: "other", kind: "heartbeat" })).toMatchObject({ status: 422, body: { errors: [{ path: "every" }] } });
    expect(await make({ id: "Other One", kind: "json" })).toMatchObject({ status: 400, body: { code: "malformed", errors: [{ path: "id" }] } });
    expect(await make({ id: "other", kind: "json", key: "my-own-key" })).toMatchObject({ status: 400 });
    expect((await call("GET /api/v1/sources/other", { as: "responder" })).status).toBe(404);
  });

  it("is done once where two come at once", async () => {
    const answers = await Promise.all([make({ id: "racing", kind: "json" }), make({ id: "racing", kind: "json" })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe("another key", () => {
  it("is taken from then on, and the old one refused", async () => {
    const made = await make({ id: "rotating", kind: "json", service: "storefront" });
    const rotated = await call<SourceWithKey>("POST /api/v1/sources/rotating/key", { as: "manager" });
    expect(rotated).toMatchObject({ status: 200, body: { id: "rotating", serviceId: "storefront", serviceLabel: null } });
    expect((await call(`POST ${pathOf(made.body.address)}`, { body: alert })).status).toBe(401);
    expect((await call(`POST ${pathOf(rotated.body.address)}`, { body: alert })).status).toBe(202);
    const trail = await database.transaction((tx) => tx.rows("select data ->> 'action' as action, data -> 'paths' as paths from event_log where stream_id = 'audit/sources/rotating' order by version"));
    expect(trail).toEqual([
      { action: "made", paths: ["kind", "key", "service"] },
      { action: "changed", paths: ["key"] },
    ]);
    expect((await call("POST /api/v1/sources/nothing/key", { as: "manager" })).status).toBe(404);
  });

  it("is not given out again for a repeated Idempotency-Key", async () => {
    const headers = { "idempotency-key": "rotate-once" };
    expect((await call("POST /api/v1/sources/rotating/key", { as: "manager", headers })).status).toBe(200);
    expect(await call("POST /api/v1/sources/rotating/key", { as: "manager", headers })).toMatchObject({ status: 409, body: { code: "shown-once" } });
  });
});

describe("what came", () => {
  it("is shown newest first, with secrets masked", async () => {
    const { body } = await make({ id: "looked-at", kind: "json" });
    for (const title of ["first", "second"]) await call(`POST ${pathOf(body.address)}`, { body: { title, password: "hunter2" } });
    const came = await call<{ items: DeliveryView[] }>("GET /api/v1/sources/looked-at/deliveries", { as: "responder" });
    expect(came.body.items.map((delivery) => (JSON.parse(delivery.body) as { title: string }).title)).toEqual(["second", "first"]);
    expect(JSON.stringify(came.body)).not.toContain("hunter2");
    expect((await call("GET /api/v1/sources/nothing/deliveries", { as: "responder" })).status).toBe(404);
  });

  it("is listed source by source, in pages", async () => {
    const all = await call<{ items: SourceView[] }>("GET /api/v1/sources", { as: "responder" });
    const ids: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const page: { body: { items: SourceView[]; next: string | null } } = await call(`GET /api/v1/sources?limit=2${next && `&cursor=${next}`}`, { as: "responder" });
      ids.push(...page.body.items.map(({ id }) => id));
      next = page.body.next;
    }
    expect(ids).toEqual(all.body.items.map(({ id }) => id));
    expect((await call("GET /api/v1/sources?limit=501", { as: "responder" })).status).toBe(400);
  });
});

describe("who may", () => {
  it("see sources: responders; make them and their keys: managers", async () => {
    for (const path of ["", "/taken", "/taken/deliveries"]) {
      expect((await call(`GET /api/v1/sources${path}`)).status).toBe(401);
      expect((await call(`GET /api/v1/sources${path}`, { as: "viewer" })).status).toBe(403);
    }
    for (const path of ["", "/taken/key"]) {
      expect((await call(`POST /api/v1/sources${path}`, { body: { id: "x", kind: "json" } })).status).toBe(401);
      expect((await call(`POST /api/v1/sources${path}`, { as: "responder", body: { id: "x", kind: "json" } })).status).toBe(403);
    }
  });
});
