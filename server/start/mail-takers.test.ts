import { createTransport, type SendMailOptions } from "nodemailer";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { listenForMail } from "../connectors/mail-listener/mail-listener.ts";
import { createIntake } from "../features/alert-intake/index.ts";
import { hashSecret } from "../platform/ids/ids.ts";
import { runOn } from "../platform/testing/global-setup.ts";
import { openTestDatabase } from "../platform/testing/test-database.ts";
import { alertMailboxes, mailTakers } from "./mail-takers.ts";

const { database, url } = await openTestDatabase();
const problems: unknown[] = [];
const intake = createIntake(() => database);
const listener = await listenForMail({ host: "127.0.0.1", port: 0, name: "muster.acme.example", takers: mailTakers(database), others: alertMailboxes(database, intake), log: (_words, problem) => void problems.push(problem) });
const transport = createTransport({ host: "127.0.0.1", port: listener.port, ignoreTLS: true, pool: true, disableFileAccess: true });
afterAll(async () => {
  transport.close();
  await listener.close();
});

const key = "Nagios.Key_of-2026~x";
const ask = <Row extends object>(sql: string, values: unknown[] = []) => database.transaction((tx) => tx.rows<Row>(sql, values));
await ask("insert into source (id, kind, key_hash, place) values ('nagios', 'email', $1, 0), ('posted', 'json', $2, 1)", [hashSecret(key), hashSecret("the-key-of-another")]);
await ask("insert into route (place, urgency) values (0, 'high')");
await ask("update installation set configuration_version = configuration_version + 1");
beforeEach(async () => {
  await ask("delete from alert");
  await ask("delete from delivery");
});

const box = `nagios.${key}@muster.acme.example`;
const problem = { from: "Nagios <nagios@acme.example>", to: box, subject: "PROBLEM: web1/HTTP is CRITICAL", text: "See https://nagios.acme.example/web1" };
const send = (mail: SendMailOptions = {}) => transport.sendMail({ ...problem, ...mail }) as Promise<{ response: string }>;
const alerts = () => ask<{ title: string; status: string; severity: string; count: number; labels: object }>("select title, status, severity, count, labels from alert order by first_at");
const deliveries = () => ask<{ id: string; signals: number; note: string | null; size: number; content_type: string; body: string }>("select id, signals, note, size, content_type, body from delivery order by received_at");

describe("mail to a source", () => {
  it("is stored as a delivery and opens an alert before it is accepted", async () => {
    const { response } = await send();
    const [delivery] = await deliveries();
    expect(response).toBe(`250 Thank you: delivery ${delivery?.id}`);
    expect(delivery).toMatchObject({ signals: 1, content_type: "message/rfc822", note: null });
    expect(delivery?.size).toBeGreaterThan(300);
    expect(JSON.parse(delivery?.body ?? "")).toMatchObject({ subject: problem.subject, from: "nagios@acme.example", text: "See https://nagios.acme.example/web1\n", messageId: expect.stringMatching(/^<.+@.+>$/), date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), attachments: [] });
    expect(await alerts()).toMatchObject([{ title: problem.subject, status: "firing", severity: "critical", labels: { from: "nagios@acme.example" } }]);
  });

  it("that says it is over resolves the alert", async () => {
    await send();
    await send({ subject: "RECOVERY: web1/HTTP is OK" });
    expect(await alerts()).toMatchObject([{ status: "resolved" }]);
  });

  it("that comes again is the same delivery; without a Message-ID it is another", async () => {
    const again = { messageId: "<a@nagios.acme.example>" };
    const [first, second] = [await send(again), await send({ ...again, to: [box, `nagios.${key}@elsewhere.example`] })];
    expect(second.response).toBe(first.response);
    expect(await alerts()).toMatchObject([{ count: 1 }]);
    await send({ raw: `From: nagios@acme.example\r\nSubject: ${problem.subject}\r\n\r\nx`, envelope: { from: "nagios@acme.example", to: box } });
    expect(await alerts()).toMatchObject([{ count: 2 }]);
    expect(await deliveries()).toHaveLength(2);
  });

  it("that comes twice at once is one delivery, and both are accepted", async () => {
    const mail = { messageId: "<b@nagios.acme.example>" };
    const answers = await Promise.all(Array.from({ length: 4 }, () => send(mail)));
    expect(new Set(answers.map(({ response }) => response)).size).toBe(1);
    expect(await alerts()).toMatchObject([{ count: 1 }]);
    expect(problems).toEqual([]);
  });

  it("keeps of attachments what they are called, how large and of which type they are", async () => {
    await send({ attachments: [{ filename: "load.png", content: Buffer.alloc(300) }, { filename: "app.log", content: "the-attached-secret" }] });
    const [delivery] = await deliveries();
    expect(delivery?.note).toBe("Attached to the mail and not kept: load.png, app.log");
    expect(JSON.parse(delivery?.body ?? "")).toMatchObject({ attachments: [{ name: "load.png", size: 300, type: "image/png" }, { name: "app.log", size: 19, type: "text/plain" }] });
    expect(delivery?.body).not.toContain("the-attached-secret");
  });

  it("knows no size where the mail was not kept whole", async () => {
    await send({ attachments: [{ filename: "load.png", content: Buffer.alloc(1_000_000) }] });
    const [delivery] = await deliveries();
    expect(JSON.parse(delivery?.body ?? "")).toMatchObject({ attachments: [{ name: "load.png", size: null }] });
    expect(delivery?.size).toBeGreaterThan(1_000_000);
  });

  it("never keeps the key", async () => {
    await send({ text: `You write to ${box}` });
    expect(await ask("select from delivery where body like $1", [`%${key}%`])).toEqual([]);
    expect(await ask("select from alert where description like $1", [`%${key}%`])).toEqual([]);
  });

  it("in HTML only is read as its reader would, and without the tag of its list", async () => {
    const { text: _none, ...rest } = problem;
    await transport.sendMail({ ...rest, subject: "[ops] Re: web1 is slow", html: "<p>It is <b>slow</b>.</p><p>Severity: high</p>", list: { id: { url: "ops.acme.example", comment: "The operators" } } });
    expect(await alerts()).toMatchObject([{ title: "web1 is slow", severity: "high" }]);
  });

  it.each([
    ["the answer of a machine", { headers: { "auto-submitted": "auto-replied" } }],
    ["a bounce", { envelope: { from: "", to: box } }],
  ])("is kept and opens no alert where it is %s", async (_what, mail) => {
    await send(mail);
    expect(await deliveries()).toMatchObject([{ signals: 0, note: "A bounce or an automatic reply from nagios@acme.example: it opens no alert." }]);
    expect(await alerts()).toEqual([]);
  });

  it("opens an alert where a machine wrote it of its own accord", async () => {
    await send({ headers: { "auto-submitted": "auto-generated" } });
    expect(await alerts()).toHaveLength(1);
  });

  it("and to report@ at once goes to both, save the answer of a machine", async () => {
    await send({ to: [box, "report@muster.acme.example"] });
    expect([(await alerts()).length, (await ask("select from report")).length]).toEqual([1, 1]);
    await send({ to: [box, "report@muster.acme.example"], headers: { "auto-submitted": "auto-replied" } });
    expect([(await deliveries()).length, (await ask("select from report")).length]).toEqual([2, 1]);
  });
});

describe("mail that is not taken", () => {
  it.each([
    ["a wrong key", "nagios.another-key"],
    ["the key in small letters", `nagios.${key.toLowerCase()}`],
    ["the key of a source of another kind", "posted.the-key-of-another"],
    ["the id of another source", `posted.${key}`],
    ["no key", "nagios"],
    ["nothing before the dot", `.${key}`],
  ])("is refused for %s before it is sent", async (_what, to) => {
    await expect(send({ to: `${to}@muster.acme.example` })).rejects.toMatchObject({ responseCode: 550, response: expect.stringContaining("No such mailbox here. Mail is taken for report@, <source>.<key>@ of a source of alerts") });
    expect(await deliveries()).toEqual([]);
  });

  it("is refused where the key was taken away while it was sent", async () => {
    const { take } = alertMailboxes(database, intake);
    const mail = { from: null, subject: "x", text: "", attachments: [], messageId: null, date: null, list: null, isAutomaticReply: false, size: 1 };
    await expect(take("nagios.a-key-of-before", mail)).rejects.toMatchObject({ responseCode: 550 });
  });

  it("is larger than 25 MB", async () => {
    await expect(send({ attachments: [{ filename: "a.bin", content: Buffer.alloc(20 * 1_048_576) }] })).rejects.toMatchObject({ responseCode: 552 });
    expect(await deliveries()).toEqual([]);
  });

  it("is refused for the moment while the database is away, and taken when it is back", async () => {
    const name = new URL(url).pathname.slice(1);
    const server = url.replace(name, "postgres");
    await runOn(server, `alter database ${name} allow_connections false`);
    await runOn(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    await expect(send()).rejects.toMatchObject({ responseCode: 451, response: expect.stringContaining("Send it again later") });
    await runOn(server, `alter database ${name} allow_connections true`);
    await send();
    expect(await alerts()).toHaveLength(1);
  });
});
