import { readFileSync } from "node:fs";
import type { FastifyInstance, InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashSecret, newSecret } from "../platform/ids/ids.ts";
import { closeHttpServer, createHttpServer } from "../platform/http/server.ts";
import { makeTestDatabase } from "../platform/testing/test-database.ts";
import { addSignedInPerson } from "../platform/testing/test-people.ts";
import { roles, type Role } from "../values/permission.ts";
import { createNode } from "./node.ts";
import { addRoutes } from "./routes.ts";

/** Stands in every text of the private incidents, so that no answer that holds it is one for a stranger. */
const canary = "zq-canary-7";
const ghost = "INC-999";
const publicUrl = "http://127.0.0.1:4600";
const nothing = "019aa000-0000-7000-8000-000000000000";

const { url, clock } = await makeTestDatabase();
const mails: string[] = [];
const mail = { channel: "mail" as const, send: (message: unknown) => Promise.resolve(mails.push(JSON.stringify(message))).then(() => ({ isAccepted: true as const, providerId: "1" })) };
const node = createNode({ databaseUrl: url, publicUrl, secret: "s".repeat(32), messengers: { mail }, log: () => undefined });
const app: FastifyInstance = await createHttpServer({ publicUrl, version: "0.0.0", logger: false });
const routes = new Map<string, { method: string; url: string }>();
app.addHook("onRoute", (route) => {
  for (const method of [route.method].flat().filter((one) => one !== "HEAD")) routes.set(`${method} ${route.url}`, { method, url: route.url });
});
addRoutes(app, node, { publicUrl, smtpUrl: null, databaseUrl: null });
await app.ready();
await app.listen({ port: 0, host: "127.0.0.1" });
afterAll(async () => {
  await closeHttpServer(app);
  await node.stop();
});

type Headers = Readonly<Record<string, string>>;

interface Answer {
  status: number;
  text: string;
  json: Record<string, never>;
}

let callers = 0;

async function call(target: string, headers: Headers, body?: unknown): Promise<Answer> {
  const [method = "GET", address = "/"] = target.split(" ");
  callers += 1;
  // Limits count by address; here nobody is to be limited.
  const remoteAddress = `10.${callers >> 16}.${(callers >> 8) & 255}.${callers & 255}`;
  const answer = await app.inject({ method: method as NonNullable<InjectOptions["method"]>, url: address, headers, remoteAddress, ...(body === undefined ? {} : { payload: body as object }) });
  const isJson = String(answer.headers["content-type"]).includes("json");
  return { status: answer.statusCode, text: `${answer.body} ${JSON.stringify(answer.headers)}`, json: isJson && answer.body !== "" ? JSON.parse(answer.body) : {} };
}

async function signIn(personId: string, role: Role): Promise<Headers> {
  const secret = newSecret();
  await node.database.transaction(async (tx) => {
    await tx.run("insert into account (person_id, role, made_at) values ($1, $2, muster_now())", [personId, role]);
    await tx.run("insert into session (token_hash, person_id, made_at, seen_at, expires_at) values ($1, $2, muster_now(), muster_now(), muster_now() + interval '30 days')", [hashSecret(secret), personId]);
  });
  return { cookie: `muster_session=${secret}` };
}

await clock.set(Date.parse("2026-11-19T13:47:00Z"));
const root = (await addSignedInPerson(node.database, "root", "administrator")).browser;
const acme = readFileSync(new URL("../../examples/acme.yaml", import.meta.url), "utf8");
expect((await call("PUT /api/v1/config", { ...root, "content-type": "application/yaml" }, acme)).status).toBe(200);
const chidi = await signIn("chidi", "manager");
const amara = await signIn("amara", "responder");

/** Strangers of every role, the administrator among them, and a script that is nobody's. */
const strangers: Record<string, Headers> = { administrator: root };
for (const role of roles) if (role !== "administrator") strangers[role] = (await addSignedInPerson(node.database, `other-${role}`, role)).browser;

const ids: Record<string, string> = {};

async function done(target: string, body: unknown, headers: Headers = chidi): Promise<Record<string, never>> {
  const answer = await call(target, headers, body);
  expect(answer.status, `${target}: ${answer.text}`).toBeLessThan(300);
  return answer.json;
}

const said = (what: string) => `${what} ${canary}`;

/** What a group of alerts of the shop is; alerts are nobody's secret. */
async function fire(alertname: string): Promise<{ alertId: string; groupId: string }> {
  await done("POST /intake/prometheus/acme-prometheus", { version: "4", alerts: [{ status: "firing", labels: { alertname, service: "storefront", severity: "high" }, annotations: { summary: alertname } }] }, {});
  const { items } = (await call("GET /api/v1/alerts", chidi)).json as unknown as { items: { id: string; groupId: string; title: string }[] };
  const alert = items.find(({ title }) => title.includes(alertname));
  if (!alert) throw new Error("The alert did not come in.");
  return { alertId: alert.id, groupId: alert.groupId };
}

beforeAll(async () => {
  const { alertId, groupId } = await fire("Slow");
  const declared = await done("POST /api/v1/incidents", { title: said("Leak"), serviceIds: ["checkout"], groupIds: [groupId], severity: "sev1", priority: "p1", note: said("note"), tags: [said("tag")], privacy: { reason: said("because"), who: ["audience/executives"] } });
  Object.assign(ids, { ref: declared["ref"], incidentId: declared["id"], alertId, groupId });
  const room = `/api/v1/incidents/${ids["ref"]}`;
  for (const path of ["notes", "decisions", "calls", "changes"]) await done(`POST ${room}/${path}`, { text: said(path) });
  ids["taskId"] = String((await done(`POST ${room}/tasks`, { text: said("task"), ownerId: "chidi" }) as unknown as { tasks?: { id: string }[] }).tasks?.[0]?.id ?? "");
  await done(`POST ${room}/ground`, { kind: "condition", text: said("condition") });
  await done(`PUT ${room}/impact`, { usersAffected: 0.5, description: said("impact") });
  await done(`POST ${room}/classify`, { severity: "sev2", priority: "p2", reason: said("class") });
  await done(`POST ${room}/waivers`, { rule: "timeBoxes.acknowledge", reason: said("waiver") }).catch(() => undefined);
  await done(`POST ${room}/updates`, { audienceIds: ["executives"], conditions: said("conditions"), actions: said("actions"), needs: said("needs") });
  await done(`POST ${room}/escalate`, { targets: ["person/amara"], because: said("why") });
  ids["evidenceId"] = String((await done(`POST ${room}/evidence?kind=log&name=${canary}.txt`, said("file"), { ...chidi, "content-type": "text/plain" }))["id"]);
  await done(`POST ${room}/conduct-reports`, { text: said("conduct") });
  const report = await done("POST /api/v1/reports", { what: said("a report") }, {});
  await done(`POST /api/v1/reports/${String(report["id"])}/link`, { incident: ids["ref"] });
  ids["reportId"] = String(report["id"]);
  const over = await done("POST /api/v1/incidents", { title: said("Past leak"), serviceIds: ["checkout"], page: false, severity: "sev1", priority: "p1", privacy: { reason: said("because") } });
  ids["overRef"] = String(over["ref"]);
  await done(`POST /api/v1/incidents/${ids["overRef"]}/resolve`, {});
  const { retrospectiveId } = (await call(`GET /api/v1/incidents/${ids["overRef"]}`, chidi)).json as unknown as { retrospectiveId: string };
  ids["retrospectiveId"] = retrospectiveId;
  await done(`PUT /api/v1/retrospectives/${retrospectiveId}/sections/summary`, { text: said("summary"), baseVersion: 0 });
  ids["followUpId"] = String((await done(`POST /api/v1/retrospectives/${retrospectiveId}/follow-ups`, { text: said("follow-up"), driverId: "chidi" }))["id"]);
  await done(`GET ${room}/evidence-pack`, undefined);
  const page = await node.database.transaction((tx) => tx.first<{ id: string }>("select id from page where subject_id = $1 limit 1", [ids["incidentId"]]));
  ids["pageId"] = page?.id ?? "";
  await node.database.transaction((tx) => tx.run("insert into notice (id, key, code, sentence, count, first_at, last_at) values (gen_random_uuid(), 'n', 'n', $1, 1, muster_now(), muster_now())", [`Nobody could be reached for ${ids["ref"]}.`]));
}, 60_000);

/** What the parameters of an address mean: what belongs to the private incidents wherever there is such a thing. */
function addressOf(address: string, ref: string): string {
  const own: [RegExp, string][] = [
    [/^\/api\/v1\/retrospectives\/:id/, ids["retrospectiveId"] ?? ""],
    [/^\/api\/v1\/follow-ups\/:id/, ids["followUpId"] ?? ""],
    [/^\/api\/v1\/evidence\/:id/, ids["evidenceId"] ?? ""],
    [/^\/api\/v1\/pages\/:id/, ids["pageId"] ?? ""],
    [/^\/api\/v1\/groups\/:(id|groupId)/, ids["groupId"] ?? ""],
    [/^\/api\/v1\/alerts\/:id/, ids["alertId"] ?? ""],
    [/^\/api\/v1\/reports\/:id/, ids["reportId"] ?? ""],
    [/^\/report\/:id/, ids["reportId"] ?? ""],
    [/^\/api\/v1\/people\/:id/, "chidi"],
    [/^\/api\/v1\/services\/:id/, "checkout"],
    [/^\/api\/v1\/teams\/:id/, "web"],
    [/^\/api\/v1\/schedules\/:id/, "commanders"],
  ];
  const id = own.find(([pattern]) => pattern.test(address))?.[1] ?? nothing;
  const params: Record<string, string> = { ref, id, groupId: ids["groupId"] ?? "", milestone: "declared", kind: "person", role: "incident-commander", section: "summary", version: "1", entry: "1", taskId: ids["taskId"] || nothing, itemId: nothing, place: "a", contact: "mail" };
  return address.replace(/:(\w+)/g, (_all, name: string) => params[name] ?? nothing);
}

const queries: Record<string, string[]> = {
  "/api/v1/incidents": ["", "?status=all&limit=500", `?status=all&search=${canary}`, "?status=all&search=1", "?serviceId=checkout&status=all", "?personId=chidi&status=all"],
  "/api/v1/follow-ups": ["", "?status=all"],
  "/api/v1/retrospectives": ["", "?status=all"],
  "/api/v1/reports": ["", "?state=all", "?state=linked"],
  "/api/v1/pages": ["", "?limit=500", "?personId=amara"],
  "/api/v1/alerts": ["", "?status=all"],
  "/api/v1/audit": ["", "?limit=500", "?section=incidents"],
  "/api/v1/evidence-packs": ["?from=2026-11-01T00:00:00Z&to=2026-11-19T13:47:00Z", "?from=2026-11-19T00:00:00Z&to=2026-11-19T13:48:30Z"],
  "/api/v1/incidents/:ref/evidence-pack": ["", "?format=markdown", "?format=html"],
  "/api/v1/incidents/:ref/between": ["?from=declared&to=resolved"],
  "/api/v1/incidents/:ref/foresight": ["?change=resolve", "?change=public"],
};

const isTold = (text: string) => [canary, ids["incidentId"] ?? "", ids["retrospectiveId"] ?? "", ids["pageId"] ?? ""].some((word) => text.includes(word)) || [ids["ref"], ids["overRef"]].some((ref) => new RegExp(`\\b${ref}\\b`).test(text));

const reads = () => [...routes.values()].filter(({ method, url: address }) => method === "GET" && address !== "/api/v1/stream" && !address.startsWith("/v2/"));
const addresses = (address: string, ref: string) => (queries[address] ?? [""]).map((query) => `${addressOf(address, ref)}${query}`);

describe("A private incident", () => {
  it("is read by who is named in it, wherever something of it stands", async () => {
    await clock.advance(120_000);
    const telling: string[] = [];
    for (const { url: address } of reads()) {
      const answers = await Promise.all(addresses(address, ids["ref"] ?? "").map((one) => call(`GET ${one}`, chidi)));
      if (answers.some(({ status, text }) => status < 300 && isTold(text))) telling.push(address);
    }
    expect(telling.sort()).toEqual([
      "/api/v1/adherence",
      "/api/v1/audit",
      "/api/v1/evidence-packs",
      "/api/v1/evidence/:id",
      "/api/v1/follow-ups",
      "/api/v1/groups/:id/escalation",
      "/api/v1/held-roles",
      "/api/v1/incidents",
      "/api/v1/incidents/:ref",
      "/api/v1/incidents/:ref/adherence",
      "/api/v1/incidents/:ref/brief",
      "/api/v1/incidents/:ref/evidence-pack",
      "/api/v1/incidents/:ref/foresight",
      "/api/v1/incidents/:ref/owed",
      "/api/v1/incidents/:ref/privacy",
      "/api/v1/incidents/:ref/timeline",
      "/api/v1/incidents/:ref/updates",
      "/api/v1/incidents/:ref/updates/draft",
      "/api/v1/me/hand-overs",
      "/api/v1/owed",
      "/api/v1/pages",
      "/api/v1/pages/:id",
      "/api/v1/reports",
      "/api/v1/retrospectives",
      "/api/v1/retrospectives/:id",
      "/api/v1/retrospectives/:id/markdown",
      "/api/v1/retrospectives/:id/sections/:section/versions/:version",
    ]);
  });

  it.each(Object.keys(strangers))("is in no answer to any question of somebody else: %s", async (who) => {
    const headers = strangers[who] ?? {};
    for (const { url: address } of reads()) {
      for (const one of addresses(address, ids["ref"] ?? "")) {
        const { status, text } = await call(`GET ${one}`, headers);
        const asked = text.replaceAll(one, "");
        expect(isTold(asked), `${one} answered ${status}: ${asked.slice(0, 600)}`).toBe(false);
        expect(status, one).toBeLessThan(500);
      }
    }
  });

  it.each(Object.keys(strangers))("answers as one that is not there: %s", async (who) => {
    const headers = strangers[who] ?? {};
    for (const { method, url: address } of routes.values()) {
      if (!address.startsWith("/api/v1/incidents/:ref") || address.endsWith("/enter")) continue;
      for (const query of method === "GET" ? (queries[address] ?? [""]) : [address.endsWith("/waivers") ? "?rule=x" : address.endsWith("/evidence") ? "?kind=log&name=x" : ""]) {
        const ask = (ref: string) => call(`${method} ${addressOf(address, ref)}${query}`, { ...headers, ...(method === "GET" ? {} : { "content-type": "application/json" }) }, method === "GET" ? undefined : bodyFor(address));
        const [real, missing] = [await ask(ids["ref"] ?? ""), await ask(ghost)];
        expect([real.status, real.json], `${method} ${address}`).toEqual([missing.status, missing.json]);
        if (real.status !== 403) expect(`${method} ${address} ${real.status} ${String(real.json["code"])}`).toBe(`${method} ${address} 404 incident.not-found`);
      }
    }
  });

  it("takes no change from somebody else, by its other addresses neither", async () => {
    const entries = async () => (await call(`GET /api/v1/incidents/${ids["ref"]}`, chidi)).json["entries"];
    const before = await entries();
    const headers = strangers["manager"] ?? {};
    const own: [string, object?][] = [
      [`PATCH /api/v1/follow-ups/${ids["followUpId"]}`, { status: "done" }],
      [`POST /api/v1/retrospectives/${ids["retrospectiveId"]}/review`, {}],
      [`PUT /api/v1/retrospectives/${ids["retrospectiveId"]}/sections/summary`, { text: "x", baseVersion: 1 }],
      [`DELETE /api/v1/evidence/${ids["evidenceId"]}`],
      [`POST /api/v1/pages/${ids["pageId"]}/answer`, { answer: "have" }],
      [`POST /api/v1/reports/${ids["reportId"]}/settle`, {}],
      [`POST /api/v1/reports/${ids["reportId"]}/link`, { incident: ids["ref"] }],
    ];
    const others = (await call("POST /api/v1/incidents", headers, { title: "Other", groupIds: [], page: false })).json["ref"];
    own.push([`POST /api/v1/incidents/${String(others)}/merge`, { into: ids["ref"] }]);
    for (const [target, body] of own) expect(`${target} ${(await call(target, headers, body)).status}`).toBe(`${target} 404`);
    const alerts: [string, object?][] = [
      [`POST /api/v1/incidents/${String(others)}/groups`, { groupId: ids["groupId"] }],
      ["POST /api/v1/incidents", { title: "Another", groupIds: [ids["groupId"]], page: false }],
      [`POST /api/v1/groups/${ids["groupId"]}/acknowledge`, {}],
      [`POST /api/v1/groups/${ids["groupId"]}/escalate`, { nextStep: true }],
      [`POST /api/v1/alerts/${ids["alertId"]}/acknowledge`],
      [`POST /api/v1/alerts/bulk`, { action: "acknowledge", ids: [ids["alertId"]] }],
    ];
    for (const [target, body] of alerts) {
      const answer = await call(target, headers, body);
      expect(isTold(answer.text), answer.text).toBe(false);
      expect(answer.text, target).toMatch(/alert\.in-hand-elsewhere|incident\.not-found/);
    }
    expect(await entries()).toBe(before);
  });

  it("is told to nobody by mail who is not named", async () => {
    node.worker.start();
    await expect.poll(() => mails.some((one) => one.includes(said("conditions")))).toBe(true);
    const told = mails.filter(isTold).flatMap((one) => /"address":"([^"]+)"/.exec(one)?.[1] ?? []);
    const { named } = (await call(`GET /api/v1/incidents/${ids["ref"]}/privacy`, chidi)).json as unknown as { named: { people: { id: string }[] }[] };
    const mayBeTold = [...named.flatMap(({ people }) => people.map(({ id }) => id)), "hana", "grete"];
    expect([...new Set(told.map((address) => address.split("@")[0]))].filter((id) => !mayBeTold.includes(id ?? ""))).toEqual([]);
  });

  it("comes to whoever is paged for it, and says so in its story", async () => {
    const { items } = (await call(`GET /api/v1/incidents/${ids["ref"]}/timeline?limit=500`, amara)).json as unknown as { items: { kind: string; bold: string; rest: string }[] };
    expect(items.filter(({ kind }) => kind === "privacy").map(({ bold, rest }) => `${bold} ${rest}`).reverse()).toEqual([
      "Private seen by Chidi Novak and Executives alone",
      "Amara Okafor sees it now, paged for it",
      "Elif Kaya sees it now, paged for it",
      "Grete Lund sees it now, paged for it",
      "Kira Tamm sees it now, paged for it",
    ]);
  });

  it("is in the stream of who sees it alone; whoever is taken out asks for everything anew", async () => {
    const [theirs, others] = [await follow(chidi), await follow(strangers["responder"] ?? {})];
    await done(`POST /api/v1/incidents/${ids["ref"]}/notes`, { text: said("live") });
    await done(`POST /api/v1/incidents/${ids["ref"]}/privacy/named`, { who: ["team/payments"] });
    await call(`POST /api/v1/pages/${ids["pageId"]}/answer`, chidi, { answer: "have" });
    const open = await done("POST /api/v1/incidents", { title: "Open", page: false });
    await expect.poll(() => others.text()).toContain(`incident/${String(open["id"])}`);
    await expect.poll(() => theirs.text()).toContain(`incident/${String(open["id"])}`);
    expect(isTold(theirs.text())).toBe(true);
    expect(others.text().split("\n").filter(isTold)).toEqual([]);
    expect(others.text()).not.toContain("event: reload");
    await done(`PUT /api/v1/incidents/${String(open["ref"])}/privacy`, { reason: "Names of customers", who: ["person/other-responder"] });
    await done(`POST /api/v1/incidents/${String(open["ref"])}/notes`, { text: said("between us") });
    await expect.poll(() => others.text()).toContain("note posted");
    await done(`DELETE /api/v1/incidents/${String(open["ref"])}/privacy/named/person/other-responder`, undefined);
    await expect.poll(() => others.text()).toContain("event: reload");
    expect(await call(`GET /api/v1/incidents/${String(open["ref"])}`, strangers["responder"] ?? {})).toMatchObject({ status: 404 });
    theirs.close();
    others.close();
  });

  it("opens to an administrator who names themselves, before everybody in it", async () => {
    const room = `/api/v1/incidents/${ids["ref"]}`;
    expect(await call(`POST ${room}/privacy/enter`, strangers["manager"] ?? {}, { reason: "Let me see" })).toMatchObject({ status: 403 });
    expect(await call(`POST /api/v1/incidents/${ghost}/privacy/enter`, root, { reason: "Let me see" })).toMatchObject({ status: 404 });
    expect(await call(`POST ${room}/privacy/enter`, root, { reason: "An auditor asks" })).toMatchObject({ status: 200, json: { ref: ids["ref"], isPrivate: true } });
    const { text } = await call(`GET ${room}/timeline?limit=20`, chidi);
    expect(text).toContain("opened it as an administrator and sees it now");
    expect(text).toContain("An auditor asks");
    expect((await call("GET /api/v1/audit?section=incidents", root)).text).toContain('"action":"opened-to-themselves"');
  });

  it("is everybody's again by whoever commands, who reads first who will be told", async () => {
    const room = `/api/v1/incidents/${ids["ref"]}`;
    expect((await call(`GET ${room}/foresight?change=public`, chidi)).json["toldMore"]).toEqual(expect.arrayContaining([expect.objectContaining({ name: expect.any(String) })]));
    await done(`POST ${room}/privacy/end`, { reason: "It is in the papers" });
    expect(await call(`GET ${room}`, strangers["viewer"] ?? {})).toMatchObject({ status: 200, json: { isPrivate: false } });
  });
});

/** Reads the stream as somebody until it is closed. */
async function follow(headers: Headers): Promise<{ text: () => string; close: () => void }> {
  const ending = new AbortController();
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/stream`, { headers, signal: ending.signal });
  let text = "";
  const read = async () => {
    for await (const piece of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) text += piece;
  };
  read().catch(() => undefined);
  await expect.poll(() => text).toContain("event: ready");
  return { text: () => text, close: () => ending.abort() };
}

/** A body in which every address finds what it asks for. */
const anything = {
  ...{ text: "x", reason: "x", title: "x", summary: "x", conditions: "x", actions: "x", brief: "x", description: "x", rule: "x", url: "https://acme.example" },
  ...{ personId: "chidi", toPersonId: "chidi", fromPersonId: "amara", role: "incident-commander", ownerId: "chidi", personIds: ["chidi"], audienceIds: ["executives"] },
  ...{ groupId: nothing, into: "INC-998", kind: "condition", who: ["person/chidi"], severity: "sev2", priority: "p2", serviceIds: ["checkout"], targets: ["person/chidi"] },
  ...{ isPinned: true, outcome: "waits", stance: null, nextAt: null, templateId: "leak", relation: "same-cause", leadId: "chidi", at: "2099-01-01T00:00:00Z" },
};

function bodyFor(address: string): object | string {
  if (address.endsWith("/milestones/:milestone")) return { at: null };
  if (address.endsWith("/workstreams")) return { name: "Ledger", leadId: "chidi" };
  if (address.endsWith("/split") || address.endsWith("/split/preview")) return { title: "Apart", serviceIds: ["checkout"] };
  return address.endsWith("/evidence") ? "bytes" : anything;
}
