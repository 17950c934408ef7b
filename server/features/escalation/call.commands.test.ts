import { beforeEach, describe, expect, it } from "vitest";
import type { Tx } from "../../platform/database/database.ts";
import type { SendHandler, SetHandler } from "../../platform/due-work/due-work.ts";
import { Sender } from "../../platform/due-work/sender.ts";
import { runSet } from "../../platform/due-work/set-runner.ts";
import { executeMany } from "../../platform/event-log/event-log.ts";
import { newId } from "../../platform/ids/ids.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { muster } from "../../values/actor.ts";
import type { Subject } from "../../values/subject.ts";
import { groupDecider } from "../alert-intake/index.ts";
import { answerPage, deliverHandlers, linkMakerOf, pageRoutes, phoneLink, reactToPages, type Message, type Messenger, type PageRow, type SubjectStories } from "../paging/index.ts";
import { acknowledgeCalls, adoptGroup, beginCall, beginHandler, endCalls, escalationRoutes, hearGroups, hearPages, moveCalls, phoneRoutes, reactToEscalations, readCallsOfIncident, releaseGroup, stepHandler } from "./index.ts";

const sent: Message[] = [];
const mail: Messenger = {
  channel: "mail",
  async send(message) {
    sent.push(message);
    return { isAccepted: true, providerId: message.messageKey };
  },
};
const stories: SubjectStories = (_tx, ids) =>
  Promise.resolve(new Map(ids.map((id) => [id, { ref: "INC-214", title: "Nobody can pay", severity: "critical", severityName: "Sev 1", serviceName: "Checkout", since: Date.parse("2026-11-19T13:59:00Z"), commanderName: "Grete Lund" }])));
const context = {
  listeners: { group: [hearGroups], escalation: [reactToEscalations], page: [reactToPages, hearPages] },
  messengers: { mail },
  links: { publicUrl: "http://127.0.0.1", secret: "a secret for tests" },
  stories,
};
const { call, database, clock } = await openTestApp((app, tools) => [escalationRoutes, phoneRoutes, pageRoutes].forEach((routes) => routes(app, tools)), { context });

const minute = 60_000;
const people = ["amara", "ben", "chiara", "femi"];
await database.transaction(async (tx) => {
  await tx.run("insert into organization values (true, 'Acme', 'Europe/Berlin', '{mon,tue,wed,thu,fri}', '09:00', '18:00')");
  await tx.run("insert into person (id, name, email, place) select id, initcap(id), id || '@acme.example', place from unnest($1::text[]) with ordinality as new (id, place)", [people]);
  await tx.run("insert into account (person_id, role, made_at) values ('femi', 'administrator', now())");
  await tx.run("insert into escalation_policy (id, repeat, place) values ('web', 0, 1), ('core', 0, 2)");
  await tx.run("insert into escalation_step values ('web', 1, '{person/amara}', '5m'), ('web', 2, '{person/ben}', '5m'), ('core', 1, '{person/chiara}', '5m')");
  await tx.run("insert into service (id, name, escalation_policy_id, place) values ('shop', 'Shop', 'web', 1), ('search', 'Search', 'web', 2), ('ledger', 'Ledger', 'core', 3), ('odd', 'Odd', null, 4)");
  await tx.run(`insert into process_version (version, document, published_at, published_by) values (1, '{"roles":[{"id":"incident-commander","name":"Incident commander"}]}', now(), '{"kind":"muster"}')`);
});
await clock.set(Date.parse("2026-11-19T14:00:00Z"));

let incidentId = "";
beforeEach(async () => {
  incidentId = newId();
  sent.length = 0;
  // What a test leaves behind wakes nobody in the next.
  await database.transaction((tx) => tx.run("delete from due_work"));
});

const act = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transaction(work);
const tell = (tx: Tx, groupId: string, command: Parameters<typeof groupDecider.decide>[0]) => executeMany(tx, groupDecider, [{ streamId: `group/${groupId}`, commandId: newId(), actor: muster, command }]);

/** A group of one alert fires; somebody is looked for. */
async function fire(serviceId = "shop", urgency: "high" | "low" = "high"): Promise<string> {
  const [groupId, alertId] = [newId(), newId()];
  await act(async (tx) => {
    await tx.run("insert into alert_group (id, key, service_id, urgency, title, status, opened_at, last_alert_at) values ($1, $2, $3, $4, 'Slow', 'open', muster_now(), muster_now())", [groupId, groupId, serviceId, urgency]);
    await tx.run(
      `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, service_id, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
       values ($1, $1, 'tool', 'key', 1, true, 'firing', 'Slow', 'critical', '{}', '[]', $2, $3, $4, 1, muster_now(), muster_now(), $1, $1)`,
      [alertId, serviceId, groupId, urgency],
    );
    await tell(tx, groupId, { kind: "open", serviceId, urgency, alertIds: [alertId] });
  });
  return groupId;
}

async function resolve(groupId: string): Promise<void> {
  await act(async (tx) => {
    await tx.run("update alert set status = 'resolved' where group_id = $1", [groupId]);
    await tx.run("update alert_group set status = 'resolved' where id = $1", [groupId]);
    await tell(tx, groupId, { kind: "resolve" });
  });
}

const adopt = (groupId: string, into = incidentId) => act((tx) => adoptGroup(tx, { groupId, incidentId: into, commandId: newId() }));
const ask = (call: string, targets: string[]) => act((tx) => beginCall(tx, { incidentId, call, targets, urgency: "high", commandId: newId() }));
const calls = (of = incidentId) => act((tx) => readCallsOfIncident(tx, of));
const pagesOf = ({ kind, id }: Pick<Subject, "kind" | "id">) => act((tx) => tx.rows<PageRow>("select * from page where subject_kind = $1 and subject_id = $2 order by opened_at, id", [kind, id]));
const answer = (page: PageRow | undefined, said: "have" | "cannot") => act((tx) => answerPage(tx, { pageId: page?.id ?? "", answer: said, actor: { kind: "person", id: page?.person_id ?? "" }, commandId: newId() }));
const codesOf = async (groupId: string) => (await act((tx) => tx.rows<{ code: string }>("select code from decision where group_id = $1 order by at, id", [groupId]))).map(({ code }) => code);
const alertsOf = (groupId: string) => act((tx) => tx.rows<{ status: string; acknowledged_by: string | null }>("select status, acknowledged_by from alert where group_id = $1", [groupId]));
const statusOf = async (groupId: string) => (await act((tx) => tx.first<{ status: string }>("select status from escalation where subject_kind = 'group' and subject_id = $1", [groupId])))?.status;

const complain = (problem: string, error: unknown) => {
  throw new Error(problem, { cause: error });
};

async function send(): Promise<void> {
  const sender = new Sender(deliverHandlers[0] as SendHandler, { database: () => database, node: newId(), log: complain, wake: () => undefined });
  await sender.claim();
  await sender.stop();
}

async function pass(milliseconds: number): Promise<void> {
  await clock.advance(milliseconds);
  const handlers: SetHandler[] = [beginHandler, stepHandler];
  for (const handler of handlers) while (await runSet(database, handler, complain));
  await send();
}

const mails = () => sent.splice(0).map(({ address, subject }) => `${address.split("@")[0]}: ${subject}`);

describe("a group that joins an incident", () => {
  it("goes on as its call where it stood: the same page, the same next time, nobody paged anew", async () => {
    const groupId = await fire();
    await send();
    const [before] = await pagesOf({ kind: "group", id: groupId });
    expect(await adopt(groupId)).toBe("policy:web");
    await send();
    expect(mails()).toEqual(["amara: Critical: Slow (Shop)"]);
    const [running] = await calls();
    expect(running).toMatchObject({ call: "policy:web", policyId: "web", status: "running", pages: [{ ...before, subject_kind: "incident", subject_id: incidentId, call: "policy:web" }] });
    expect(running?.nextAt).toBeCloseTo((before?.opened_at ?? 0) + 5 * minute, -3);
    expect(await statusOf(groupId)).toBe("ended");
    await pass(5 * minute);
    expect(mails()).toEqual(["ben: INC-214 Sev 1: Nobody can pay (Checkout)"]);
    expect(await codesOf(groupId)).toEqual(["escalation.begun", "page.sent", "group.joined-incident", "page.sent"]);
  });

  it("is answered once, by any of the links that were sent before or after", async () => {
    const groupId = await fire();
    await pass(0);
    await adopt(groupId);
    await pass(5 * minute);
    const [first, second] = await pagesOf({ kind: "incident", id: incidentId });
    await answer(first, "have");
    expect(await calls()).toMatchObject([{ status: "acknowledged", acknowledgedBy: "amara", pages: [{ id: first?.id, status: "answered" }, { id: second?.id, status: "withdrawn", closed_by_person: "amara" }] }]);
    expect(await alertsOf(groupId)).toEqual([{ status: "acknowledged", acknowledged_by: "amara" }]);
    expect((await codesOf(groupId)).slice(-3)).toEqual(["answer.have", "escalation.acknowledged", "page.withdrawn"]);
    expect(await answer(second, "have")).toMatchObject({ code: "page.closed" });
    await answer(first, "cannot");
    expect([await calls(), await alertsOf(groupId)]).toMatchObject([[{ status: "exhausted" }], [{ status: "firing" }]]);
  });

  it("brings its wait along: somebody is woken for the incident after it", async () => {
    const groupId = await fire("shop", "low");
    await adopt(groupId);
    expect(await calls()).toEqual([]);
    await pass(minute);
    expect(mails()).toEqual(["amara: INC-214 Sev 1: Nobody can pay (Checkout)"]);
    expect(await calls()).toMatchObject([{ call: "policy:web", status: "running" }]);
  });

  it("lists what was sent for the incident under the group too, with the incident's title", async () => {
    const groupId = await fire();
    await adopt(groupId);
    const { body } = await call<{ items: object[] }>(`GET /api/v1/pages?subjectId=${groupId}`, { as: "viewer" });
    expect(body.items).toMatchObject([{ subject: { kind: "incident", id: incidentId, call: "policy:web" }, title: "INC-214: Nobody can pay", serviceName: "Checkout", alertId: null }]);
    expect((await call(`GET /api/v1/groups/${groupId}/escalation`, { as: "viewer" })).body).toMatchObject({ subject: { kind: "incident", id: incidentId, call: "policy:web" }, status: "running" });
  });

  it("stays with who has it when its policy is changed meanwhile", async () => {
    const groupId = await fire("search");
    await adopt(groupId);
    await act((tx) => tx.run("update service set escalation_policy_id = 'core' where id = 'search'"));
    await call(`POST /api/v1/groups/${groupId}/acknowledge`, { as: person("responder", "ben") });
    await act((tx) => tx.run("update service set escalation_policy_id = 'web' where id = 'search'"));
    expect([await calls(), await alertsOf(groupId)]).toMatchObject([[{ call: "policy:web", status: "acknowledged", acknowledgedBy: "ben" }], [{ status: "acknowledged" }]]);
  });

  it("is one with an answer that was on its way", async () => {
    const groupId = await fire();
    const [page] = await pagesOf({ kind: "group", id: groupId });
    let answered: Promise<unknown> = Promise.resolve();
    await act(async (tx) => {
      await adoptGroup(tx, { groupId, incidentId, commandId: newId() });
      answered = answer(page, "have");
      await tx.run("select pg_sleep(0.2)");
    });
    await answered;
    expect([await calls(), await statusOf(groupId)]).toMatchObject([[{ status: "acknowledged", acknowledgedBy: "amara", pages: [{ status: "answered" }] }], "ended"]);
  });
});

describe("a second group of the same policy", () => {
  it("starts no second search, says why, and is answered with the first", async () => {
    const [first, second] = [await fire(), await fire("search")];
    await adopt(first);
    await pass(4 * minute);
    await adopt(second);
    expect((await codesOf(second)).slice(-2)).toEqual(["group.joined-incident", "incident.already-paging"]);
    mails();
    await pass(minute);
    expect(mails()).toEqual(["ben: INC-214 Sev 1: Nobody can pay (Checkout)"]);
    const [running] = await calls();
    expect(running?.pages.map((page) => page.person_id)).toEqual(["amara", "amara", "ben"]);
    await answer(running?.pages[1], "have");
    for (const groupId of [first, second]) {
      expect(await alertsOf(groupId)).toEqual([{ status: "acknowledged", acknowledged_by: "amara" }]);
      expect(await codesOf(groupId)).toEqual(expect.arrayContaining(["page.sent", "answer.have", "escalation.acknowledged"]));
    }
    expect((await calls())[0]?.pages.map(({ status }) => status).sort()).toEqual(["answered", "withdrawn", "withdrawn"]);
  });

  it("is in hand with the incident where somebody has that", async () => {
    const [first, second] = [await fire(), await fire("search")];
    await adopt(first);
    await answer((await pagesOf({ kind: "incident", id: incidentId }))[0], "have");
    await adopt(second);
    expect(await alertsOf(second)).toEqual([{ status: "acknowledged", acknowledged_by: "amara" }]);
    expect(await pagesOf({ kind: "group", id: second })).toMatchObject([{ status: "withdrawn", close_reason: "ack.another-page", closed_by_person: "amara" }]);
    expect(await codesOf(second)).toEqual(["escalation.begun", "group.joined-incident", "page.not-needed", "incident.in-hand"]);
  });

  it("finds somebody of its own where its policy is another, or where it has none", async () => {
    for (const serviceId of ["shop", "ledger", "odd"]) await adopt(await fire(serviceId));
    expect((await calls()).map(({ call, pages }) => [call, pages.map((page) => page.person_id)])).toEqual([["policy:web", ["amara"]], ["policy:core", ["chiara"]], ["policy:none", ["femi"]]]);
  });

  it("raises the incident's search where it is the more urgent", async () => {
    await clock.advance(12 * 60 * minute);
    const first = await fire("shop", "low");
    await adopt(first);
    await pass(minute);
    expect(await calls()).toMatchObject([{ status: "deferred" }]);
    await adopt(await fire("search"));
    expect(await calls()).toMatchObject([{ status: "running", urgency: "high", pages: [{ person_id: "amara", status: "due" }] }]);
    await clock.advance(12 * 60 * minute);
  });
});

describe("what becomes of a group in an incident", () => {
  const grow = (groupId: string, more: object = {}) => act((tx) => tell(tx, groupId, { kind: "grow", urgency: "high", isReopened: false, isAcknowledged: false, ...more }));

  it("ends the call only with the last group, and nothing where somebody has it", async () => {
    const [first, second] = [await fire(), await fire("search")];
    await adopt(first);
    await adopt(second);
    await resolve(first);
    expect(await calls()).toMatchObject([{ status: "running" }]);
    await resolve(second);
    expect(await calls()).toMatchObject([{ status: "ended", pages: [{ status: "withdrawn", close_reason: "group.resolved" }, { status: "withdrawn" }] }]);
    expect((await codesOf(second)).slice(-3)).toEqual(["group.resolved", "page.not-needed", "page.not-needed"]);
    const third = await fire();
    await adopt(third);
    await call(`POST /api/v1/groups/${third}/acknowledge`, { as: person("responder", "ben") });
    await resolve(third);
    expect(await calls()).toMatchObject([{ status: "acknowledged", acknowledgedBy: "ben" }]);
  });

  it("acknowledges what fires in it anew where somebody has the incident", async () => {
    const groupId = await fire();
    await adopt(groupId);
    await call(`POST /api/v1/groups/${groupId}/acknowledge`, { as: person("responder", "ben") });
    await act((tx) => tx.run("update alert set status = 'firing', acknowledged_by = null where group_id = $1", [groupId]));
    await grow(groupId);
    expect([await alertsOf(groupId), (await codesOf(groupId)).at(-1)]).toEqual([[{ status: "acknowledged", acknowledged_by: "ben" }], "incident.in-hand"]);
  });

  it("wakes nobody else while the incident looks for somebody, and somebody again after its end", async () => {
    const [first, second] = [await fire(), await fire("search")];
    for (const groupId of [first, second]) await adopt(groupId);
    await resolve(second);
    await act((tx) => tx.run("update alert_group set status = 'open' where id = $1", [second]));
    await grow(second, { isReopened: true });
    expect((await codesOf(second)).at(-1)).toBe("incident.already-paging");
    for (const groupId of [first, second]) await resolve(groupId);
    await act((tx) => tx.run("update alert_group set status = 'open' where id = $1", [second]));
    await grow(second, { isReopened: true });
    const [again] = await calls();
    expect(again).toMatchObject({ status: "running" });
    expect(again?.pages.filter(({ status }) => status === "due")).toMatchObject([{ person_id: "amara", pass: 2 }]);
  });

  it("is in hand once all alerts of all groups are, one by one", async () => {
    const [first, second] = [await fire(), await fire("search")];
    for (const groupId of [first, second]) await adopt(groupId);
    for (const groupId of [first, second]) {
      expect(await calls()).toMatchObject([{ status: "running" }]);
      await act((tx) => tx.run("update alert set status = 'acknowledged' where group_id = $1", [groupId]));
      await act((tx) => tell(tx, groupId, { kind: "acknowledge", personId: "ben" }));
    }
    expect(await calls()).toMatchObject([{ status: "acknowledged", acknowledgedBy: "ben" }]);
  });
});

describe("a group that is taken out of its incident", () => {
  const release = (groupId: string) => act((tx) => releaseGroup(tx, { groupId, incidentId, commandId: newId() }));

  it("finds somebody for itself while it fires, and no page key comes twice", async () => {
    const groupId = await fire();
    await adopt(groupId);
    await release(groupId);
    expect(await pagesOf({ kind: "group", id: groupId })).toMatchObject([{ person_id: "amara", pass: 2, status: "due" }]);
    expect((await codesOf(groupId)).slice(-2)).toEqual(["group.left-incident", "escalation.begun"]);
    await adopt(groupId);
    expect(await calls()).toMatchObject([{ status: "running", pages: [{ pass: 1 }, { pass: 2 }] }]);
  });

  it("stays in hand where somebody had the incident", async () => {
    const groupId = await fire();
    await adopt(groupId);
    await call(`POST /api/v1/groups/${groupId}/acknowledge`, { as: person("responder", "ben") });
    await release(groupId);
    expect([await statusOf(groupId), await alertsOf(groupId)]).toMatchObject(["ended", [{ status: "acknowledged", acknowledged_by: "ben" }]]);
  });
});

describe("a call for certain people", () => {
  it("asks them by name for what it is about, twice, and turns to nobody else", async () => {
    await ask("role:incident-commander", ["person/ben"]);
    await ask("role:incident-commander", ["person/chiara"]);
    await send();
    expect(sent[0]?.text).toContain("- Since 14:59\n- Grete Lund commands\n- You are asked to take Incident commander over\n");
    expect(sent[0]?.text).toContain("You are paged because the incident asks for you.");
    expect(sent[0]?.threadKey).toBe(`subject.${incidentId}`);
    expect(mails()).toEqual(["ben: INC-214 Sev 1: Nobody can pay (Checkout)"]);
    await pass(5 * minute);
    expect(mails()).toHaveLength(1);
    await pass(5 * minute);
    expect([await calls(), mails()]).toMatchObject([[{ call: "role:incident-commander", policyId: null, status: "exhausted", nextAt: null }], []]);
  });

  it("leads from the phone to the room of the incident once somebody has it", async () => {
    await ask("join:person/ben", ["person/ben"]);
    await send();
    const link = new URL(sent[0]?.link ?? "");
    expect((await call(`GET ${link.pathname}`)).body).toContain("INC-214 Sev 1</span><h1>Nobody can pay</h1>");
    await answer((await pagesOf({ kind: "incident", id: incidentId }))[0], "have");
    const page = (await call(`GET ${link.pathname}`)).body;
    expect(page).toContain("You have it");
    expect(page).toContain('<a class="button filled" href="/incidents/INC-214">Open the incident</a>');
    expect(page).toContain("You are asked to join");
  });

  it("tells who opens an old link of a group who has the incident", async () => {
    const [first, second] = [await fire(), await fire("search")];
    await adopt(first);
    await call(`POST /api/v1/groups/${first}/acknowledge`, { as: person("responder", "ben") });
    const [page] = await pagesOf({ kind: "group", id: second });
    await adopt(second);
    const link = new URL(await act(async (tx) => phoneLink(linkMakerOf(tx), page?.id ?? "")));
    expect((await call(`GET ${link.pathname}`)).body).toContain("Ben has it");
  });

  it("ends with its incident, or where nobody is needed any more, and its pages say so", async () => {
    for (const id of ["ben", "chiara"]) await ask(`join:person/${id}`, [`person/${id}`]);
    await act((tx) => endCalls(tx, { incidentId, calls: ["join:person/ben"], reason: "call.not-needed", commandId: newId() }));
    expect((await calls()).map(({ status, pages }) => [status, pages[0]?.close_reason])).toEqual([["ended", "call.not-needed"], ["running", null]]);
    await act((tx) => endCalls(tx, { incidentId, reason: "incident.ended", commandId: newId() }));
    expect((await calls()).map(({ status, pages }) => [status, pages[0]?.close_reason])).toEqual([["ended", "call.not-needed"], ["ended", "incident.ended"]]);
  });

  it("stops with the incident being acknowledged by who was called, or by policy where another takes it", async () => {
    await act((tx) => beginCall(tx, { incidentId, call: "policy:web", policyId: "web", urgency: "high", commandId: newId() }));
    await ask("join:person/ben", ["person/ben"]);
    const acknowledge = (personId: string) => act((tx) => acknowledgeCalls(tx, { incidentId, personId, actor: { kind: "person", id: personId } }));
    const standing = async () => Object.fromEntries((await calls()).map(({ call, status }) => [call, status]));
    await acknowledge("chiara");
    expect(await standing()).toEqual({ "policy:web": "acknowledged", "join:person/ben": "running" });
    await acknowledge("ben");
    expect(await standing()).toEqual({ "policy:web": "acknowledged", "join:person/ben": "acknowledged" });
  });
});

describe("an incident that becomes part of another", () => {
  it("gives it its groups and its calls, exactly where they stand; two of one kind become one", async () => {
    const other = newId();
    const [mine, theirs] = [await fire(), await fire("search")];
    await adopt(mine);
    await adopt(theirs, other);
    await ask("join:person/chiara", ["person/chiara"]);
    await act((tx) => moveCalls(tx, { fromIncidentId: incidentId, intoIncidentId: other, commandId: newId() }));
    expect((await calls()).map(({ status, pages }) => [status, pages.length])).toEqual([["ended", 0], ["ended", 0]]);
    const standing = (await calls(other)).map(({ call, status, pages }) => [call, status, pages.map((page) => page.person_id)]);
    expect(standing).toEqual(expect.arrayContaining([["policy:web", "running", ["amara", "amara"]], ["join:person/chiara", "running", ["chiara"]]]));
    expect((await codesOf(mine)).slice(-2)).toEqual(["incident.merged", "incident.already-paging"]);
    await call(`POST /api/v1/groups/${mine}/acknowledge`, { as: person("responder", "ben") });
    for (const groupId of [mine, theirs]) expect(await alertsOf(groupId)).toEqual([{ status: "acknowledged", acknowledged_by: "ben" }]);
  });

  it("brings along what fires and nobody is looked for any more: it is in hand with the other, or somebody is woken", async () => {
    const [inHand, idle] = [newId(), newId()];
    const [held, first, second] = [await fire("search"), await fire(), await fire()];
    await adopt(held, inHand);
    await act((tx) => acknowledgeCalls(tx, { incidentId: inHand, personId: "ben", actor: { kind: "person", id: "ben" } }));
    for (const [groupId, into] of [[first, inHand], [second, idle]] as const) {
      const over = newId();
      await adopt(groupId, over);
      await act((tx) => endCalls(tx, { incidentId: over, reason: "call.not-needed", commandId: newId() }));
      await act((tx) => moveCalls(tx, { fromIncidentId: over, intoIncidentId: into, commandId: newId() }));
    }
    expect(await alertsOf(first)).toEqual([{ status: "acknowledged", acknowledged_by: "ben" }]);
    expect((await calls(idle)).map(({ call, status }) => [call, status])).toEqual([["policy:web", "running"]]);
  });
});
