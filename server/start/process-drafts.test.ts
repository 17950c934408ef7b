import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { draftRoutes, processRoutes, versionRoutes, type DraftState, type ProcessReading, type ProcessVersionView, type QuestionsView } from "../features/process/index.ts";
import type { ChangesView } from "../platform/config-document/configuration.contract.ts";
import { configurationRoutes } from "../platform/config-document/configuration.routes.ts";
import { openTestApp, person } from "../platform/testing/test-app.ts";
import { configuration } from "./configuration.ts";
import { processTools } from "./process-ground.ts";

const acme = readFileSync(new URL("../../examples/acme.yaml", import.meta.url), "utf8");
const template = (id: string) => readFileSync(new URL(`../../examples/processes/${id}.yaml`, import.meta.url), "utf8");

const responder = person("responder", "dana");
const manager = person("manager", "grete");
type As = typeof responder;
type Form = Record<string, unknown>;
interface Refused { code: string; detail: string; errors?: { path: string; message: string; line?: number }[] }

/** An organization with its process as version 1. */
async function openOrganization(document = acme) {
  const { call, clock, database } = await openTestApp((app, tools) => {
    configurationRoutes(app, tools, configuration);
    processRoutes(app, tools);
    draftRoutes(app, tools, processTools);
    versionRoutes(app, tools, processTools);
  }, { context: { secret: "a-key-of-this-installation", messengers: {} } });
  await clock.set(Date.UTC(2026, 10, 21, 12));
  const apply = (text: string, query = "") => call<ChangesView>(`PUT /api/v1/config${query}`, { as: "administrator", body: text, headers: { "content-type": "application/yaml" } });
  expect((await apply(document)).status).toBe(200);
  const draft = async (query = "") => (await call<DraftState>(`GET /api/v1/process/draft${query}`, { as: "viewer" })).body;
  const open = async () => {
    const { draft: found } = await draft();
    if (!found) throw new Error("no draft is open");
    return found;
  };
  const begin = (body: object = {}, as: As = responder) => call<DraftState & Refused>("POST /api/v1/process/draft", { as, body });
  const write = (body: object, as: As = responder) => call<DraftState & Refused>("PUT /api/v1/process/draft", { as, body });
  const change = async (edit: (form: Form) => void) => {
    const { form, revision } = await open();
    const next = structuredClone(form) as Form;
    edit(next);
    return write({ revision, form: next });
  };
  const answerAll = async () => {
    for (const { id, weight } of (await open()).findings) if (weight === "answer") expect((await call("PUT /api/v1/process/draft/answers", { as: responder, body: { finding: id, text: "The commander finds one." } })).status).toBe(200);
  };
  const publish = async (body: object = {}, as: As = manager) => call<{ version: number } & Refused>("POST /api/v1/process/draft/publish", { as, body: { revision: (await open()).revision, reason: "The nights were long.", ...body } });
  const versions = async () => (await call<{ items: ProcessVersionView[] }>("GET /api/v1/process/versions", { as: "viewer" })).body.items;
  return { call, clock, database, apply, draft, open, begin, write, change, answerAll, publish, versions };
}

const severity = (form: Form, id: string) => (form["severities"] as Record<string, Form>)[id] as Form;

describe("A draft of the process", async () => {
  const { call, draft, open, begin, write, change } = await openOrganization();

  it("is begun from what is in force, once, by whoever goes on call", async () => {
    expect((await draft()).draft).toBeNull();
    expect((await begin({}, person("viewer", "vera"))).status).toBe(403);
    expect(await call("POST /api/v1/process/draft", { body: {} })).toMatchObject({ status: 401 });
    expect((await begin({ template: "none" })).body).toMatchObject({ code: "process.not-found" });
    expect((await begin()).status).toBe(201);
    expect((await begin()).body).toMatchObject({ code: "process.draft-open" });
    const { baseVersion, newestVersion, parts, writers } = await open();
    expect([baseVersion, newestVersion, parts.filter(({ isChanged }) => isChanged), writers]).toEqual([1, 1, [], [{ id: "dana", name: "Dana Reyes" }]]);
  });

  it("finds in the example that nobody is on call as technical lead, and that the grid asks for more news than P1", async () => {
    expect((await open()).findings.map(({ kind, weight, part, path, sentence }) => [kind, weight, part, path, sentence])).toEqual([
      ["shorter-counts", "know", "priorities", "process.priorities.p1.updateEvery", "P1 says every 2 hours, the grid says every hour for Sev 0 and 1. The shorter one counts."],
      ["nobody-on-call", "answer", "roles", "process.roles.technical-lead", "The technical lead is required at Sev 0, and no schedule says who is on call for it."],
    ]);
  });

  it("is written on, and shows what went and what came, word by word", async () => {
    expect((await change((form) => { severity(form, "sev2")["when"] = "One region or about half of the users"; })).status).toBe(200);
    const part = (await open()).parts.find(({ id }) => id === "severities");
    expect([part?.isChanged, part?.changes]).toEqual([true, ["Sev 2: when from “One region or about half of the users affected” to “One region or about half of the users”"]]);
    const table = part?.blocks.find(({ key }) => key === "severities");
    const row = table?.kind === "table" ? table.rows.find(({ key }) => key === "sev2") : undefined;
    expect(row).toMatchObject({ is: "changed", cells: [[{ is: "same" }], [{ text: "One region or about half of the users", is: "same" }, { text: " affected", is: "removed" }], [{ is: "same" }]] });
    expect((await open()).parts.filter(({ isChanged }) => isChanged).map(({ id }) => id)).toEqual(["severities"]);
  });

  it("loses nobody's change: who saw an older state is told what changed since", async () => {
    const { form, revision } = await open();
    const answers = await Promise.all(["First", "Second"].map((respond) => {
      const own = structuredClone(form) as Form;
      severity(own, "sev3")["respond"] = respond;
      return write({ revision, form: own });
    }));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409)?.body;
    expect(refused).toMatchObject({ code: "process.draft-changed", errors: [{ message: expect.stringMatching(/^Sev 3: respond from “The owning team alerted” to “(First|Second)”$/) }] });
  });

  it("may hold mistakes, all of which it names, and is not kept where its text cannot be read at all", async () => {
    const { revision, text } = await open();
    expect(await write({ revision, text: "process: [a" })).toMatchObject({ status: 422, body: { code: "process.invalid", errors: [{ line: 1 }] } });
    expect((await open()).text).toBe(text);
    const wrong = text.replaceAll("update", "updaet").replace("team/leadership", "team/leedership").replace("Sev 4", "");
    const { body } = await write({ revision, text: wrong });
    const mistakes = body.draft?.findings.filter(({ weight }) => weight === "mend") ?? [];
    expect(mistakes.map(({ path, line }) => [path, wrong.split("\n")[line - 1]?.trim()])).toContainEqual(["process.severities.sev4.name", "name:"]);
    expect(mistakes.map(({ sentence }) => sentence)).toEqual(expect.arrayContaining(["There is no team `leedership`.", "`updaetEvery` is not known here."]));
    const answered = await call<Refused>("PUT /api/v1/process/draft/answers", { as: responder, body: { finding: mistakes[0]?.id, text: "So be it" } });
    expect(answered.body).toMatchObject({ code: "process.not-answered" });
    expect((await call<{ findings: unknown[] }>("POST /api/v1/process/check", { as: "viewer", body: { text: wrong } })).body.findings.length).toBeGreaterThanOrEqual(mistakes.length);
    for (const body of [{}, { revision: 0, form: {} }, { revision: 1, form: [] }]) expect((await write(body)).status).toBe(400);
  });

  it("is discarded and brought back as it was", async () => {
    const { id, text, revision } = await open();
    expect((await call(`DELETE /api/v1/process/draft?revision=${revision - 1}`, { as: responder })).status).toBe(409);
    await call(`DELETE /api/v1/process/draft?revision=${revision}`, { as: responder });
    expect(await draft()).toMatchObject({ draft: null, discarded: { id } });
    expect((await call("POST /api/v1/process/draft/restore", { as: responder })).status).toBe(200);
    expect(await open()).toMatchObject({ id, text, revision });
    expect((await call<Refused>("POST /api/v1/process/draft/restore", { as: responder })).body).toMatchObject({ code: "process.draft-open" });
  });
});

describe("What people say to a draft", async () => {
  const { call, open, begin } = await openOrganization();
  await begin();
  const say = (body: object, as: As = responder) => call<DraftState & Refused>("POST /api/v1/process/draft/comments", { as, body });

  it("stands beside its part, with replies, until it is settled", async () => {
    expect((await say({ part: "severities", text: "No" }, person("viewer", "vera"))).status).toBe(403);
    for (const body of [{ part: "weather", text: "Rain" }, { part: "news", text: "" }]) expect((await say(body)).status).toBe(400);
    const first = (await say({ part: "severities", about: "sev2", text: "Half of the users is hard to know at night." })).body.draft?.comments[0];
    await say({ part: "news", repliesTo: first?.id, text: "Agreed." }, manager);
    expect((await open()).comments.map(({ part, about, by, repliesTo, settled }) => [part, about, by.id, repliesTo, settled])).toEqual([
      ["severities", "sev2", "dana", null, null],
      ["severities", "sev2", "grete", first?.id, null],
    ]);
    expect((await call(`POST /api/v1/process/draft/comments/${first?.id ?? ""}/settle`, { as: responder, body: { isSettled: true } })).status).toBe(200);
    expect((await open()).comments[0]?.settled).toMatchObject({ by: { id: "dana" } });
    await call(`POST /api/v1/process/draft/comments/${first?.id ?? ""}/settle`, { as: responder, body: { isSettled: false } });
    expect((await open()).comments[0]?.settled).toBeNull();
    expect((await call("POST /api/v1/process/draft/comments/00000000-0000-4000-8000-000000000000/settle", { as: responder, body: { isSettled: true } })).status).toBe(404);
  });
});

describe("Publishing", async () => {
  const { call, apply, open, begin, change, answerAll, publish, versions, write } = await openOrganization();

  it("waits for every finding to be mended or answered, and is the managers'", async () => {
    await begin();
    expect((await publish({}, responder)).status).toBe(403);
    expect((await publish({ reason: "" })).status).toBe(400);
    expect((await publish()).body).toMatchObject({ code: "process.unanswered", detail: "One finding must be mended or answered first.", errors: [{ path: "process.roles.technical-lead" }] });
    await answerAll();
    expect((await publish()).body).toMatchObject({ code: "process.unchanged" });
    await change((form) => { form["kinds"] = ["not an id"]; });
    expect((await publish()).body).toMatchObject({ code: "process.invalid", errors: [{ path: "process.kinds[0]", line: expect.any(Number) as number }] });
    await change((form) => { form["kinds"] = ["availability"]; });
    expect(await publish()).toMatchObject({ status: 200, body: { version: 2 } });
  });

  it("keeps who did it, why, and what was answered; an applied file makes a version too", async () => {
    const [second, first] = await versions();
    expect(second).toMatchObject({ version: 2, publishedBy: { id: "grete" }, reason: "The nights were long.", answers: [{ finding: "nobody-on-call process.roles.technical-lead", answer: "The commander finds one.", by: "dana" }] });
    expect(first).toMatchObject({ version: 1, isFromFile: true, reason: null, answers: [] });
    expect((await call<{ draft: null; discarded: null }>("GET /api/v1/process/draft", { as: "viewer" })).body).toEqual({ draft: null, discarded: null });
    const exported = (await call<string>("GET /api/v1/config", { as: "manager", headers: { accept: "application/yaml" } })).body;
    expect((await apply(exported, "?plan=true")).body.changes).toEqual([]);
  });

  it("is refused where another version came in between, with what changed there, until that was seen", async () => {
    await begin();
    await change((form) => { severity(form, "sev4")["respond"] = "Logged"; });
    await apply(acme);
    expect((await versions())[0]).toMatchObject({ version: 3, isFromFile: true });
    await answerAll();
    const refused = (await publish()).body;
    expect(refused).toMatchObject({ code: "process.changed", newestVersion: 3 });
    expect(refused.errors?.map(({ message }) => message).join()).toContain("kinds");
    expect((await open()).overtaken.length).toBe(refused.errors?.length);
    expect((await write({ revision: (await open()).revision, baseVersion: 3 })).status).toBe(200);
    expect((await publish()).body).toMatchObject({ version: 4 });
    expect((await apply(acme, "?plan=true")).body.changes.map(({ section }) => section)).toEqual(["process"]);
  });

  it("lets any two versions be compared, and reads each as it was", async () => {
    const read = async (query: string) => (await call<ProcessReading & Refused>(`GET /api/v1/process/versions/${query}`, { as: "viewer" })).body;
    const compared = await read("2?against=1");
    expect(compared.parts.filter(({ isChanged }) => isChanged).map(({ id, changes }) => [id, changes.length])).toEqual([["declare", 3]]);
    expect((await read("1")).parts.every(({ isChanged }) => !isChanged)).toBe(true);
    expect((await read("in-force")).version).toBe(4);
    expect((await read("9")).code).toBe("process.not-found");
    expect((await call("GET /api/v1/process/versions/soon", { as: "viewer" })).status).toBe(400);
    expect((await call("GET /api/v1/process/versions/1")).status).toBe(401);
  });

  it("answers the ten questions from the version in force", async () => {
    const { version, questions } = (await call<QuestionsView>("GET /api/v1/process/questions", { as: "viewer" })).body;
    expect([version, questions.length, questions.every(({ answer }) => answer !== null)]).toEqual([4, 10, true]);
    expect((await call("GET /api/v1/process/questions")).status).toBe(401);
  });
});

describe("The processes that are shipped", async () => {
  const ids = processTools.templates.map(({ id }) => id);

  it.each(ids)("%s is accepted where nothing is yet, and asks for nothing but who is on call", async (id) => {
    const { call, apply } = await openOrganization(template(id));
    expect((await apply(template(id), "?plan=true")).body.changes).toEqual([]);
    const { findings } = (await call<{ findings: { kind: string; weight: string; sentence: string }[] }>("POST /api/v1/process/check", { as: "viewer", body: { text: template(id) } })).body;
    expect(new Set(findings.map(({ kind, weight }) => `${weight} ${kind}`))).toEqual(new Set(["answer nobody-on-call"]));
    const { questions } = (await call<QuestionsView>("GET /api/v1/process/questions", { as: "viewer" })).body;
    expect(questions.filter(({ answer }) => answer === null)).toEqual([]);
  });

  it("are offered to begin from, and say what still refers to what they do not have", async () => {
    const { begin, open, call } = await openOrganization();
    expect((await call<{ items: { id: string }[] }>("GET /api/v1/process/templates", { as: "viewer" })).body.items.map(({ id }) => id)).toEqual(ids);
    expect((await begin({ template: "critical-error-warning" })).status).toBe(201);
    const { text, parts, findings } = await open();
    expect(text).toBe(template("critical-error-warning"));
    expect(parts.find(({ id }) => id === "severities")?.isChanged).toBe(true);
    expect(findings.filter(({ weight }) => weight === "mend").map(({ part, sentence }) => [part, sentence])).toMatchInlineSnapshot(`
      [
        [
          "severities",
          "The severity \`sev1\` would go, and the service \`checkout\` refers to it.",
        ],
        [
          "severities",
          "The severity \`sev0\` would go, and the service \`checkout\` refers to it.",
        ],
        [
          "severities",
          "The severity \`sev2\` would go, and the routes refer to it.",
        ],
      ]
    `);
  });
});
