import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { addSchedule } from "../../platform/testing/test-schedules.ts";
import type { Caller } from "../../values/permission.ts";
import type { OnCallView } from "./contract.ts";
import { absenceRoutes, coverRoutes, onCallRoutes, swapHandler, swapRoutes } from "./index.ts";
import { writeSwapNewsLetter } from "./swap-letter.mail.ts";
import type { AskedSwapView, CandidateView, SwapView } from "./swap.contract.ts";

const { call, clock, database } = await openTestApp((app, tools) => {
  for (const routes of [onCallRoutes, swapRoutes, coverRoutes, absenceRoutes]) routes(app, tools);
});
/** A Thursday; days of on call change at 09:00 UTC. */
const now = Date.parse("2026-11-19T12:00:00Z");
const hour = 3_600_000;
const at = (day: number, time = "09:00") => `2026-11-${String(day).padStart(2, "0")}T${time}:00Z`;
const [amara, ben, chidi, dana] = ["amara", "ben", "chidi", "dana"].map((id) => person("responder", id)) as [Caller, Caller, Caller, Caller];
const grete = person("manager", "grete");

type Answer<Body> = Body & { code: string; detail: string; swap?: unknown };
const ask = (as: Caller, wish: object) => call<Answer<AskedSwapView>>("POST /api/v1/swaps", { as, body: { scheduleId: "days", ...wish } });
const answer = (as: Caller, id: string, body: object) => call<Answer<SwapView>>(`POST /api/v1/swaps/${id}/answer`, { as, body });
const mine = async (as: Caller, query = "") => (await call<{ items: SwapView[] }>(`GET /api/v1/swaps${query}`, { as })).body.items;

async function asked(as: Caller, wish: object): Promise<SwapView> {
  const { status, body } = await ask(as, wish);
  expect([status, body.detail]).toEqual([201, undefined]);
  return body.swap;
}

async function onCallAt(time: string, scheduleId = "days"): Promise<string[]> {
  const { body } = await call<{ items: OnCallView[] }>(`GET /api/v1/on-call?at=${time}`, { as: "viewer" });
  return body.items.find((one) => one.scheduleId === scheduleId)?.people.map(({ personId }) => personId) ?? [];
}

const dueKeys = () => database.transaction(async (tx) => (await tx.rows<{ key: string }>("select key from due_work order by key")).map(({ key }) => key));
const runCare = (id: string) => database.transaction((tx) => swapHandler.handle(tx, [{ id: 1, kind: "swap.care", key: `swap.care/${id}`, payload: { swapId: id }, dueAt: 0, attempts: 0, epoch: 1 }]));

beforeAll(async () => {
  for (const id of ["amara", "ben", "chidi", "dana", "grete"]) await addPerson(database, id);
  // Four people, a day each from Thursday 19: Amara 19, Ben 20, Chidi 21, Dana 22, Amara 23 …
  await addSchedule(database, "days", "UTC", [{ people: ["amara", "ben", "chidi", "dana"], starts: "2026-11-19T09:00", turn: "1d" }]);
  // Behind them, in one escalation: Chidi on Friday 27 from noon on.
  await addSchedule(database, "behind", "UTC", [{ people: ["chidi"], starts: "2026-11-27T12:00", ends: "2026-11-27T20:00" }]);
  await database.transaction(async (tx) => {
    await tx.run("insert into escalation_policy (id, repeat, place) values ('web', 0, 0)");
    await tx.run("insert into escalation_step (policy_id, place, targets) values ('web', 0, '{schedule/days}'), ('web', 1, '{schedule/behind}')");
  });
});

beforeEach(async () => {
  await database.transaction(async (tx) => {
    for (const table of ["swap_request", "schedule_override", "absence", "due_work", "organization"]) await tx.run(`delete from ${table}`);
  });
  await clock.set(now);
});

describe("a swap", () => {
  it("changes nothing until another says yes, and then everything at once", async () => {
    const swap = await asked(amara, { from: at(23), to: at(24), ask: ["chidi"], note: "Dentist" });
    expect(swap).toMatchObject({ status: "open", isMine: true, expiresAt: "2026-11-23T09:00:00.000Z", note: "Dentist", asks: [{ personId: "chidi", status: "asked" }] });
    expect(await onCallAt(at(23, "12:00"))).toEqual(["amara"]);
    expect(await mine(chidi)).toMatchObject([{ id: swap.id, mayAnswer: true, giver: { name: "Amara" } }]);
    const taken = await answer(chidi, swap.id, { answer: "accept" });
    expect(taken).toMatchObject({ status: 200, body: { status: "accepted", taker: { personId: "chidi" } } });
    expect([await onCallAt(at(23, "12:00")), await onCallAt(at(24, "12:00"))]).toEqual([["chidi"], ["ben"]]);
    expect(await mine(chidi)).toEqual([]);
    expect(await mine(amara, "?state=over")).toMatchObject([{ id: swap.id, overrideIds: [expect.any(String)] }]);
  });

  it("is undone by removing what it changed", async () => {
    const swap = await asked(amara, { from: at(23), to: at(24), ask: ["chidi"] });
    const { body } = await answer(chidi, swap.id, { answer: "accept" });
    expect(await call(`DELETE /api/v1/schedules/days/overrides/${body.overrideIds[0]}`, { as: chidi })).toMatchObject({ status: 204 });
    expect(await onCallAt(at(23, "12:00"))).toEqual(["amara"]);
  });

  it("may give a turn for a turn", async () => {
    const swap = await asked(amara, { from: at(23), to: at(24), ask: ["ben"], back: { scheduleId: "days", from: at(28), to: at(29) } });
    await answer(ben, swap.id, { answer: "accept" });
    expect([await onCallAt(at(23, "12:00")), await onCallAt(at(28, "12:00"))]).toEqual([["ben"], ["amara"]]);
  });

  it("may be answered by a proposal, to which the giver says yes", async () => {
    const swap = await asked(amara, { from: at(23), to: at(24), ask: ["ben", "chidi"] });
    const proposed = await answer(ben, swap.id, { answer: "propose", back: { scheduleId: "days", from: at(28), to: at(29) } });
    expect(proposed.body.asks).toMatchObject([{ personId: "ben", status: "proposed", back: { from: "2026-11-28T09:00:00.000Z" } }, { personId: "chidi", status: "asked" }]);
    expect(await onCallAt(at(23, "12:00"))).toEqual(["amara"]);
    expect(await answer(chidi, swap.id, { answer: "accept-proposal", personId: "ben" })).toMatchObject({ status: 403 });
    expect(await answer(amara, swap.id, { answer: "accept-proposal", personId: "ben" })).toMatchObject({ status: 200, body: { taker: { personId: "ben" } } });
    expect([await onCallAt(at(23, "12:00")), await onCallAt(at(28, "12:00"))]).toEqual([["ben"], ["amara"]]);
  });

  it("is told of anew where somebody proposes something else", async () => {
    const swap = await asked(amara, { from: at(23), to: at(24), ask: ["ben", "chidi"] });
    for (const [minutes, day] of [[1, 28], [2, 24]] as const) {
      await clock.set(now + minutes * 60_000);
      expect(await answer(ben, swap.id, { answer: "propose", back: { scheduleId: "days", from: at(day), to: at(day, "20:00") } })).toMatchObject({ status: 200 });
    }
    const letters = await database.transaction(async (tx) => {
      const due = await tx.rows<{ payload: object }>("select payload from due_work where key like 'letter.mail/swap-news/%' order by due_at");
      return Promise.all(due.map(({ payload }) => writeSwapNewsLetter(tx, payload)));
    });
    expect(letters.map((letter) => letter?.personId)).toEqual(["amara", "amara"]);
    // Programs that read mail show two messages of one id only once.
    expect(new Set(letters.map((letter) => letter?.messageKey)).size).toBe(2);
  });

  it("may be of a part of a turn, and of one that runs already it goes over from now on", async () => {
    const swap = await asked(amara, { from: at(19), to: at(19, "18:00"), ask: ["chidi"] });
    expect(swap.expiresAt).toBe("2026-11-19T18:00:00.000Z");
    await clock.set(now + hour);
    await answer(chidi, swap.id, { answer: "accept" });
    expect([await onCallAt(at(19, "12:59")), await onCallAt(at(19, "14:00")), await onCallAt(at(19, "18:00"))]).toEqual([["amara"], ["chidi"], ["amara"]]);
  });

  it("is withdrawn by whoever asked, and an answer by whoever gave it, until it is accepted", async () => {
    const swap = await asked(amara, { from: at(23), to: at(24), ask: ["ben", "chidi"] });
    await answer(ben, swap.id, { answer: "decline" });
    expect((await answer(ben, swap.id, { answer: "withdraw" })).body.asks[0]).toMatchObject({ personId: "ben", status: "asked" });
    expect((await answer(amara, swap.id, { answer: "withdraw" })).body.status).toBe("withdrawn");
    expect(await answer(chidi, swap.id, { answer: "accept" })).toMatchObject({ status: 409, body: { code: "swap.settled", detail: expect.stringContaining("Amara withdrew this") } });
    expect(await dueKeys()).not.toContain(`swap.care/${swap.id}`);
  });

  it("ends when its turn begins; who had it keeps it and is told", async () => {
    const swap = await asked(amara, { from: at(23), to: at(24), ask: ["chidi"] });
    await clock.set(Date.parse(at(23)));
    expect(await answer(chidi, swap.id, { answer: "accept" })).toMatchObject({ status: 409, body: { code: "swap.settled" } });
    await runCare(swap.id);
    expect((await mine(amara, "?state=over"))[0]?.status).toBe("expired");
    expect((await dueKeys()).some((key) => key.startsWith(`letter.mail/swap-news/${swap.id}/amara`))).toBe(true);
  });
});

describe("who says yes", () => {
  it("of two at once is one, and the other hears what changed", async () => {
    const swap = await asked(amara, { from: at(24, "08:00"), to: at(24), ask: ["chidi", "dana"] });
    const answers = await Promise.all([chidi, dana].map((as) => answer(as, swap.id, { answer: "accept" })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409)?.body;
    const [winner] = await onCallAt(at(24, "08:30"));
    expect(lost).toMatchObject({ code: "swap.settled", swap: { status: "accepted", takerId: winner }, detail: expect.stringMatching(/^(Chidi|Dana) took this turn at Thu 19 Nov 12:00 \(UTC\)/) });
    expect((await database.transaction((tx) => tx.rows("select from schedule_override"))).length).toBe(1);
  });

  it("of two swaps at once that together leave too little rest, is one", async () => {
    await addSchedule(database, "other", "UTC", [{ people: ["ben"], starts: "2026-11-24T12:00", ends: "2026-11-25T00:00" }]);
    const first = await asked(amara, { from: at(23), to: at(24), ask: ["dana"] });
    const second = await asked(ben, { scheduleId: "other", from: at(24, "12:00"), to: at(24, "20:00"), ask: ["dana"] });
    const answers = await Promise.all([first, second].map(({ id }) => answer(dana, id, { answer: "accept" })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("swap.rest");
    await database.transaction((tx) => tx.run("delete from schedule where id = 'other'"));
  });

  it("is only somebody who was asked, not even a manager for them", async () => {
    const swap = await asked(amara, { from: at(23), to: at(24), ask: ["chidi"] });
    expect(await answer(dana, swap.id, { answer: "accept" })).toMatchObject({ status: 404 });
    expect(await answer(grete, swap.id, { answer: "accept" })).toMatchObject({ status: 403 });
    expect(await mine(dana)).toEqual([]);
    expect(await call("GET /api/v1/swaps?of=everyone", { as: dana })).toMatchObject({ status: 403 });
    expect(await mine(grete, "?of=everyone")).toMatchObject([{ id: swap.id }]);
  });
});

describe("asking", () => {
  it("of two at once for one turn, the giver and a manager, is one", async () => {
    const answers = await Promise.all([amara, grete].map((as) => ask(as, { giverId: "amara", from: at(23), to: at(24), ask: ["chidi"] })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await mine(amara)).toHaveLength(1);
  });
});

describe("what a swap is refused for", () => {
  it("is too little rest: whose, when and how many hours", async () => {
    const refused = await ask(amara, { from: at(23), to: at(23, "21:00"), ask: ["ben"] });
    expect(refused).toMatchObject({ status: 201 });
    const short = await ask(amara, { from: at(27, "09:00"), to: at(27, "23:00"), ask: ["ben"] });
    expect(short).toMatchObject({
      status: 409,
      body: { code: "swap.rest", detail: "Ben would rest 10 h between two turns, from Fri 27 Nov 23:00 to Sat 28 Nov 09:00 (UTC). At least 11 h are kept free here." },
    });
    await database.transaction((tx) => tx.run("insert into organization (name, timezone, business_days, business_from, business_to, on_call_rest_hours) values ('Acme', 'UTC', '{mon}', '09:00', '18:00', 8)"));
    expect(await ask(amara, { from: at(27, "09:00"), to: at(27, "23:00"), ask: ["ben"] })).toMatchObject({ status: 201 });
  });

  it("is one person on two schedules of one escalation", async () => {
    const refused = await ask(amara, { from: at(27), to: at(28), ask: ["chidi"] });
    expect(refused).toMatchObject({ status: 409, body: { code: "swap.on-both", detail: expect.stringContaining("Chidi is on call on Behind from Fri 27 Nov 12:00 to Fri 27 Nov 20:00 (UTC).") } });
  });

  it("is an absence, judged again when the answer comes; why somebody is away is not said", async () => {
    const swap = await asked(amara, { from: at(23), to: at(24), ask: ["chidi"] });
    await call("POST /api/v1/people/chidi/absences", { as: chidi, body: { from: at(23, "15:00"), to: at(23, "17:00"), reason: "Oncologist" } });
    const refused = await answer(chidi, swap.id, { answer: "accept" });
    expect(refused).toMatchObject({ status: 409, body: { code: "swap.absent", detail: "Chidi is away from Mon 23 Nov 15:00 to Mon 23 Nov 17:00 (UTC)." } });
    expect(await onCallAt(at(23, "16:00"))).toEqual(["amara"]);
  });

  it("is a turn that is not theirs any more", async () => {
    const swap = await asked(amara, { from: at(23), to: at(24), ask: ["chidi"] });
    await call("POST /api/v1/schedules/days/overrides", { as: grete, body: { kind: "replace", personId: "dana", replacesId: "amara", from: at(23, "12:00"), to: at(23, "14:00") } });
    expect(await answer(chidi, swap.id, { answer: "accept" })).toMatchObject({ status: 409, body: { code: "swap.changed", detail: expect.stringContaining("Amara is not on call on Days from Mon 23 Nov 12:00 to Mon 23 Nov 14:00 (UTC)") } });
    expect(await ask(ben, { from: at(23), to: at(24), ask: ["chidi"] })).toMatchObject({ status: 409, body: { code: "swap.changed" } });
  });

  it.each<[string, object, number, string]>([
    ["nobody asked twice for one time", { from: at(23), to: at(24), ask: ["dana"] }, 409, "swap.already-asked"],
    ["oneself", { from: at(27), to: at(28), ask: ["amara"] }, 422, "swap.invalid"],
    ["somebody unknown", { from: at(27), to: at(28), ask: ["nobody"] }, 422, "swap.invalid"],
    ["what is over", { from: at(19, "09:00"), to: at(19, "10:00"), ask: ["ben"] }, 422, "swap.invalid"],
    ["an end before the beginning", { from: at(28), to: at(27), ask: ["ben"] }, 422, "swap.invalid"],
    ["no such schedule", { scheduleId: "none", from: at(27), to: at(28), ask: ["ben"] }, 404, "schedule.not-found"],
    ["another's turn", { giverId: "ben", from: at(24), to: at(25), ask: ["chidi"] }, 403, "not-allowed"],
    ["more than 62 days", { from: at(27), to: "2027-03-01T09:00:00Z", ask: ["ben"] }, 422, "swap.invalid"],
    ["more than 62 days in return", { from: at(27), to: at(28), ask: ["ben"], back: { scheduleId: "days", from: at(28), to: "2099-01-01T09:00:00Z" } }, 422, "swap.invalid"],
    ["a turn in return of nobody in particular", { from: at(27), to: at(28), ask: "everyone", back: { scheduleId: "days", from: at(28), to: at(29) } }, 422, "swap.invalid"],
  ])("is %s", async (_what, wish, status, code) => {
    await asked(amara, { from: at(23), to: at(24), ask: ["chidi"] });
    expect(await ask(amara, wish)).toMatchObject({ status, body: { code } });
  });
});

describe("how long a time may be", () => {
  it("is the same for whoever looks who could take it, asks and proposes, and is said with the field", async () => {
    const late = "2099-01-01T09:00:00Z";
    const refused = (path: string) => ({ status: 422, body: { code: "swap.invalid", errors: [{ path, message: expect.stringContaining("62 days") }] } });
    const looked = await call(`GET /api/v1/schedules/days/cover?from=${at(23)}&to=${late}`, { as: amara });
    expect(looked).toMatchObject(refused("to"));
    const swap = await asked(amara, { from: at(23), to: at(24), ask: ["chidi"] });
    expect(await answer(chidi, swap.id, { answer: "propose", back: { scheduleId: "days", from: at(25), to: late } })).toMatchObject(refused("back.to"));
    const before = await call(`GET /api/v1/schedules/days/cover?from=${at(23)}&to=${at(22)}`, { as: amara });
    expect(before).toMatchObject({ status: 422, body: { errors: [{ path: "to" }] } });
  });
});

describe("cover", () => {
  it("is asked of the least loaded first, one after another, until one says yes", async () => {
    await call("POST /api/v1/people/ben/absences", { as: ben, body: { firstDay: "2026-11-23", lastDay: "2026-11-23" } });
    const { status, body } = await ask(amara, { from: at(23, "10:00"), to: at(23, "20:00"), ask: "everyone", minutesEach: 30 });
    expect(status).toBe(201);
    expect(body.notAsked.map(({ reason }) => reason.slice(0, 20)).sort()).toEqual(["Ben is away from Sun", "Dana would rest 1 h "]);
    expect(body.swap).toMatchObject({ minutesEach: null, asks: [{ personId: "chidi", status: "asked" }] });
  });

  it("goes on to the next when the time of one is over, and at once when one says no", async () => {
    const swap = await asked(amara, { from: at(25, "00:00").replace("25T00", "23T10"), to: at(23, "20:00"), ask: ["chidi", "ben"], minutesEach: 30 });
    expect(await mine(ben)).toEqual([]);
    expect(await answer(ben, swap.id, { answer: "accept" })).toMatchObject({ status: 404 });
    await runCare(swap.id);
    expect(await mine(ben)).toEqual([]);
    await clock.set(now + 31 * 60_000);
    await runCare(swap.id);
    expect(await mine(ben)).toMatchObject([{ id: swap.id, asks: [{ personId: "chidi", status: "asked" }, { personId: "ben", status: "asked" }] }]);
    await answer(chidi, swap.id, { answer: "decline" });
    expect((await answer(ben, swap.id, { answer: "decline" })).body.status).toBe("declined");
    expect(await onCallAt(at(23, "12:00"))).toEqual(["amara"]);
  });

  it("offers to change places with whoever stands behind the turn", async () => {
    const path = `GET /api/v1/schedules/days/cover?from=${at(27, "13:00")}&to=${at(27, "15:00")}&giverId=amara`;
    const chidiOf = async () => (await call<{ items: CandidateView[] }>(path, { as: grete })).body.items.find(({ personId }) => personId === "chidi");
    const behind = { scheduleId: "behind", from: new Date(at(27, "13:00")).toISOString(), to: new Date(at(27, "15:00")).toISOString() };
    expect(await chidiOf()).toMatchObject({ whyNot: expect.stringContaining("Behind"), onlyFor: { ...behind, scheduleName: "Behind" } });
    const swap = await asked(amara, { from: at(27, "13:00"), to: at(27, "15:00"), ask: ["chidi"], back: behind });
    expect(await answer(chidi, swap.id, { answer: "accept" })).toMatchObject({ status: 200 });
    expect([await onCallAt(at(27, "14:00")), await onCallAt(at(27, "14:00"), "behind")]).toEqual([["chidi"], ["amara"]]);
  });

  it("lists who could, why others cannot, and nobody's figures but one's own, save to managers", async () => {
    const path = `GET /api/v1/schedules/days/cover?from=${at(27)}&to=${at(27, "20:00")}&giverId=amara`;
    const { body } = await call<{ items: CandidateView[] }>(path, { as: amara });
    expect(body.items.map(({ whyNot }) => whyNot === null)).toEqual([true, true, false]);
    expect(body.items[2]).toMatchObject({ personId: "chidi", isInRotation: true, whyNot: expect.stringContaining("Chidi is on call on Behind") });
    expect(body.items.every(({ load }) => load === null)).toBe(true);
    expect(body.items.every(({ onlyFor }) => onlyFor === null)).toBe(true);
    const toManager = (await call<{ items: CandidateView[] }>(path, { as: grete })).body.items;
    expect(toManager.map(({ personId }) => personId)).toEqual(body.items.map(({ personId }) => personId));
    const [least, more] = toManager.map(({ load }) => load ?? 0);
    expect(least).toBeGreaterThan(0);
    expect(least).toBeLessThanOrEqual(more ?? 0);
    const foreign = await call("GET /api/v1/people/ben/on-call-load", { as: amara });
    expect([foreign.status, foreign.body]).toEqual([404, (await call("GET /api/v1/people/nobody/on-call-load", { as: amara })).body]);
    expect(await call("GET /api/v1/people/amara/on-call-load", { as: amara })).toMatchObject({ status: 200, body: { hours: expect.any(Number) } });
  });
});
