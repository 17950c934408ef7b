import { beforeEach, describe, expect, it } from "vitest";
import type { SendHandler } from "../../platform/due-work/due-work.ts";
import { Sender } from "../../platform/due-work/sender.ts";
import { newId } from "../../platform/ids/ids.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { contactProofRoutes, proveHandler, type Message, type Messenger, type Sending } from "./index.ts";

const sent: Message[] = [];
const accepted: Sending = { isAccepted: true, providerId: "one" };
let answer: Sending = accepted;
const messengerOf = (channel: Messenger["channel"]): Messenger => ({ channel, send: async (message) => { sent.push(message); return answer; } });
const messengers = { sms: messengerOf("sms"), voice: messengerOf("voice"), mail: messengerOf("mail") };
const publicUrl = "http://muster.example";
const { call, database, clock, app } = await openTestApp(contactProofRoutes, { publicUrl, context: { messengers, links: { publicUrl, secret: "a-key-of-this-installation" }, secret: "a-key-of-this-installation" } });

const minute = 60_000;
let id = "";
let people = 0;
beforeEach(async () => {
  sent.length = 0;
  answer = accepted;
  people += 1;
  id = `amara-${people}`;
  await clock.advance(120 * minute);
  await database.transaction(async (tx) => {
    await tx.run("insert into person (id, name, email, place) values ($1, 'Amara Okafor', $1 || '@acme.example', 0)", [id]);
    await tx.run("insert into contact (person_id, id, channel, address, place) values ($1, 'cell', 'sms', '+49155501' || $2, 0), ($1, 'ring', 'voice', '+49155502' || $2, 1), ($1, 'topic', 'ntfy', 'https://ntfy.example/' || $1, 2)", [id, String(people)]);
  });
});

const complain = (problem: string, error: unknown) => {
  throw new Error(problem, { cause: error });
};

async function send(): Promise<void> {
  const sender = new Sender(proveHandler as SendHandler, { database: () => database, node: newId(), log: complain, wake: () => undefined });
  await sender.claim();
  await sender.stop();
}

interface Told {
  code: string;
  detail: string;
  againAt: string;
  items: { id: string }[];
}

const post = (path: string, body?: object, as = person("responder", id)) => call<Told>(`POST /api/v1/people/${id}/${path}`, { as, body });
const askCode = (contact = "cell") => post(`contacts/${contact}/code`);
const verify = (code: string, contact = "cell") => post(`contacts/${contact}/verify`, { code });
const codeSent = () => /(\d{6})/.exec(sent.at(-1)?.text ?? "")?.[1] ?? "";
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const stored = (contact = "cell") => database.transaction((tx) => tx.first<{ verified_at: number | null; verified_by: string | null }>("select verified_at, verified_by from contact where person_id = $1 and id = $2", [id, contact]));

describe("a code", () => {
  it("goes to the number, is kept nowhere, and verifies it", async () => {
    expect((await askCode()).status).toBe(201);
    await send();
    expect(sent).toMatchObject([{ address: `+49155501${people}`, link: null }]);
    const code = codeSent();
    expect(code).toMatch(/^\d{6}$/);
    const rows = await database.transaction((tx) => tx.rows<{ row: string }>("select proof::text as row from contact_proof as proof where person_id = $1 union all select due::text from due_work as due", [id]));
    expect(rows.map(({ row }) => row).join(" ")).not.toContain(code);
    expect(await verify(code)).toMatchObject({ status: 200 });
    expect(await stored()).toMatchObject({ verified_by: "code" });
    expect((await askCode()).body.code).toBe("contact.verified");
  });

  it("is said digit by digit by a voice", async () => {
    await askCode("ring");
    await send();
    const digits = /((\d, ){5}\d)/.exec(sent[0]?.text ?? "")?.[1]?.replaceAll(", ", "") ?? "";
    expect(await verify(digits, "ring")).toMatchObject({ status: 200 });
  });

  it("allows five tries and no sixth, though it be the right one; a new one is good", async () => {
    await askCode();
    await send();
    const code = codeSent();
    for (let tried = 1; tried <= 5; tried += 1) expect((await verify(otherThan(code))).body.code).toBe("code.invalid");
    expect((await verify(code)).body.code).toBe("code.spent");
    await askCode();
    await send();
    expect(codeSent()).not.toBe(code);
    expect(await verify(codeSent())).toMatchObject({ status: 200 });
  });

  it("is good for ten minutes, and only for the address it went to", async () => {
    await askCode();
    await send();
    const first = codeSent();
    await clock.advance(10 * minute + 1_000);
    expect((await verify(first)).body.code).toBe("code.expired");
    await askCode();
    await send();
    await database.transaction((tx) => tx.run("update contact set address = '+4915559999' || $2 where person_id = $1 and id = 'cell'", [id, String(people)]));
    expect((await verify(codeSent())).body.code).toBe("code.none");
  });

  it("is sent three times an hour to one number, whoever has it, and says when again", async () => {
    for (let asked = 1; asked <= 3; asked += 1) expect((await askCode()).status).toBe(201);
    await clock.advance(20 * minute);
    const fourth = await askCode();
    expect(fourth).toMatchObject({ status: 429, body: { code: "contact.code.too-many" } });
    expect(fourth.body.detail).toContain("in 40 min");
    expect(Number(fourth.headers["retry-after"])).toBeGreaterThan(39 * 60);
    const same = `+49155501${people}`;
    await database.transaction((tx) => tx.run("update contact set channel = 'sms', address = $2 where person_id = $1 and id = 'ring'", [id, same]));
    expect((await askCode("ring")).status).toBe(429);
    await clock.advance(41 * minute);
    expect((await askCode()).status).toBe(201);
  });

  it("is sent ten times an hour for one person", async () => {
    const statuses: number[] = [];
    for (let asked = 1; asked <= 11; asked += 1) {
      await database.transaction((tx) => tx.run("update contact set address = '+4915557' || $2 where person_id = $1 and id = 'cell'", [id, String(people * 100 + asked)]));
      statuses.push((await askCode()).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(201), 429]);
  });

  it("two who ask at once are counted one after the other", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => askCode()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  });

  it("that a provider does not take is tried again, and why is told", async () => {
    answer = { isAccepted: false, error: "The carrier sleeps." };
    await askCode();
    await send();
    const proof = () => database.transaction((tx) => tx.first<{ error: string | null; sent_at: number | null }>("select error, sent_at from contact_proof where person_id = $1", [id]));
    expect(await proof()).toMatchObject({ error: "The carrier sleeps.", sent_at: null });
    answer = accepted;
    await clock.advance(3_000);
    await send();
    expect(sent).toHaveLength(2);
    expect(sent[0]?.text).toBe(sent[1]?.text);
    expect(await proof()).toMatchObject({ error: null });
    expect(await verify(codeSent())).toMatchObject({ status: 200 });
  });

  it("is asked for by its person or a manager, where there is a provider, and is six digits", async () => {
    const code = `contacts/cell/code`;
    expect((await post(code, undefined, person("responder", "ben"))).status).toBe(403);
    expect((await post(code, undefined, person("manager", "grete"))).status).toBe(201);
    expect((await call(`POST /api/v1/people/${id}/${code}`)).status).toBe(401);
    expect((await askCode("topic")).body.code).toBe("contact.no-provider");
    expect((await askCode("pigeon")).status).toBe(404);
    expect((await verify("12345")).status).toBe(400);
    expect((await verify("123456", "ring")).body.code).toBe("code.none");
  });
});

const linkOf = (message: Message | undefined) => new URL(message?.link ?? "").pathname;
const answeredAt = async () => (await database.transaction((tx) => tx.first<{ answered_at: number | null }>("select answered_at from contact_proof where person_id = $1 and kind = 'test'", [id])))?.answered_at ?? null;
const trust = () => database.transaction((tx) => tx.run("update contact set verified_at = now(), verified_by = 'file' where person_id = $1 and id in ('cell', 'ring')", [id]));

describe("a test", () => {
  it("says that it is one; its link only shows, and its button notes the answer", async () => {
    await trust();
    expect((await post("contacts/cell/test")).status).toBe(201);
    await send();
    expect(`${sent[0]?.subject} ${sent[0]?.text}`).toMatch(/A test from Muster.*nothing is wrong/i);
    const link = linkOf(sent[0]);
    for (let opened = 1; opened <= 3; opened += 1) expect((await app.inject({ method: "GET", url: link })).body).toContain("It reached me");
    expect(await answeredAt()).toBeNull();
    const pressed = await app.inject({ method: "POST", url: link, headers: { origin: publicUrl, "sec-fetch-site": "same-origin" } });
    expect([pressed.statusCode, pressed.headers["location"]]).toEqual([303, link]);
    expect(await answeredAt()).not.toBeNull();
    expect((await app.inject({ method: "GET", url: link })).body).toContain("Muster has noted it");
  });

  it("over, or behind a link that was made elsewhere, notes nothing", async () => {
    await trust();
    await post("contacts/cell/test");
    await send();
    const link = linkOf(sent[0]);
    const forged = `${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`;
    expect((await app.inject({ method: "GET", url: forged })).statusCode).toBe(404);
    await app.inject({ method: "POST", url: forged, headers: { origin: publicUrl } });
    await clock.advance(24 * 60 * minute + 1_000);
    await app.inject({ method: "POST", url: link, headers: { origin: publicUrl } });
    expect(await answeredAt()).toBeNull();
    expect((await app.inject({ method: "GET", url: link })).body).toContain("This test is over");
  });

  it("of all goes by every means that a page would use, and a call is answered by who is signed in", async () => {
    await trust();
    const { body } = await post("test");
    await send();
    expect(sent.map(({ address }) => address.slice(0, 9)).sort()).toEqual(["+49155501", "+49155502"]);
    expect(sent.find(({ address }) => address.startsWith("+49155502"))?.link).toBeNull();
    const [first] = body.items;
    expect((await post(`tests/${first?.id}/reached`, undefined, person("manager", "grete"))).status).toBe(403);
    expect((await post(`tests/${first?.id}/reached`)).status).toBe(200);
    expect((await post(`tests/${newId()}/reached`)).status).toBe(404);
  });

  it("goes to the e-mail address of whoever named nothing, to no number that is not verified, and not without end", async () => {
    expect((await post("contacts/cell/test")).body.code).toBe("contact.unverified");
    expect((await post("test")).body.code).toBe("contact.none");
    await database.transaction((tx) => tx.run("delete from contact where person_id = $1", [id]));
    for (let asked = 1; asked <= 6; asked += 1) expect((await post("contacts/e-mail/test")).status).toBe(201);
    expect((await post("contacts/e-mail/test")).body.code).toBe("contact.test.too-many");
    await send();
    expect(sent[0]?.address).toBe(`${id}@acme.example`);
  });
});
