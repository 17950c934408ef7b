import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Caller, Role } from "../../values/permission.ts";
import { openTestApp, person, type TestAnswer } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { addSchedule } from "../../platform/testing/test-schedules.ts";
import type { OnCallView, ScheduleShiftsView } from "./contract.ts";
import { onCallRoutes, readWhoIsOnCall } from "./index.ts";
import type { OverrideOutcomeView } from "./override.contract.ts";

const { call, clock, database } = await openTestApp(onCallRoutes);
const now = Date.parse("2026-11-19T13:47:00Z");
const minute = 60_000;
const later = (minutes: number) => new Date(now + minutes * minute).toISOString();
const amara = person("responder", "amara");
const ben = person("responder", "ben");
const grete = person("manager", "grete");
const program: Caller = { actor: { kind: "token", id: "0199a1f0-0000-7000-8000-000000000009" }, role: "responder", personId: null };

type Outcome = OverrideOutcomeView & { code: string; detail: string; errors?: { path: string }[] };
type Wish = Record<string, unknown>;

const overrides = "/api/v1/schedules/web-primary/overrides";
/** Two hours from now. */
const span = { from: later(0), to: later(120) };
const ask = (as: Caller | Role, wish: Wish, query = "") => call<Outcome>(`POST ${overrides}${query}`, { as, body: { ...span, ...wish } });
const undo = (as: Caller, id: string) => call<Outcome>(`DELETE ${overrides}/${id}`, { as });
const names = (shifts: readonly { name: string }[]) => shifts.map(({ name }) => name);
const written = ({ name, from, to }: { name: string; from: string; to: string }) => `${name} ${from.slice(11, 16)}–${to.slice(11, 16)}`;

async function made(as: Caller, wish: Wish): Promise<OverrideOutcomeView> {
  const answer = await ask(as, wish);
  expect(answer.status).toBe(201);
  return answer.body;
}

async function onCallAt(at: string | null): Promise<string[]> {
  const { body } = await call<{ items: OnCallView[] }>(`GET /api/v1/on-call${at === null ? "" : `?at=${at}`}`, { as: "viewer" });
  return names(body.items.find(({ scheduleId }) => scheduleId === "web-primary")?.people ?? []);
}

async function shiftsBetween(from: string, to: string): Promise<ScheduleShiftsView> {
  return (await call<ScheduleShiftsView>(`GET /api/v1/schedules/web-primary/shifts?from=${from}&to=${to}`, { as: "viewer" })).body;
}

const audits = () =>
  database.transaction((tx) => tx.rows<{ data: { action: string; paths: string[] }; actor: object }>("select data, actor from event_log where stream_id = 'audit/schedules/web-primary' order by version"));
const countOverrides = async () => (await database.transaction((tx) => tx.rows("select from schedule_override"))).length;

beforeAll(async () => {
  for (const id of ["amara", "ben", "chidi", "grete"]) await addPerson(database, id);
  // Ben is on call this week.
  await addSchedule(database, "web-primary", "Europe/Berlin", [{ people: ["ben", "amara"], starts: "2026-11-16T09:00" }]);
  await addSchedule(database, "pair", "UTC", [{ people: [["ben", "amara"], "gone"], starts: "2026-11-16T09:00" }]);
});

beforeEach(async () => {
  await database.transaction((tx) => tx.run("delete from schedule_override"));
  await clock.set(now);
});

describe("taking a shift", () => {
  it("that begins now is who is paged at once", async () => {
    expect(await onCallAt(null)).toEqual(["Ben"]);
    const outcome = await made(amara, { kind: "replace", personId: "amara", replacesId: "ben", reason: "Dentist" });
    expect(await onCallAt(null)).toEqual(["Amara"]);
    const [asked] = await database.transaction((tx) => readWhoIsOnCall(tx, ["web-primary"], tx.now));
    expect(asked?.people.map(({ personId }) => personId)).toEqual(["amara"]);
    expect(outcome).toMatchObject({ isPlan: false, gaps: [], override: { kind: "replace", name: "Amara", replacesName: "Ben", from: later(0), to: later(120), reason: "Dentist", madeBy: { name: "Amara" } } });
    expect(outcome.before.map(written)).toEqual(["Ben 13:47–15:47"]);
    expect(outcome.after.map(written)).toEqual(["Amara 13:47–15:47"]);
    expect(outcome.after[0]?.because).toEqual([{ kind: "override", overrideId: outcome.override.id, replacesId: "ben", replacesName: "Ben", reason: "Dentist" }]);
  });

  it("of part of a week leaves the rest as it was", async () => {
    await made(amara, { kind: "replace", personId: "amara", from: later(60) });
    const { items, overrides: shown } = await shiftsBetween(later(0), later(240));
    expect(items.map(written)).toEqual(["Ben 13:47–14:47", "Amara 14:47–15:47", "Ben 15:47–17:47"]);
    expect(shown).toMatchObject([{ kind: "replace", replacesId: null, reason: null }]);
  });

  it("beside whoever has it wakes both", async () => {
    expect(names((await made(amara, { kind: "add", personId: "amara" })).after).sort()).toEqual(["Amara", "Ben"]);
  });

  it("takes times with any offset and answers in UTC", async () => {
    const { override } = await made(amara, { kind: "add", personId: "amara", from: "2026-11-19T15:00:00.5+01:00", to: "2026-11-19T12:00:00-05:00" });
    expect([override.from, override.to]).toEqual(["2026-11-19T14:00:00.500Z", "2026-11-19T17:00:00.000Z"]);
  });

  it("leaves a trace of who did what", async () => {
    const before = (await audits()).length;
    const { override } = await made(amara, { kind: "add", personId: "amara" });
    await undo(amara, override.id);
    const paths = [`overrides/${override.id}`];
    const trail = (await audits()).slice(before);
    expect(trail).toMatchObject([{ data: { action: "overridden", paths }, actor: { kind: "person", id: "amara" } }, { data: { action: "restored", paths } }]);
  });

  it("is done once where the request comes twice", async () => {
    const headers = { "idempotency-key": "taken-once" };
    const body = { kind: "add", personId: "amara", ...span };
    const [first, second] = [await call<Outcome>(`POST ${overrides}`, { as: amara, headers, body }), await call<Outcome>(`POST ${overrides}`, { as: amara, headers, body })];
    expect([second.status, second.body.override.id]).toEqual([201, first.body.override.id]);
    expect(await countOverrides()).toBe(1);
  });
});

describe("a plan", () => {
  it("says what would change and changes nothing", async () => {
    const trail = await audits();
    const { status, body } = await ask(amara, { kind: "replace", personId: "amara" }, "?plan=true");
    expect([status, body.isPlan, names(body.before), names(body.after)]).toEqual([200, true, ["Ben"], ["Amara"]]);
    expect([await onCallAt(null), await countOverrides(), await audits()]).toEqual([["Ben"], 0, trail]);
  });

  it("is refused like the change itself", async () => {
    expect(await ask(amara, { kind: "remove", personId: "ben" }, "?plan=true")).toMatchObject({ status: 403 });
  });
});

describe("giving a shift away", () => {
  it("to somebody is for its holder to do", async () => {
    expect(names((await made(ben, { kind: "replace", personId: "chidi", replacesId: "ben" })).after)).toEqual(["Chidi"]);
  });

  it("to nobody says where nobody is left", async () => {
    const { gaps, after, override } = await made(ben, { kind: "remove", personId: "ben" });
    expect([gaps, after]).toEqual([[{ ...span, overrideIds: [override.id] }], []]);
  });
});

describe("who may", () => {
  it("is a manager for anybody and everybody", async () => {
    expect(names((await made(grete, { kind: "replace", personId: "chidi", replacesId: "ben" })).after)).toEqual(["Chidi"]);
    expect((await made(grete, { kind: "remove", personId: null })).after).toEqual([]);
    expect((await ask({ ...program, role: "manager" }, { kind: "add", personId: "amara" })).body.override.madeBy).toEqual({ kind: "token", id: "0199a1f0-0000-7000-8000-000000000009", name: null });
  });

  const others = { kind: "add", personId: "chidi" };
  it.each<[string, Caller, Wish]>([
    ["a viewer for themselves", person("viewer", "chidi"), others],
    ["a responder for another", ben, others],
    ["a responder who sends another away", amara, { kind: "remove", personId: "ben" }],
    ["a responder who sends everybody away", ben, { kind: "remove", personId: null }],
    ["a responder who moves a shift between others", amara, { kind: "replace", personId: "chidi", replacesId: "ben" }],
    ["a responder who gives away what is not theirs alone to give", ben, { kind: "replace", personId: "chidi" }],
    ["a responder's program", program, others],
  ])("is not %s", async (_who, caller, wish) => {
    expect(await ask(caller, wish)).toMatchObject({ status: 403, body: { code: "not-allowed" } });
    expect(await countOverrides()).toBe(0);
  });

  it("is nobody who is not signed in", async () => {
    expect((await call(`POST ${overrides}`, { body: { ...others, ...span } })).status).toBe(401);
    expect((await call(`DELETE ${overrides}/0199a1f0-0000-7000-8000-000000000001`)).status).toBe(401);
  });
});

describe("an override is refused", () => {
  const days = 1_440;
  it.each<[string, Wish, number, string, string]>([
    ["for somebody unknown", { kind: "add", personId: "zoe" }, 422, "override.person.invalid", "Nobody here has the id “zoe”."],
    ["in the place of somebody unknown", { kind: "replace", personId: "amara", replacesId: "zoe" }, 422, "override.person.invalid", "Nobody here has the id “zoe”."],
    ["for oneself in one's own place", { kind: "replace", personId: "ben", replacesId: "ben" }, 422, "override.person.invalid", "Nobody can stand in for themselves."],
    ["when it ends as it begins", { kind: "add", personId: "amara", to: later(0) }, 422, "override.span.invalid", "It must end after it begins."],
    ["when it ends before it begins", { kind: "add", personId: "amara", to: later(-1) }, 422, "override.span.invalid", "It must end after it begins."],
    ["for longer than 400 days", { kind: "add", personId: "amara", to: later(400 * days + 1) }, 422, "override.span.invalid", "It may last 400 days at most. Change the schedule itself for longer."],
    ["for what is over", { kind: "add", personId: "amara", from: later(-60), to: later(0) }, 409, "override.past", "That time is over; what happened then stays as it was."],
    ["for somebody on call then", { kind: "add", personId: "ben" }, 409, "override.already-on-call", "Ben is on call then already."],
    ["for somebody on call alone then", { kind: "replace", personId: "ben" }, 409, "override.already-on-call", "Ben is on call then already."],
    ["in the place of somebody not on call then", { kind: "replace", personId: "chidi", replacesId: "amara" }, 409, "override.not-on-call", "Amara is not on call then."],
    ["to remove somebody not on call then", { kind: "remove", personId: "amara" }, 409, "override.not-on-call", "Amara is not on call then."],
  ])("%s", async (_what, wish, status, code, detail) => {
    expect(await ask(grete, wish)).toMatchObject({ status, body: { code, detail } });
    expect(await countOverrides()).toBe(0);
  });

  it("where a temporary schedule says what holds anyway", async () => {
    const { status, body } = await ask(grete, { kind: "temporary", shifts: [{ personId: "ben", ...span }] });
    expect([status, body.code, body.detail]).toEqual([409, "override.unchanged", "Who is on call then would stay the same."]);
  });

  it("where one of two would only leave", async () => {
    const wish = { kind: "replace", personId: "amara", replacesId: "ben", ...span };
    const answer = await call<Outcome>("POST /api/v1/schedules/pair/overrides", { as: grete, body: wish });
    expect(answer).toMatchObject({ status: 409, body: { code: "override.already-on-call" } });
  });

  it("where nobody is to be taken away", async () => {
    await made(grete, { kind: "remove", personId: null });
    expect(await ask(grete, { kind: "remove", personId: null })).toMatchObject({ status: 409, body: { detail: "Nobody is on call then." } });
  });

  it("of a schedule that is not there", async () => {
    const answer = await call<Outcome>("POST /api/v1/schedules/none/overrides", { as: grete, body: { kind: "add", personId: "amara", ...span } });
    expect(answer).toMatchObject({ status: 404, body: { code: "schedule.not-found" } });
  });

  it.each<[string, Wish]>([
    ["kind", { kind: "swap", personId: "amara" }],
    ["personId", { kind: "add", personId: null }],
    ["personId", { kind: "add", personId: "a\u0001" }],
    ["personId", { kind: "add", personId: "\u0000" }],
    ["reason", { kind: "add", personId: "amara", reason: "half \ud83d" }],
    ["reason", { kind: "add", personId: "amara", reason: "x".repeat(501) }],
    ["from", { kind: "add", personId: "amara", from: "now" }],
    ["to", { kind: "add", personId: "amara", to: undefined }],
    ["", { kind: "replace", personId: "amara", replacesid: "ben" }],
    ["", { kind: "add", personId: "amara", replacesId: "ben" }],
  ])("as malformed, naming the member %j of %j", async (path, wish) => {
    const { status, body } = await ask(grete, wish);
    expect([status, body.code, body.errors?.map((error) => error.path)]).toEqual([400, "malformed", [path]]);
  });
});

describe("somebody who is gone", () => {
  it("can still be replaced where a layer names them", async () => {
    const nextWeek = { from: "2026-11-23T09:00:00Z", to: "2026-11-24T09:00:00Z" };
    const answer = await call<Outcome>("POST /api/v1/schedules/pair/overrides", { as: grete, body: { kind: "replace", personId: "chidi", replacesId: "gone", ...nextWeek } });
    expect([answer.status, names(answer.body.before), names(answer.body.after)]).toEqual([201, ["gone"], ["Chidi"]]);
  });
});

describe("undoing an override", () => {
  it("before it begins leaves nothing of it", async () => {
    const { override } = await made(amara, { kind: "replace", personId: "amara", from: later(60) });
    expect((await undo(amara, override.id)).status).toBe(204);
    const { items, overrides: shown } = await shiftsBetween(later(0), later(240));
    expect([items.map(written), shown]).toEqual([["Ben 13:47–17:47"], []]);
  });

  it("while it holds ends it, and keeps who was on call by it until then", async () => {
    const { override } = await made(amara, { kind: "replace", personId: "amara", from: later(-30) });
    await clock.set(now + 10 * minute);
    expect((await undo(amara, override.id)).status).toBe(204);
    expect(await onCallAt(null)).toEqual(["Ben"]);
    expect([await onCallAt(later(9)), await onCallAt(later(-1)), await onCallAt(later(11))]).toEqual([["Amara"], ["Ben"], ["Ben"]]);
  });

  it("is for whoever made it, or a manager", async () => {
    const { override } = await made(amara, { kind: "add", personId: "amara" });
    expect(await undo(ben, override.id)).toMatchObject({ status: 403, body: { code: "not-allowed" } });
    expect((await undo(person("viewer", "amara"), override.id)).status).toBe(403);
    expect(names((await shiftsBetween(later(1), later(2))).items)).toContain("Amara");
    expect((await undo(grete, override.id)).status).toBe(204);
  });

  it("is refused when it is over, undone, or of another schedule", async () => {
    const { override } = await made(amara, { kind: "add", personId: "amara" });
    expect((await call(`DELETE /api/v1/schedules/pair/overrides/${override.id}`, { as: grete })).status).toBe(404);
    await clock.set(now + 121 * minute);
    expect(await undo(amara, override.id)).toMatchObject({ status: 409, body: { code: "override.past" } });
    await clock.set(now);
    const future = await made(amara, { kind: "add", personId: "amara", from: later(200), to: later(300) });
    expect((await undo(amara, future.override.id)).status).toBe(204);
    expect(await undo(amara, future.override.id)).toMatchObject({ status: 404, body: { code: "override.not-found" } });
    expect((await undo(amara, "not-an-id")).status).toBe(400);
  });
});

describe("several overrides", () => {
  it("hold in the order in which they were made, each seeing what those before it left", async () => {
    await made(amara, { kind: "replace", personId: "amara", replacesId: "ben" });
    await made(grete, { kind: "replace", personId: "chidi", replacesId: "amara", from: later(60) });
    expect((await shiftsBetween(later(0), later(180))).items.map(written)).toEqual(["Amara 13:47–14:47", "Chidi 14:47–15:47", "Ben 15:47–16:47"]);
  });

  it("asked for at the same moment never take one shift twice", async () => {
    const answers: TestAnswer<Outcome>[] = await Promise.all(["amara", "chidi", "grete"].map((id) => ask(person("responder", id), { kind: "replace", personId: id, replacesId: "ben" })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.detail)).toEqual(["Ben is not on call then.", "Ben is not on call then."]);
    expect(await onCallAt(null)).toHaveLength(1);
  });

  it("stay where the layers of the schedule are written anew", async () => {
    await made(amara, { kind: "replace", personId: "amara" });
    await database.transaction(async (tx) => {
      await tx.run("insert into schedule (id, timezone, place) values ('web-primary', 'UTC', 0) on conflict (id) do update set timezone = excluded.timezone");
      await tx.run("update schedule_layer set people = '[\"chidi\"]' where schedule_id = 'web-primary'");
    });
    expect([await onCallAt(later(1)), await onCallAt(later(121))]).toEqual([["Amara"], ["Chidi"]]);
  });
});
