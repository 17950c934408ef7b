import { beforeEach, describe, expect, it } from "vitest";
import { prepareContent } from "../../platform/event-log/content.ts";
import { newId } from "../../platform/ids/ids.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { isRefusal } from "../../values/refusal.ts";
import { changeIncident, reactToIncidents, type Change } from "../incidents/index.ts";
import { usualProcess } from "../process/process.rules.ts";
import type { RetrospectiveDetail, RetrospectiveView } from "./contract.ts";
import { judgeIncidents, reactToRetrospectives, retrospectiveRoutes } from "./index.ts";

const listeners = { incident: [reactToIncidents, judgeIncidents], retrospective: [reactToRetrospectives] };
const { call, database, clock } = await openTestApp(retrospectiveRoutes, { context: { listeners } });

const section = (id: string, required: boolean, title?: string) => ({ id, prompt: `About ${id}`, required, ...(title && { title }) });
const process = {
  ...usualProcess,
  retrospective: {
    requiredFor: { severities: ["sev1"], dataLoss: true },
    ownedBy: ["communications-lead", "incident-commander"],
    dueWithin: "5d",
    approvedBy: "team-manager",
    reviewActionsEvery: "14d",
    sections: [section("summary", true), section("contributing-factors", true, "What made it possible"), section("timeline", false), section("follow-ups", true)],
  },
};
await database.transaction(async (tx) => {
  const people = ["amara", "chidi", "grete", "hana", "ines", "jonas", "responder"];
  await tx.run("insert into person (id, name, email, place) select id, initcap(id), id || '@acme.example', place from unnest($1::text[]) with ordinality as new (id, place)", [people]);
  await tx.run("insert into account (person_id, role, made_at) values ('grete', 'manager', now()), ('hana', 'administrator', now()), ('ines', 'manager', now()), ('amara', 'responder', now())");
  await tx.run("insert into team (id, name, manager_id, place) values ('web', 'Web', 'grete', 0), ('leadership', 'Leadership', 'hana', 1)");
  await tx.run("insert into team_member values ('web', 'amara', 0), ('leadership', 'grete', 0), ('leadership', 'hana', 1)");
  await tx.run("insert into service (id, name, team_id, place) values ('search', 'Search', 'web', 0), ('mail', 'Mail', null, 1)");
  await tx.run(`insert into process_version (version, document, published_at, published_by) values (1, $1, now(), '{"kind":"muster"}')`, [JSON.stringify(process)]);
});

const [grete, hana, ines] = [person("manager", "grete"), person("administrator", "hana"), person("manager", "ines")];
const actor = { kind: "person", id: "ines" } as const;
let number = 0;

async function act(incidentId: string, command: Change["command"], texts: NonNullable<Change["texts"]> = []): Promise<void> {
  const outcome = await database.transaction((tx) => changeIncident(tx, { incidentId, actor, command, texts }));
  if (isRefusal(outcome)) throw new Error(outcome.reason);
}

interface Kind {
  severity?: string;
  priority?: string;
  isDrill?: boolean;
  commander?: string;
  title?: string;
}

async function declare({ severity = "sev3", priority = "p3", isDrill = false, commander = "ines", title = "Search is empty" }: Kind = {}): Promise<{ id: string; ref: string }> {
  const [id, content] = [newId(), prepareContent(title)];
  number += 1;
  const common = { origin: "person" as const, serviceIds: ["search"], groups: [], processVersion: 1, commanderRole: "incident-commander", reportedAt: null };
  await act(id, { kind: "declare", number, title: content.reference, severity, priority, isDrill, commander: { personId: commander, isProvisional: false, because: "declared" }, ...common }, [content]);
  return { id, ref: `INC-${number}` };
}

async function resolved(kind: Kind = {}): Promise<{ id: string; ref: string }> {
  const incident = await declare(kind);
  await act(incident.id, { kind: "resolve" });
  return incident;
}

const classify = (id: string, severity: string) => {
  const reason = prepareContent("It was worse.");
  return act(id, { kind: "classify", severity, priority: "p3", reason: reason.reference, cell: { verdict: "allowed", because: null } }, [reason]);
};
const read = async (ref: string) => (await call<RetrospectiveDetail>(`GET /api/v1/retrospectives/${ref}`, { as: "viewer" })).body;
const statusOf = async (ref: string) => {
  const row = await database.transaction((tx) => tx.first<{ status: string }>("select status from incident where number = $1", [Number(ref.slice(4))]));
  return row?.status;
};
const write = (ref: string, section: string, text = "Something happened.") => call(`PUT /api/v1/retrospectives/${ref}/sections/${section}`, { as: "responder", body: { text, baseVersion: 0 } });

async function ready(kind: Kind = { severity: "sev1" }): Promise<{ id: string; ref: string }> {
  const incident = await resolved(kind);
  for (const name of ["summary", "contributing-factors"]) await write(incident.ref, name);
  await call(`POST /api/v1/retrospectives/${incident.ref}/follow-ups`, { as: "responder", body: { text: "Count products" } });
  await call(`POST /api/v1/retrospectives/${incident.ref}/review`, { as: "responder" });
  return incident;
}

const start = Date.parse("2026-11-21T12:00:00Z");
beforeEach(() => clock.set(start));

describe("when an incident is resolved", () => {
  it("its retrospective begins where the process asks for one, with an owner and a due time", async () => {
    const incident = await declare({ severity: "sev1" });
    await act(incident.id, { kind: "take", role: "communications-lead", isShared: false, personId: "jonas" });
    await act(incident.id, { kind: "resolve" });
    const view = await read(incident.ref);
    expect(view).toMatchObject({ status: "draft", because: "severity", owner: { id: "jonas", name: "Jonas" }, incident: { ref: incident.ref, status: "resolved", retrospectiveId: view.id }, approvedAt: null });
    expect(Date.parse(view.dueAt) - Date.parse(view.incident.resolvedAt ?? "")).toBe(5 * 86_400_000);
    expect(view.approvers).toEqual({ people: [{ id: "grete", name: "Grete" }], isAnyManager: false, sentence: "Grete approves it.", isYou: false });
  });

  it("it is closed where the process asks for none, and where it was a drill", async () => {
    for (const kind of [{}, { severity: "sev1", isDrill: true }]) {
      const { ref } = await resolved(kind);
      expect(await statusOf(ref)).toBe("closed");
      expect(await call(`GET /api/v1/retrospectives/${ref}`, { as: "viewer" })).toMatchObject({ status: 404, body: { code: "retrospective.not-found" } });
    }
  });

  it("the rule is judged again when class or impact change after that; one begun stays", async () => {
    const { id, ref } = await resolved();
    await classify(id, "sev1");
    expect(await read(ref)).toMatchObject({ because: "severity", owner: { id: "ines" }, dueAt: new Date(Date.parse((await read(ref)).incident.resolvedAt ?? "") + 5 * 86_400_000).toISOString() });
    await classify(id, "sev3");
    expect(await read(ref)).toMatchObject({ status: "draft" });
    const other = await resolved();
    await act(other.id, { kind: "state impact", impact: { dataLoss: true }, description: null });
    expect(await read(other.ref)).toMatchObject({ because: "data-loss" });
  });

  it("nothing is judged while people still work on it, nor where it was cancelled", async () => {
    const { id, ref } = await declare();
    await classify(id, "sev1");
    expect(await statusOf(ref)).toBe("open");
    const reason = prepareContent("A false alarm.");
    await act(id, { kind: "cancel", reason: reason.reference }, [reason]);
    expect((await call(`GET /api/v1/retrospectives/${ref}`, { as: "viewer" })).status).toBe(404);
  });
});

describe("a person", () => {
  it("begins one by hand for an incident that is over, once", async () => {
    const { ref } = await resolved();
    const begun = await call<RetrospectiveDetail>(`POST /api/v1/incidents/${ref}/retrospective`, { as: "responder" });
    expect(begun).toMatchObject({ status: 200, body: { because: "person", status: "draft", incident: { status: "closed" } } });
    expect(Date.parse(begun.body.dueAt) - Date.parse(begun.body.begunAt)).toBe(5 * 86_400_000);
    expect(await call(`POST /api/v1/incidents/${ref}/retrospective`, { as: "responder" })).toMatchObject({ status: 409, body: { code: "retrospective.begun", retrospectiveId: begun.body.id } });
  });

  it("is told why there is none to begin, who may, and when nothing is there", async () => {
    const { ref } = await declare();
    expect(await call(`POST /api/v1/incidents/${ref}/retrospective`, { as: "responder" })).toMatchObject({ status: 409, body: { code: "retrospective.incident-running" } });
    expect(await call(`POST /api/v1/incidents/INC-999/retrospective`, { as: "responder" })).toMatchObject({ status: 404, body: { code: "incident.not-found" } });
    expect((await call(`POST /api/v1/incidents/${ref}/retrospective`, { as: "viewer" })).status).toBe(403);
    expect((await call(`POST /api/v1/incidents/${ref}/retrospective`)).status).toBe(401);
  });
});

describe("a retrospective", () => {
  it("is read by its id, by INC-…, and by the incident's id, with its questions and a proposed summary that nobody saved", async () => {
    const { id, ref } = await resolved({ severity: "sev1" });
    const view = await read(ref);
    expect(await read(view.id)).toEqual(view);
    expect(await read(id)).toEqual(view);
    expect(view.sections).toMatchObject([
      { id: "summary", title: "Summary", prompt: "About summary", kind: "text", isRequired: true, isFilled: false, text: "", version: 0, savedAt: null, savedBy: null, proposal: expect.stringMatching(/^Search is empty\. It hit Search and was worked on for .*It was handled as Sev 1 × P3\.$/) },
      { id: "contributing-factors", title: "What made it possible", proposal: null },
      { id: "timeline", kind: "timeline", isFilled: true },
      { id: "follow-ups", kind: "follow-ups", isFilled: false },
    ]);
    expect(view).toMatchObject({ sectionsFilled: 1, sectionsTotal: 4, missing: [{ id: "summary", title: "Summary" }, { id: "contributing-factors", title: "What made it possible" }, { id: "follow-ups", title: "Follow-ups" }] });
    expect(view.milestones.resolved).toMatchObject({ status: "recorded" });
    expect(view.measures.mttr).toMatchObject({ status: "recorded" });
  });

  it("shows key moments, which people add and take out by pinning them in the incident", async () => {
    const { id, ref } = await declare({ severity: "sev1" });
    const [note, decision] = [prepareContent("The cache is fine."), prepareContent("Move the alias back.")];
    await act(id, { kind: "note", text: note.reference, replyTo: null }, [note]);
    await act(id, { kind: "decision", text: decision.reference, replyTo: null }, [decision]);
    await act(id, { kind: "resolve" });
    const before = (await read(ref)).keyMoments;
    expect(before).toMatchObject([{ kind: "declared", isProposed: true }, { kind: "decision", text: "Move the alias back.", isPinned: false }, { bold: "Resolved", entry: 4 }]);
    await act(id, { kind: "pin", entry: 2, isPinned: true });
    expect((await read(ref)).keyMoments.map(({ entry, isPinned, isProposed }) => [entry, isPinned, isProposed])).toEqual([[1, false, true], [2, true, false], [3, false, true], [4, false, true]]);
    await act(id, { kind: "pin", entry: 2, isPinned: false });
    expect((await read(ref)).keyMoments.map(({ entry }) => entry)).toEqual([1, 3, 4]);
  });

  it("stands in a list by stage, newest first, in pages", async () => {
    await clock.advance(86_400_000);
    const { ref } = await resolved({ severity: "sev1" });
    await clock.advance(60_000);
    const newer = await ready();
    const list = (query: string) => call<{ items: RetrospectiveView[]; next: string | null }>(`GET /api/v1/retrospectives?${query}`, { as: "viewer" });
    const refs = async (query: string) => (await list(query)).body.items.map(({ incident }) => incident.ref);
    expect((await refs("status=all")).slice(0, 2)).toEqual([newer.ref, ref]);
    expect(await refs("status=review")).toContain(newer.ref);
    expect(await refs("status=draft")).not.toContain(newer.ref);
    const first = await list("limit=1");
    expect((await list(`limit=1&cursor=${first.body.next}`)).body.items[0]?.incident.ref).toBe(ref);
    expect((await list("status=late")).status).toBe(400);
    expect((await call("GET /api/v1/retrospectives")).status).toBe(401);
  });
});

describe("the approval", () => {
  it("is given by the manager of the team, and closes the incident", async () => {
    const { ref } = await ready();
    expect((await call<RetrospectiveDetail>(`GET /api/v1/retrospectives/${ref}`, { as: grete })).body.approvers.isYou).toBe(true);
    expect(await call(`POST /api/v1/retrospectives/${ref}/approve`, { as: grete })).toMatchObject({ status: 200, body: { status: "approved", approvedBy: { id: "grete", name: "Grete" }, incident: { status: "closed" }, missing: [] } });
    expect(await call(`POST /api/v1/retrospectives/${ref}/share`, { as: "responder" })).toMatchObject({ status: 200, body: { status: "shared", sharedAt: expect.any(String) } });
    expect(await write(ref, "summary")).toMatchObject({ status: 409, body: { code: "retrospective.approved" } });
    expect(await call(`POST /api/v1/retrospectives/${ref}/draft`, { as: "responder" })).toMatchObject({ status: 409, body: { code: "retrospective.approved" } });
  });

  it("is never given by who commanded at any time, and others are told who gives it", async () => {
    const { ref } = await ready();
    for (const as of [hana, ines]) expect(await call(`POST /api/v1/retrospectives/${ref}/approve`, { as })).toMatchObject({ status: 403, body: { code: "retrospective.approver.not-allowed", detail: expect.stringContaining("Grete approves it.") } });
    const robot = { actor: { kind: "token", id: newId() }, role: "administrator", personId: null } as const;
    expect(await call(`POST /api/v1/retrospectives/${ref}/approve`, { as: robot })).toMatchObject({ status: 403, body: { detail: "A token cannot approve a retrospective. Grete approves it." } });
    const { ref: ofGrete } = await ready({ severity: "sev1", commander: "grete" });
    expect(await call(`POST /api/v1/retrospectives/${ofGrete}/approve`, { as: grete })).toMatchObject({ status: 403, body: { detail: "Who commanded the incident does not approve its retrospective. Hana approves it." } });
    expect(await call(`POST /api/v1/retrospectives/${ofGrete}/approve`, { as: hana })).toMatchObject({ status: 200 });
  });

  it("waits for what must be written, and names it", async () => {
    const { ref } = await resolved({ severity: "sev1" });
    expect(await call(`POST /api/v1/retrospectives/${ref}/approve`, { as: grete })).toMatchObject({ status: 409, body: { code: "retrospective.not-in-review" } });
    await call(`POST /api/v1/retrospectives/${ref}/review`, { as: "responder" });
    await write(ref, "summary", " \n ");
    const refused = await call(`POST /api/v1/retrospectives/${ref}/approve`, { as: grete });
    expect(refused).toMatchObject({ status: 409, body: { code: "retrospective.sections-empty", missing: ["Summary", "What made it possible", "Follow-ups"] } });
  });

  it("is asked of managers, and of those who signed in", async () => {
    const { ref } = await ready();
    expect(await call(`POST /api/v1/retrospectives/${ref}/approve`, { as: "responder" })).toMatchObject({ status: 403, body: { code: "not-allowed" } });
    expect((await call(`POST /api/v1/retrospectives/${ref}/approve`)).status).toBe(401);
    expect((await call(`POST /api/v1/retrospectives/${ref}/review`, { as: "viewer" })).status).toBe(403);
    expect((await call(`POST /api/v1/retrospectives/INC-999/share`, { as: "responder" })).status).toBe(404);
  });

  it("is waited for again where the incident is re-opened, and the retrospective goes on as a draft", async () => {
    const { id, ref } = await ready();
    await call(`POST /api/v1/retrospectives/${ref}/approve`, { as: grete });
    const reason = prepareContent("It came back.");
    await act(id, { kind: "reopen", reason: reason.reference }, [reason]);
    expect(await read(ref)).toMatchObject({ status: "draft", approvedAt: null, approvedBy: null, incident: { status: "open" }, sectionsFilled: 4 });
    expect(await call(`POST /api/v1/retrospectives/${ref}/review`, { as: "responder" })).toMatchObject({ status: 409, body: { code: "retrospective.incident-running" } });
    expect(await call(`POST /api/v1/retrospectives/${ref}/approve`, { as: grete })).toMatchObject({ status: 409, body: { code: "retrospective.incident-running" } });
    await act(id, { kind: "resolve" });
    expect(await statusOf(ref)).toBe("resolved");
    await call(`POST /api/v1/retrospectives/${ref}/review`, { as: "responder" });
    expect(await call(`POST /api/v1/retrospectives/${ref}/approve`, { as: grete })).toMatchObject({ status: 200, body: { incident: { status: "closed" } } });
  });
});

describe("the export", () => {
  it("is Markdown that anybody who is signed in reads, hostile titles and texts without effect", async () => {
    const { ref } = await resolved({ severity: "sev1", title: "<script>alert(1)</script> [x](javascript:y)" });
    await write(ref, "summary", "It was **empty**. <img src=x onerror=alert(1)>");
    const answer = await call<string>(`GET /api/v1/retrospectives/${ref}/markdown`, { as: "viewer" });
    expect(answer.headers["content-type"]).toBe("text/markdown; charset=utf-8");
    expect(answer.body).toContain(`# ${ref}: &lt;script&gt;alert(1)&lt;/script&gt; \\[x\\](javascript:y)\n\n- Class: Sev 1 × P3\n- Services: Search\n- Owner: Ines\n`);
    expect(answer.body).toContain("## Summary\n\nIt was **empty**. &lt;img src=x onerror=alert(1)>");
    expect(answer.body).toMatch(/- Declared: \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    expect((await call(`GET /api/v1/retrospectives/${ref}/markdown`)).status).toBe(401);
    expect((await call("GET /api/v1/retrospectives/INC-999/markdown", { as: "viewer" })).status).toBe(404);
  });
});
