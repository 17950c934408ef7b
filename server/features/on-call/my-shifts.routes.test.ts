import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { addSchedule } from "../../platform/testing/test-schedules.ts";
import type { HandOverView, OwnHandOverView } from "./hand-over.contract.ts";
import { myOnCallRoutes, onCallRoutes, type AskedShift, type ShiftFact } from "./index.ts";
import type { MyShiftsView } from "./my-shifts.contract.ts";
import type { ComingReadinessView, ReadinessView } from "./readiness.contract.ts";
import type { RemindersView } from "./reminder.contract.ts";

const asked: AskedShift[] = [];
const facts: ShiftFact[] = [
  { key: "incident/1", kind: "incident", words: "INC-7, Sev 1, open: Checkout fails", path: "/incidents/INC-7", at: null },
  { key: "silence/2", kind: "silence", words: "The silence “Patch night” ends", path: "/alerts/silences", at: Date.parse("2026-11-24T06:00:00Z") },
];
const context = {
  reaches: () => Promise.resolve(new Map([["web-primary", { services: [{ id: "shop", name: "Shop" }], beside: [{ scheduleId: "web-secondary", step: 2 }] }]])),
  shiftFacts: (_tx: unknown, shift: AskedShift) => {
    asked.push(shift);
    return Promise.resolve(facts);
  },
};
const { call, clock, database } = await openTestApp(
  (app, tools) => {
    onCallRoutes(app, tools);
    myOnCallRoutes(app, tools);
  },
  { context },
);
const now = Date.parse("2026-11-20T13:47:00Z");
const handOff = "2026-11-23T08:00:00.000Z";
const amara = person("responder", "amara");
const ben = person("responder", "ben");
const minuteOf = (at: string | null) => at?.slice(0, 16);
const names = (people: readonly { name: string }[]) => people.map(({ name }) => name);
const mine = async (as = ben) => (await call<MyShiftsView>("GET /api/v1/me/shifts", { as })).body;
const leave = (as: typeof ben, body: object) => call<HandOverView & { code: string; latest: { id: string } }>("POST /api/v1/schedules/web-primary/hand-overs", { as, body });
const ready = (as: typeof ben, from = handOff) => call<ReadinessView & { code: string }>(`GET /api/v1/me/readiness?schedule=web-primary&from=${from}`, { as });
const tick = (as: typeof ben, ticked: string[], from = handOff) => call<ReadinessView & { code: string }>("POST /api/v1/me/readiness", { as, body: { scheduleId: "web-primary", from, ticked } });
const letters = () => database.transaction((tx) => tx.rows<{ key: string; payload: Record<string, unknown> }>("select key, payload from due_work where kind = 'letter.mail' order by key"));

beforeAll(async () => {
  for (const id of ["amara", "ben", "chidi", "grete"]) await addPerson(database, id);
  // Ben is on call this week, Amara the next; Chidi is always second.
  await addSchedule(database, "web-primary", "Europe/Berlin", [{ people: ["ben", "amara"], starts: "2026-11-16T09:00" }]);
  await addSchedule(database, "web-secondary", "Europe/Berlin", [{ people: ["chidi"], starts: "2026-01-01T00:00" }]);
  await database.transaction(async (tx) => {
    await tx.run("insert into team (id, name, manager_id, place) values ('web', 'Web', 'chidi', 0)");
    await tx.run("insert into team_member (team_id, person_id, place) values ('web', 'amara', 0), ('web', 'chidi', 1)");
    await tx.run("update schedule set readiness = $1::jsonb where id = 'web-primary'", [JSON.stringify({ links: [{ name: "VPN", url: "https://vpn.acme.example" }], rules: "Call the shop's owner before switching it off." })]);
  });
});

beforeEach(async () => {
  await database.transaction(async (tx) => {
    for (const table of ["schedule_override", "shift_note", "shift_readiness", "shift_reminder_choice", "due_work"]) await tx.run(`delete from ${table}`);
  });
  await clock.set(now);
});

describe("My shifts", () => {
  it("say whether one is on call now, until when, and who comes after", async () => {
    const { isOnCall, timezone, items } = await mine();
    expect([isOnCall, timezone, items[0]?.to, names(items[0]?.after ?? []), names(items[0]?.before ?? [])]).toEqual([true, "Europe/Oslo", handOff, ["Amara"], []]);
    const next = (await mine(amara)).items[0];
    expect([(await mine(amara)).isOnCall, next?.from, names(next?.before ?? []), names(next?.after ?? [])]).toEqual([false, handOff, ["Ben"], ["Ben"]]);
  });

  it("say what they page for, and who stands behind", async () => {
    const [shift] = (await mine()).items;
    expect(shift?.services).toEqual([{ id: "shop", name: "Shop" }]);
    expect(shift?.beside).toMatchObject([{ name: "Chidi", scheduleId: "web-secondary", step: 2 }]);
  });

  it("follow an override at once", async () => {
    await call("POST /api/v1/schedules/web-primary/overrides", { as: amara, body: { kind: "replace", personId: "amara", replacesId: "ben", from: "2026-11-20T13:47:00Z", to: "2026-11-20T16:00:00Z" } });
    expect((await mine()).isOnCall).toBe(false);
    expect((await mine()).items[0]).toMatchObject({ from: "2026-11-20T16:00:00.000Z", before: [{ name: "Amara" }] });
    expect((await mine(amara)).items[0]).toMatchObject({ to: "2026-11-20T16:00:00.000Z", after: [{ name: "Ben" }] });
  });

  it("are nobody's who is not signed in, and no token's", async () => {
    expect((await call("GET /api/v1/me/shifts")).status).toBe(401);
    expect(await call("GET /api/v1/me/shifts", { as: { actor: { kind: "token", id: "0199a1f0-0000-7000-8000-000000000009" }, role: "manager", personId: null } })).toMatchObject({ status: 409, body: { code: "me.no-person" } });
    expect((await call("GET /api/v1/me/shifts?days=x", { as: ben })).status).toBe(400);
  });
});

describe("A note to the next", () => {
  it("is begun with the facts of the shift", async () => {
    const { items } = (await call<{ items: OwnHandOverView[] }>("GET /api/v1/me/hand-overs", { as: ben })).body;
    expect(items).toMatchObject([{ scheduleId: "web-primary", to: handOff, after: [{ name: "Amara" }], latest: null, facts: [{ words: "INC-7, Sev 1, open: Checkout fails" }, { at: "2026-11-24T06:00:00.000Z" }] }]);
    expect(asked.at(-1)).toMatchObject({ personId: "ben", serviceIds: ["shop"] });
    expect(Math.abs((asked.at(-1)?.to ?? 0) - now)).toBeLessThan(60_000);
  });

  it("stands on the next one's screen until they say that they read it", async () => {
    const note = (await leave(ben, { text: "Watch the checkout." })).body;
    expect((await mine(amara)).items[0]?.note).toMatchObject({ id: note.id, name: "Ben", text: "Watch the checkout.", readBy: [] });
    const read = await call<HandOverView>(`POST /api/v1/schedules/web-primary/hand-overs/${note.id}/read`, { as: amara });
    expect(read.body.readBy).toMatchObject([{ personId: "amara", name: "Amara" }]);
    expect((await mine()).items[0]?.note).toBeNull();
  });

  it("keeps what its writer left in, and every version of it", async () => {
    await leave(ben, { text: "First", facts: ["silence/2"], after: null });
    const again = await leave(ben, { text: "Second", facts: [] });
    const { items } = (await call<{ items: HandOverView[] }>("GET /api/v1/schedules/web-primary/hand-overs", { as: "viewer" })).body;
    expect(items.map(({ text, facts: kept }) => [text, kept.map(({ key }) => key)])).toEqual([["Second", []], ["First", ["silence/2"]]]);
    expect((await mine(amara)).items[0]?.note?.id).toBe(again.body.id);
  });

  it("is refused where its writer wrote another meanwhile", async () => {
    const first = (await leave(ben, { text: "First", after: null })).body;
    expect(await leave(ben, { text: "Second", after: null })).toMatchObject({ status: 409, body: { code: "hand-over.changed", latest: { id: first.id } } });
    expect((await leave(ben, { text: "Second", after: first.id })).status).toBe(201);
  });

  it("is mailed at once only where the next begin within the hour", async () => {
    await leave(ben, { text: "Early" });
    expect(await letters()).toEqual([]);
    await clock.set(Date.parse(handOff) - 10 * 60_000);
    const { body } = await leave(ben, { text: "Late" });
    expect((await letters()).map(({ payload }) => payload)).toEqual([{ letter: "hand-over-note", noteId: body.id, personId: "amara", scheduleId: "web-primary" }]);
  });

  it("may be written up to a day after the shift, and by nobody else", async () => {
    await clock.set(Date.parse(handOff) + 23 * 3_600_000);
    expect((await leave(ben, { text: "Late" })).status).toBe(201);
    await clock.set(Date.parse(handOff) + 25 * 3_600_000);
    expect(await leave(ben, { text: "Too late" })).toMatchObject({ status: 409, body: { code: "hand-over.not-on-call" } });
    expect((await leave(person("viewer", "ben"), { text: "No" })).status).toBe(403);
    expect((await leave(ben, { text: " " })).status).toBe(400);
  });

  it("is not confirmed by its writer, and not where it is not", async () => {
    const { id } = (await leave(ben, { text: "Mine" })).body;
    expect(await call(`POST /api/v1/schedules/web-primary/hand-overs/${id}/read`, { as: ben })).toMatchObject({ status: 409, body: { code: "hand-over.own" } });
    expect((await call(`POST /api/v1/schedules/web-secondary/hand-overs/${id}/read`, { as: amara })).status).toBe(404);
  });
});

describe("Readiness", () => {
  const open = (view: ReadinessView) => view.checks.filter(({ isDone }) => !isDone).map(({ id }) => id);

  it("asks what the schedule names, what is known of the means, and who comes after", async () => {
    const { body } = await ready(amara);
    expect(body.checks.map(({ id }) => id)).toEqual(["contacts", "proof", "links", "rules", "after"]);
    expect(body.checks.find(({ id }) => id === "links")?.links).toEqual([{ name: "VPN", url: "https://vpn.acme.example" }]);
    expect(body.checks.find(({ id }) => id === "rules")?.text).toContain("Call the shop's owner");
    expect(body.checks.find(({ id }) => id === "after")?.detail).toBe("Ben comes after you.");
    expect([open(body), body.isReady]).toEqual([["proof", "links", "rules", "after"], false]);
  });

  it("is kept with its time, and the team's lead sees it as a fact", async () => {
    const early = await tick(amara, ["links"]);
    expect([open(early.body), early.body.readyAt, minuteOf(early.body.answeredAt)]).toEqual([["proof", "rules", "after"], null, "2026-11-20T13:47"]);
    await database.transaction((tx) =>
      tx.run(
        `insert into contact_proof (id, person_id, contact_id, kind, address_hash, asked_at, sent_at, expires_at, answered_at)
         values (gen_random_uuid(), 'amara', 'e-mail', 'test', sha256(convert_to('amara@acme.example', 'UTF8')), muster_now(), muster_now(), muster_now(), muster_now())`,
      ),
    );
    const done = await tick(amara, ["links", "rules", "after"]);
    expect([open(done.body), minuteOf(done.body.readyAt), (await mine(amara)).items[0]?.readyAt]).toEqual([[], "2026-11-20T13:47", done.body.readyAt]);
    const led = (await call<{ items: ComingReadinessView[] }>("GET /api/v1/readiness", { as: person("responder", "chidi") })).body.items;
    expect(led).toMatchObject([{ name: "Amara", from: handOff, readyAt: done.body.readyAt }]);
    expect((await call<{ items: ComingReadinessView[] }>("GET /api/v1/readiness", { as: ben })).body.items).toEqual([]);
    expect(names((await call<{ items: ComingReadinessView[] }>("GET /api/v1/readiness", { as: person("manager", "grete") })).body.items)).toEqual(["Amara", "Ben"]);
  });

  it("is refused for a shift that begins at another time now", async () => {
    expect(await ready(amara, "2026-11-23T09:00:00Z")).toMatchObject({ status: 409, body: { code: "readiness.shift-moved" } });
    expect(await tick(ben, ["links"])).toMatchObject({ status: 409 });
    expect((await tick(amara, ["sleep"])).status).toBe(400);
  });
});

describe("Reminders", () => {
  const read = async () => (await call<RemindersView>("GET /api/v1/me/reminders", { as: amara })).body;

  it("come a day and an hour before, until somebody chooses otherwise or never", async () => {
    expect(await read()).toEqual({ minutesBefore: [1_440, 60], isUsual: true });
    await call("PUT /api/v1/me/reminders", { as: amara, body: { minutesBefore: [30, 2_880, 30] } });
    expect(await read()).toEqual({ minutesBefore: [2_880, 30], isUsual: false });
    await call("PUT /api/v1/me/reminders", { as: amara, body: { minutesBefore: [] } });
    expect(await read()).toEqual({ minutesBefore: [], isUsual: false });
  });

  it("are refused by name where they would come too late or too early", async () => {
    const answer = await call<{ errors: { path: string }[] }>("PUT /api/v1/me/reminders", { as: amara, body: { minutesBefore: [1] } });
    expect([answer.status, answer.body.errors[0]?.path]).toEqual([400, "minutesBefore.0"]);
  });
});
