import { describe, expect, it } from "vitest";
import { groupDecider } from "../features/alert-intake/index.ts";
import { stepHandler } from "../features/escalation/index.ts";
import { entryRoutes, incidentRoutes, roleRoutes, splitRoutes, stepRoutes, timelineRoutes } from "../features/incidents/index.ts";
import { answerPage, pageRoutes } from "../features/paging/index.ts";
import type { Tx } from "../platform/database/database.ts";
import { runSet } from "../platform/due-work/set-runner.ts";
import { executeMany } from "../platform/event-log/event-log.ts";
import { newId } from "../platform/ids/ids.ts";
import { openTestApp, person } from "../platform/testing/test-app.ts";
import { muster } from "../values/actor.ts";
import { subscriptions } from "./subscriptions.ts";

const organization = `
  insert into organization values (true, 'Acme', 'Europe/Berlin', '{mon,tue,wed,thu,fri}', '09:00', '18:00');
  insert into person (id, name, email, place) select id, initcap(id), id || '@acme.example', place from unnest(array['grete','amara','ben','chiara','dana','femi']) with ordinality as new (id, place);
  insert into account (person_id, role, made_at) values ('femi', 'administrator', now()), ('grete', 'responder', now()), ('dana', 'responder', now());
  insert into escalation_policy (id, repeat, place) values ('web', 1, 1), ('core', 0, 2);
  insert into escalation_step values ('web', 1, '{person/amara}', '3m'), ('web', 2, '{person/ben}', '5m'), ('core', 1, '{person/chiara}', '4m');
  insert into service (id, name, escalation_policy_id, place) values ('shop', 'Shop', 'web', 1), ('search', 'Search', 'web', 2), ('ledger', 'Ledger', 'core', 3);
`;
const mail = { channel: "mail", send: () => Promise.resolve({ isAccepted: true as const, providerId: newId() }) };
const story = { ref: "INC-1", title: "Slow", severity: "high", severityName: null, serviceName: null, since: 0, commanderName: null };
const { call, database, clock } = await openTestApp(
  (app, tools) => {
    for (const add of [incidentRoutes, stepRoutes, roleRoutes, entryRoutes, timelineRoutes, splitRoutes, pageRoutes]) add(app, tools);
  },
  { context: { listeners: subscriptions, secret: "a-key-of-this-installation", messengers: { mail }, links: { publicUrl: "http://127.0.0.1:4600", secret: "s" }, stories: (_tx: Tx, ids: string[]) => Promise.resolve(new Map(ids.map((id) => [id, story]))) } },
);
await database.transaction((tx) => tx.run(organization));
await clock.set(Date.parse("2026-11-19T13:00:00Z"));

const grete = person("responder", "grete");
const dana = person("responder", "dana");
const act = <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work);

/** A group that fires, and by which somebody is looked for. */
async function fires(serviceId: string): Promise<string> {
  const groupId = newId();
  await act(async (tx) => {
    await tx.run("insert into alert_group (id, key, service_id, urgency, title, status, opened_at, last_alert_at) values ($1, $2, $3, 'high', $4, 'open', muster_now(), muster_now())", [groupId, groupId, serviceId, `${serviceId} is slow`]);
    await tx.run(
      `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, service_id, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
       values ($1, $1, 'tool', 'key', 1, true, 'firing', 'Slow', 'high', '{}', '[]', $2, $1, 'high', 1, muster_now(), muster_now(), $1, $1)`,
      [groupId, serviceId],
    );
    await executeMany(tx, groupDecider, [{ streamId: `group/${groupId}`, commandId: newId(), actor: muster, command: { kind: "open", serviceId, urgency: "high", alertIds: [groupId] } }]);
  });
  return groupId;
}

interface Incident {
  id: string;
  ref: string;
  services: { id: string }[];
  commander: { id: string };
  related: { incident: { ref: string }; relation: string }[];
  tasks: { id: string; text: string; status: string; duty: object | null }[];
  groups: { groupId: string }[];
  participants: { id: string; standing: string; roles: string[] }[];
}
interface Foresight {
  searches: { because: string; isShared: boolean; has: { id: string }[]; asked: { id: string }[] }[];
  paged: { id: string; because: string }[];
  goes: object;
  stays: object;
  vacated: object[];
}

const declare = async (groupIds: string[], more: object = {}) => (await call<Incident>("POST /api/v1/incidents", { as: grete, body: { title: "Everything is slow", groupIds, page: false, ...more } })).body;
const room = async (ref: string) => (await call<Incident>(`GET /api/v1/incidents/${ref}`, { as: grete })).body;
const split = (ref: string, body: object, as = grete) => call<{ incident: Incident; code: string; detail: string }>(`POST /api/v1/incidents/${ref}/split`, { as, body: { title: "Only search", ...body } });
const preview = async (ref: string, body: object, as = grete) => (await call<Foresight & { code: string }>(`POST /api/v1/incidents/${ref}/split/preview`, { as, body: { title: "Only search", ...body } })).body;
const pages = () => act((tx) => tx.rows<{ id: string; person_id: string; subject_id: string; call: string; status: string }>("select id, person_id, subject_id, call, status from page order by opened_at, id"));
/** Who was paged by which call; somebody may have been by each of two groups before these met. */
const pagesOf = async (incident: { id: string }) => [...new Set((await pages()).filter(({ subject_id }) => subject_id === incident.id).map(({ person_id, call: one }) => `${person_id} ${one}`))];
const standing = async (incident: { id: string }) => (await act((tx) => tx.rows<{ call: string; status: string; by: string | null }>("select call, status, acknowledged_by as by from escalation where subject_id = $1 order by call", [incident.id]))).map(({ call: one, status, by }) => `${one} ${status}${by === null ? "" : ` ${by}`}`);
const answer = async (incident: { id: string }, personId: string, said: "have" | "cannot" = "have") => {
  const page = (await pages()).find(({ subject_id, person_id }) => subject_id === incident.id && person_id === personId);
  await act((tx) => answerPage(tx, { pageId: page?.id ?? "", answer: said, actor: { kind: "person", id: personId }, commandId: newId() }));
};
const pass = async (milliseconds: number) => {
  await clock.advance(milliseconds);
  while (await runSet(database, stepHandler, (problem, error) => { throw new Error(problem, { cause: error }); }));
};

describe("splitting an incident", () => {
  it("moves a search that stands for nothing else whole, with its pages: nobody is paged anew, and whoever answers answers there", async () => {
    const [shop, ledger] = [await fires("shop"), await fires("ledger")];
    const one = await declare([shop, ledger]);
    const before = (await pages()).length;
    expect(await preview(one.ref, { groupIds: [ledger], serviceIds: ["ledger"] })).toMatchObject({
      goes: { groups: ["ledger is slow"], services: [{ id: "ledger", name: "Ledger" }] },
      stays: { groups: ["shop is slow"], services: [{ id: "shop" }] },
      searches: [{ because: "by the policy core", isShared: false, asked: [{ id: "chiara" }], has: [] }],
      paged: [],
    });
    expect(await standing(one)).toEqual(["policy:core running", "policy:web running"]);
    const { body, status } = await split(one.ref, { groupIds: [ledger], serviceIds: ["ledger"] });
    const two = body.incident;
    expect([status, (await pages()).length]).toEqual([201, before]);
    expect([await standing(one), await standing(two)]).toEqual([["policy:core ended", "policy:web running"], ["policy:core running"]]);
    expect([await pagesOf(one), await pagesOf(two)]).toEqual([["amara policy:web"], ["chiara policy:core"]]);
    await answer(two, "chiara");
    expect([await standing(one), await standing(two)]).toEqual([["policy:core ended", "policy:web running"], ["policy:core acknowledged chiara"]]);
    const [first, second] = [await room(one.ref), await room(two.ref)];
    expect([first.services, second.services, first.groups, second.groups].map((list) => list.length)).toEqual([1, 1, 1, 1]);
    expect([first.related, second.related]).toMatchObject([[{ incident: { ref: two.ref }, relation: "split-off" }], [{ incident: { ref: one.ref }, relation: "split-from" }]]);
    expect([first.commander.id, second.commander.id]).toEqual(["grete", "grete"]);
  });

  it("lets a search that both need go on in both: whoever was asked before answers for both, others are asked by each in its time", async () => {
    const [shop, search] = [await fires("shop"), await fires("search")];
    const one = await declare([shop, search]);
    expect((await preview(one.ref, { groupIds: [search], serviceIds: ["search"] })).searches).toMatchObject([{ because: "by the policy web", isShared: true, asked: [{ id: "amara" }] }]);
    const before = (await pages()).length;
    const two = (await split(one.ref, { groupIds: [search], serviceIds: ["search"] })).body.incident;
    expect((await pages()).length).toBe(before);
    await answer(one, "amara");
    expect([await standing(one), await standing(two)]).toEqual([["policy:web acknowledged amara"], ["policy:web acknowledged amara"]]);
    expect((await act((tx) => tx.rows("select id from alert where group_id = any($1::uuid[]) and status = 'firing'", [[shop, search]])))).toEqual([]);
    expect((await room(two.ref)).participants.map(({ id }) => id)).toContain("amara");
  });

  it("does not forget a search that nobody answers, on either side", async () => {
    const [shop, search] = [await fires("shop"), await fires("search")];
    const one = await declare([shop, search]);
    const two = (await split(one.ref, { groupIds: [search], serviceIds: ["search"] })).body.incident;
    await pass(3 * 60_000);
    expect([await pagesOf(one), await pagesOf(two)]).toEqual([["amara policy:web", "ben policy:web"], ["ben policy:web"]]);
    await answer(two, "ben");
    expect([await standing(one), await standing(two)]).toEqual([["policy:web running"], ["policy:web acknowledged ben"]]);
  });

  it("keeps in hand what somebody has, and puts them into both", async () => {
    const [shop, search] = [await fires("shop"), await fires("search")];
    const one = await declare([shop, search]);
    await answer(one, "amara");
    expect((await preview(one.ref, { groupIds: [search], serviceIds: ["search"] })).searches).toMatchObject([{ isShared: true, has: [{ id: "amara" }], asked: [] }]);
    const two = (await split(one.ref, { groupIds: [search], serviceIds: ["search"] })).body.incident;
    await pass(60 * 60_000);
    expect([await standing(two), await pagesOf(two)]).toEqual([["policy:web acknowledged amara"], []]);
    expect((await room(two.ref)).participants.map(({ id }) => id)).toContain("amara");
  });

  it("takes tasks and people along with their roles, and pages whoever is chosen to command it", async () => {
    const [shop, search] = [await fires("shop"), await fires("search")];
    const one = await declare([shop, search], { severity: "sev2" });
    const { body: task } = await call<object>(`POST /api/v1/incidents/${one.ref}/tasks`, { as: grete, body: { text: "Look at the index" } });
    expect(task).toMatchObject({ entry: expect.any(Number) as unknown });
    const taskId = (await room(one.ref)).tasks[0]?.id ?? "";
    await call(`POST /api/v1/incidents/${one.ref}/roles/technical-lead/take`, { as: dana });
    const wish = { groupIds: [search], serviceIds: ["search"], taskIds: [taskId], personIds: ["dana"], commanderId: "dana", severity: "sev1" };
    const foreseen = await preview(one.ref, wish);
    expect([foreseen.paged, foreseen.vacated]).toMatchObject([[{ id: "dana", because: "to command it" }], [{ role: { name: "Technical lead" }, person: { id: "dana" } }]]);
    const two = (await split(one.ref, wish)).body.incident;
    const [first, second] = [await room(one.ref), await room(two.ref)];
    const noted = ({ tasks }: Incident) => tasks.filter(({ duty }) => duty === null);
    expect([noted(first), noted(second)]).toMatchObject([[{ status: "dropped" }], [{ text: "Look at the index", status: "open" }]]);
    expect(second.commander.id).toBe("dana");
    expect(second.participants.find(({ id }) => id === "dana")?.roles).toEqual(["Incident commander", "Technical lead"]);
    expect(first.participants.find(({ id }) => id === "dana")?.roles ?? []).toEqual([]);
    expect(await pagesOf(two)).toEqual([expect.stringMatching(/^dana people:/)]);
    const { items } = (await call<{ items: { bold: string; rest: string }[] }>(`GET /api/v1/incidents/${one.ref}/timeline`, { as: grete })).body;
    expect(items).toContainEqual(expect.objectContaining({ bold: two.ref, rest: "was split off from this one, with 1 group of alerts, Search, 1 task and Dana" }));
  });

  it("is refused in words, and then nothing has moved", async () => {
    const [shop, search] = [await fires("shop"), await fires("search")];
    const one = await declare([shop, search]);
    const refusals = [
      await split(one.ref, {}),
      await split(one.ref, { groupIds: [shop, search], serviceIds: ["shop", "search"] }),
      await split(one.ref, { groupIds: [newId()] }),
      await split(one.ref, { groupIds: [search], personIds: ["grete"] }),
      await split(one.ref, { groupIds: [search], severity: "sev99" }),
      await split(one.ref, { groupIds: [search], commanderId: "nobody" }),
      await split(one.ref, { groupIds: [search], commanderId: "grete" }, dana),
      await split("INC-999", { groupIds: [search] }),
    ];
    expect(refusals.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      "409 incident.split-nothing-goes", "409 incident.split-nothing-stays", "409 incident.split-changed", "409 incident.commander-stays",
      "422 incident.severity.invalid", "422 incident.person.invalid", "403 not-allowed", "404 incident.not-found",
    ]);
    expect(refusals[3]?.body.detail).toMatch(/^Grete commands this incident and stays in it/);
    expect((await room(one.ref)).groups).toHaveLength(2);
    await call(`POST /api/v1/incidents/${one.ref}/resolve`, { as: grete });
    expect((await split(one.ref, { groupIds: [search] })).body.code).toBe("incident.closed");
    expect((await call(`POST /api/v1/incidents/${one.ref}/split`, { body: { title: "x" } })).status).toBe(401);
    expect((await call(`POST /api/v1/incidents/${one.ref}/split`, { as: "viewer", body: { title: "x" } })).status).toBe(403);
    expect((await call(`POST /api/v1/incidents/${one.ref}/split`, { as: grete, body: {} })).status).toBe(400);
  });

  it("of two at once only the first has its way, and tells the second what changed", async () => {
    const [shop, search] = [await fires("shop"), await fires("search")];
    const one = await declare([shop, search]);
    const outcomes = await Promise.all([split(one.ref, { groupIds: [search] }), split(one.ref, { groupIds: [search] }, dana)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(outcomes.find(({ status }) => status === 409)?.body.code).toBe("incident.split-changed");
  });
});
