import { describe, expect, it } from "vitest";
import { groupDecider } from "../features/alert-intake/index.ts";
import { acknowledge, beginHandler, decline, stepHandler } from "../features/escalation/index.ts";
import { answerPage, deliverHandlers, type Messenger } from "../features/paging/index.ts";
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
import { subscriptions } from "./subscriptions.ts";

const people = ["amara", "ben", "chiara", "dmitri", "eun", "femi"];
const organization = `
  insert into organization values (true, 'Acme', 'Europe/Berlin', '{mon,tue,wed,thu,fri}', '09:00', '18:00');
  insert into person (id, name, email, place) select id, id, id || '@acme.example', place from unnest(array['${people.join("','")}']) with ordinality as new (id, place);
  insert into contact (person_id, id, channel, address, place, verified_at) values
    ('ben', 'mail', 'mail', 'ben@acme.example', 1, now()), ('ben', 'phone', 'sms', '+491', 2, now()),
    ('chiara', 'phone', 'sms', '+492', 1, null), ('dmitri', 'bell', 'voice', '+493', 1, now());
  insert into notification_rule values ('ben', 'high', 1, 'mail', null), ('ben', 'high', 2, 'phone', '2m'), ('ben', 'low', 1, 'mail', null);
  insert into account (person_id, role, made_at) values ('femi', 'administrator', now());
  insert into team (id, name, place) values ('web', 'Web', 1);
  insert into team_member values ('web', 'amara', 1), ('web', 'ben', 2), ('web', 'chiara', 3);
  insert into escalation_policy (id, repeat, place) values ('web', 1, 1), ('alone', 0, 2);
  insert into escalation_step values ('web', 1, '{team/web}', '3m'), ('web', 2, '{person/dmitri,person/amara}', '5m'), ('web', 3, '{team/nobody}', '1m'), ('alone', 1, '{person/eun}', '4m');
  update escalation_policy set ask_after = '4m' where id = 'alone';
  update escalation_step set acknowledgements = 2 where policy_id = 'web' and place = 2;
  update escalation_step set round_robin = true, targets = '{team/web,person/eun}' where policy_id = 'alone';
  insert into service (id, name, team_id, escalation_policy_id, place) values ('shop', 'Shop', 'web', 'web', 1), ('mail', 'Mail', 'web', 'alone', 2), ('odd', 'Odd', null, null, 3);
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

const { below, pick } = chancesOf(2_026);
const flaky = (channel: Messenger["channel"]): Messenger => ({
  channel,
  async send({ threadKey }) {
    // Somebody may answer while a page is on its way, so that it is handed over after it was withdrawn.
    if (below(2) === 0) await act((tx) => takeByHand(tx, threadKey.replace("subject.", ""), pick(people)));
    if (below(3) === 0) return { isAccepted: false, error: "The provider is busy." };
    return { isAccepted: true, providerId: newId() };
  },
});

const { database, clock } = await openTestDatabase({
  listeners: subscriptions,
  messengers: { mail: flaky("mail"), sms: flaky("sms") },
  links: { publicUrl: "http://127.0.0.1", secret: "a secret for tests" },
});
await database.transaction((tx) => tx.run(organization));
// An hour before the weekend, so that low urgency has something to wait for.
await clock.set(Date.parse("2026-11-20T16:00:00Z"));

const groups: string[] = [];
const subjectOf = (id: string) => ({ kind: "group", id }) as const;
const act = (work: (tx: Tx) => Promise<unknown>): Promise<unknown> => database.transaction(work);
const tell = (tx: Tx, orders: { id: string; command: Parameters<typeof groupDecider.decide>[0] }[]) =>
  executeMany(tx, groupDecider, orders.map(({ id, command }) => ({ streamId: `group/${id}`, commandId: newId(), actor: muster, command })));

async function openGroups(tx: Tx): Promise<void> {
  const opened = Array.from({ length: 1 + below(4) }, () => ({ id: newId(), alertId: newId(), serviceId: pick(["shop", "shop", "mail", "odd"]), urgency: pick(["high", "high", "low", "low", "none"] as const) }));
  for (const { id, alertId, serviceId, urgency } of opened) {
    await tx.run("insert into alert_group (id, key, service_id, urgency, title, status, opened_at, last_alert_at) values ($1, $2, $3, $4, 'Slow', 'open', muster_now(), muster_now())", [id, id, serviceId, urgency]);
    await tx.run(
      `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, service_id, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
       values ($1, $1, 'tool', 'key', 1, true, 'firing', 'Slow', 'high', '{}', '[]', $2, $3, $4, 1, muster_now(), muster_now(), $1, $1)`,
      [alertId, serviceId, id, urgency],
    );
  }
  await tell(tx, opened.map(({ id, alertId, serviceId, urgency }) => ({ id, command: { kind: "open", serviceId, urgency, alertIds: [alertId] } })));
  groups.push(...opened.map(({ id }) => id));
}

const some = () => [...new Set(Array.from({ length: 1 + below(3) }, () => pick(groups)))];
const growGroups = (tx: Tx) => tell(tx, some().map((id) => ({ id, command: { kind: "grow", urgency: pick(["high", "low"] as const), isReopened: below(4) === 0, isAcknowledged: below(4) === 0 } })));
const resolveGroups = (tx: Tx) => tell(tx, some().map((id) => ({ id, command: { kind: "resolve" } })));
const takeGroupsByTool = (tx: Tx) => tell(tx, some().map((id) => ({ id, command: { kind: "acknowledge", personId: pick([null, "eun"]) } })));

async function answerSomePage(tx: Tx): Promise<void> {
  const pages = await tx.rows<{ id: string; person_id: string }>("select id, person_id from page where status in ('due', 'sent', 'failed', 'answered') order by opened_at desc, id limit 20");
  const page = pages[below(Math.max(1, pages.length))];
  if (!page) return;
  const actor = pick([{ kind: "person", id: page.person_id }, { kind: "page-link", id: page.id, personId: page.person_id }, { kind: "token", id: "robot" }] as const);
  await answerPage(tx, { pageId: page.id, answer: pick(["have", "cannot", "cannot"]), actor, commandId: newId() });
}

const answerOf = (id: string, personId: string) => ({ subject: subjectOf(id), personId, actor: { kind: "person", id: personId } as const, commandId: newId() });
const takeByHand = (tx: Tx, id: string, personId: string) => acknowledge(tx, answerOf(id, personId));
const answerByHand = (tx: Tx) => (below(2) === 0 ? takeByHand(tx, pick(groups), pick(people)) : decline(tx, answerOf(pick(groups), pick(people))));

async function giveBack(tx: Tx): Promise<void> {
  const held = await tx.rows<{ id: string; by: string }>("select subject_id as id, acknowledged_by as by from escalation where status = 'acknowledged' and acknowledged_by is not null order by 1 limit 10");
  const one = held[below(Math.max(1, held.length))];
  if (one) await decline(tx, answerOf(one.id, one.by));
}

const complain = (problem: string, error: unknown) => {
  throw new Error(problem, { cause: error });
};

async function goOnInTime(): Promise<void> {
  await clock.advance(30_000 + below(240_000));
  for (const handler of [beginHandler, stepHandler]) while (await runSet(database, handler, complain));
}

async function send(): Promise<void> {
  // Now and then as if nobody had been paged lately, so that pages go out alone and together.
  if (below(4) > 0) await act((tx) => tx.run("delete from page_pace"));
  const sender = new Sender(deliverHandlers[0] as SendHandler, { database: () => database, node: newId(), log: complain, wake: () => undefined });
  await sender.claim();
  await sender.stop();
}

async function storm(turns: number): Promise<void> {
  await act(openGroups);
  for (let turn = 0; turn < turns; turn += 1) {
    const acts = Array.from({ length: 1 + below(3) }, () => pick([openGroups, growGroups, growGroups, resolveGroups, takeGroupsByTool, answerSomePage, answerSomePage, answerByHand, answerByHand, giveBack]));
    await Promise.all(acts.map(act));
    if (below(3) === 0) await goOnInTime();
    if (below(2) === 0) await send();
  }
}

// Ids of decisions are no more than their order, which is looked at apart.
const tables = {
  page: "select * from page order by id",
  attempts: "select * from page_attempt order by page_id, attempt",
  escalation: "select * from escalation order by subject_kind, subject_id",
  turns: "select * from escalation_turn order by policy_id, step, person_id",
  decisions: "select group_id, alert_id, at, code, outcome, details, stream_id, version, part from decision order by group_id, at, code, stream_id, version, part, details",
  heads: "select stream_id, version, state, types, encode(hash, 'hex') as hash from stream_head where version > 0 order by stream_id",
  dueWork: "select * from due_work order by id",
};

type Dump = Record<keyof typeof tables, Record<string, unknown>[]>;

async function dump(): Promise<Dump> {
  const entries = await database.transaction(async (tx) => {
    const read: [string, object[]][] = [];
    for (const [name, query] of Object.entries(tables)) read.push([name, await tx.rows(query)]);
    return read;
  });
  return Object.fromEntries(entries) as Dump;
}

/** The decisions of each transaction about each group, in their order. */
async function readTraces(): Promise<string[][]> {
  const rows = await database.transaction((tx) =>
    tx.rows<{ trace: string[] }>("select array_agg(stream_id || ' ' || version || ' ' || part order by at, id) as trace from decision where stream_id is not null group by group_id, at, xmin::text order by 1"),
  );
  return rows.map((row) => row.trace);
}

/** The place of each decision made from an event, in the order in which they are shown. */
async function readPlaces(): Promise<Map<string, number>> {
  const rows = await database.transaction((tx) => tx.rows<{ key: string }>("select stream_id || ' ' || version || ' ' || part as key from decision where stream_id is not null order by at, id"));
  return new Map(rows.map((row, place) => [row.key, place]));
}

const quiet = () => undefined;

describe("a rebuild after a storm of answers, refusals, failures and late sends", async () => {
  await storm(200);
  const live = await dump();
  const liveTraces = await readTraces();

  it("had everything that can happen to a page and an escalation to make again", () => {
    const codes = new Set(live.decisions.filter((row) => row["stream_id"] !== null).map((row) => row["code"]));
    expect([...codes]).toEqual(expect.arrayContaining(["page.sent", "page.attempt-failed", "page.not-needed", "page.withdrawn", "answer.have", "answer.cannot", "contact.no-provider", "contact.unverified"]));
    expect([...codes]).toEqual(expect.arrayContaining(["escalation.acknowledged", "escalation.given-back", "urgency.waits-for-hours", "administrators.paged", "urgency.raised", "step.nobody", "page.already-in-pass", "group.resolved"]));
    const isHandedOverLate = (row: Record<string, unknown>) => row["status"] === "withdrawn" && Number(row["handed_over_at"]) > Number(row["closed_at"]);
    expect(live.page.filter((row) => row["handed_over_at"] !== null && isHandedOverLate(row)).length).toBeGreaterThan(0);
  });

  it.each([[3], [200], [100_000]])("makes every read table again as it was, %i events at a time, and leaves due work alone", async (batch) => {
    await database.transaction((tx) => tx.run("update page set status = 'lost'"));
    await database.transaction((tx) => tx.run("delete from escalation"));
    await database.transaction((tx) => tx.run("update stream_head set state = '{}', types = '[]'"));
    const outcome = await rebuild(database, { batch, progress: quiet });
    if (isRefusal(outcome)) throw new Error(outcome.reason);
    expect(outcome.streams).toBe(live.heads.length);
    const made = await dump();
    for (const name of Object.keys(tables) as (keyof Dump)[]) expect(made[name], name).toEqual(live[name]);
  });

  it("shows what followed from one act in the order in which it followed", async () => {
    const places = await readPlaces();
    for (const trace of liveTraces) expect([...trace].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))).toEqual(trace);
    expect(Math.max(...liveTraces.map((trace) => trace.length))).toBeGreaterThan(3);
  });

  it("says how far it is", async () => {
    const lines: string[] = [];
    await rebuild(database, { batch: 500, progress: (line) => lines.push(line) });
    const events = live.heads.reduce((sum, head) => sum + Number(head["version"]), 0);
    expect(lines.at(-1)).toMatch(new RegExp(`^Folded ${events} events, up to position (\\d+) of \\1\\.$`));
  });

  it("goes on as before afterwards", async () => {
    await storm(10);
    const before = await dump();
    await rebuild(database, { batch: 100, progress: quiet });
    expect(await dump()).toEqual(before);
  });
});

describe("a rebuild in the midst of a storm", () => {
  it("lets neither lose anything to the other", async () => {
    await Promise.all([storm(12), ...[7, 50, 400].map((batch) => rebuild(database, { batch, progress: quiet }))]);
    const before = await dump();
    expect(await rebuild(database, { batch: 100, progress: quiet })).toMatchObject({ streams: before.heads.length });
    expect(await dump()).toEqual(before);
  });
});

describe("a log that cannot be folded", () => {
  const attacks = [
    ["an event was changed", "update event_log set data = '{}' where position = (select max(position) from event_log)", "is not what was written"],
    ["an end was cut off", "delete from event_log where position = (select max(position) from event_log)", "an end of the log was cut off"],
    ["a kind is unknown", "update event_log set stream_id = 'future/' || stream_id where position = (select max(position) from event_log)", 'of the kind "future"'],
  ] as const;

  it.each(attacks)("is refused and nothing changes: %s", async (_name, attack, reason) => {
    const [saved] = await database.transaction((tx) => tx.rows<{ row: string }>("select row_to_json(event_log)::text as row from event_log where position = (select max(position) from event_log)"));
    await asSuperuser(attack);
    const before = await dump();
    const outcome = await rebuild(database, { batch: 1_000, progress: quiet });
    expect(outcome).toMatchObject({ refused: true, code: "rebuild.log-not-foldable", reason: expect.stringContaining(reason) });
    expect(await dump()).toEqual(before);
    await asSuperuser("delete from event_log where position = (json_populate_record(null::event_log, $1)).position", [saved?.row]);
    await asSuperuser("insert into event_log overriding system value select * from json_populate_record(null::event_log, $1)", [saved?.row]);
  });
});

async function asSuperuser(sql: string, values: readonly unknown[] = []): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.run("alter table event_log disable trigger all");
    await tx.run(sql, values);
    await tx.run("alter table event_log enable trigger all");
  });
}
