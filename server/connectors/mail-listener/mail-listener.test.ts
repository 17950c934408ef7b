import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { createTransport, type SendMailOptions } from "nodemailer";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { takeReportMail } from "../../features/incidents/index.ts";
import { runOn } from "../../platform/testing/global-setup.ts";
import { openTestDatabase } from "../../platform/testing/test-database.ts";
import { listenForMail, type MailTaker } from "./mail-listener.ts";

const { database, url } = await openTestDatabase();
const problems: unknown[] = [];
let report: MailTaker = (mail) => database.transaction((tx) => takeReportMail(tx, { ...mail, attachments: mail.attachments.map(({ name }) => name) }));
const listener = await listenForMail({ host: "127.0.0.1", port: 0, name: "muster.acme.example", takers: { report: (mail) => report(mail) }, log: (_words, problem) => void problems.push(problem) });
const transport = createTransport({ host: "127.0.0.1", port: listener.port, ignoreTLS: true, pool: true, disableFileAccess: true });
afterAll(async () => {
  transport.close();
  await listener.close();
});

const plain = { from: "Ana López <ana@acme.example>", to: "report@muster.acme.example", subject: "Kasse hängt", text: "Seit eben.\n\nMühsam: 5 € pro Klick.\n" };
const send = (mail: SendMailOptions = {}) => transport.sendMail({ ...plain, ...mail }) as Promise<{ response: string }>;
const ask = <Row extends object>(sql: string) => database.transaction((tx) => tx.rows<Row>(sql));
const reports = () => ask<{ number: number; came_by: string; reporter: string | null; what: string }>("select number, came_by, reporter, content.body as what from report join content on content.id = what_id order by number");
const newest = async () => (await reports()).at(-1);
beforeEach(() => ask("delete from report"));

describe("mail to report@", () => {
  it("is a report when it is accepted, with who sent it", async () => {
    const { response } = await send();
    const [stored] = await reports();
    expect(stored).toMatchObject({ came_by: "mail", reporter: "ana@acme.example", what: "Kasse hängt\n\nSeit eben.\n\nMühsam: 5 € pro Klick." });
    expect(response).toBe(`250 Thank you: report ${stored?.number}`);
  });

  it.each(["REPORT@acme.example", "Report@[127.0.0.1]", "report@xn--bcher-kva.example"])("is taken for every name of the house and however it is written: %s", async (to) => {
    await send({ to });
    expect(await reports()).toHaveLength(1);
  });

  it("is one report where it comes to two addresses at once, or again because nobody heard the answer", async () => {
    const mail = { to: ["report@acme.example", "report@muster.acme.example"], messageId: "<a@acme.example>" };
    const [first, again] = [await send(mail), await send(mail)];
    expect(again.response).toBe(first.response);
    expect(await reports()).toHaveLength(1);
    await send();
    expect(await reports()).toHaveLength(2);
  });

  it("is read where it is HTML only, as its reader would", async () => {
    const html = `<html><head><title>no</title><style>p{color:red}</style></head><body><header>Hi</header><p>Zahlen &uuml;ber 100&nbsp;&euro; <b>gehen nicht</b>.<br>Fehler &lt;42&gt;</p>
      <script>alert(1)</script><ul><li>eins</li><li>zwei</li></ul><style>p{}</style><p>Gru&szlig;</p></body></html>`;
    const { text: _none, ...rest } = plain;
    await transport.sendMail({ ...rest, html });
    const { what = "" } = (await newest()) ?? {};
    expect(what).toMatch(/^Kasse hängt\n\nHi\s+Zahlen über 100\s€ gehen nicht\s?\.\s+Fehler <42>/);
    expect(what).toContain("* eins");
    expect(what).toMatch(/Gruß$/);
    expect(what).not.toMatch(/alert|color|title|<b>/);
  });

  it.each([
    ["quoted-printable in Latin-1", "text/plain; charset=iso-8859-1", "quoted-printable", Buffer.from("M=FChsam=\r\n und zu")],
    ["base64 in Windows-1252", "text/plain; charset=windows-1252", "base64", Buffer.from(Buffer.from("M\xfchsam und zu", "latin1").toString("base64"))],
    ["UTF-8 as it is", "text/plain; charset=utf-8", "8bit", Buffer.from("Mühsam und zu")],
  ])("is read in %s", async (_what, type, encoding, body) => {
    const head = `From: ana@acme.example\r\nSubject: =?iso-8859-1?Q?S=FC=DF?=\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
    await send({ raw: Buffer.concat([Buffer.from(head), body]), envelope: { from: "ana@acme.example", to: plain.to } });
    expect((await newest())?.what).toBe("Süß\n\nMühsam und zu");
  });

  it("names what was attached, and keeps nothing of it", async () => {
    await send({ attachments: [{ filename: "Bildschirm ü.png", content: Buffer.alloc(200_000) }, { filename: "app.log", content: "the-attached-secret" }] });
    expect((await newest())?.what).toMatch(/\n\nAttached to the mail and not kept: Bildschirm ü\.png, app\.log$/);
    expect(await ask("select from content where body like '%the-attached-secret%'")).toEqual([]);
  });

  it("is cut where it goes on and on, its attachments still named", async () => {
    await send({ text: "🚒".repeat(20_000), attachments: [{ filename: "a.txt", content: "x" }] });
    const { what = "" } = (await newest()) ?? {};
    expect(what.length).toBeLessThanOrEqual(10_000);
    expect(what).toMatch(/🚒…\n\nAttached to the mail and not kept: a\.txt$/u);
  });

  it.each([
    ["nothing at all", { subject: "", text: "" }, "(The mail was empty.)"],
    ["HTML that runs nowhere", { text: "<script>alert(1)</script>\u202Etxt" }, "Kasse hängt\n\n<script>alert(1)</script>\u202Etxt"],
  ])("is kept as the text it is: %s", async (_what, mail, what) => {
    await send(mail);
    expect((await newest())?.what).toBe(what);
  });

  it("is kept without what PostgreSQL cannot keep", async () => {
    const raw = "From: ana@acme.example\r\nSubject: =?utf-8?B?AGE=?=\r\n\r\na\0b";
    await send({ raw, envelope: { from: "ana@acme.example", to: plain.to } });
    expect((await newest())?.what).toBe("\uFFFDa\n\na\uFFFDb");
  });

  it("is many reports where many come at once", async () => {
    await Promise.all(Array.from({ length: 12 }, (_none, index) => send({ subject: `Report ${index}` })));
    expect(await reports()).toHaveLength(12);
  });
});

/** Speaks SMTP line by line, and gives the last answer. */
async function speak(...lines: string[]): Promise<string> {
  const socket = connect(listener.port, "127.0.0.1");
  const reader = createInterface({ input: socket });
  const answers: string[] = [];
  const waiting = [...lines];
  reader.on("line", (line) => {
    if (/^\d{3}-/.test(line)) return;
    answers.push(line);
    const next = waiting.shift();
    if (next === undefined) socket.end();
    else socket.write(`${next}\r\n`);
  });
  await once(socket, "close");
  return answers.at(-1) ?? "";
}

describe("mail that is not taken", () => {
  it.each(["alerts@acme.example", "ana@elsewhere.example", "report+x@acme.example", "constructor@acme.example", "__proto__@acme.example"])("is refused for %s before it is sent: nothing is passed on", async (to) => {
    await expect(send({ to })).rejects.toMatchObject({ responseCode: 550, response: expect.stringContaining("No such mailbox here. Mail is taken for report@") });
    expect(await reports()).toEqual([]);
  });

  it("is larger than 25 MB: said by its sender, or found out", async () => {
    await expect(speak("EHLO x", `MAIL FROM:<a@b.example> SIZE=${26 * 1_048_576}`)).resolves.toMatch(/^552 /);
    await expect(send({ attachments: [{ filename: "a.bin", content: Buffer.alloc(20 * 1_048_576) }] })).rejects.toMatchObject({ responseCode: 552 });
    expect(await reports()).toEqual([]);
    await send();
    expect(await reports()).toHaveLength(1);
  });

  it("is nested beyond reason", async () => {
    const parts = Array.from({ length: 60 }, (_none, index) => `Content-Type: multipart/mixed; boundary="b${index}"\r\n\r\n--b${index}\r\n`).join("");
    await expect(send({ raw: `From: a@b.example\r\n${parts}\r\nx`, envelope: { from: "a@b.example", to: plain.to } })).rejects.toMatchObject({ responseCode: 554 });
    expect(problems).toEqual([]);
  });

  it("is a bounce or the answer of a machine; what a machine writes of itself is taken", async () => {
    await expect(send({ headers: { "auto-submitted": "auto-replied" } })).rejects.toMatchObject({ responseCode: 550 });
    await expect(send({ envelope: { from: "", to: plain.to } })).rejects.toMatchObject({ responseCode: 550 });
    await send({ headers: { "auto-submitted": "auto-generated" } });
    expect(await reports()).toHaveLength(1);
  });

  it("offers neither signing in nor a way on", async () => {
    expect(await speak("EHLO x", "AUTH PLAIN AGEAYg==")).toMatch(/^5\d\d /);
    expect(await speak("EHLO x", "MAIL FROM:<a@b.example>", "RCPT TO:<victim@elsewhere.example>")).toMatch(/^550 /);
    expect(await speak("EHLO x", "MAIL FROM:<a@b.example>", "DATA")).toMatch(/^503 /);
  });
});

describe("while the database is away", () => {
  it("is refused for the moment, and accepted when it is back", async () => {
    const name = new URL(url).pathname.slice(1);
    const server = url.replace(name, "postgres");
    await runOn(server, `alter database ${name} allow_connections false`);
    await runOn(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    await expect(send()).rejects.toMatchObject({ responseCode: 451, response: expect.stringContaining("Send it again later") });
    await runOn(server, `alter database ${name} allow_connections true`);
    await send();
    expect(await reports()).toHaveLength(1);
  });

  it("a fault is told to the log, and the mail stays with its sender", async () => {
    const before = report;
    report = () => Promise.reject(new Error("broken"));
    await expect(send()).rejects.toMatchObject({ responseCode: 451 });
    expect(problems.at(-1)).toMatchObject({ message: "broken" });
    report = before;
  });
});

describe("the listener", () => {
  it("says where its port is taken, with the mend", async () => {
    const second = listenForMail({ host: "127.0.0.1", port: listener.port, name: "x", takers: {}, log: () => undefined });
    await expect(second).rejects.toThrow(`Mail cannot be taken at 127.0.0.1:${listener.port}`);
    await expect(second).rejects.toThrow("name another in MUSTER_MAIL_LISTEN");
  });

  it("greets by its name and lets a client go that says nothing", async () => {
    const other = await listenForMail({ host: "127.0.0.1", port: 0, name: "muster.acme.example", takers: { report }, log: () => undefined });
    const socket = connect(other.port, "127.0.0.1");
    const [greeting] = (await once(socket, "data")) as [Buffer];
    expect(greeting.toString()).toMatch(/^220 muster\.acme\.example ESMTP Muster/);
    await Promise.all([other.close(), once(socket, "close")]);
  });
});
