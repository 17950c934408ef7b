import { describe, expect, it } from "vitest";
import type { Configuration } from "../../platform/config-document/configuration.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { recordAudits } from "../access/index.ts";
import { storedServices } from "../directory/index.ts";
import type { AlertView, DeliveryView, SourceView } from "./contract.ts";
import { alertRoutes, createIntake, intakeRoutes, sourceRoutes, storedSources } from "./index.ts";
import type { MappingPreview, PresetView } from "./mapping.contract.ts";
import type { SourceWithKey } from "./source.contract.ts";

const configuration: Configuration = { sections: [storedServices, storedSources], guards: [], record: recordAudits };
const { call, database } = await openTestApp(
  (app, tools) => {
    sourceRoutes(app, tools, configuration, { publicUrl: "https://muster.acme.example" });
    alertRoutes(app, tools);
    intakeRoutes(app, createIntake(() => tools.database));
  },
  { context: { secret: "a-key-of-this-installation" } },
);
await database.transaction((tx) => tx.run("insert into service (id, name, team_id, place) values ('cold-chain', 'Cold chain', 'web', 0)"));

/** Of a tool that nobody has heard of. */
const frost = { kind: "state_change", probe: { id: 4711, label: "Cold store 2", site: "cold-chain" }, state: "ALARM", level: "major", at: "2026-11-19T13:39:51Z", url: "https://frost.example/4711" };

const make = async (id: string, more: object = { kind: "mapped" }) => {
  const made = await call<SourceWithKey>("POST /api/v1/sources", { as: "manager", body: { id, ...more } });
  expect(made.status).toBe(201);
  return made.body;
};
const send = async ({ address }: SourceWithKey, body: unknown) => {
  const answer = await call<{ delivery: string }>(`POST ${new URL(address).pathname}`, { body });
  expect(answer.status).toBe(202);
  return answer.body.delivery;
};
const preview = (id: string, body: object = {}) => call<MappingPreview>(`POST /api/v1/sources/${id}/mapping/preview`, { as: "responder", body });
const keep = (id: string, mapping: object) => call<SourceView>(`PUT /api/v1/sources/${id}/mapping`, { as: "manager", body: { mapping } });
const alertsOf = async (words: string) => (await call<{ items: AlertView[] }>(`GET /api/v1/alerts?search=${encodeURIComponent(words)}`, { as: "responder" })).body.items;

describe("the presets", () => {
  it("are listed with the steps of their set-up", async () => {
    const { items } = (await call<{ items: PresetView[] }>("GET /api/v1/presets", { as: "responder" })).body;
    expect(items.find(({ id }) => id === "uptime-kuma")).toMatchObject({ name: "Uptime Kuma", where: expect.arrayContaining([expect.stringContaining("{{address}}")]) });
    expect((await call("GET /api/v1/presets", { as: "viewer" })).status).toBe(403);
  });
});

describe("what a mapping would make of a body", () => {
  it("is proposed for the newest delivery, and stored nowhere", async () => {
    const source = await make("frost");
    expect(await preview("frost")).toMatchObject({ status: 409, body: { code: "source.nothing-came" } });
    await send(source, { hello: "there" });
    const deliveryId = await send(source, frost);
    const { status, body } = await preview("frost");
    expect(status).toBe(200);
    expect(body).toMatchObject({ deliveryId, kept: null, count: 1, faults: [], place: [] });
    expect(body.mapping).toEqual(body.proposed);
    expect(body.proposed).toMatchObject({ title: "body.probe.label", key: "body.probe.id", state: "body.state", severity: "body.level" });
    expect(body.items).toMatchObject([{ title: "Cold store 2", status: "firing", severity: "high", links: [{ href: "https://frost.example/4711" }] }]);
    expect(await database.transaction((tx) => tx.rows("select mapping from source where id = 'frost'"))).toEqual([{ mapping: null }]);
  });

  it("is shown for the mapping given, each expression with what it finds or misses", async () => {
    const source = await make("frost-2");
    await send(source, frost);
    const { body } = await preview("frost-2", { mapping: { title: 'body.probe.label + ", " + body.state', key: "string(body.probe.id)", service: ["body.site", "body.probe.site"], links: ["body.url"] } });
    expect(body.items).toMatchObject([{ title: "Cold store 2, ALARM", key: "4711", service: "cold-chain", serviceId: "cold-chain", links: [{ href: "https://frost.example/4711" }] }]);
    expect(body.finds).toEqual(expect.arrayContaining([
      { member: "title", index: 0, value: "Cold store 2, ALARM", missing: null },
      { member: "service", index: 0, value: null, missing: "body.site" },
      { member: "service", index: 1, value: "cold-chain", missing: null },
    ]));
  });

  it("names the member whose expression cannot be read, with column and mend, and reads the rest", async () => {
    const source = await make("frost-3");
    await send(source, frost);
    const { status, body } = await preview("frost-3", { mapping: { title: "body.probe.", key: ["body.probe.id", "bodi.id"], state: "body.state" } });
    expect(status).toBe(200);
    expect(body.faults.map(({ member, index }) => [member, index])).toEqual([["title", 0], ["key", 1]]);
    expect(body.faults[0]?.column).toBe(12);
    expect(body.faults[1]).toMatchObject({ message: "`bodi` is not a name that this condition knows.", mend: "Did you mean `body`?", column: 1 });
    expect(body.items).toMatchObject([{ status: "firing", key: "4711" }]);
  });

  it("is told of one delivery of this source, of a body that is given, and of a list thing by thing", async () => {
    const source = await make("frost-4");
    const other = await make("frost-5");
    const first = await send(source, { ...frost, level: "minor" });
    await send(source, frost);
    expect((await preview("frost-4", { deliveryId: first })).body).toMatchObject({ deliveryId: first, items: [{ severity: "warning" }] });
    expect(await preview("frost-4", { deliveryId: await send(other, frost) })).toMatchObject({ status: 404, body: { code: "delivery.not-found" } });
    const list = { alarms: [frost, { ...frost, probe: { ...frost.probe, id: 4712 }, state: "OK" }] };
    const { body } = await preview("frost-4", { body: list, mapping: { each: "body.alarms", key: "string(body.probe.id)", state: "body.state" } });
    expect(body).toMatchObject({ deliveryId: null, count: 2, items: [{ key: "4711", status: "firing" }, { key: "4712", status: "resolved" }] });
    expect((await preview("frost-4", { body: list })).body).toMatchObject({ count: 2, place: ["alarms", 0] });
  });

  it("shows no secret of a body that is given", async () => {
    await make("frost-6");
    const { body } = await preview("frost-6", { body: { ...frost, password: "hunter2" }, mapping: { title: "body.password" } });
    expect(JSON.stringify(body)).not.toContain("hunter2");
  });

  it("of a known tool is what its preset reads, and one's own expression is stronger", async () => {
    await make("datadog-eu", { kind: "mapped", preset: "uptime-kuma" });
    const body = { heartbeat: { status: 0, msg: "timeout", time: "2026-11-19 13:39:51" }, monitor: { id: 7, name: "Shop" }, msg: "[Shop] down" };
    expect((await preview("datadog-eu", { body })).body).toMatchObject({ mapping: {}, items: [{ title: "Shop is down", key: "7", status: "firing" }] });
    expect((await preview("datadog-eu", { body, mapping: { title: '"Kuma: " + body.monitor.name' } })).body).toMatchObject({ items: [{ title: "Kuma: Shop", key: "7", status: "firing" }] });
  });

  it("is refused for a kind with words of its own, for strange members, and for viewers", async () => {
    await make("prom", { kind: "alertmanager" });
    expect(await preview("prom", { body: frost })).toMatchObject({ status: 409, body: { code: "source.not-mapped" } });
    expect(await preview("nothing", { body: frost })).toMatchObject({ status: 404 });
    expect(await preview("frost", { mapping: { titel: "body.x" } })).toMatchObject({ status: 400, body: { code: "malformed" } });
    expect((await call("POST /api/v1/sources/frost/mapping/preview", { as: "viewer", body: {} })).status).toBe(403);
  });
});

describe("keeping a mapping", () => {
  it("reads the next delivery by it, under the same key, and stands in the audit trail", async () => {
    const source = await make("kept");
    await send(source, frost);
    expect(await keep("kept", { title: '"Kept: " + body.probe.label', key: "string(body.probe.id)" })).toMatchObject({ status: 200, body: { id: "kept", kind: "mapped" } });
    await send(source, { ...frost, probe: { ...frost.probe, id: 99 } });
    expect((await alertsOf("Kept: Cold store 2")).map(({ sourceId }) => sourceId)).toEqual(["kept"]);
    expect((await preview("kept")).body).toMatchObject({ kept: { key: "string(body.probe.id)" }, mapping: { title: '"Kept: " + body.probe.label' }, items: [{ title: "Kept: Cold store 2", key: "99" }] });
    const trail = await database.transaction((tx) => tx.rows("select data ->> 'action' as action, data -> 'paths' as paths from event_log where stream_id = 'audit/sources/kept' order by version"));
    expect(trail.at(-1)).toMatchObject({ action: "changed", paths: expect.arrayContaining([expect.stringContaining("mapping")]) });
    expect(await keep("kept", {})).toMatchObject({ status: 200 });
    expect((await preview("kept")).body.kept).toBeNull();
  });

  it("turns a source of plain JSON into a mapped one with its address, key and service", async () => {
    const source = await make("plain", { kind: "json", service: "cold-chain" });
    expect(await keep("plain", { title: '"Plain: " + body.probe.label' })).toMatchObject({ status: 200, body: { kind: "mapped", serviceId: "cold-chain" } });
    await send(source, frost);
    expect(await alertsOf("Plain: Cold store 2")).toMatchObject([{ serviceId: "cold-chain" }]);
  });

  it("keeps nothing where an expression cannot be read, and says at which member", async () => {
    await make("wrong");
    expect(await keep("wrong", { title: "body.a", key: "body." })).toMatchObject({ status: 422, body: { errors: [{ path: "mapping.key" }] } });
    expect((await preview("wrong", { body: frost })).body.kept).toBeNull();
  });

  it("is for managers, and for kinds that are read by a mapping", async () => {
    expect((await call("PUT /api/v1/sources/kept/mapping", { as: "responder", body: { mapping: {} } })).status).toBe(403);
    expect(await keep("prom", { title: "body.a" })).toMatchObject({ status: 409, body: { code: "source.not-mapped" } });
    expect(await keep("nothing", { title: "body.a" })).toMatchObject({ status: 404 });
  });
});

describe("the deliveries of a source", () => {
  it("say which alerts they began or told of last", async () => {
    const source = await make("told");
    await keep("told", { title: "body.probe.label", key: "string(body.probe.id)", state: "body.state" });
    await send(source, frost);
    await send(source, { ...frost, probe: { id: 4710, label: "Cold store 1" } });
    await send(source, Array.from({ length: 7 }, (_, index) => ({ ...frost, probe: { id: index, label: `Door ${index}` } })));
    const { items } = (await call<{ items: DeliveryView[] }>("GET /api/v1/sources/told/deliveries", { as: "responder" })).body;
    expect(items.map(({ signals, alerts }) => [signals, alerts.map(({ title, status }) => `${title} ${status}`).sort()])).toEqual([
      [7, expect.arrayContaining([expect.stringMatching(/^Door \d firing$/)])],
      [1, ["Cold store 1 firing"]],
      [1, ["Cold store 2 firing"]],
    ]);
    expect(items[0]?.alerts).toHaveLength(5);
  });
});
