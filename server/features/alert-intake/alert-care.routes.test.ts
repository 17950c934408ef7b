import { describe, expect, it } from "vitest";
import { openTestApp, person, type TestAnswer } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import type { BulkOutcome } from "./alert-care.contract.ts";
import type { AlertDetail } from "./contract.ts";
import { alertCareRoutes, alertRoutes, snoozeHandler } from "./index.ts";

const { call, database, clock } = await openTestApp((app, tools) => {
  alertRoutes(app, tools);
  alertCareRoutes(app, tools);
});
for (const id of ["ben", "dana"]) await addPerson(database, id);
const [ben, dana] = [person("responder", "ben"), person("responder", "dana")];
const unknown = "00000000-0000-7000-8000-00000000ffff";
const [minute, hour] = [60_000, 3_600_000];

/** Alerts of one group, in these states; gives their ids. */
async function alertsOf(...statuses: string[]): Promise<string[]> {
  return database.transaction(async (tx) => {
    const group = await tx.first<{ id: string }>(
      "insert into alert_group (id, key, urgency, title, status, opened_at, last_alert_at) values (gen_random_uuid(), gen_random_uuid()::text, 'high', 'Slow', 'open', muster_now(), muster_now()) returning id",
    );
    const rows = await tx.rows<{ id: string }>(
      `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
       select gen_random_uuid(), gen_random_uuid(), 'prometheus', 'slow', 1, true, status, 'Slow', 'critical', '{}', '[]', $2, 'high', 1, muster_now(), muster_now(), gen_random_uuid(), gen_random_uuid()
       from unnest($1::text[]) as status returning id`,
      [statuses, group?.id],
    );
    return rows.map(({ id }) => id);
  });
}

async function alertOf(status = "firing"): Promise<string> {
  const [id = ""] = await alertsOf(status);
  return id;
}

const read = async (id: string) => (await call<AlertDetail>(`GET /api/v1/alerts/${id}`, { as: "viewer" })).body;
const act = (id: string, what: string, body: object, as = ben): Promise<TestAnswer<AlertDetail>> => call(`${what === "owner" ? "PUT" : "POST"} /api/v1/alerts/${id}/${what}`, { as, body });
const bulk = async (body: object, as = ben) => (await call<BulkOutcome>("POST /api/v1/alerts/bulk", { as, body })).body;
const codes = async (id: string) => (await read(id)).trace.map(({ code }) => code);
const groupStatus = async (id: string) => (await database.transaction((tx) => tx.first<{ status: string }>("select status from alert_group where id = (select group_id from alert where id = $1)", [id])))?.status;

/** What falls due now, as the worker does it. */
async function doDueWork(): Promise<void> {
  await database.transaction(async (tx) => {
    const due = await tx.rows<{ id: number; key: string; payload: object; dueAt: number }>("delete from due_work where kind = 'alert.snooze-end' and due_at <= muster_now() returning id, key, payload, due_at as \"dueAt\"");
    await snoozeHandler.handle(tx, due.map((row) => ({ ...row, kind: snoozeHandler.kind, attempts: 0, epoch: 1 })));
  });
}

describe("A snooze", () => {
  it("holds an alert back, makes it one's own, and lets it fire at its end", async () => {
    const id = await alertOf();
    const { status, body } = await act(id, "snooze", { for: "1h" });
    expect([status, body.status, body.ownerId, body.why?.bold]).toEqual([200, "acknowledged", "ben", expect.stringContaining("Snoozed until")]);
    expect(Date.parse(body.snoozedUntil ?? "") - Date.now()).toBeGreaterThan(59 * minute);
    expect(await groupStatus(id)).toBe("resolved");
    await clock.advance(hour - minute);
    await doDueWork();
    expect((await read(id)).snoozedUntil).not.toBeNull();
    await clock.advance(minute);
    await doDueWork();
    expect(await read(id)).toMatchObject({ status: "firing", ownerId: null, snoozedUntil: null });
    expect(await groupStatus(id)).toBe("open");
    expect(await codes(id)).toEqual(["alert.snoozed", "alert.snooze-over", "hold.released"]);
  });

  it("ends at a moment on any clock", async () => {
    const end = (await read(await alertOf())).firstAt;
    const until = new Date(Date.parse(end) + 2 * hour);
    const onAnotherClock = new Date(until.getTime() + 2 * hour).toISOString().replace("Z", "+02:00");
    expect((await act(await alertOf(), "snooze", { until: onAnotherClock })).body.snoozedUntil).toBe(until.toISOString());
  });

  it("that was put off ends at its later time only", async () => {
    const id = await alertOf();
    await act(id, "snooze", { for: "5m" });
    await act(id, "snooze", { for: "2h" }, dana);
    await clock.advance(6 * minute);
    await doDueWork();
    expect(await read(id)).toMatchObject({ ownerId: "dana", status: "acknowledged" });
  });

  it("is ended early, and a second time nothing happens", async () => {
    const id = await alertOf();
    await act(id, "snooze", { for: "1h" });
    expect((await act(id, "snooze", { until: null }, dana)).body).toMatchObject({ status: "firing", snoozedUntil: null, ownerId: null });
    await act(id, "snooze", { until: null }, dana);
    expect(await codes(id)).toEqual(["alert.snoozed", "alert.snooze-ended", "hold.released"]);
  });

  it("wakes nobody for what ended meanwhile", async () => {
    const id = await alertOf();
    await act(id, "snooze", { for: "1h" });
    await call(`POST /api/v1/alerts/${id}/resolve`, { as: dana });
    await clock.advance(hour);
    await doDueWork();
    expect(await read(id)).toMatchObject({ status: "resolved", ownerId: "ben" });
    expect(await groupStatus(id)).toBe("resolved");
  });

  it("leaves the rest of the group alone", async () => {
    const [first = "", second = ""] = await alertsOf("firing", "firing");
    await act(first, "snooze", { for: "1h" });
    expect(await read(second)).toMatchObject({ status: "firing", snoozedUntil: null });
    expect(await groupStatus(first)).toBe("open");
  });

  it.each([
    ["in the past", { until: "2020-01-01T00:00:00Z" }, 422, "until"],
    ["too short", { for: "30s" }, 422, "for"],
    ["too long", { for: "2w" }, 422, "for"],
    ["without a time", {}, 422, "until"],
    ["that is no time", { until: "soon" }, 400, "until"],
  ])("%s is refused, naming the field", async (_name, body, status, path) => {
    const answer = await act(await alertOf(), "snooze", body);
    expect(answer).toMatchObject({ body: { errors: [{ path }] } });
    expect(answer.status).toBe(status);
  });
});

describe("Many alerts at once", () => {
  it("are taken, each with its outcome: what ended and what nobody knows is refused, in its place", async () => {
    const [good = "", ended = "", taken = ""] = await alertsOf("firing", "resolved", "acknowledged");
    const answer = await bulk({ ids: [unknown, good, ended, taken, good], action: "acknowledge" });
    expect(answer).toMatchObject({ done: 2, refused: 2 });
    expect(answer.outcomes.map(({ id, outcome, code }) => [id, outcome, code])).toEqual([
      [unknown, "refused", "alert.not-found"], [good, "done", null], [ended, "refused", "alert.resolved"], [taken, "done", null],
    ]);
    expect(await read(good)).toMatchObject({ status: "acknowledged", ownerId: "ben" });
    expect(await bulk({ ids: [good], action: "acknowledge" }, dana)).toMatchObject({ done: 1 });
    expect(await codes(good)).toEqual(["alert.acknowledged-by-hand"]);
  });

  it("are snoozed, judged and ended", async () => {
    const ids = await alertsOf("firing", "firing");
    expect(await bulk({ ids, action: "snooze", for: "4h" })).toMatchObject({ done: 2 });
    expect(await groupStatus(ids[0] ?? "")).toBe("resolved");
    expect(await bulk({ ids, action: "resolve" })).toMatchObject({ done: 2 });
    expect(await bulk({ ids, action: "verdict", verdict: "noise" })).toMatchObject({ done: 2 });
    for (const id of ids) expect(await read(id)).toMatchObject({ status: "resolved", verdict: "noise", snoozedUntil: null });
  });

  it("are answered by two people at the same time, once each", async () => {
    const ids = [...(await alertsOf("firing", "firing")), ...(await alertsOf("firing"))];
    const answers = await Promise.all([bulk({ ids, action: "acknowledge" }, ben), bulk({ ids: [...ids].reverse(), action: "acknowledge" }, dana)]);
    expect(answers.map(({ done }) => done)).toEqual([3, 3]);
    const owners = await Promise.all(ids.map(async (id) => (await read(id)).ownerId));
    expect(new Set(owners).size).toBe(1);
    for (const id of ids) expect(await codes(id)).toEqual(["alert.acknowledged-by-hand"]);
  });

  it.each([
    ["no alert", { ids: [], action: "resolve" }, 400],
    ["too many", { ids: Array.from({ length: 1_001 }, () => unknown), action: "resolve" }, 400],
    ["something unknown", { ids: [unknown], action: "forget" }, 400],
    ["a snooze in the past", { ids: [unknown], action: "snooze", until: "2020-01-01T00:00:00Z" }, 422],
  ])("are refused where %s is asked", async (_name, body, status) => {
    expect((await call("POST /api/v1/alerts/bulk", { as: ben, body })).status).toBe(status);
  });
});

describe("What people say of an alert", () => {
  it("is kept as notes, oldest first, and in the trace without the words", async () => {
    const id = await alertOf();
    await act(id, "note", { text: " The cache is cold. " });
    const { body } = await act(id, "note", { text: "It is warm." }, dana);
    expect(body.notes.map(({ personName, text }) => [personName, text])).toEqual([["Ben", "The cache is cold."], ["Dana", "It is warm."]]);
    expect(body.trace.map(({ sentence }) => `${sentence.bold} ${sentence.rest}`)).toEqual(["A note was written by Ben", "A note was written by Dana"]);
    expect((await database.transaction((tx) => tx.rows("select actor->>'id' as who, data->>'action' as deed from event_log where stream_id = $1 order by version", [`audit/alerts/${id}`])))).toEqual([
      { who: "ben", deed: "wrote-a-note-on" },
      { who: "dana", deed: "wrote-a-note-on" },
    ]);
    expect((await act(id, "note", { text: "  " })).status).toBe(400);
    expect((await act(id, "note", { text: "x".repeat(10_001) })).status).toBe(400);
  });

  it("names an owner, who has not acknowledged it; acknowledging makes it one's own", async () => {
    const id = await alertOf();
    expect((await act(id, "owner", { personId: "dana" })).body).toMatchObject({ status: "firing", ownerId: "dana", ownerName: "Dana", acknowledgedAt: null });
    await call(`POST /api/v1/alerts/${id}/acknowledge`, { as: ben });
    expect(await read(id)).toMatchObject({ ownerId: "ben" });
    expect((await act(id, "owner", { personId: "dana" })).body.why).toMatchObject({ bold: "In hand", rest: "Dana has it" });
    expect((await act(id, "owner", { personId: "nobody" })).body).toMatchObject({ errors: [{ path: "personId" }] });
  });

  it("is what it turned out to be, said again and taken back", async () => {
    const id = await alertOf("resolved");
    expect((await act(id, "verdict", { verdict: "noise" })).body.verdict).toBe("noise");
    await act(id, "verdict", { verdict: "noise" });
    expect((await act(id, "verdict", { verdict: "actionable" })).body.verdict).toBe("actionable");
    expect((await act(id, "verdict", { verdict: null })).body.verdict).toBeNull();
    expect((await read(id)).trace.map(({ sentence }) => sentence.bold)).toEqual(["It was noise", "It was actionable", "What it was is open again"]);
  });

  it.each(["snooze", "note", "verdict", "owner"])("finds no alert that is not there: %s", async (what) => {
    expect((await act(unknown, what, { for: "1h", text: "Hm.", verdict: "noise", personId: "ben" })).status).toBe(404);
  });
});
