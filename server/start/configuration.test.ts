import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ChangesView, ConfigurationEntryView } from "../platform/config-document/configuration.contract.ts";
import { configurationRoutes } from "../platform/config-document/configuration.routes.ts";
import { unseal } from "../platform/sealing/seal.ts";
import { openTestApp } from "../platform/testing/test-app.ts";
import { addPerson, addSignedInPerson, tablesHolding } from "../platform/testing/test-people.ts";
import { configuration } from "./configuration.ts";

const acme = readFileSync(new URL("../../examples/acme.yaml", import.meta.url), "utf8");
const yaml = { "content-type": "application/yaml" };

type Told = ChangesView & { code: string; detail: string; errors: { path: string; line?: number; column?: number; message: string; mend: string }[] };

async function openMuster(first: string | null = acme) {
  const { call, database } = await openTestApp((app, tools) => configurationRoutes(app, tools, configuration), { context: { secret: "a-key-of-this-installation" } });
  const send = (text: string, query = "") => call<Told>(`PUT /api/v1/config${query}`, { as: "administrator", body: text, headers: yaml });
  const sentences = async (answer: Promise<{ body: Told }>) => (await answer).body.changes.map(({ sentence }) => sentence);
  if (first !== null) expect((await send(first)).status).toBe(200);
  return {
    call,
    database,
    apply: send,
    plan: (text: string) => sentences(send(text, "?plan=true")),
    exported: async () => (await call<string>("GET /api/v1/config", { as: "manager" })).body,
    entry: async <Entry extends object>(path: string) => (await call<ConfigurationEntryView>(`GET /api/v1/config/${path}`, { as: "manager" })).body.entry as Entry,
    put: (path: string, entry: object) => call<Told>(`PUT /api/v1/config/${path}`, { as: "manager", body: entry }),
    drop: (path: string) => call<Told>(`DELETE /api/v1/config/${path}`, { as: "manager" }),
    rows: <Row extends object>(sql: string) => database.transaction((tx) => tx.rows<Row>(sql)),
  };
}

describe("the example organization", async () => {
  const { call, apply, plan, exported, rows } = await openMuster();

  it("is planned again without a change, and exported as what it means", async () => {
    expect(await plan(acme)).toEqual([]);
    expect((await apply(acme)).body).toEqual({ changes: [] });
    const text = await exported();
    expect((await apply(text)).body.changes).toEqual([]);
    expect(await exported()).toBe(text);
    expect(await rows("select version from process_version")).toEqual([{ version: 1 }]);
  });

  it("is exported as JSON too, which says the same", async () => {
    const answer = await call("GET /api/v1/config", { as: "manager", headers: { accept: "application/json" } });
    expect(answer.headers["content-type"]).toContain("application/json");
    expect(answer.body).toMatchObject({ muster: 1, people: { ben: { name: "Ben Sato" } }, sources: { prometheus: { key: { env: "ACME_PROMETHEUS_KEY", default: "acme-prometheus" } } } });
    const again = await call<Told>("PUT /api/v1/config", { as: "administrator", body: answer.body });
    expect(again).toMatchObject({ status: 200, body: { changes: [] } });
  });

  it("raises the version of the configuration with every change, and only then", async () => {
    const version = async () => (await rows<{ configuration_version: number }>("select configuration_version from installation"))[0]?.configuration_version;
    expect(await version()).toBe(1);
    await apply(acme.replace("name: Acme Outdoor", "name: Acme Indoor"));
    expect(await version()).toBe(2);
  });
});

describe("what a file changes", async () => {
  const { apply, plan, exported, rows } = await openMuster();
  const changed = async (from: string | RegExp, to: string) => {
    const sentences = await plan(acme.replace(from, to));
    expect((await apply(acme.replace(from, to))).body.changes.map(({ sentence }) => sentence)).toEqual(sentences);
    expect(await plan(acme.replace(from, to))).toEqual([]);
    expect(await plan(await exported())).toEqual([]);
    await apply(acme);
    return sentences;
  };

  it("is told and done: renaming, moving in a list, deleting, a new id", async () => {
    expect(await changed("name: Storefront\n", "name: Shop front\n")).toEqual(["Change the service storefront (Shop front): name from “Storefront” to “Shop front”."]);
    expect(await changed("people: [amara, ben]", "people: [ben, amara]")).toEqual([expect.stringContaining("Reorder the schedule web-primary")]);
    expect(await changed(/ {2}contoso: .*\n/, "")).toEqual(["Delete the customer contoso (Contoso)."]);
    expect(await changed("  contoso: {", "  contoso-ltd: {")).toEqual(["Create the customer contoso-ltd (Contoso).", "Delete the customer contoso (Contoso)."]);
  });

  it("is told for routes, whose order decides", async () => {
    const [first = "", second = ""] = acme.match(/ {2}- when: labels.env[\s\S]*?(?= {2}- when: severity in)/)?.[0].split(/(?<=\n)(?= {2}- )/) ?? [];
    expect(await changed(first + second, second + first)).toEqual([expect.stringContaining("Reorder the routes")]);
  });

  it("is told for a route that declares an incident whose class is still to be set, and exported as it was written", async () => {
    expect(await changed("declare: { severity: sev2, priority: p2 }", "declare: {}")).toEqual([expect.stringContaining("Change the routes")]);
    expect(await changed("declare: { severity: sev2, priority: p2 }", "declare: { priority: p2 }")).toEqual([expect.stringContaining("Change the routes")]);
  });

  it("makes a new version of the process where that says something else", async () => {
    await apply(acme.replace("dueWithin: 5d", "dueWithin: 7d"));
    expect(await rows("select version, document #>> '{retrospective,dueWithin}' as due, published_by from process_version order by version")).toMatchObject([
      { due: "5d" },
      { due: "7d", published_by: { kind: "person", id: "administrator" } },
    ]);
    await apply(acme);
  });

  it("lets two people swap their addresses, and a new one take the address of one who goes", async () => {
    const swapped = acme.replace("ben@acme.example", "x").replace("chidi@acme.example", "ben@acme.example").replace("x, timezone: Asia", "chidi@acme.example, timezone: Asia");
    expect(await apply(swapped)).toMatchObject({ status: 200 });
    expect(await rows("select email from person where id in ('ben', 'chidi') order by id")).toEqual([{ email: "chidi@acme.example" }, { email: "ben@acme.example" }]);
    expect(await apply(acme.replace("  kira: {", "  kira-tamm: {").replace("[jonas, kira]", "[jonas, kira-tamm]").replace("[jonas, kira]", "[jonas, kira-tamm]"))).toMatchObject({ status: 200 });
    await apply(acme);
  });

  it("leaves what it does not speak of, and takes away only what a file brought", async () => {
    expect(await plan("muster: 1\nsources: {}\n")).toHaveLength(3);
    expect(await plan("muster: 1\n")).toEqual([]);
  });
});

describe("rows that others hang on", async () => {
  const { apply, database, rows } = await openMuster();

  it("stay through a change: overrides, accounts, confirmed numbers", async () => {
    await database.transaction(async (tx) => {
      await tx.run(`insert into schedule_override (id, schedule_id, kind, person_id, starts_at, ends_at, made_by, made_at)
        values (gen_random_uuid(), 'web-primary', 'add', 'ben', now(), now() + interval '1 hour', '{"kind":"muster"}', now())`);
      await tx.run("insert into account (person_id, role, made_at) values ('ben', 'responder', now())");
      await tx.run("update contact set verified_at = '2026-01-01T00:00Z', verified_by = 'code'");
    });
    await apply(acme.replace("turn: 1w", "turn: 2w").replace("Ben Sato", "Benjiro Sato").replace("Amara Okafor", "Amara O."));
    expect(await rows("select id from schedule_override")).toHaveLength(1);
    expect(await rows("select role from account")).toEqual([{ role: "responder" }]);
    expect(await rows("select distinct verified_by from contact where person_id = 'amara'")).toEqual([{ verified_by: "code" }]);
  });

  it("lose their confirmation with another number, and a file confirms the new one", async () => {
    await apply(acme.replace('sms: "+4915550101"', 'sms: "+4915550199"'));
    expect(await rows("select id, verified_by from contact order by place")).toEqual([
      { id: "mail", verified_by: "code" },
      { id: "cell", verified_by: "file" },
      { id: "ring", verified_by: "code" },
    ]);
  });
});

describe("an entry changed by hand", async () => {
  const { call, apply, plan, exported, entry, put, drop, rows, database } = await openMuster();

  it("shows in the export, and the next apply shows exactly that edit and takes it back", async () => {
    const team = await entry<{ members: string[] }>("teams/web");
    expect(await put("teams/web?plan=true", { ...team, manager: "hana" })).toMatchObject({ status: 200, body: { changes: [{ section: "teams", id: "web", action: "update" }] } });
    expect(await entry("teams/web")).toEqual(team);
    expect((await put("teams/web", { ...team, manager: "hana" })).body.changes[0]?.sentence).toBe("Change the team web (Web): manager from “grete” to “hana”.");
    expect(await exported()).toContain("web: { name: Web, members: [ amara, ben, chidi ], manager: hana }");
    expect(await plan(acme)).toEqual(["Change the team web (Web): manager from “hana” to “grete”."]);
    await apply(acme);
    expect(await plan(acme)).toEqual([]);
    expect(await entry("teams/web")).toEqual(team);
  });

  it("survives every file, until a file holds it too", async () => {
    expect(await put("customers/tailspin", { name: "Tailspin Toys" })).toMatchObject({ status: 200 });
    expect((await call("GET /api/v1/config/customers/tailspin", { as: "manager" })).body).toMatchObject({ isFromFile: false, entry: { name: "Tailspin Toys", touch: "low" } });
    expect(await plan(acme)).toEqual([]);
    const owned = acme.replace("customers:\n", "customers:\n  tailspin: { name: Tailspin Toys }\n");
    expect(await plan(owned)).toEqual([]);
    await apply(owned);
    expect(await plan(acme)).toEqual(["Delete the customer tailspin (Tailspin Toys)."]);
    await apply(acme);
  });

  it("does not confirm a telephone number; the file that holds it does", async () => {
    const ben = await entry<object>("people/ben");
    await put("people/ben", { ...ben, contacts: { cell: { sms: "+4915550777" } } });
    const confirmed = () => rows("select verified_by from contact where person_id = 'ben'");
    expect(await confirmed()).toEqual([{ verified_by: null }]);
    const file = acme.replace("timezone: Asia/Tokyo }", 'timezone: Asia/Tokyo, contacts: { cell: { sms: "+4915550777" } } }');
    expect(await plan(file)).toEqual([]);
    await apply(file);
    expect(await confirmed()).toEqual([{ verified_by: "file" }]);
  });

  it("is deleted where nothing refers to it; else those who do are named", async () => {
    const refused = await drop("people/ben");
    expect(refused).toMatchObject({ status: 409, body: { code: "config.referenced" } });
    expect(refused.body.detail).toBe("This cannot be done yet, because the person `ben` would go. Still referred to by the team `web`, the schedule `web-primary`, the schedule `web-secondary` and the service `storefront`.");
    expect(refused.body.errors.map(({ path }) => path)).toContain("teams.web.members[1]");
    expect(await drop("customers/contoso?plan=true")).toMatchObject({ status: 200, body: { changes: [{ action: "delete", id: "contoso" }] } });
    expect(await drop("customers/contoso")).toMatchObject({ status: 200 });
    expect(await drop("customers/contoso")).toMatchObject({ status: 404, body: { code: "config.not-found" } });
    expect(await drop("organization/organization")).toMatchObject({ status: 403 });
    expect(await call("DELETE /api/v1/config/process/process", { as: "administrator" })).toMatchObject({ status: 409, body: { code: "config.always-there" } });
  });

  it("is refused where it refers to nothing, breaks a rule, or is written wrong", async () => {
    expect(await put("teams/web", { name: "Web", members: ["bne"] })).toMatchObject({ status: 422, body: { code: "config.invalid", errors: [{ path: "teams.web.members[0]", mend: "Did you mean `ben`?" }] } });
    expect(await put("people/ben-2", { name: "Ben", email: "BEN@acme.example" })).toMatchObject({ status: 422, body: { errors: [{ path: "people.ben-2.email", message: "`ben` has this address too." }] } });
    expect(await put("teams/Web%20Team", { name: "Web" })).toMatchObject({ status: 422, body: { errors: [{ message: "“Web Team” is not an id." }] } });
    expect(await put("teams/web", { name: "Web", colour: "red" })).toMatchObject({ status: 422, body: { errors: [{ path: "teams.web.colour" }] } });
    expect(await put("routes/routes", [{ when: "severity ==", then: { urgency: "high" } }])).toMatchObject({ status: 422, body: { errors: [{ path: "routes[0].when" }] } });
  });

  it("leaves accounts to administrators: neither such a person nor the address goes by a manager's hand", async () => {
    await put("people/zora", { name: "Zora", email: "zora@acme.example" });
    await database.transaction((tx) => tx.run("insert into account (person_id, role, made_at) values ('zora', 'responder', now())"));
    expect(await drop("people/zora")).toMatchObject({ status: 422, body: { errors: [{ message: "`zora` has an account and signs in with this address." }] } });
    expect(await put("people/zora", { name: "Zora", email: "mine@acme.example" })).toMatchObject({ status: 422, body: { errors: [{ path: "people.zora.email" }] } });
    expect(await put("people/zora", { name: "Zora Neale", email: "zora@acme.example" })).toMatchObject({ status: 200 });
    expect(await call("DELETE /api/v1/config/people/zora", { as: "administrator" })).toMatchObject({ status: 200 });
  });

  it("may be the whole list of routes, which other sections keep their order beside", async () => {
    const routes = await entry<object[]>("routes/routes");
    expect((await put("routes/routes", [...routes.slice(1), routes[0] ?? {}])).body.changes[0]).toMatchObject({ action: "reorder", id: "routes" });
    expect(await plan(acme)).toContainEqual(expect.stringContaining("Reorder the routes"));
  });

  it("may not take a severity away that a service proposes", async () => {
    const process = await entry<{ severities: Record<string, object> }>("process/process");
    const { sev1: _gone, ...severities } = process.severities;
    const answer = await call<Told>("PUT /api/v1/config/process/process", { as: "administrator", body: { ...process, severities } });
    expect(answer).toMatchObject({ status: 422 });
    expect(answer.body.errors.map(({ path }) => path)).toContain("process.rolesRequired.sev1");
  });
});

describe("two who apply at once", async () => {
  const { apply, rows } = await openMuster(null);

  it("come one after the other: the second finds what the first made", async () => {
    const answers = await Promise.all([apply(acme), apply(acme)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ body }) => body.changes.length).sort((a, b) => a - b)).toEqual([0, 47]);
    expect(await rows("select count(*) from event_log where stream_id like 'audit/%'")).toEqual([{ count: 47 }]);
  });
});

describe("a file with a mistake", async () => {
  const { call, apply, exported, rows, database } = await openMuster();

  it("stores nothing of itself, and every mistake is told with its place", async () => {
    const before = await exported();
    const broken = acme.replace("name: Acme Outdoor", "name: Acme Indoor").replace("manager: hana }", "manager: hanna }").replace("turn: 1w", "turn: soon");
    const answer = await apply(broken);
    expect(answer).toMatchObject({ status: 422, body: { code: "config.invalid" } });
    const lineOf = (text: string) => broken.split("\n").findIndex((line) => line.includes(text)) + 1;
    expect(answer.body.errors).toMatchObject([
      { path: "teams.support.manager", line: lineOf("hanna"), column: 71, message: "There is no person `hanna`.", mend: "Did you mean `hana`?" },
      { path: "schedules.web-primary.layers[0].turn", line: lineOf("turn: soon") },
    ]);
    expect(await exported()).toBe(before);
  });

  it("may not take away what sections beside it refer to", async () => {
    const people = `muster: 1\n${acme.match(/^people:\n[\s\S]*?(?=^teams:)/m)?.[0].replace(/ {2}kira: .*\n/, "") ?? ""}`;
    const answer = await apply(people);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]).toMatchObject({ path: "people", line: 2, message: "The person `kira` would go, and the team `support` refers to it." });
  });

  it("may not bring an address that somebody else has, nor take the last administrator", async () => {
    await addPerson(database, "zora");
    expect((await apply(acme.replace("jonas@acme.example", "Zora@acme.example"))).body.errors).toMatchObject([{ path: "people.jonas.email", message: "`zora` has this address too." }]);
    await addSignedInPerson(database, "yuri", "administrator");
    await database.transaction((tx) => tx.run("update person set is_from_file = true where id = 'yuri'"));
    expect((await apply(acme)).body.errors).toMatchObject([{ path: "people", message: "With `yuri` the last administrator would go." }]);
    expect(await rows("select from account where person_id = 'yuri'")).toHaveLength(1);
  });

  it("is refused by form: no body, no document, no JSON, no UTF-8, too large, another type", async () => {
    const send = (body: unknown, type: string) => call<Told>("PUT /api/v1/config", { as: "administrator", body, headers: { "content-type": type } });
    expect(await send("", "application/yaml")).toMatchObject({ status: 422, body: { errors: [{ line: 1, column: 1 }] } });
    expect(await send("- a\n", "application/yaml")).toMatchObject({ status: 422, body: { errors: [{ line: 1, column: 1 }] } });
    expect(await send('{\n  "muster": 1,\n  "people": {,}\n}', "application/json")).toMatchObject({ status: 422, body: { errors: [{ line: 3 }] } });
    expect(await send(Buffer.from([0x6d, 0xff]), "application/yaml")).toMatchObject({ status: 400 });
    expect(await send(`muster: 1\n${"#".repeat(5_300_000)}`, "application/yaml")).toMatchObject({ status: 413 });
    expect(await send("<a/>", "application/xml")).toMatchObject({ status: 415 });
  });
});

describe("secrets", async () => {
  const literal = "a-key-that-nobody-may-see";
  const given = "a-value-from-the-environment";
  const file = acme
    .replace("key: { env: ACME_PROMETHEUS_KEY, default: acme-prometheus }", `key: ${literal}`)
    .replace("key: { env: ACME_CRON_KEY, default: acme-nightly-settlement }", `key: { env: ACME_CRON_KEY, default: acme-nightly-settlement, value: ${given} }`)
    .replace("\nsources: ", "\nsources:\n  errors: { kind: sentry, key: a-key-for-the-errors, signingKey: a-hidden-word-too } ")
    .replace('url: { env: ACME_PROMETHEUS_URL, default: "http://127.0.0.1:9090" }', 'url: "https://user:hidden-word@prometheus.acme.example"');
  const { call, apply, plan, exported, entry, put, database, rows } = await openMuster(file);

  it("lie in no table, no answer and no export", async () => {
    for (const secret of [literal, given, "hidden-word", "a-key-for-the-errors"]) expect(await tablesHolding(database, secret)).toEqual([]);
    const answers = [await exported(), JSON.stringify((await call("GET /api/v1/config/sources", { as: "manager" })).body), JSON.stringify(await apply(file.replace(literal, `${literal}-2`)))];
    for (const answer of answers) expect(answer).not.toMatch(new RegExp(`${literal}|${given}|hidden-word`));
    await apply(file);
  });

  it("stay what they are where the export is applied again", async () => {
    const hashes = () => rows<{ key_hash: Buffer }>("select id, key_hash from source order by id");
    const before = await hashes();
    const text = await exported();
    expect(text).toMatch(/key: \{ kept: [0-9a-f]{24} \}/);
    await apply(text.replace("ACME_CRON_KEY, default: acme-nightly-settlement", `ACME_CRON_KEY, default: acme-nightly-settlement, value: ${given}`));
    expect(await hashes()).toEqual(before);
    expect(await plan(file)).toEqual([]);
  });

  it("are told to have changed, without a word of what they are", async () => {
    expect(await plan(file.replace(literal, "another-key-for-it"))).toEqual(["Change the source prometheus: key gets another value."]);
  });

  it("stay when a person changes something else of the entry, the value from the environment too", async () => {
    for (const path of ["sources/prometheus", "sources/cron", "slos/checkout-availability"]) {
      const answer = await put(path, { ...(await entry<object>(path)), name: "By hand" });
      expect(answer.body.changes.map(({ fields }) => fields.map((field) => field.path))).toEqual([["name"]]);
    }
    await put("sources/errors", { ...(await entry<object>("sources/errors")), name: "By hand" });
    const sealed = await rows<{ sealed: string }>("select signing_key ->> 'sealed' as sealed from source where id = 'errors' union all select indicator #>> '{source,prometheus,url,sealed}' from slo where id = 'checkout-availability'");
    expect(await database.transaction(async (tx) => sealed.map((row) => unseal(tx, row.sealed)))).toEqual(["a-hidden-word-too", "https://user:hidden-word@prometheus.acme.example"]);
    expect(await plan(file.replace("kind: alertmanager", "kind: alertmanager\n    name: By hand"))).not.toContainEqual(expect.stringContaining("prometheus"));
  });

  it("cannot be kept where there is none, and belong to one source alone", async () => {
    expect(await put("sources/new-one", { kind: "json", key: { kept: "0123456789abcdef" } })).toMatchObject({ status: 422, body: { errors: [{ path: "sources.new-one.key", message: "No secret with this mark is kept here." }] } });
    expect(await put("sources/new-one", { kind: "json", key: literal })).toMatchObject({ status: 422, body: { errors: [{ path: "sources.new-one.key", message: "`prometheus` has this key too." }] } });
  });
});

describe("the audit trail", async () => {
  const { put, drop, entry, rows } = await openMuster();
  const trail = (stream: string) => rows<{ type: string; data: { action: string; paths: string[] }; actor: object }>(`select type, data, actor from event_log where stream_id = 'audit/${stream}' order by version`);

  it("holds one event for each changed entry: who, what, which members; the values as content", async () => {
    await put("people/ben", { ...(await entry<object>("people/ben")), name: "Benjiro Sato" });
    await drop("customers/contoso");
    expect(await trail("people/ben")).toMatchObject([
      { type: "configuration changed", data: { action: "made" }, actor: { kind: "person", id: "administrator" } },
      { type: "configuration changed", data: { action: "changed", paths: ["name"] }, actor: { kind: "person", id: "manager" } },
    ]);
    expect((await trail("customers/contoso")).map(({ data }) => data.action)).toEqual(["made", "deleted"]);
    expect(await rows("select from event_log where data::text like '%Sato%'")).toEqual([]);
    expect(await rows("select from content where body like '%Benjiro Sato%'")).toHaveLength(1);
  });
});

describe("who may", async () => {
  const { call } = await openMuster();

  it("apply a file: administrators; read and change entries: managers; change the ground: administrators", async () => {
    for (const target of ["PUT /api/v1/config", "GET /api/v1/config", "GET /api/v1/config/teams", "GET /api/v1/config/teams/web", "PUT /api/v1/config/teams/web", "DELETE /api/v1/config/teams/web"]) {
      expect((await call(target, { headers: yaml, ...(target.startsWith("PUT") ? { body: "muster: 1\n" } : {}) })).status, target).toBe(401);
      expect((await call(target, { as: "responder", headers: yaml, ...(target.startsWith("PUT") ? { body: "muster: 1\n" } : {}) })).status, target).toBe(403);
    }
    expect((await call("PUT /api/v1/config?plan=true", { as: "manager", body: "muster: 1\n", headers: yaml })).status).toBe(403);
    for (const path of ["organization/organization", "process/process"]) {
      expect(await call(`PUT /api/v1/config/${path}`, { as: "manager", body: {} })).toMatchObject({ status: 403, body: { code: "not-allowed" } });
    }
    expect(await call("PUT /api/v1/config/organization/organization", { as: "administrator", body: { name: "Acme" } })).toMatchObject({ status: 200 });
  });

  it("finds no section and no entry that is not there, and reads a section in pages", async () => {
    expect((await call("GET /api/v1/config/nothing", { as: "manager" })).status).toBe(404);
    expect((await call("GET /api/v1/config/teams/nothing", { as: "manager" })).status).toBe(404);
    expect((await call("PUT /api/v1/config/grouping/else", { as: "manager", body: {} })).status).toBe(404);
    const first = await call<{ items: { id: string }[]; next: string }>("GET /api/v1/config/teams?limit=3", { as: "manager" });
    const second = await call<{ items: { id: string }[]; next: null }>(`GET /api/v1/config/teams?limit=3&cursor=${first.body.next}`, { as: "manager" });
    expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual(["web", "payments", "support", "leadership"]);
    expect(second.body.next).toBeNull();
    expect((await call("GET /api/v1/config/teams?limit=0", { as: "manager" })).status).toBe(400);
  });
});
