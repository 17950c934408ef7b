import { readFileSync } from "node:fs";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { readDocument } from "../../platform/config-document/read-document.ts";
import type { StoredSection } from "../../platform/config-document/stored-section.ts";
import { Worker } from "../../platform/due-work/worker.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { tablesHolding } from "../../platform/testing/test-people.ts";
import { muster } from "../../values/actor.ts";
import { organizationSection } from "../directory/organization.document.ts";
import { peopleSection } from "../directory/people.document.ts";
import { servicesSection } from "../directory/services.document.ts";
import { teamsSection } from "../directory/teams.document.ts";
import { storedOrganization, storedPeople, storedServices, storedTeams } from "../directory/index.ts";
import { entryRoutes, incidentRoutes, reactToIncidents, roleRoutes, stepRoutes } from "../incidents/index.ts";
import type { Message, Sending } from "../paging/index.ts";
import { storedProcess } from "../process/index.ts";
import { processSection } from "../process/process.document.ts";
import { audiencesSection } from "./audiences.document.ts";
import type { AudienceView, DraftView, OwedView, PreviewView, UpdateView } from "./contract.ts";
import { communicationRoutes, incidentNoticeHandler, noticeIncidents, notifyHandler, storedAudiences, updateHandler } from "./index.ts";

const minute = 60_000;
const thursday = Date.parse("2026-11-19T13:47:00Z");

/** Mail as a provider takes it; `answer` may say no. */
const mailbox = { messages: [] as Message[], answer: (_message: Message): Sending => ({ isAccepted: true, providerId: "queued" }), heard: () => undefined as void };
const mail = {
  channel: "mail" as const,
  async send(message: Message): Promise<Sending> {
    mailbox.messages.push(message);
    const answer = mailbox.answer(message);
    mailbox.heard();
    return answer;
  },
};
const worker = new Worker({ database: () => database, handlers: [updateHandler, notifyHandler, incidentNoticeHandler], log: () => undefined });
const messengers: { mail?: typeof mail } = { mail };
const context = { listeners: { incident: [reactToIncidents, noticeIncidents] }, taker: worker, messengers, links: { publicUrl: "http://127.0.0.1:4600", secret: "s" } };
const { call, database, clock } = await openTestApp((app, tools) => [incidentRoutes, stepRoutes, roleRoutes, entryRoutes, communicationRoutes].forEach((add) => add(app, tools)), { context });
worker.start();
afterAll(() => worker.stop());

const stored = [storedOrganization, storedPeople, storedTeams, storedServices, storedAudiences, storedProcess] as StoredSection[];
await database.transaction(async (tx) => {
  const sections = [organizationSection, peopleSection, teamsSection, servicesSection, audiencesSection, processSection] as const;
  const text = readFileSync("examples/acme.yaml", "utf8").replace(/^(schedules|escalationPolicies|customers|sources|routes|grouping|slos|runbooks|statusPages):[^\n]*\n( .*\n|\n|#.*\n)*/gm, "");
  const read = readDocument(text, { format: "yaml", sections });
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  const document = read.document as Record<string, Record<string, unknown>>;
  for (const section of stored) {
    const { name, shape } = section.section;
    const entries = shape === "map" ? Object.entries(document[name] ?? {}) : [[name, document[name]] as const];
    await section.write(tx, { upserts: entries.map(([id, entry], place) => ({ id, entry, place, isFromFile: true })), deletes: [], actor: muster, isFile: true });
  }
  await tx.run("insert into status_page (id, title, place) values ('public', 'Acme Outdoor status', 0)");
  await tx.run("insert into status_component (status_page_id, place, name, services) values ('public', 0, 'Shop', '{storefront,search}'), ('public', 1, 'Payments online', '{checkout,ledger}')");
  await tx.run("insert into audience (id, name, style, services, place) values ('empty', 'Nobody yet', 'executive', '{}', 90), ('partners', 'Partners', 'external', '{}', 91)");
  await tx.run("insert into audience_member (audience_id, place, email) values ('partners', 0, 'ops@northwind.example')");
});

const [grete, jonas, chidi] = [person("manager", "grete"), person("responder", "jonas"), person("responder", "chidi")];

beforeEach(async () => {
  await clock.set(thursday);
  await database.transaction((tx) => tx.run("delete from due_work"));
  mailbox.messages = [];
  mailbox.answer = () => ({ isAccepted: true, providerId: "queued" });
});

/** The mails of an incident's updates, or its notices, as soon as there are so many. */
function mails(ref: string, count: number, kind: "update" | "incident" = "update"): Promise<Message[]> {
  return new Promise((resolve) => {
    mailbox.heard = () => {
      const own = mailsOf(ref, kind);
      if (own.length >= count) resolve(own);
    };
    mailbox.heard();
  });
}

function mailsOf(ref: string, kind: "update" | "incident"): Message[] {
  return mailbox.messages.filter(({ messageKey, subject }) => messageKey.startsWith(`${kind}.`) && subject.startsWith(`${ref} `));
}

/** Asks again until it holds: a send is finished after the provider took it. */
async function eventually<T>(ask: () => Promise<T | false>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

interface Declared {
  ref: string;
  id: string;
}

async function declare(severity: string | null = "sev2", priority: string | null = "p2", more: object = {}): Promise<Declared> {
  const declared = await call<Declared>("POST /api/v1/incidents", { as: grete, body: { title: "Checkout times out", serviceIds: ["checkout"], page: false, ...more } });
  expect(declared.status).toBe(201);
  if (severity !== null) await classify(declared.body.ref, severity, priority);
  return declared.body;
}

async function classify(ref: string, severity: string, priority: string | null): Promise<void> {
  expect((await call(`POST /api/v1/incidents/${ref}/classify`, { as: grete, body: { severity, priority, reason: "So it is." } })).status).toBe(200);
}

const can = { conditions: "Nobody can pay.", actions: "We roll back." };
const post = <Body = UpdateView>(ref: string, body: object, as = jonas) => call<Body & { code: string; detail: string; errors: { path: string; message: string }[] }>(`POST /api/v1/incidents/${ref}/updates`, { as, body });
const read = async <Body>(path: string, as: typeof jonas | "viewer" = jonas) => (await call<Body>(`GET ${path}`, { as })).body;
const owed = async (ref: string) => (await read<{ items: OwedView[] }>(`/api/v1/incidents/${ref}/owed`)).items;
const clockOf = (at: string | null) => at && at.slice(11, 16);

describe("audiences", () => {
  it("are listed with their members, whose addresses only those see who may write to them", async () => {
    const { items } = await read<{ items: AudienceView[] }>("/api/v1/audiences");
    expect(items.map(({ id }) => id)).toEqual(["responders", "executives", "legal-finance", "support", "payments-consumers", "public-relations", "customers", "empty", "partners"]);
    expect(items[0]).toMatchObject({ style: "technical", isEveryoneInIncident: true, members: [] });
    expect(items[1]?.members[0]).toEqual({ kind: "person", id: "hana", name: "Hana Kim", address: "hana@acme.example" });
    expect(items[4]).toMatchObject({ services: [{ id: "checkout", name: "Checkout" }], members: [{ kind: "team", name: "Web" }] });
    expect(items[6]).toMatchObject({ isPublic: true, statusPageId: "public" });
    const shown = await read<{ items: AudienceView[]; next: string }>("/api/v1/audiences?limit=3", "viewer");
    expect(shown.items[2]?.members[0]).toEqual({ kind: "mail", id: null, name: "…@acme.example", address: "…@acme.example" });
    expect((await read<{ items: AudienceView[] }>(`/api/v1/audiences?cursor=${shown.next}`)).items[0]?.id).toBe("support");
  });
});

describe("a draft", () => {
  it("is made of what is known, for everybody who is told, with whom it reaches and when the next comes", async () => {
    const { ref } = await declare("sev1", "p1");
    await call(`PUT /api/v1/incidents/${ref}/impact`, { as: grete, body: { usersAffected: 0.6, description: "Cards are refused." } });
    const ground = (kind: string, text: string, ownerId?: string) => call(`POST /api/v1/incidents/${ref}/ground`, { as: chidi, body: { kind, text, ownerId } });
    await ground("condition", "The ledger answers late");
    await ground("action", "Roll the release back", "chidi");
    await ground("need", "A second pair of eyes");
    await call(`POST /api/v1/incidents/${ref}/tasks`, { as: chidi, body: { text: "Ask the provider", ownerId: "dana" } });
    const draft = await read<DraftView>(`/api/v1/incidents/${ref}/updates/draft?audience=responders`);
    expect(draft).toMatchObject({
      style: "technical",
      conditions: "The ledger answers late\nCards are refused.\nAbout 60 % of users are affected.",
      actions: "Chidi Novak: Roll the release back\nDana Reyes: Ask the provider",
      needs: "A second pair of eyes",
      isClosing: false,
      mails: 2,
    });
    expect(draft.audiences[0]?.recipients.map(({ name, address }) => [name, address])).toEqual([["Grete Lund", "grete@acme.example"], ["Chidi Novak", "chidi@acme.example"]]);
    const all = await read<DraftView>(`/api/v1/incidents/${ref}/updates/draft`, "viewer");
    expect(all.audiences.map(({ id, nextAt }) => [id, clockOf(nextAt)])).toEqual([["team/payments", null], ["executives", "14:00"], ["support", "14:47"], ["customers", "14:00"]]);
    expect(all.style).toBe("external");
    expect(all.conditions, "the ledger is ours to name").toBe("There is a problem with Payments online.\nCards are refused.\nAbout 60 % of users are affected.");
    expect(all.audiences[1]?.recipients[0]).toEqual({ personId: "hana", name: "Hana Kim", address: "…@acme.example" });
    expect(all.audiences[3]).toMatchObject({ recipients: [], note: "No mail goes to Customers; that it was told is recorded." });
    expect(all.choices.find(({ id }) => id === "legal-finance")).toMatchObject({ isTold: false, when: "slaAtRisk", missing: "slaAtRisk", dueAt: null });
    expect(all.choices.find(({ id }) => id === "executives")).toMatchObject({ isTold: true, by: ["loopIn", "priority", "owedUpdates"], everySeconds: 3600, dueAt: expect.stringMatching(/T14:17:00/) as string });
  });

  it("of an unknown incident or audience is refused by name", async () => {
    expect((await call("GET /api/v1/incidents/INC-999/updates/draft", { as: "viewer" })).status).toBe(404);
    const { ref } = await declare();
    const answer = await call<{ detail: string; errors: unknown[] }>(`GET /api/v1/incidents/${ref}/updates/draft?audience=support&audience=board`, { as: "viewer" });
    expect(answer).toMatchObject({ status: 422, body: { code: "update.audience-unknown.invalid", errors: [{ path: "audienceIds.1" }] } });
    expect(answer.body.detail).toContain("There is no audience “board”. There are: responders, executives");
  });
});

describe("a preview", () => {
  it("shows each audience its mail and stores nothing", async () => {
    const { ref } = await declare("sev1", "p2");
    const body = { ...can, audienceIds: ["executives", "team/web", "customers"], conditions: "A sentence nobody else writes." };
    const { status, body: preview } = await call<PreviewView>(`POST /api/v1/incidents/${ref}/updates/preview`, { as: jonas, body });
    expect(status).toBe(200);
    expect(preview.audiences.map(({ id, recipients, nextAt }) => [id, recipients, nextAt])).toEqual([["executives", 2, "2026-11-19T14:00:00.000Z"], ["team/web", 3, null], ["customers", 0, "2026-11-19T14:00:00.000Z"]]);
    expect(preview.mails).toBe(5);
    expect(preview.audiences[0]).toMatchObject({ subject: `${ref} Sev 1 · P2: Checkout times out`, timezone: "Europe/Berlin" });
    expect(preview.audiences[0]?.text).toContain("Next update by 15:00 (UTC+1).");
    expect(preview.audiences[2]?.text).not.toContain("Grete");
    expect(await tablesHolding(database, "A sentence nobody else writes.")).toEqual([]);
    expect((await read<{ items: unknown[] }>(`/api/v1/incidents/${ref}/updates`)).items).toEqual([]);
  });
});

describe("an update", () => {
  it("is recorded, reaches each address once in the reader's own time, and the next is owed", async () => {
    const { ref, id } = await declare("sev1", "p1");
    expect((await owed(ref)).map(({ audiences, dueAt, isFirst, person: { name } }) => [audiences.map((one) => one.id).join(), clockOf(dueAt), isFirst, name])).toEqual([
      ["team/payments", "14:17", true, "Grete Lund"],
      ["executives,support,customers", "14:17", true, "Grete Lund"],
    ]);
    await clock.advance(5 * minute);
    const sent = await post(ref, { ...can, needs: "A decision", audienceIds: ["executives", "support", "customers", "team/payments"] });
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({ ...can, needs: "A decision", isClosing: false, isPublic: true, sentBy: { kind: "person", id: "jonas", name: "Jonas Weber" } });
    expect(sent.body.audiences.map(({ id: audience, mails: count, note }) => [audience, count, note === null])).toEqual([["executives", 2, true], ["support", 1, true], ["customers", 0, false], ["team/payments", 3, true]]);
    const messages = await mails(ref, 6);
    expect(messages.map(({ address }) => address).sort()).toEqual(["chidi@acme.example", "dana@acme.example", "elif@acme.example", "grete@acme.example", "hana@acme.example", "support@acme.example"]);
    expect(new Set(messages.map(({ threadKey }) => threadKey))).toEqual(new Set([`subject.${id}`]));
    expect(messages.find(({ address }) => address.startsWith("hana"))?.text).toContain("Next update by 23:00 (UTC+9).");
    expect(messages.find(({ address }) => address.startsWith("support"))).toMatchObject({ recipientName: "Customer support", subject: `${ref} Sev 1 · P1: Checkout times out` });
    expect((await owed(ref)).filter(({ audiences }) => audiences.length > 0).map(({ audiences, dueAt }) => [audiences.map((one) => one.id).join(), clockOf(dueAt)])).toEqual([["executives,customers", "14:00"], ["support", "14:52"]]);
    const [listed] = await eventually(async () => {
      const { items } = await read<{ items: UpdateView[] }>(`/api/v1/incidents/${ref}/updates`, "viewer");
      return items[0]?.deliveries.every(({ status }) => status === "sent") ? items : false;
    });
    expect(listed?.deliveries.find(({ personId }) => personId === "hana")).toMatchObject({ name: "Hana Kim", address: "…@acme.example", audienceId: "executives", attempts: 1, error: null });
    const room = await read<{ told: { audienceId: string; nextAt: string }[]; milestones: { firstPublicUpdate: object } }>(`/api/v1/incidents/${ref}`);
    expect(room.told.find(({ audienceId }) => audienceId === "executives")?.nextAt).toBe("2026-11-19T14:00:00.000Z");
    expect(room.milestones.firstPublicUpdate).toMatchObject({ status: "recorded" });
    const sealed = await database.transaction((tx) => tx.rows<{ body: string }>("select body from event_log join content on (data #>> '{words,conditions,contentId}')::uuid = content.id and data #>> '{words,conditions,hash}' = encode(content.hash, 'hex') where type = 'update sent' and stream_id = $1", [`incident/${id}`]));
    expect(sealed, "its words stand in the log by their hash").toEqual([{ body: can.conditions }]);
  });

  it("is tried again where the provider says no, under the same key, and shows every failure", async () => {
    const { ref } = await declare("sev3", "p3");
    mailbox.answer = () => ({ isAccepted: false, error: "451 try later" });
    const sent = await post(ref, { ...can, audienceIds: ["support"] });
    await mails(ref, 1);
    const failed = await eventually(async () => {
      const { items } = await read<{ items: UpdateView[] }>(`/api/v1/incidents/${ref}/updates`);
      return items[0]?.deliveries[0]?.attempts === 1 ? items[0].deliveries[0] : false;
    });
    expect(failed).toMatchObject({ status: "due", error: "451 try later", endedAt: null });
    mailbox.answer = () => ({ isAccepted: true, providerId: "queued" });
    await clock.advance(3_000);
    const [first, second] = await mails(ref, 2);
    expect(second?.messageKey).toBe(first?.messageKey);
    expect(first?.messageKey).toContain(sent.body.id);
    await eventually(async () => (await read<{ items: UpdateView[] }>(`/api/v1/incidents/${ref}/updates`)).items[0]?.deliveries[0]?.status === "sent");
  });

  it("after the resolve is the last one, and nothing is owed any more", async () => {
    const { ref } = await declare("sev3", "p3");
    expect((await post(ref, { ...can, audienceIds: ["support"] })).status).toBe(201);
    expect((await call(`POST /api/v1/incidents/${ref}/resolve`, { as: grete, body: {} })).status).toBe(200);
    expect(await owed(ref)).toMatchObject([{ isClosing: true, audiences: [{ id: "support" }] }]);
    expect(await post(ref, { ...can, audienceIds: ["support"], nextAt: "2026-11-20T00:00:00Z" })).toMatchObject({ status: 422, body: { code: "update.next-at.invalid" } });
    const draft = await read<DraftView>(`/api/v1/incidents/${ref}/updates/draft`);
    expect(draft).toMatchObject({ isClosing: true, conditions: "It is over: Checkout times out." });
    const last = await post(ref, { audienceIds: ["support"], conditions: draft.conditions, actions: draft.actions });
    expect(last.body).toMatchObject({ isClosing: true, audiences: [{ nextAt: null }] });
    expect((await mails(ref, 2))[1]?.text).toContain(`This is the last update on ${ref}.`);
    expect(await owed(ref)).toEqual([]);
  });

  it("to people outside names nobody inside, in a mail of their own; in a drill they get none", async () => {
    const { ref } = await declare("sev3", "p3");
    await post(ref, { ...can, audienceIds: ["partners", "support"] });
    const partner = (await mails(ref, 2)).find(({ address }) => address === "ops@northwind.example");
    expect(partner).toMatchObject({ recipientName: "", link: null });
    expect(`${partner?.text}${partner?.html}`).not.toMatch(/Grete|Partners|\/incidents\//);
    const drill = await declare("sev3", "p3", { isDrill: true });
    const told = await post(drill.ref, { ...can, audienceIds: ["partners", "support"] });
    expect(told.body.audiences.map(({ id, mails: count }) => [id, count])).toEqual([["partners", 0], ["support", 1]]);
    expect((await mails(`Drill: ${drill.ref}`, 1)).map(({ address }) => address)).toEqual(["support@acme.example"]);
  });

  it("is not mailed where its text was taken out first", async () => {
    const { ref } = await declare("sev3", "p3");
    mailbox.answer = () => ({ isAccepted: false, error: "451" });
    await post(ref, { ...can, audienceIds: ["support"] });
    await mails(ref, 1);
    await eventually(async () => (await read<{ items: UpdateView[] }>(`/api/v1/incidents/${ref}/updates`)).items[0]?.deliveries[0]?.attempts === 1);
    await database.transaction((tx) => tx.run("update content set body = null, salt = null, redacted_at = now(), redacted_by = '{}' where body = $1", [can.conditions]));
    await clock.advance(3_000);
    const ended = await eventually(async () => {
      const delivery = (await read<{ items: UpdateView[] }>(`/api/v1/incidents/${ref}/updates`)).items[0]?.deliveries[0];
      return delivery?.status === "failed" ? delivery : false;
    });
    expect(ended.error).toBe("The text was taken out before it was sent.");
    expect(mailsOf(ref, "update")).toHaveLength(1);
  });
});

describe("what is refused", () => {
  const unheard = "This is said to nobody.";
  it.each([
    ["no audience", { ...can, audienceIds: [] }, 400],
    ["an audience twice", { ...can, audienceIds: ["support", "support"] }, 400],
    ["no conditions", { actions: "x", audienceIds: ["support"] }, 400],
    ["empty actions", { conditions: "x", actions: "  ", audienceIds: ["support"] }, 400],
    ["a NUL", { ...can, conditions: "a\u0000b", audienceIds: ["support"] }, 400],
    ["half a surrogate pair", { ...can, conditions: "a\ud800b", audienceIds: ["support"] }, 400],
    ["a text beyond the limit", { ...can, conditions: "x".repeat(10_001), audienceIds: ["support"] }, 400],
    ["a megabyte", { ...can, conditions: "x".repeat(1_048_576), audienceIds: ["support"] }, 413],
    ["a time that is none", { ...can, audienceIds: ["support"], nextAt: "at three" }, 400],
    ["a next update in the past", { ...can, audienceIds: ["support"], nextAt: "2026-11-19T13:00:00Z" }, 422],
    ["an audience of nobody", { ...can, audienceIds: ["support", "empty"] }, 422],
    ["an audience that is not there", { ...can, audienceIds: ["board"] }, 422],
    ["a team that is not there", { ...can, audienceIds: ["team/board"] }, 422],
    ["a time to come", { ...can, audienceIds: ["support"], at: "2026-11-19T15:00:00Z" }, 422],
  ])("%s, and nothing is stored or sent", async (_what, body, status) => {
    const { ref } = await declare("sev3", "p3");
    const answer = await post(ref, { needs: unheard, ...body });
    expect([answer.status, answer.body.detail.length > 10]).toEqual([status, true]);
    if (status === 422) expect(answer.body.errors[0]?.path).toMatch(/^(audienceIds\.\d|nextAt|at)$/);
    expect((await read<{ items: unknown[] }>(`/api/v1/incidents/${ref}/updates`)).items).toEqual([]);
    expect(await tablesHolding(database, unheard)).toEqual([]);
  });

  it("an update without outgoing mail, save to those who read it on a page", async () => {
    const { ref } = await declare("sev3", "p3");
    delete messengers.mail;
    const refused = await post(ref, { ...can, audienceIds: ["support"] });
    const recorded = await post(ref, { ...can, audienceIds: ["customers"] });
    messengers.mail = mail;
    expect(refused).toMatchObject({ status: 409, body: { code: "update.no-mail", detail: expect.stringContaining("MUSTER_SMTP_URL") } });
    expect(recorded).toMatchObject({ status: 201, body: { deliveries: [], audiences: [{ id: "customers", mails: 0, note: "No mail went out for Customers; that it was told is recorded." }] } });
  });

  it("a viewer, an incident that was cancelled, and an update dated before the last", async () => {
    const { ref } = await declare("sev3", "p3");
    expect((await call(`POST /api/v1/incidents/${ref}/updates`, { as: "viewer", body: { ...can, audienceIds: ["support"] } })).status).toBe(403);
    await post(ref, { ...can, audienceIds: ["support"] });
    expect(await post(ref, { ...can, audienceIds: ["support"], at: "2026-11-19T13:40:00Z" })).toMatchObject({ status: 422, body: { code: "update.at.invalid" } });
    await call(`POST /api/v1/incidents/${ref}/cancel`, { as: grete, body: { reason: "Nothing there." } });
    expect(await post(ref, { ...can, audienceIds: ["support"] })).toMatchObject({ status: 409, body: { code: "incident.cancelled" } });
  });
});

describe("what is owed everywhere", () => {
  it("comes soonest first, inside the chain too, and is fulfilled there by a note", async () => {
    await database.transaction((tx) => tx.run("update incident set status = 'cancelled'"));
    const { ref } = await declare("sev2", "p2");
    await call(`POST /api/v1/incidents/${ref}/roles/technical-lead/take`, { as: chidi, body: {} });
    const chain = async () => (await read<{ items: OwedView[] }>("/api/v1/owed")).items.filter(({ roles }) => roles.length > 0);
    expect((await chain())[0]).toMatchObject({
      incident: { ref, title: "Checkout times out" },
      from: { role: "subject-matter-expert" },
      person: { name: "Grete Lund" },
      roles: [{ role: "technical-lead", name: "Technical lead", people: [{ id: "chidi", name: "Chidi Novak" }] }],
      everySeconds: 900,
      isOverdue: false,
    });
    await clock.advance(20 * minute);
    expect((await chain()).map(({ person: { id }, isOverdue }) => [id, isOverdue])).toEqual([["grete", true], ["chidi", true]]);
    await call(`POST /api/v1/incidents/${ref}/notes`, { as: chidi, body: { text: "The ledger is slow." } });
    expect((await chain()).find(({ person: { id } }) => id === "chidi")).toMatchObject({ isOverdue: false, dueAt: expect.stringMatching(/^2026-11-19T14:22:/) });
    const { items, next } = await read<{ items: OwedView[]; next: string }>("/api/v1/owed?limit=1");
    expect(items).toHaveLength(1);
    expect((await read<{ items: OwedView[] }>(`/api/v1/owed?cursor=${next}`)).items[0]).not.toEqual(items[0]);
  });
});

describe("whoever the process notifies", () => {
  it("gets one mail with the reason, and none again when the class changes", async () => {
    const { ref } = await declare("sev2", "p2");
    const first = await mails(ref, 4, "incident");
    expect(first.map(({ address, text }) => [address, /You are told because .*/.exec(text)?.[0]]).sort()).toEqual([
      ["chidi@acme.example", "You are told because you belong to the team Payments."],
      ["dana@acme.example", "You are told because you belong to the team Payments."],
      ["elif@acme.example", "You are told because you belong to the team Payments."],
      ["grete@acme.example", "You are told because you manage the team Payments."],
    ]);
    expect(first[0]).toMatchObject({ subject: `${ref} Sev 2 · P2: Checkout times out` });
    expect(first[0]?.text).toContain("Grete Lund commands.");
    await classify(ref, "sev1", "p2");
    const [, , , , hana] = await mails(ref, 5, "incident");
    expect(hana).toMatchObject({ address: "hana@acme.example" });
    await classify(ref, "sev2", "p1");
    await eventually(async () => (await database.transaction((tx) => tx.first("select id from due_work where kind in ('incident.notify', 'incident.notice')"))) === null);
    expect(mailsOf(ref, "incident")).toHaveLength(5);
  });
});
