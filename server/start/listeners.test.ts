import { createSocket } from "node:dgram";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { makeCertificate } from "../../fakes/certificate.ts";
import { createIntake } from "../features/alert-intake/index.ts";
import { hashSecret } from "../platform/ids/ids.ts";
import { runOn } from "../platform/testing/global-setup.ts";
import { openTestDatabase } from "../platform/testing/test-database.ts";
import { openListeners } from "./listeners.ts";

const { database, url } = await openTestDatabase();
const intake = createIntake(() => database);
const key = "a-key-of-the-router";
let hasBegun = true;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const [mailPort, syslogPort] = [await freePort(), await freePort()];
const host = "127.0.0.1";
const settings = { mailListen: { host, port: mailPort }, mailCertificate: null, syslogListen: { host, port: syslogPort }, publicUrl: "https://muster.acme.example" };
const problems: unknown[][] = [];
let close = await openListeners(settings, { database, intake }, { hasBegun: () => hasBegun }, (...problem) => void problems.push(problem));
afterAll(() => close());

const ask = <Row extends object>(sql: string, values: unknown[] = []) => database.transaction((tx) => tx.rows<Row>(sql, values));
const alerts = () => ask<{ source_id: string; title: string; status: string; severity: string; labels: object }>("select source_id, title, status, severity, labels from alert order by first_at");
const deliveries = () => ask<{ source_id: string; signals: number; note: string | null; body: string; size: number }>("select source_id, signals, note, body, size from delivery order by received_at");

async function haveSources(...ids: string[]): Promise<void> {
  await ask("delete from source");
  for (const [place, id] of ids.entries()) await ask("insert into source (id, kind, key_hash, place) values ($1, 'syslog', $2, $3)", [id, hashSecret(id === "router" ? key : `a-key-of-${id}`), place]);
  await ask("insert into source (id, kind, key_hash, place) values ('posted', 'json', $1, 9)", [hashSecret("a-key-of-posted")]);
  await ask("update installation set configuration_version = configuration_version + 1");
}

async function send(...messages: string[]): Promise<void> {
  const socket = createSocket("udp4");
  for (const message of messages) await new Promise((resolve) => socket.send(message, syslogPort, host, resolve));
  socket.close();
}

const element = (parameters: Record<string, string>) => `[muster@32473 ${Object.entries(parameters).map(([name, value]) => `${name}="${value}"`).join(" ")}]`;
const message = (text: string, data = "-", priority = 27) => `<${priority}>1 2026-11-20T12:04:05Z web1 shop - PAY ${data} ${text}`;
/** What comes after it on the same way has come too. */
const arrived = (count: number) => vi.waitFor(async () => expect(await deliveries()).toHaveLength(count), { timeout: 10_000 });

beforeEach(async () => {
  for (const table of ["alert", "delivery", "notice"]) await ask(`delete from ${table}`);
});

describe("a syslog message", () => {
  it("with the key of a source is a delivery of it, and opens and ends an alert", async () => {
    await haveSources("router", "switch");
    await send(message("Payments hang", element({ source: "router", key })));
    await arrived(1);
    expect(await alerts()).toMatchObject([{ source_id: "router", title: "Payments hang", status: "firing", severity: "high", labels: { host: "web1", app: "shop", facility: "daemon" } }]);
    expect(await ask("select from delivery where body like $1", [`%${key}%`])).toEqual([]);
    await send(message("Payments flow", element({ key, state: "ok" }), 30));
    await arrived(2);
    expect(await alerts()).toMatchObject([{ status: "resolved" }]);
  });

  it("without a key is for the only source of the kind", async () => {
    await haveSources("router");
    await send("<11>Nov 20 12:04:05 web1 shop: Payments hang", message("Milder", "-", 30), message("Named", element({ source: "router" })));
    await arrived(3);
    expect((await alerts()).map(({ title }) => title).sort()).toEqual(["Named", "Payments hang"]);
    expect((await deliveries()).map(({ note }) => note)).toContain("Of the severity info: it opens no alert, a warning or worse does.");
  });

  it("is taken by TCP, and its secrets are masked", async () => {
    await haveSources("router");
    connect(syslogPort, host).end(`${message("login failed: https://amara:hunter22@db1")}\n`);
    await arrived(1);
    expect(await alerts()).toHaveLength(1);
    expect(JSON.stringify([await alerts(), await deliveries()])).not.toContain("hunter22");
  });

  it("that no source is meant by is dropped, and the administrators are told how many", async () => {
    await haveSources("router", "switch");
    await send(
      message("no key among two"),
      message("a wrong key", element({ source: "router", key: "a-key-of-nobody" })),
      message("the key of another", element({ source: "switch", key })),
      message("another kind", element({ source: "posted", key: "a-key-of-posted" })),
      message("an empty key", element({ key: "" })),
      message("good", element({ key })),
    );
    await arrived(1);
    expect((await alerts()).map(({ title }) => title)).toEqual(["good"]);
    await haveSources("router");
    await send(message("a wrong key for the only one", element({ key: "a-key-of-nobody" })), message("another name for the only one", element({ source: "switch" })), message("good"));
    await arrived(2);
    await vi.waitFor(async () => expect(await ask("select sentence from notice where code = 'syslog.unknown'")).toMatchObject([{ sentence: expect.stringMatching(/^7 syslog messages were dropped: no source of the kind syslog/) }]), { timeout: 10_000 });
    expect(problems.at(-1)).toEqual(["Syslog messages were lost.", { unknown: 7, full: 0, failed: 0, connections: 0 }]);
  });

  it("waits while Muster is not ready, and while the database is away", async () => {
    await haveSources("router");
    hasBegun = false;
    await send(message("before the beginning"));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await deliveries()).toEqual([]);
    hasBegun = true;
    await arrived(1);
    const name = new URL(url).pathname.slice(1);
    const server = url.replace(name, "postgres");
    await runOn(server, `alter database ${name} allow_connections false`);
    await runOn(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    await send(message("while it is away"));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await runOn(server, `alter database ${name} allow_connections true`);
    await arrived(2);
  });

  it("in thousands is stored, each of them", async () => {
    await haveSources("router");
    connect(syslogPort, host).end(Array.from({ length: 5_000 }, (_none, place) => `${message(`alert of ${place % 10 < 5 ? "five" : "others"}`)}\n`).join(""));
    await vi.waitFor(async () => expect(await ask("select count(*)::int as count from delivery")).toEqual([{ count: 5_000 }]), { timeout: 20_000 });
  });
});

describe("mail that comes encrypted", async () => {
  const folder = await mkdtemp(join(tmpdir(), "muster-mail-"));
  afterAll(() => rm(folder, { recursive: true }));
  const fileOf = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const { certificate, key: privateKey } = makeCertificate("muster.acme.example");
  const files = { certificate: await fileOf("mail.pem", certificate), key: await fileOf("mail.key", privateKey) };
  const openWith = async (mailCertificate: typeof files | null) => {
    const port = await freePort();
    const end = await openListeners({ ...settings, mailListen: { host, port }, mailCertificate, syslogListen: null }, { database, intake }, { hasBegun: () => true }, () => undefined);
    return { port, end };
  };
  const mailFor = (port: number, trusted: string) => createTransport({ host, port, requireTLS: true, tls: { ca: trusted, servername: "muster.acme.example" } });
  const mail = { from: "tool@acme.example", to: `inbox.${"k".repeat(30)}@muster.acme.example`, subject: "CRITICAL: the disk is full", text: "Of db1." };

  it("is an alert, under the operator's own certificate", async () => {
    await ask("insert into source (id, kind, key_hash, place) values ('inbox', 'email', $1, 20) on conflict do nothing", [hashSecret("k".repeat(30))]);
    await ask("update installation set configuration_version = configuration_version + 1");
    const { port, end } = await openWith(files);
    await mailFor(port, certificate).sendMail(mail);
    expect(await alerts()).toMatchObject([{ source_id: "inbox", title: expect.stringContaining("the disk is full") }]);
    await expect(mailFor(port, makeCertificate("muster.acme.example").certificate).sendMail(mail)).rejects.toThrow(/certificate/);
    await createTransport({ host, port, ignoreTLS: true }).sendMail({ ...mail, subject: "CRITICAL: told in the open" });
    expect(await alerts()).toHaveLength(2);
    await end();
  });

  it("is offered by nobody who has no certificate", async () => {
    const { port, end } = await openWith(null);
    await expect(mailFor(port, certificate).sendMail(mail)).rejects.toThrow(/STARTTLS/i);
    await end();
  });

  it("needs files that can be read and belong together; what is wrong is said by the setting's name", async () => {
    const other = await fileOf("other.key", makeCertificate("muster.acme.example").key);
    const none = await fileOf("none.pem", "no certificate");
    await expect(openWith({ ...files, certificate: join(folder, "gone.pem") })).rejects.toThrow(/^MUSTER_MAIL_CERTIFICATE names .*gone\.pem, which cannot be read \(ENOENT\)/);
    await expect(openWith({ ...files, key: folder })).rejects.toThrow(/^MUSTER_MAIL_KEY names .*which cannot be read \(EISDIR\)/);
    await expect(openWith({ ...files, key: other })).rejects.toThrow(/^MUSTER_MAIL_KEY names .*other\.key, which is not the key of the certificate in .*mail\.pem\./);
    await expect(openWith({ ...files, certificate: none })).rejects.toThrow(/^MUSTER_MAIL_CERTIFICATE names .*none\.pem, which is no certificate\. Give one as PEM\./);
    await expect(openWith({ ...files, key: files.certificate })).rejects.toThrow(/^MUSTER_MAIL_KEY names .*mail\.pem, which is no private key that can be read\./);
  });
});

describe("the listeners", () => {
  it("listen for mail too", async () => {
    const socket = connect(mailPort, host);
    const [greeting] = await new Promise<Buffer[]>((resolve) => socket.once("data", (...data) => resolve(data)));
    // A listener that closes waits for whoever is connected; meanwhile its port could go to another program.
    socket.destroy();
    expect(greeting?.toString()).toMatch(/^220 muster\.acme\.example ESMTP/);
  });

  it("are off where no address is set, and leave none open where one cannot be", async () => {
    const node = [{ database, intake }, { hasBegun: () => true }, () => undefined] as const;
    await (await openListeners({ ...settings, mailListen: null, syslogListen: null }, ...node))();
    const port = await freePort();
    await expect(openListeners({ ...settings, mailListen: { host, port } }, ...node)).rejects.toThrow("Syslog cannot be taken");
    await expect(openListeners({ ...settings, mailListen: { host, port }, syslogListen: null }, ...node).then((end) => end())).resolves.toBeUndefined();
  });

  it("let their ports go when they close", async () => {
    await close();
    close = await openListeners(settings, { database, intake }, { hasBegun: () => true }, () => undefined);
  });
});
