import type { FastifyInstance } from "fastify";
import { beforeAll, describe, expect, it } from "vitest";
import { runSet } from "../../platform/due-work/set-runner.ts";
import { publicKeyOf } from "../../platform/event-log/checkpoint.ts";
import { checkpointHandler, scheduleCheckpoints } from "../../platform/event-log/checkpoint.work.ts";
import type { EvidencePack } from "../../platform/event-log/evidence-pack.ts";
import { verifyPack } from "../../platform/event-log/evidence-pack-verification.ts";
import type { StoredSection } from "../../platform/config-document/stored-section.ts";
import type { RouteTools } from "../../platform/http/route.ts";
import { acmeProcess } from "../../platform/testing/acme-process.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { muster } from "../../values/actor.ts";
import { entryRoutes, incidentRoutes, reactToIncidents, roleRoutes, stepRoutes } from "../incidents/index.ts";
import { storedProcess } from "../process/index.ts";
import { processSchema } from "../process/process.document.ts";
import type { EvidenceSeal } from "./evidence-pack.contract.ts";
import { adherenceRoutes, evidencePackRoutes, packIncident } from "./index.ts";

const secret = "a secret for tests, long enough";
const routes = (app: FastifyInstance, tools: RouteTools) => {
  for (const add of [incidentRoutes, stepRoutes, entryRoutes, roleRoutes, adherenceRoutes, evidencePackRoutes]) add(app, tools);
};
const { call, database, clock } = await openTestApp(routes, { context: { listeners: { incident: [reactToIncidents] }, secret } });
const [amara, hana, viewer] = [person("responder", "amara"), person("manager", "hana"), person("viewer", "vera")];
for (const id of ["amara", "hana", "vera"]) await addPerson(database, id);
await database.transaction(async (tx) => {
  await tx.run("insert into organization (name, timezone, business_days, business_from, business_to) values ('Acme', 'Europe/Berlin', '{mon}', '09:00', '18:00')");
  await (storedProcess as StoredSection).write(tx, { upserts: [{ id: "process", entry: processSchema.parse(acmeProcess()), place: 0, isFromFile: true }], deletes: [], actor: muster, isFile: true });
});
await clock.set(Date.UTC(2026, 10, 16, 7, 45));
await database.transaction((tx) => scheduleCheckpoints(tx));

async function makeCheckpoint(): Promise<void> {
  await clock.advance(60_000);
  await runSet(database, checkpointHandler(secret), (problem, fault) => {
    throw new Error(problem, { cause: fault });
  });
}

/** The test's clock goes on by itself. */
const toTheMinute = (text: string) => text.replace(/(\d\d:\d\d):\d\d/g, "$1");

const verify = (pack: EvidencePack) => verifyPack(Buffer.from(JSON.stringify(pack)), { publicKeys: [publicKeyOf(secret)], kept: [] });
const exported = async () => (await database.transaction((tx) => tx.rows<{ data: { id: string }; actor: object }>("select data, actor from event_log where type = 'evidence exported' order by position"))).map(({ data, actor }) => [data.id, actor]);

let path: string;
beforeAll(async () => {
  const { body } = await call<{ ref: string }>("POST /api/v1/incidents", { as: amara, body: { title: "Search | returned <no> products", severity: "sev1", note: "Half of the shop is empty." } });
  path = `/api/v1/incidents/${body.ref}`;
  await clock.advance(20 * 60_000);
  await call(`POST ${path}/roles/incident-commander/assign`, { as: hana, body: { personId: "hana" } });
  await call(`POST ${path}/notes`, { as: amara, body: { text: "The password is hunter2" } });
  await call(`POST ${path}/resolve`, { as: amara, body: {} });
  await call(`POST ${path}/waivers`, { as: hana, body: { rule: "rolesRequired/communications-lead", reason: "Farid was on a train." } });
  await makeCheckpoint();
});

describe("the evidence of an incident", () => {
  it("is one file that the key alone proves, with whom its ids mean, and the taking stands in the audit trail", async () => {
    const { status, body, headers } = await call<EvidencePack>(`GET ${path}/evidence-pack`, { as: viewer });
    expect([status, headers["content-disposition"]]).toEqual([200, 'attachment; filename="inc-1-evidence.json"']);
    expect(verify(body)).toMatchObject({ isProven: true, unchecked: [expect.stringContaining("glossary")] });
    expect(body.subject).toMatchObject({ kind: "incident", name: "INC-1" });
    expect(body.texts.map(({ text }) => text)).toEqual(expect.arrayContaining(["Half of the shop is empty.", "The password is hunter2"]));
    expect(body.glossary).toEqual({ people: { amara: "Amara", hana: "Hana" } });
    expect(JSON.stringify(body.findings)).toContain("rolesRequired/communications-lead");
    expect(body.documents).toMatchObject([{ name: "process version 1" }]);
    expect((await exported()).at(-1)).toEqual(["INC-1", { kind: "person", id: "vera" }]);
  });

  it("stays true when a text is taken out, before and after", async () => {
    const before = (await call<EvidencePack>(`GET ${path}/evidence-pack`, { as: viewer })).body;
    const entries = before.streams.flatMap(({ events }) => events.map(({ text }) => JSON.parse(text) as { version: number; fact: { type: string; data: { text?: { contentId: string } } } }));
    const hunter = before.texts.find(({ text }) => text === "The password is hunter2")?.contentId;
    const entry = entries.find(({ fact }) => fact.data.text?.contentId === hunter)?.version;
    expect((await call(`POST ${path}/entries/${entry}/redact`, { as: amara })).status).toBe(200);
    await makeCheckpoint();
    const after = (await call<EvidencePack>(`GET ${path}/evidence-pack`, { as: viewer })).body;
    expect([verify(before).isProven, verify(after).isProven]).toEqual([true, true]);
    expect(JSON.stringify(after)).not.toContain("hunter2");
    expect((await call<EvidenceSeal>(`GET ${path}/evidence-seal`, { as: viewer })).body).toMatchObject({ events: after.streams.flatMap(({ events }) => events).length, unsealed: 0, redacted: 1, difference: null, file: "inc-1-evidence.json" });
  });

  it("reads as a page of summary, the findings by chapter, the events in words, how to verify", async () => {
    const { body, headers } = await call<string>(`GET ${path}/evidence-pack?format=markdown`, { as: viewer });
    expect(headers["content-type"]).toBe("text/markdown; charset=utf-8");
    expect(body).toMatch(/^# INC-1: Search \\\| returned &lt;no&gt; products\n/);
    for (const said of ["INC-1 kept 7 of 13 rules, missed five and had one waived.", "### Telling: 0 of 2", "| missed | A retrospective begins |", "2026-11-16 08:05, Amara, then Hana | 1, 5 |", "“Communications lead is held by somebody of their own” was waived by Hana", "Amara from 2026-11-16 07:45 to 2026-11-16 08:05", "a text that Amara took out", "muster verify"]) expect(toTheMinute(body)).toContain(said);
    expect(body).not.toContain("hunter2");
  });

  it("is a page to print, on the organization's clocks", async () => {
    const { body, headers } = await call<string>(`GET ${path}/evidence-pack?format=html`, { as: viewer });
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    for (const said of ["Times on clocks of Europe/Berlin", "<td>09:05, Amara, then Hana</td>", "Search | returned &lt;no&gt; products", "✕ missed", "Who held command", "muster verify inc-1-evidence.json"]) expect(toTheMinute(body)).toContain(said);
    expect(body).not.toContain("<script");
  });

  it("is refused to who is not signed in, of what is not there, in another form, against a checkpoint that never was", async () => {
    expect(await call(`GET ${path}/evidence-pack`)).toMatchObject({ status: 401 });
    expect(await call("GET /api/v1/incidents/INC-99/evidence-pack", { as: viewer })).toMatchObject({ status: 404 });
    expect(await call("GET /api/v1/incidents/INC-99/evidence-seal", { as: viewer })).toMatchObject({ status: 404 });
    expect(await call(`GET ${path}/evidence-pack?format=zip`, { as: viewer })).toMatchObject({ status: 400 });
    expect(await call(`GET ${path}/evidence-pack?checkpoint=3`, { as: viewer })).toMatchObject({ status: 422, body: { code: "evidence.checkpoint.invalid" } });
  });

  it("is not made of a log that was changed, and says where", async () => {
    class Undone extends Error {}
    const attacked = database.transaction(async (tx) => {
      await tx.run("alter table event_log disable trigger all");
      await tx.run(`update event_log set actor = '{"kind":"person","id":"hana"}' where version = 2 and stream_id like 'incident/%'`);
      const row = await tx.first<{ id: string }>("select id from incident");
      expect(await packIncident(tx, row?.id ?? "", { caller: viewer, grownFrom: null })).toMatchObject({ code: "evidence.log-differs", reason: expect.stringMatching(/^Event 2 of incident\/\S+ is not what was written\./) });
      throw new Undone();
    });
    await expect(attacked).rejects.toThrow(Undone);
  });
});

describe("the evidence of a period", () => {
  const period = "/api/v1/evidence-packs?from=2026-11-16T00:00:00Z&to=";
  it("holds its incidents and its audit trail", async () => {
    await clock.advance(60_000);
    const { status, body } = await call<EvidencePack>(`GET ${period}2026-11-16T08:08:00Z`, { as: hana });
    expect(status).toBe(200);
    expect(verify(body)).toMatchObject({ isProven: true, differences: [] });
    expect(body.streams.map(({ streamId }) => streamId.split("/")[0])).toEqual(expect.arrayContaining(["audit", "incident"]));
    expect(body.findings).toMatchObject([{ findings: expect.arrayContaining([expect.objectContaining({ rule: "command", verdict: "met" })]) as object }]);
    const later = (await call<EvidencePack>("GET /api/v1/evidence-packs?from=2026-11-16T08:07:00Z&to=2026-11-16T08:08:00Z", { as: hana })).body;
    expect(verify(later).differences).toEqual([]);
    expect(later.streams.every(({ streamId, before }) => streamId.startsWith("audit/") && before !== null)).toBe(true);
  });

  it("reads as a list of its incidents, then each in full, then how to verify, also on paper", async () => {
    const markdown = (await call<string>(`GET ${period}2026-11-16T08:08:00Z&format=markdown`, { as: hana })).body;
    expect(markdown.match(/^##? .*$/gm)).toEqual(["# Evidence from 2026-11-16 00:00:00 to 2026-11-16 08:08:00", "## INC-1: Search \\| returned &lt;no&gt; products", "## How to verify"]);
    for (const said of ["| INC-1 | Search \\| returned &lt;no&gt; products | Sev 1 × no priority | 2026-11-16 07:45 | 20 minutes | 7 of 13 |", "### What happened", "#### Telling: 0 of 2", "2026-11-16-to-2026-11-16-evidence.json"]) expect(toTheMinute(markdown)).toContain(said);
    const page = (await call<string>(`GET ${period}2026-11-16T08:08:00Z&format=html`, { as: hana })).body;
    for (const said of ["One incident <span>Mon 16 Nov 2026, 01:00:00 to 09:08:00</span>", "Who held command", "✕ missed", "muster verify 2026-11-16-to-2026-11-16-evidence.json"]) expect(page).toContain(said);
    const nothing = (await call<string>("GET /api/v1/evidence-packs?from=2026-11-15T00:00:00Z&to=2026-11-15T01:00:00Z&format=markdown", { as: hana })).body;
    expect(nothing).toContain("No incident was declared in this time.");
  });

  it("is for managers, of a period that is over", async () => {
    expect(await call(`GET ${period}2026-11-16T08:06:00Z`)).toMatchObject({ status: 401 });
    expect(await call(`GET ${period}2026-11-16T08:06:00Z`, { as: amara })).toMatchObject({ status: 403 });
    expect(await call(`GET ${period}tomorrow`, { as: hana })).toMatchObject({ status: 400 });
    expect(await call(`GET ${period}2026-11-15T00:00:00Z`, { as: hana })).toMatchObject({ status: 422, body: { code: "evidence.period.invalid", errors: [{ path: "to" }] } });
    expect(await call(`GET ${period}2027-01-01T00:00:00Z`, { as: hana })).toMatchObject({ status: 422, body: { detail: expect.stringContaining("not over yet") } });
  });
});
