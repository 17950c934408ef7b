import { describe, expect, it } from "vitest";
import { groupDecider } from "../features/alert-intake/index.ts";
import { acknowledge, acknowledgeCalls, adoptGroup, beginCall, beginHandler, decline, endCalls, hearGroups, hearPages, moveCalls, reactToEscalations, releaseGroup, splitCalls, stepHandler } from "../features/escalation/index.ts";
import { answerPage, deliverHandlers, reactToPages, stillOnIt, type Messenger } from "../features/paging/index.ts";
import type { Tx } from "../platform/database/database.ts";
import type { SendHandler } from "../platform/due-work/due-work.ts";
import { Sender } from "../platform/due-work/sender.ts";
import { runSet } from "../platform/due-work/set-runner.ts";
import { executeMany } from "../platform/event-log/event-log.ts";
import { newId } from "../platform/ids/ids.ts";
import { openTestDatabase } from "../platform/testing/test-database.ts";
import { muster } from "../values/actor.ts";
import { isRefusal } from "../values/refusal.ts";
import { rebuild } from "./rebuild.ts";

const people = ["amara", "ben", "chiara", "femi"];
const organization = `
  insert into organization values (true, 'Acme', 'Europe/Berlin', '{mon,tue,wed,thu,fri}', '09:00', '18:00');
  insert into person (id, name, email, place) select id, id, id || '@acme.example', place from unnest(array['${people.join("','")}']) with ordinality as new (id, place);
  insert into contact (person_id, id, channel, address, place, verified_at) values ('ben', 'mail', 'mail', 'ben@acme.example', 1, now()), ('ben', 'phone', 'sms', '+491', 2, now());
  insert into notification_rule values ('ben', 'high', 1, 'mail', null), ('ben', 'high', 2, 'phone', '2m');
  insert into account (person_id, role, made_at) values ('femi', 'administrator', now());
  insert into escalation_policy (id, repeat, place) values ('web', 1, 1), ('core', 0, 2);
  insert into escalation_step values ('web', 1, '{person/amara,person/ben}', '3m'), ('web', 2, '{person/ben,person/chiara}', '5m'), ('core', 1, '{person/chiara}', '4m');
  insert into service (id, name, escalation_policy_id, place) values ('shop', 'Shop', 'web', 1), ('search', 'Search', 'web', 2), ('ledger', 'Ledger', 'core', 3), ('odd', 'Odd', null, 4);
`;

/** The same storm each time it is wished for: a seed stands for all its chances. */
function chancesOf(seed: number) {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return { below, pick: <T>(choices: readonly T[]): T => choices[below(choices.length)] as T };
}

const { below, pick } = chancesOf(214);
const incidents = [newId(), newId(), newId()];
const mail: Messenger = {
  channel: "mail",
  async send({ threadKey }) {
    const id = threadKey.replace("subject.", "");
    // What a page is about may become part of an incident while the page is on its way.
    if (below(4) === 0 && groups.includes(id)) await act((tx) => adoptGroup(tx, { groupId: id, incidentId: pick(incidents), commandId: newId() }));
    return below(4) === 0 ? { isAccepted: false, error: "The provider is busy." } : { isAccepted: true, providerId: newId() };
  },
};
const story = { ref: "INC-1", title: "Slow", severity: "high", severityName: null, serviceName: null, since: 0, commanderName: null };
const { database, clock } = await openTestDatabase({
  listeners: { group: [hearGroups], escalation: [reactToEscalations], page: [reactToPages, hearPages] },
  messengers: { mail },
  links: { publicUrl: "http://127.0.0.1", secret: "a secret for tests" },
  stories: (_tx: Tx, ids: string[]) => Promise.resolve(new Map(ids.map((id) => [id, story]))),
});
await database.transaction((tx) => tx.run(organization));
// An hour before the weekend, so that low urgency has something to wait for.
await clock.set(Date.parse("2026-11-20T16:00:00Z"));

const groups: string[] = [];
const act = (work: (tx: Tx) => Promise<unknown>): Promise<unknown> => database.transaction(work);
const tell = (tx: Tx, groupId: string, command: Parameters<typeof groupDecider.decide>[0]) => executeMany(tx, groupDecider, [{ streamId: `group/${groupId}`, commandId: newId(), actor: muster, command }]);

async function openGroup(tx: Tx): Promise<void> {
  const [groupId, serviceId, urgency] = [newId(), pick(["shop", "shop", "search", "ledger", "odd"]), pick(["high", "high", "low"] as const)];
  await tx.run("insert into alert_group (id, key, service_id, urgency, title, status, opened_at, last_alert_at) values ($1, $2, $3, $4, 'Slow', 'open', muster_now(), muster_now())", [groupId, groupId, serviceId, urgency]);
  await tx.run(
    `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, service_id, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
     values ($1, $1, 'tool', 'key', 1, true, 'firing', 'Slow', 'high', '{}', '[]', $2, $1, $3, 1, muster_now(), muster_now(), $1, $1)`,
    [groupId, serviceId, urgency],
  );
  await tell(tx, groupId, { kind: "open", serviceId, urgency, alertIds: [groupId] });
  groups.push(groupId);
}

/** As the intake does: whoever changes a group holds it first. */
async function changeGroup(tx: Tx, status: "open" | "resolved"): Promise<void> {
  const groupId = pick(groups);
  await tx.run("select from stream_head where stream_id = $1 for update", [`group/${groupId}`]);
  await tx.run("update alert set status = $2 where group_id = $1", [groupId, status === "open" ? "firing" : "resolved"]);
  await tx.run("update alert_group set status = $2 where id = $1", [groupId, status]);
  await tell(tx, groupId, status === "resolved" ? { kind: "resolve" } : { kind: "grow", urgency: pick(["high", "low"]), isReopened: below(2) === 0, isAcknowledged: false });
}

async function answerSomePage(tx: Tx): Promise<void> {
  const pages = await tx.rows<{ id: string; person_id: string }>("select id, person_id from page where status in ('due', 'sent', 'failed', 'answered') order by opened_at desc, id limit 20");
  const page = pages[below(Math.max(1, pages.length))];
  if (page) await answerPage(tx, { pageId: page.id, answer: pick(["have", "cannot", "cannot"]), actor: { kind: "person", id: page.person_id }, commandId: newId() });
}

async function giveBack(tx: Tx): Promise<void> {
  const held = await tx.rows<{ subject_kind: "group" | "incident"; subject_id: string; call: string; by: string }>(
    "select subject_kind, subject_id, call, acknowledged_by as by from escalation where status = 'acknowledged' and acknowledged_by is not null order by subject_id, call limit 10",
  );
  const one = held[below(Math.max(1, held.length))];
  if (!one) return;
  const { subject_kind: kind, subject_id: id, call, by } = one;
  await decline(tx, { subject: kind === "group" ? { kind, id } : { kind, id, call }, personId: by, actor: { kind: "person", id: by }, commandId: newId() });
}

/** Some of what one incident has goes to another that knows nothing of it yet. */
async function splitOff(tx: Tx): Promise<void> {
  const fromIncidentId = pick(incidents);
  const own = await tx.rows<{ id: string }>("select id from alert_group where incident_id = $1 order by id", [fromIncidentId]);
  const groupIds = own.map(({ id }) => id).filter(() => below(2) === 0);
  const intoIncidentId = newId();
  await splitCalls(tx, { fromIncidentId, intoIncidentId, groupIds, serviceIds: pick([[], ["shop"]]), stayingServiceIds: pick([[], ["search", "ledger"]]), commandId: newId() });
}

const acts: readonly ((tx: Tx) => Promise<unknown>)[] = [
  openGroup,
  openGroup,
  (tx) => changeGroup(tx, "open"),
  (tx) => changeGroup(tx, "resolved"),
  ...[1, 2, 3, 4].map(() => (tx: Tx) => adoptGroup(tx, { groupId: pick(groups), incidentId: pick(incidents), commandId: newId() })),
  (tx) => releaseGroup(tx, { groupId: pick(groups), incidentId: pick(incidents), commandId: newId() }),
  (tx) => beginCall(tx, { incidentId: pick(incidents), call: pick(["policy:web", "policy:core"]), policyId: pick(["web", "core"]), urgency: "high", commandId: newId() }),
  (tx) => beginCall(tx, { incidentId: pick(incidents), call: "join:person/ben", targets: ["person/ben", "person/chiara"], urgency: "high", commandId: newId() }),
  (tx) => (below(3) === 0 ? endCalls(tx, { incidentId: pick(incidents), reason: "incident.ended", commandId: newId() }) : Promise.resolve()),
  (tx) => (below(3) === 0 ? moveCalls(tx, { fromIncidentId: pick(incidents.slice(0, 2)), intoIncidentId: incidents[2] ?? "", commandId: newId() }) : Promise.resolve()),
  splitOff,
  (tx) => (below(4) === 0 ? acknowledgeCalls(tx, { incidentId: pick(incidents), personId: "ben", actor: { kind: "person", id: "ben" } }) : Promise.resolve()),
  (tx) => acknowledge(tx, { subject: { kind: "group", id: pick(groups) }, personId: "femi", actor: { kind: "person", id: "femi" }, commandId: newId() }),
  answerSomePage,
  answerSomePage,
  giveBack,
];

const complain = (problem: string, error: unknown) => {
  throw new Error(problem, { cause: error });
};

async function storm(turns: number): Promise<void> {
  await act(openGroup);
  for (let turn = 0; turn < turns; turn += 1) {
    await Promise.all(Array.from({ length: 1 + below(3) }, () => pick(acts)).map(act));
    if (below(3) === 0) {
      await clock.advance(30_000 + below(240_000));
      for (const handler of [beginHandler, stepHandler]) while (await runSet(database, handler, complain));
    }
    const sender = new Sender(deliverHandlers[0] as SendHandler, { database: () => database, node: newId(), log: complain, wake: () => undefined });
    await sender.claim();
    await sender.stop();
  }
}

const tables = {
  page: "select * from page order by id",
  attempts: "select * from page_attempt order by page_id, attempt",
  escalation: "select * from escalation order by subject_kind, subject_id, call",
  decisions: "select group_id, alert_id, at, code, outcome, details, stream_id, version, part from decision order by group_id, at, code, stream_id, version, part, details",
  heads: "select stream_id, version, state, encode(hash, 'hex') as hash from stream_head where version > 0 order by stream_id",
  dueWork: "select * from due_work order by id",
};

const dump = () =>
  database.transaction(async (tx) => {
    const read: [string, object[]][] = [];
    for (const [name, query] of Object.entries(tables)) read.push([name, await tx.rows(query)]);
    return Object.fromEntries(read);
  });
const rowsOf = (query: string) => database.transaction((tx) => tx.rows<Record<string, unknown>>(query));

describe("incidents in a storm of joining, leaving, merging, answers and late sends", async () => {
  await storm(250);

  it("saw searches adopted, merged and given back, pages moved and sent after that", async () => {
    const types = (await rowsOf("select distinct type from event_log")).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(["escalation adopted", "page moved", "call exhausted", "escalation given back", "urgency raised"]));
    const codes = (await rowsOf("select distinct code from decision")).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["group.joined-incident", "incident.merged", "incident.split", "incident.in-hand", "incident.already-paging", "incident.ended", "group.left-incident", "group.resolved"]));
    expect(await rowsOf("select 1 from page join page_attempt on page.id = page_id where call <> '' and error is null limit 1")).toHaveLength(1);
  });

  it("wakes nobody for what is over or in hand, and looks for somebody in one place only", async () => {
    const withPages = "page join escalation using (subject_kind, subject_id, call)";
    // Whoever has it may be asked whether they still do.
    const overOrInHand = `(escalation.status = 'ended' or (escalation.status = 'acknowledged' and page.via <> '${stillOnIt}'))`;
    expect(await rowsOf(`select page.id, escalation.status from ${withPages} where page.status in ('due', 'sent', 'failed') and ${overOrInHand}`)).toEqual([]);
    expect(await rowsOf("select page.id from page left join escalation using (subject_kind, subject_id, call) where escalation.subject_id is null")).toEqual([]);
    expect(await rowsOf("select alert_group.id from alert_group join escalation on subject_kind = 'group' and subject_id = alert_group.id where incident_id is not null and escalation.status <> 'ended'")).toEqual([]);
  });

  it("goes on at each next time, and nowhere else", async () => {
    const keysOf = (which: string) => `select 'escalation/' || subject_kind || '-' || subject_id || case call when '' then '' else '-' || call end as key from escalation where ${which}`;
    // Whoever has it may be asked whether they still do: that waits under the same key.
    const due = (await rowsOf(`select key from due_work where kind = 'escalation.step' and key not in (${keysOf("status = 'acknowledged'")}) order by 1`)).map(({ key }) => key);
    const next = (await rowsOf(keysOf("next_at is not null"))).map(({ key }) => key);
    expect(due).toEqual(next.sort());
    expect(await rowsOf("select subject_id from escalation where status = 'running' and next_at is null")).toEqual([]);
  });

  it("holds acknowledged what somebody has", async () => {
    const firing = `select alert_group.id from alert_group join alert on alert.group_id = alert_group.id join escalation on subject_id = incident_id and escalation.call = alert_group.call
      where escalation.status = 'acknowledged' and escalation.urgency = 'high' and alert.status = 'firing' and alert_group.status = 'open' and alert_group.urgency = 'high'`;
    expect(await rowsOf(firing)).toEqual([]);
  });

  it.each([[3], [200], [100_000]])("is made again as it was, %i events at a time", async (batch) => {
    const live = await dump();
    await database.transaction((tx) => tx.run("update page set status = 'lost', call = 'lost'"));
    await database.transaction((tx) => tx.run("delete from escalation"));
    await database.transaction((tx) => tx.run("update stream_head set state = '{}'"));
    const outcome = await rebuild(database, { batch, progress: () => undefined });
    if (isRefusal(outcome)) throw new Error(outcome.reason);
    const made = await dump();
    for (const name of Object.keys(tables)) expect(made[name], name).toEqual(live[name]);
  });
});
