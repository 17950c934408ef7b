import { describe, expect, it } from "vitest";
import { prepareContent, redactContent } from "../../platform/event-log/content.ts";
import { foldHeads, kindOf, setHeadsAside, compareHeads } from "../../platform/event-log/head-folding.ts";
import { readFeed } from "../../platform/event-log/event-log.queries.ts";
import { newId } from "../../platform/ids/ids.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { tablesHolding } from "../../platform/testing/test-people.ts";
import { muster } from "../../values/actor.ts";
import { changeIncident, incidentDecider, reactToIncidents } from "../incidents/index.ts";
import type { FollowUpView, RetrospectiveDetail, SavedText } from "./contract.ts";
import { deleteRetrospectives, judgeIncidents, projectRetrospectives, reactToRetrospectives, retrospectiveDecider, retrospectiveRoutes } from "./index.ts";

const listeners = { incident: [reactToIncidents, judgeIncidents], retrospective: [reactToRetrospectives] };
const { call, database, clock } = await openTestApp(retrospectiveRoutes, { context: { listeners } });
await database.transaction((tx) =>
  tx.run("insert into person (id, name, email, place) select id, initcap(id), id || '@acme.example', place from unnest(array['amara', 'chidi', 'dana']) with ordinality as new (id, place)"),
);
const [amara, chidi] = [person("responder", "amara"), person("responder", "chidi")];

let number = 0;

/** A retrospective of the usual process, by the reference of its incident. */
async function begin(): Promise<string> {
  const [incidentId, title] = [newId(), prepareContent("Search is empty")];
  number += 1;
  const facts = { number, origin: "person", serviceIds: [], groups: [], processVersion: null, commanderRole: "incident-commander", reportedAt: null, isDrill: false, severity: "sev1", priority: "p1" } as const;
  const commander = { personId: "dana", isProvisional: false, because: "declared" } as const;
  await database.transaction((tx) => changeIncident(tx, { incidentId, actor: muster, texts: [title], command: { kind: "declare", title: title.reference, commander, ...facts, serviceIds: [], groups: [] } }));
  await database.transaction((tx) => changeIncident(tx, { incidentId, actor: muster, command: { kind: "resolve" } }));
  return `INC-${number}`;
}

type Saved = SavedText & { isMerged: boolean; current: SavedText; code: string; detail: string };
const save = (ref: string, text: string, baseVersion: number, as = amara, section = "summary") => call<Saved>(`PUT /api/v1/retrospectives/${ref}/sections/${section}`, { as, body: { text, baseVersion } });
const sectionOf = async (ref: string, id = "summary") => (await call<RetrospectiveDetail>(`GET /api/v1/retrospectives/${ref}`, { as: "viewer" })).body.sections.find((section) => section.id === id);

describe("a section", () => {
  it("is saved with who and when, and takes the place of the proposal", async () => {
    const ref = await begin();
    expect(await save(ref, "It was empty.", 0)).toMatchObject({ status: 200, body: { section: "summary", version: 1, text: "It was empty.", savedBy: { id: "amara", name: "Amara" }, isMerged: false } });
    expect(await sectionOf(ref)).toMatchObject({ version: 1, text: "It was empty.", isFilled: true, proposal: null });
    expect(await save(ref, "", 1)).toMatchObject({ status: 200, body: { version: 2, text: "" } });
    expect(await sectionOf(ref)).toMatchObject({ isFilled: false, proposal: expect.stringContaining("Search is empty.") });
  });

  it("that two wrote on at once holds what both wrote, where they wrote on different lines", async () => {
    const ref = await begin();
    await save(ref, "one\ntwo\nthree", 0);
    expect((await save(ref, "ONE\ntwo\nthree", 1)).body).toMatchObject({ version: 2, isMerged: false });
    expect((await save(ref, "one\ntwo\nTHREE", 1, chidi)).body).toMatchObject({ version: 3, text: "ONE\ntwo\nTHREE", isMerged: true, savedBy: { id: "chidi" } });
  });

  it("is not saved over the same line that somebody else changed; what stands now comes with the answer", async () => {
    const ref = await begin();
    await save(ref, "one\ntwo", 0);
    await save(ref, "one\nzwei", 1, chidi);
    const refused = await save(ref, "one\ndeux", 1);
    expect(refused).toMatchObject({ status: 409, body: { code: "retrospective.section-changed", current: { section: "summary", version: 2, text: "one\nzwei", savedBy: { id: "chidi", name: "Chidi" }, savedAt: expect.any(String) } } });
    expect(await save(ref, "one\nzwei, deux", 2)).toMatchObject({ status: 200, body: { version: 3 } });
    expect(await tablesHolding(database, "one\ndeux")).toEqual([]);
  });

  it("makes no version where nothing changed", async () => {
    const ref = await begin();
    await save(ref, "same", 0);
    expect((await save(ref, "same", 1)).body).toMatchObject({ version: 1, isMerged: false });
    expect((await save(ref, "same", 0, chidi)).body).toMatchObject({ version: 1, savedBy: { id: "amara" } });
  });

  it("keeps every version readable", async () => {
    const ref = await begin();
    for (const [version, text] of ["first", "second", "third"].entries()) await save(ref, text, version);
    const versions = (query = "") => call<{ items: { version: number }[]; next: string | null }>(`GET /api/v1/retrospectives/${ref}/sections/summary/versions${query}`, { as: "viewer" });
    expect((await versions()).body).toMatchObject({ items: [{ version: 3, savedBy: { name: "Amara" } }, { version: 2 }, { version: 1 }], next: null });
    expect(Object.keys((await versions()).body.items[0] ?? {})).not.toContain("text");
    const page = await versions("?limit=2");
    expect((await versions(`?limit=2&cursor=${page.body.next}`)).body.items.map(({ version }) => version)).toEqual([1]);
    expect(await call(`GET /api/v1/retrospectives/${ref}/sections/summary/versions/2`, { as: "viewer" })).toMatchObject({ status: 200, body: { version: 2, text: "second" } });
    expect(await call(`GET /api/v1/retrospectives/${ref}/sections/summary/versions/4`, { as: "viewer" })).toMatchObject({ status: 404, body: { code: "retrospective.version.not-found" } });
    expect((await call(`GET /api/v1/retrospectives/${ref}/sections/summary/versions/0`, { as: "viewer" })).status).toBe(400);
  });

  it("takes a megabyte, hostile or not, and refuses more, NUL, and what is malformed, in words", async () => {
    const ref = await begin();
    const hostile = `<script>\u202E"\\ ${"ü".repeat(999_980)}`;
    expect((await save(ref, hostile, 0)).body.text).toBe(hostile);
    expect(await save(ref, "x".repeat(1_000_001), 1)).toMatchObject({ status: 400, body: { code: "malformed", detail: expect.stringContaining("at most 1 MB") } });
    expect(await save(ref, "x".repeat(7_000_000), 1)).toMatchObject({ status: 413, body: { code: "too-large" } });
    expect(await save(ref, "a\u0000b", 1)).toMatchObject({ status: 400, body: { detail: expect.stringContaining("NUL") } });
    expect(await save(ref, "a", -1)).toMatchObject({ status: 400 });
    expect(await save(ref, "a", 7)).toMatchObject({ status: 422, body: { code: "retrospective.version.invalid" } });
    expect(await save(ref, "a", 0, amara, "no-such-section")).toMatchObject({ status: 404, body: { code: "retrospective.section.not-found" } });
    expect((await save("INC-999", "a", 0)).status).toBe(404);
    expect((await save(ref, "a", 1, person("viewer", "dana"))).status).toBe(403);
    expect((await call(`PUT /api/v1/retrospectives/${ref}/sections/summary`, { body: { text: "a", baseVersion: 1 } })).status).toBe(401);
  });

  it("whose text was taken out is shown as such, and written anew on what stands", async () => {
    const ref = await begin();
    await save(ref, "the password is hunter2", 0);
    await save(ref, "no password here", 1);
    await database.transaction(async (tx) => {
      const row = await tx.first<{ id: string }>("select id from content where body = 'the password is hunter2'");
      await redactContent(tx, row?.id ?? "", muster);
    });
    expect((await call<SavedText>(`GET /api/v1/retrospectives/${ref}/sections/summary/versions/1`, { as: "viewer" })).body.text).toBeNull();
    expect(await save(ref, "another", 1)).toMatchObject({ status: 409, body: { current: { text: "no password here" } } });
    expect(await save(ref, "another", 2)).toMatchObject({ status: 200 });
  });

  it("that many save at once, each a line of their own, ends with every line", async () => {
    const ref = await begin();
    const lines = Array.from({ length: 8 }, (_, line) => `line ${line}`);
    await save(ref, lines.join("\n"), 0);
    const answers = await Promise.all(lines.map((_, line) => save(ref, lines.with(line, `mine ${line}`).join("\n"), 1)));
    expect(answers.map(({ status }) => status)).toEqual(lines.map(() => 200));
    expect((await sectionOf(ref))?.text).toBe(lines.map((_, line) => `mine ${line}`).join("\n"));
  });
});

describe("a follow-up", () => {
  const add = (ref: string, body: object, as = amara) => call<FollowUpView & { code: string }>(`POST /api/v1/retrospectives/${ref}/follow-ups`, { as, body });
  const change = (id: string, body: object, as = amara) => call<FollowUpView>(`PATCH /api/v1/follow-ups/${id}`, { as, body });
  const list = async (query: string) => (await call<{ items: FollowUpView[]; next: string | null }>(`GET /api/v1/follow-ups?${query}`, { as: "viewer" })).body;

  it("is added with a driver and dates, and looked at again when the process says", async () => {
    await clock.set(Date.parse("2026-11-21T12:00:00Z"));
    const ref = await begin();
    const added = await add(ref, { text: "Count products", driverId: "chidi", dueAt: "2026-11-27T18:00:00+01:00" });
    expect(added).toMatchObject({ status: 200, body: { text: "Count products", driver: { id: "chidi", name: "Chidi" }, dueAt: "2026-11-27T17:00:00.000Z", status: "open", settledAt: null, incident: { ref, title: "Search is empty" } } });
    expect(added.body.reviewAt.slice(0, 10)).toBe("2026-12-05");
    expect((await add(ref, { text: "Another", reviewAt: "2026-11-23T09:00:00Z" })).body).toMatchObject({ driver: null, dueAt: null, reviewAt: "2026-11-23T09:00:00.000Z" });
  });

  it("is changed and settled; what is left out stays", async () => {
    const { body } = await add(await begin(), { text: "Count products", driverId: "chidi", dueAt: "2026-11-27T18:00:00Z" });
    expect((await change(body.id, { driverId: null, text: "Count them all" })).body).toMatchObject({ text: "Count them all", driver: null, dueAt: body.dueAt, reviewAt: body.reviewAt });
    expect((await change(body.id, { status: "done", dueAt: null })).body).toMatchObject({ status: "done", dueAt: null, settledAt: expect.any(String) });
    expect((await change(body.id, { status: "open" })).body).toMatchObject({ status: "open", settledAt: null });
    expect((await change(body.id, {})).body).toMatchObject({ text: "Count them all", status: "open" });
  });

  it("is found by status and driver, by the date at which it is looked at again, in pages", async () => {
    const ref = await begin();
    const [later, sooner] = [await add(ref, { text: "Later", driverId: "dana", reviewAt: "2027-03-01T09:00:00Z" }), await add(ref, { text: "Sooner", driverId: "dana", reviewAt: "2027-02-01T09:00:00Z" })];
    expect((await list("driverId=dana")).items.map(({ text }) => text)).toEqual(["Sooner", "Later"]);
    const first = await list("driverId=dana&limit=1");
    expect((await list(`driverId=dana&limit=1&cursor=${first.next}`)).items.map(({ id }) => id)).toEqual([later.body.id]);
    await change(sooner.body.id, { status: "dropped" });
    expect((await list("driverId=dana&status=open")).items.map(({ text }) => text)).toEqual(["Later"]);
  });

  it("is refused in words, and to who may not", async () => {
    const ref = await begin();
    expect(await add(ref, { text: "Who", driverId: "nobody" })).toMatchObject({ status: 422, body: { code: "follow-up.driver.invalid", errors: [{ path: "driverId" }] } });
    expect(await add(ref, { text: "  " })).toMatchObject({ status: 400 });
    expect(await add(ref, { text: "When", dueAt: "tomorrow" })).toMatchObject({ status: 400, body: { detail: expect.stringContaining("RFC 3339") } });
    expect((await add("INC-999", { text: "Where" })).status).toBe(404);
    expect((await add(ref, { text: "No" }, person("viewer", "dana"))).status).toBe(403);
    expect(await change(newId(), { status: "done" })).toMatchObject({ status: 404, body: { code: "follow-up.not-found" } });
    expect((await call("PATCH /api/v1/follow-ups/12", { as: amara, body: {} })).status).toBe(400);
    expect((await call("GET /api/v1/follow-ups")).status).toBe(401);
  });
});

const tables = {
  retrospective: "select * from retrospective order by id",
  section: "select * from retrospective_section order by retrospective_id, section",
  followUp: "select * from follow_up order by id",
  head: "select stream_id, version, state, hash, types from stream_head where stream_id like 'retrospective/%' order by stream_id",
};
const dump = async () => Object.fromEntries(await Promise.all(Object.entries(tables).map(async ([name, sql]) => [name, await database.transaction((tx) => tx.rows(sql))] as const)));

describe("a rebuild", () => {
  it.each([[1], [4], [1_000]])("makes the read tables again as they were, %i events at a time", async (batch) => {
    const live = await dump();
    expect(live["section"]?.length).toBeGreaterThan(4);
    expect(live["followUp"]?.length).toBeGreaterThan(4);
    await database.transaction(async (tx) => {
      await setHeadsAside(tx);
      await deleteRetrospectives(tx);
      for (let position = 0, events = await readFeed(tx, 0, batch); events.length > 0; events = await readFeed(tx, position, batch)) {
        await foldHeads(tx, [incidentDecider, retrospectiveDecider], events);
        await projectRetrospectives(tx, events.filter((event) => kindOf(event) === "retrospective"));
        position = events.at(-1)?.position ?? position;
      }
      await compareHeads(tx);
    });
    expect(await dump()).toEqual(live);
  });
});
