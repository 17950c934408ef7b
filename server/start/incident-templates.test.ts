import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { communicationRoutes } from "../features/communications/index.ts";
import { incidentRoutes, stepRoutes, templateRoutes, timelineRoutes, type EntryView, type IncidentDetail, type IncidentTemplateView } from "../features/incidents/index.ts";
import type { ChangesView } from "../platform/config-document/configuration.contract.ts";
import { configurationRoutes } from "../platform/config-document/configuration.routes.ts";
import type { Tx } from "../platform/database/database.ts";
import { openTestApp, person } from "../platform/testing/test-app.ts";
import { configuration } from "./configuration.ts";
import { subscriptions } from "./subscriptions.ts";

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8");
const templates = example("incident-templates");
const mail = { channel: "mail", send: () => Promise.resolve({ isAccepted: true, providerId: "1" }) };
const story = { ref: "INC-1", title: "Slow", severity: "high", severityName: null, serviceName: null, since: 0, commanderName: null };
const { call, clock } = await openTestApp(
  (app, tools) => {
    configurationRoutes(app, tools, configuration);
    for (const add of [incidentRoutes, templateRoutes, stepRoutes, timelineRoutes, communicationRoutes]) add(app, tools);
  },
  { context: { listeners: subscriptions, secret: "a-key-of-this-installation", messengers: { mail }, links: { publicUrl: "http://127.0.0.1:4600", secret: "s" }, stories: (_tx: Tx, ids: string[]) => Promise.resolve(new Map(ids.map((id) => [id, story]))) } },
);
// A Thursday on which Kira is on call to communicate.
await clock.set(Date.parse("2026-11-19T13:47:00Z"));
const apply = (text: string) => call<ChangesView & { errors: { line: number; column: number; message: string; mend: string }[] }>("PUT /api/v1/config", { as: "administrator", body: text, headers: { "content-type": "application/yaml" } });
expect((await apply(example("acme"))).status).toBe(200);
expect((await apply(templates)).body.changes.map(({ sentence }) => sentence)).toEqual(["Create the incident template payments-down (Payments are down).", "Create the incident template data-leak (Data may have been seen by others)."]);

const chidi = person("responder", "chidi");
const declare = async (more: object = {}) => (await call<{ ref: string }>("POST /api/v1/incidents", { as: chidi, body: { title: "Nobody can pay", serviceIds: ["checkout"], page: false, ...more } })).body.ref;
const read = async (ref: string) => (await call<IncidentDetail>(`GET /api/v1/incidents/${ref}`, { as: chidi })).body;
/** Tasks that are not the duty of a role. */
const noted = ({ tasks }: IncidentDetail) => tasks.filter(({ duty }) => duty === null);
const lines = async (ref: string) => (await call<{ items: EntryView[] }>(`GET /api/v1/incidents/${ref}/timeline?limit=500`, { as: chidi })).body.items.map(({ bold, rest, text }) => [bold, rest, text].filter(Boolean).join(" "));
const list = async () => (await call<{ items: IncidentTemplateView[] }>("GET /api/v1/incident-templates", { as: "viewer" })).body.items;
const use = (ref: string, templateId: string) => call<{ code: string; detail: string }>(`POST /api/v1/incidents/${ref}/template`, { as: chidi, body: { templateId } });

describe("incident templates in the configuration", () => {
  it("are planned again without a change, and exported as what they mean", async () => {
    expect((await apply(templates)).body.changes).toEqual([]);
    const text = (await call<string>("GET /api/v1/config", { as: "manager" })).body;
    expect(text).toContain("incidentTemplates:\n  payments-down:\n    name: Payments are down");
    expect((await apply(text)).body.changes).toEqual([]);
  });

  it("name what is not there, at its line and column, with the mend", async () => {
    const { status, body } = await apply(templates.replace("role: technical-lead", "role: technical-leed").replace("checkout-latency", "checkout-latncy"));
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      expect.objectContaining({ line: 15, column: 16, message: "There is no runbook `checkout-latncy`.", mend: "Did you mean `checkout-latency`?" }),
      expect.objectContaining({ line: 19, column: 71, message: "There is no role `technical-leed`.", mend: "Did you mean `technical-lead`?" }),
    ]);
  });

  it("are changed one by one by managers, and keep from being deleted what they name", async () => {
    const entry = { name: "Search is down", offer: { teams: ["web"] }, tell: ["support"] };
    expect((await call("PUT /api/v1/config/incidentTemplates/search-down", { as: "responder", body: entry })).status).toBe(403);
    expect((await call<ChangesView>("PUT /api/v1/config/incidentTemplates/search-down", { as: "manager", body: entry })).body.changes).toMatchObject([{ sentence: "Create the incident template search-down (Search is down)." }]);
    expect((await call("DELETE /api/v1/config/audiences/payments-consumers", { as: "manager" })).body).toMatchObject({ code: "config.referenced", detail: expect.stringContaining("payments-down") });
    expect((await list()).map(({ id, isFromFile }) => [id, isFromFile])).toEqual([["payments-down", true], ["data-leak", true], ["search-down", false]]);
    expect((await call("DELETE /api/v1/config/incidentTemplates/search-down", { as: "manager" })).status).toBe(200);
  });
});

describe("a template that is used", () => {
  it("makes the tasks, adds the links, asks for the roles, tells the audiences and proposes the class", async () => {
    const ref = await declare({ templateId: "payments-down" });
    const incident = await read(ref);
    expect(incident).toMatchObject({ severity: null, priority: null, kind: "availability", proposed: { severity: { id: "sev1" }, priority: { id: "p1" } } });
    expect(noted(incident).map(({ text, role, owner }) => [text, role?.name ?? null, owner])).toEqual([
      ["Ask the payment provider whether they see it too", "Technical lead", null],
      ["Say on the status page that payments fail", "Communications lead", null],
      ["Note how many orders wait to be paid", null, null],
    ]);
    expect(incident.template).toMatchObject({ id: "payments-down", name: "Payments are down", runbooks: [{ title: "Checkout is slow", steps: [{ text: "Look at the payment provider's status page", link: "https://status.provider.example" }, {}, {}] }] });
    expect(incident.roles.filter(({ isRequired }) => isRequired).map(({ role }) => role)).toEqual(["communications-lead", "technical-lead"]);
    expect(incident.participants.find(({ id }) => id === "kira")).toMatchObject({ standing: "paged" });
    const said = await lines(ref);
    expect(said).toEqual(expect.arrayContaining([
      "Template used Payments are down",
      "Task for the Technical lead Ask the payment provider whether they see it too",
      "Told from now on: Teams that use Checkout",
      "Looking for somebody to be Communications lead",
      "Link Status of the payment provider",
      "Proposed Sev 1 × P1; a person decides",
    ]));
  });

  it("leaves what a person set as it is", async () => {
    const incident = await read(await declare({ templateId: "payments-down", severity: "sev2", priority: "p2", kind: "latency" }));
    expect(incident).toMatchObject({ severity: { id: "sev2" }, priority: { id: "p2" }, kind: "latency", proposed: null });
  });

  it("stays as it was when it is changed or deleted afterwards, and is counted", async () => {
    const before = await list();
    const ref = await declare({ templateId: "data-leak" });
    const [, leak] = await list();
    expect([leak?.used, leak?.lastUsed, before[1]?.used]).toEqual([1, ref, 0]);
    await call("DELETE /api/v1/config/incidentTemplates/data-leak", { as: "manager" });
    const incident = await read(ref);
    expect(incident.template).toMatchObject({ id: "data-leak", name: "Data may have been seen by others" });
    expect(noted(incident)).toMatchObject([{}, {}, { text: "List whose data it concerns" }]);
  });

  it("can be chosen later, once, while people work on it", async () => {
    const ref = await declare();
    expect((await use(ref, "payments-down")).status).toBe(200);
    expect(await use(ref, "payments-down")).toMatchObject({ status: 409, body: { code: "incident.template-in-use" } });
    expect(await use(await declare(), "no-such")).toMatchObject({ status: 422, body: { code: "incident.template.invalid", detail: "There is no incident template “no-such”. Templates are listed at /api/v1/incident-templates." } });
    expect((await call("POST /api/v1/incidents", { as: chidi, body: { title: "Slow", templateId: "no-such" } })).status).toBe(422);
    const over = await declare();
    await call(`POST /api/v1/incidents/${over}/resolve`, { as: chidi, body: {} });
    expect(await use(over, "payments-down")).toMatchObject({ status: 409, body: { code: "incident.closed" } });
  });
});
