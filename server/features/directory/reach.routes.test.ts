import { beforeAll, describe, expect, it } from "vitest";
import type { Configuration, ConfigurationRecord } from "../../platform/config-document/configuration.ts";
import type { ChangesView } from "../../platform/config-document/configuration.contract.ts";
import { configurationRoutes } from "../../platform/config-document/configuration.routes.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { forgetRemovedContacts, readContacts, readLastProofs, readNotificationRules, reachRoutes, removeLostBrowser, storedPeople } from "./index.ts";
import type { ReachView } from "./reach.contract.ts";

const records: ConfigurationRecord[] = [];
const configuration: Configuration = { sections: [storedPeople], guards: [], record: async (_tx, told) => void records.push(...told) };
const { call, clock, database } = await openTestApp((app, tools) => {
  reachRoutes(app, tools, configuration);
  configurationRoutes(app, tools, configuration);
});

const file = `
muster: 1
people:
  amara:
    name: Amara Okafor
    email: amara@acme.example
    contacts: { mail: { email: amara@acme.example }, cell: { sms: "+4915550101" } }
    notify: { high: [{ contact: mail }, { contact: cell, after: 1m }], low: [{ contact: mail }] }
  chidi: { name: Chidi Novak, email: chidi@acme.example }
`;
const yaml = { "content-type": "application/yaml" };
const apply = (text: string, query = "") => call<ChangesView>(`PUT /api/v1/config${query}`, { as: "administrator", body: text, headers: yaml });
const exported = async () => (await call<string>("GET /api/v1/config", { as: "manager" })).body;

const self = (id: string) => ({ as: person("responder", id) });
const reach = async (id: string) => (await call<ReachView>(`GET /api/v1/people/${id}/reach`, self(id))).body;
const add = (id: string, body: object) => call<ReachView & { code: string }>(`POST /api/v1/people/${id}/contacts`, { ...self(id), body });
const remove = (id: string, contact: string) => call<{ code: string }>(`DELETE /api/v1/people/${id}/contacts/${contact}`, self(id));
const order = async (id: string, wish: object) => call<ReachView & { code: string; detail: string }>(`PUT /api/v1/people/${id}/notify`, { ...self(id), body: { version: (await reach(id)).version, high: null, low: null, ...wish } });
const subscription = (endpoint: string) => ({ endpoint, keys: { p256dh: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM", auth: "tBHItJI5svbpez7KI4CCXg" } });
const firefox = { channel: "push", name: "Firefox on Linux", subscription: subscription("https://updates.push.services.mozilla.com/wpush/v2/one") };

beforeAll(async () => {
  expect((await apply(file)).status).toBe(200);
  expect((await call("PUT /api/v1/config/people/ben", { as: "manager", body: { name: "Ben Sato", email: "ben@acme.example" } })).status).toBe(200);
});

describe("whoever a file brings", () => {
  it("adds a number beside it, which no file takes away and none tells", async () => {
    const before = await exported();
    const { status, body } = await add("amara", { channel: "sms", address: "+4915550777" });
    expect(status).toBe(201);
    expect(body.contacts.map(({ id, isFromFile, isVerified }) => [id, isFromFile, isVerified])).toEqual([["mail", true, true], ["cell", true, true], ["own-sms", false, false]]);
    expect(body.high).toMatchObject({ isOwn: true, steps: [{ contact: "mail", after: "0s" }, { contact: "cell", after: "1m" }, { contact: "own-sms", after: "3m" }] });
    expect(body.low).toMatchObject({ isOwn: false, isFromFile: true });
    expect((await apply(file, "?plan=true")).body.changes).toEqual([]);
    expect((await apply(file)).body.changes).toEqual([]);
    expect(await exported()).toBe(before);
    expect((await reach("amara")).contacts.map(({ id }) => id)).toContain("own-sms");
    expect((await apply(file.replace("Amara Okafor", "Amara O."))).body.changes).toHaveLength(1);
    expect((await reach("amara")).high.steps).toHaveLength(3);
    expect(records.some(({ id, paths }) => id === "amara" && paths.includes("contacts/own-sms"))).toBe(true);
    expect(JSON.stringify(records.filter(({ action, paths }) => action === "changed" && paths[0]?.startsWith("contacts/own")))).not.toContain("5550777");
  });

  it("keeps an order whole or not at all", async () => {
    const before = await reach("amara");
    const half = await order("amara", { high: [{ contact: "own-sms", after: "0s" }], low: [{ contact: "pigeon", after: "0s" }] });
    expect(half).toMatchObject({ status: 422, body: { code: "order.unknown.invalid" } });
    expect(await reach("amara")).toEqual(before);
  });

  it("leaves what the file names to the file, and may leave it out of an order of their own", async () => {
    expect(await remove("amara", "cell")).toMatchObject({ status: 409, body: { code: "contact.from-file" } });
    expect(await call("PATCH /api/v1/people/amara/contacts/cell", { ...self("amara"), body: { address: "+4915550778" } })).toMatchObject({ status: 409 });
    const { body } = await order("amara", { high: [{ contact: "own-sms", after: "0s" }] });
    expect(body.high).toMatchObject({ isOwn: true, steps: [{ contact: "own-sms", after: "0s" }] });
    const rules = await database.transaction((tx) => readNotificationRules(tx, ["amara"]));
    expect(rules.map((rule) => [rule.urgency, rule.contact_id])).toEqual([["high", "own-sms"], ["low", "mail"]]);
    expect((await order("amara", { high: null })).body.high).toMatchObject({ isOwn: false, isFromFile: true, steps: [{ contact: "mail" }, { contact: "cell" }] });
  });

  it("with a means removed, nothing tries it any more", async () => {
    await order("amara", { high: [{ contact: "own-sms", after: "0s" }, { contact: "mail", after: "1m" }] });
    expect((await remove("amara", "own-sms")).status).toBe(200);
    expect((await reach("amara")).high.steps).toEqual([{ contact: "mail", after: "1m" }]);
    expect(await remove("amara", "own-sms")).toMatchObject({ status: 404 });
  });

  it("that removed a means puts it back within the hour: as trusted as it was, and in its place", async () => {
    const before = await reach("amara");
    const restore = () => call<{ code: string }>("POST /api/v1/people/amara/contacts/own-voice/restore", self("amara"));
    await add("amara", { channel: "voice", address: "+4915550778" });
    await database.transaction((tx) => tx.run("update contact set verified_at = now(), verified_by = 'code' where person_id = 'amara' and id = 'own-voice'"));
    await order("amara", { high: [{ contact: "own-voice", after: "0s" }, { contact: "mail", after: "1m" }] });
    const standing = await reach("amara");
    await remove("amara", "own-voice");
    expect((await reach("amara")).high.steps).toEqual([{ contact: "mail", after: "1m" }]);
    expect((await restore()).status).toBe(200);
    expect(await reach("amara")).toEqual(standing);
    expect(await restore()).toMatchObject({ status: 404, body: { code: "contact.not-found" } });
    await remove("amara", "own-voice");
    await clock.advance(3_700_000);
    expect((await restore()).status).toBe(404);
    await database.transaction(forgetRemovedContacts);
    expect(await database.transaction((tx) => tx.rows("select from removed_contact"))).toEqual([]);
    await order("amara", { high: before.high.steps });
  });

  it("with a first means of their own keeps the e-mail address that served until then", async () => {
    expect((await reach("chidi")).contacts).toMatchObject([{ id: "e-mail", address: "chidi@acme.example", isImplied: true, isVerified: true }]);
    const { body } = await add("chidi", { channel: "voice", address: "+4915550199" });
    expect(body.contacts.map(({ id, address }) => [id, address])).toEqual([["own-mail", "chidi@acme.example"], ["own-voice", "+4915550199"]]);
  });
});

describe("whoever was made on the screens", () => {
  it("keeps their means in the configuration, which is exported and read in again as the same", async () => {
    await add("ben", { channel: "sms", address: "+4915550222" });
    await order("ben", { high: [{ contact: "sms", after: "2m" }, { contact: "mail", after: "0s" }], low: null });
    const entry = (await call<{ entry: object }>("GET /api/v1/config/people/ben", { as: "manager" })).body.entry;
    expect(entry).toMatchObject({ contacts: { mail: { email: "ben@acme.example" }, sms: { sms: "+4915550222" } }, notify: { high: [{ contact: "mail" }, { contact: "sms", after: "2m" }] } });
    expect((await call<ChangesView>("PUT /api/v1/config/people/ben", { as: "manager", body: entry })).body.changes).toEqual([]);
    expect((await apply(await exported(), "?plan=true")).body.changes).toEqual([]);
  });

  it("with another address is to be verified anew", async () => {
    await database.transaction((tx) => tx.run("update contact set verified_at = now(), verified_by = 'code' where person_id = 'ben' and id = 'sms'"));
    const change = (address: string) => call<ReachView>("PATCH /api/v1/people/ben/contacts/sms", { ...self("ben"), body: { address } });
    expect((await change("0155")).status).toBe(422);
    const verified = (view: ReachView) => view.contacts.find(({ id }) => id === "sms")?.isVerified;
    expect(verified((await change("+4915550222")).body)).toBe(true);
    expect(verified((await change("+4915550223")).body)).toBe(false);
  });
});

describe("a browser", () => {
  it("is a means called after itself, verified by being there, once and of one person, in no file", async () => {
    const { body } = await add("ben", firefox);
    expect(body.contacts.at(-1)).toMatchObject({ id: "firefox-on-linux", channel: "push", name: "Firefox on Linux", address: "updates.push.services.mozilla.com", isVerified: true, verifiedBy: "browser" });
    await add("ben", firefox);
    expect((await reach("ben")).contacts.filter(({ channel }) => channel === "push")).toHaveLength(1);
    expect(await exported()).not.toContain("mozilla");
    const text = await exported();
    expect((await apply(text, "?plan=true")).body.changes).toEqual([]);
    await apply(text);
    const [stored] = (await database.transaction((tx) => readContacts(tx, ["ben"]))).filter(({ channel }) => channel === "push");
    expect(JSON.parse(stored?.address ?? "")).toEqual(firefox.subscription);
    await add("amara", firefox);
    expect((await reach("ben")).contacts.filter(({ channel }) => channel === "push")).toEqual([]);
  });

  it("that takes another address stays the same means in the same place, and goes with its steps once it gave that up", async () => {
    const browsers = async () => (await reach("ben")).contacts.filter(({ channel }) => channel === "push").map(({ id }) => id);
    const at = (path: string, more = {}) => ({ ...firefox, subscription: subscription(`https://updates.push.services.mozilla.com/${path}`), ...more });
    await add("ben", at("two"));
    await order("ben", { high: [{ contact: "firefox-on-linux", after: "0s" }, { contact: "mail", after: "1m" }] });
    await add("ben", at("three", { replaces: at("two").subscription.endpoint }));
    expect([await browsers(), (await reach("ben")).high.steps[0]?.contact]).toEqual([["firefox-on-linux"], "firefox-on-linux"]);
    const lose = (path: string) => database.transaction((tx) => removeLostBrowser(tx, JSON.stringify(at(path).subscription)));
    expect([await lose("two"), await browsers()]).toEqual([null, ["firefox-on-linux"]]);
    expect(await lose("three")).toEqual({ personId: "ben", contactId: "firefox-on-linux", name: "Firefox on Linux" });
    expect([await browsers(), (await reach("ben")).high.steps]).toEqual([[], [{ contact: "mail", after: "1m" }]]);
  });
});

describe("how somebody is reached", () => {
  it("is theirs to see and to say, and a manager's", async () => {
    expect((await call("GET /api/v1/people/ben/reach", self("amara"))).status).toBe(403);
    expect((await call("GET /api/v1/people/ben/reach", { as: "manager" })).status).toBe(200);
    expect((await call("POST /api/v1/people/ben/contacts", { ...self("amara"), body: { channel: "mail", address: "x@acme.example" } })).status).toBe(403);
    expect((await call("GET /api/v1/people/ben/reach")).status).toBe(401);
    expect((await call("GET /api/v1/people/nobody/reach", { as: "manager" })).status).toBe(404);
  });

  it("refuses what is no number, what is there already, and an order that was judged by what is there no more", async () => {
    expect((await add("amara", { channel: "sms", address: "0155" })).status).toBe(400);
    expect((await add("amara", { channel: "mail", address: "AMARA@acme.example" })).body.code).toBe("contact.known");
    expect((await order("amara", { version: "old", high: [] })).body.code).toBe("reach.changed");
    expect(await order("amara", { high: [{ contact: "pigeon", after: "0s" }] })).toMatchObject({ status: 422, body: { code: "order.unknown.invalid" } });
  });

  it("tells the readiness check which means are verified and when a test was last answered", async () => {
    await database.transaction(async (tx) => {
      const test = "insert into contact_proof (id, person_id, contact_id, address_hash, kind, asked_at, expires_at, answered_at) select gen_random_uuid(), 'amara', $1, sha256(convert_to($2, 'UTF8')), 'test', now(), now(), now()";
      await tx.run(test, ["mail", "amara@acme.example"]);
      await tx.run(test, ["cell", "+4915550000"]);
    });
    const proofs = await database.transaction((tx) => readLastProofs(tx, ["amara"]));
    expect(proofs.map(({ contactId, isVerified, answeredAt }) => [contactId, isVerified, answeredAt !== null])).toEqual(expect.arrayContaining([["mail", true, true], ["cell", true, false], ["firefox-on-linux", true, false]]));
  });
});
