import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../platform/config-document/configuration.ts";
import { Worker } from "../../platform/due-work/worker.ts";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { tablesHolding } from "../../platform/testing/test-people.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudits } from "../access/index.ts";
import type { DeliveryView } from "./contract.ts";
import { confirmHandler, createIntake, intakeRoutes, sourceRoutes, storedSources } from "./index.ts";
import { stringToSign, type SnsMessage } from "./signature.rules.ts";
import { keepSignedBytes } from "./signed-bytes.intake.ts";
import type { SourceWithKey } from "./source.contract.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const pem = publicKey.export({ type: "spki", format: "pem" }) as string;

/** What lies in the network, and who asked for it. */
const network = { asked: [] as string[], answer: (_url: string): string | Refusal => pem };
const fetchText = async (url: string) => {
  network.asked.push(url);
  return network.answer(url);
};
const away = refuse("outgoing.unreachable", "The network is away.");

const configuration: Configuration = { sections: [storedSources], guards: [], record: recordAudits };
const { app, call, database, clock } = await openTestApp(
  (routes, tools) => {
    sourceRoutes(routes, tools, configuration, { publicUrl: "https://muster.acme.example" });
    intakeRoutes(routes, createIntake(() => tools.database, fetchText));
  },
  { context: { secret: "a-key-of-this-installation" } },
);

afterEach(() => {
  network.asked = [];
  network.answer = () => pem;
});

async function make(id: string, kind: string, more: object = {}): Promise<string> {
  const { status, body } = await call<SourceWithKey>("POST /api/v1/sources", { as: "manager", body: { id, kind, ...more } });
  expect(status, JSON.stringify(body)).toBe(201);
  return new URL(body.address).pathname;
}

async function deliveriesOf(id: string): Promise<DeliveryView[]> {
  return (await call<{ items: DeliveryView[] }>(`GET /api/v1/sources/${id}/deliveries`, { as: "responder" })).body.items;
}

const titles = () => database.transaction((tx) => tx.rows<{ title: string; source_id: string }>("select title, source_id from alert order by first_at, title"));
const titlesOf = async (id: string) => (await titles()).filter((alert) => alert.source_id === id).map(({ title }) => title);

const key = "the-signing-key-of-acme";
const hex = (body: string, secret = key) => createHmac("sha256", secret).update(body).digest("hex");

const tools = [
  {
    kind: "github",
    body: `{ "action":"created",  "alert":{"number":1,"security_advisory":{"summary":"Grüße 🔥","severity":"high"}}, "repository":{"full_name":"acme/ledger","name":"ledger"}}`,
    headers: { "content-type": "application/json", "x-github-event": "dependabot_alert" },
    header: "x-hub-signature-256",
    form: (text: string, secret?: string) => `sha256=${hex(text, secret)}`,
  },
  {
    kind: "sentry",
    body: `{"action":"created",   "data":{"issue":{"id":"7","title":"Grüße 🔥"}}}`,
    headers: { "content-type": "application/json", "sentry-hook-resource": "issue" },
    header: "sentry-hook-signature",
    form: hex,
  },
];

describe.each(tools)("a source of kind $kind", ({ kind, body, headers, header, form }) => {
  const signed = (text: string, signature: string) => ({ body: text, headers: { ...headers, [header]: signature } });

  it("with a signing key takes what is signed with it, byte by byte", async () => {
    const path = await make(`${kind}-signed`, kind, { signingKey: key });
    expect(await call(`POST ${path}`, signed(body, form(body)))).toMatchObject({ status: 202, body: { signals: 1 } });
    expect(await titlesOf(`${kind}-signed`)).toEqual(["Grüße 🔥"]);
    expect(await tablesHolding(database, key)).toEqual([]);
  });

  it("with a signing key refuses what is signed otherwise, or not at all, and stores none of it", async () => {
    const path = await make(`${kind}-strict`, kind, { signingKey: key });
    const wrong = [signed(body, form(body, "another-signing-key")), signed(body.replace("created", "creatse"), form(body)), signed(JSON.stringify(JSON.parse(body)), form(body)), signed(body, "")];
    for (const attempt of wrong) {
      expect(await call(`POST ${path}`, attempt)).toMatchObject({ status: 401, body: { code: "bad-signature", detail: expect.stringContaining(`The signature in ${header} does not fit`) } });
    }
    expect(await call(`POST ${path}`, { body, headers })).toMatchObject({ status: 401, body: { code: "bad-signature", detail: expect.stringContaining(`came without ${header}`) } });
    expect(await deliveriesOf(`${kind}-strict`)).toEqual([]);
  });

  it("without a signing key takes bodies by the key in the address, signed or not", async () => {
    const path = await make(`${kind}-open`, kind);
    expect((await call(`POST ${path}`, { body, headers })).status).toBe(202);
    expect((await call(`POST ${path}`, signed(body, "nonsense"))).status).toBe(202);
    expect((await call(`POST /intake/${kind}-open/not-the-key`, { body, headers })).body).toMatchObject({ code: "unknown-key" });
  });

  it("whose signing key was sealed elsewhere takes nothing, and says what to do", async () => {
    const path = await make(`${kind}-moved`, kind, { signingKey: key });
    await database.transaction((tx) => tx.run("update source set signing_key = signing_key || '{\"sealed\":\"elsewhere\"}' where id = $1", [`${kind}-moved`]));
    await database.transaction((tx) => tx.run("update installation set configuration_version = configuration_version + 1"));
    expect(await call(`POST ${path}`, signed(body, form(body)))).toMatchObject({ status: 401, body: { code: "bad-signature", detail: expect.stringContaining("Enter it again.") } });
  });
});

describe("the bytes of a signed body", () => {
  const send = async (path: string, pieces: string[], signature: string) =>
    (await app.inject({ method: "POST", url: path, headers: { "content-type": "application/json", "x-github-event": "ping", "x-hub-signature-256": signature }, payload: Readable.from(pieces.map((piece) => Buffer.from(piece))) })).statusCode;

  it("are all there where they come piece by piece, and where the content is a form", async () => {
    const path = await make("github-pieces", "github", { signingKey: key });
    const pieces = ["{", '"zen":"', "x".repeat(200_000), '"}'];
    expect(await send(path, pieces, `sha256=${hex(pieces.join(""))}`)).toBe(202);
    const form = `payload=${encodeURIComponent('{"zen":"x"}')}`;
    const headers = { "content-type": "application/x-www-form-urlencoded", "x-github-event": "ping", "x-hub-signature-256": `sha256=${hex(form)}` };
    expect((await call(`POST ${path}`, { body: form, headers })).status).toBe(202);
  });

  it("are kept of no other body", async () => {
    const body = Readable.from(["x"]);
    const request = { headers: { "x-github-event": "ping" }, signedBytes: null } as unknown as FastifyRequest;
    expect(await keepSignedBytes(request, {} as FastifyReply, body)).toBe(body);
    expect(request.signedBytes).toBeNull();
  });

  it("that are too many are refused all the same", async () => {
    const path = await make("github-huge", "github", { signingKey: key });
    expect(await send(path, Array(26).fill("x".repeat(1_048_576)), "sha256=0")).toBe(413);
  });
});

const certificateUrl = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-a1.pem";
const alarm = (name: string) => JSON.stringify({ AlarmName: name, NewStateValue: "ALARM", AlarmArn: `arn:aws:cloudwatch:eu-west-1:1:alarm:${name}` });

function message(name: string, more: object = {}): SnsMessage {
  return { Type: "Notification", MessageId: name, TopicArn: "arn:aws:sns:eu-west-1:1:alarms", Message: alarm(name), Timestamp: "2026-11-19T13:00:01.000Z", SignatureVersion: "2", SigningCertURL: certificateUrl, ...more };
}

function asSigned(unsigned: SnsMessage): string {
  const algorithm = unsigned["SignatureVersion"] === "1" ? "RSA-SHA1" : "RSA-SHA256";
  return JSON.stringify({ ...unsigned, Signature: sign(algorithm, Buffer.from(stringToSign(unsigned) ?? ""), privateKey).toString("base64") });
}

const post = (path: string, body: string) => call(`POST ${path}`, { body, headers: { "content-type": "text/plain; charset=UTF-8" } });

describe("a message of Amazon SNS", () => {
  it("is taken once its signature was checked; the certificate is fetched once", async () => {
    const path = await make("sns", "cloudwatch");
    const answers = await Promise.all([post(path, asSigned(message("one"))), post(path, asSigned(message("two", { SignatureVersion: "1" })))]);
    expect([...answers, await post(path, asSigned(message("three")))].map(({ status }) => status)).toEqual([202, 202, 202]);
    expect((await titlesOf("sns")).sort()).toEqual(["one", "three", "two"]);
    expect(network.asked).toEqual([certificateUrl]);
  });

  it("with a signature that is not its own is refused, and nothing is stored", async () => {
    const path = await make("sns-forged", "cloudwatch");
    const good = JSON.parse(asSigned(message("forged"))) as object;
    for (const odd of [{ Message: alarm("changed") }, { Signature: undefined }, { SignatureVersion: "9" }, { Timestamp: undefined }]) {
      expect(await post(path, JSON.stringify({ ...good, ...odd }))).toMatchObject({ status: 401, body: { code: "bad-signature", detail: "The signature of this message is not one of Amazon SNS." } });
    }
    expect(await deliveriesOf("sns-forged")).toEqual([]);
  });

  it("whose certificate lies elsewhere is refused, and nobody is called", async () => {
    const path = await make("sns-lured", "cloudwatch");
    for (const SigningCertURL of ["https://sns.s3-eu-west-1.amazonaws.com/SimpleNotificationService-a1.pem", "http://127.0.0.1/SimpleNotificationService-a1.pem", "https://sns.eu-west-1.amazonaws.com/?Action=GetEndpointAttributes", undefined]) {
      expect(await post(path, asSigned(message("lured", { SigningCertURL })))).toMatchObject({ status: 401, body: { code: "bad-signature", detail: expect.stringContaining("SigningCertURL") } });
    }
    expect(network.asked).toEqual([]);
  });

  it("whose certificate cannot be fetched now is put off with a time to come back, and taken then", async () => {
    const path = await make("sns-away", "cloudwatch");
    const body = asSigned(message("put off", { SigningCertURL: certificateUrl.replace("a1", "a2") }));
    network.answer = () => away;
    expect(await post(path, body)).toMatchObject({ status: 503, headers: { "retry-after": "5" }, body: { code: "certificate-away", detail: expect.stringContaining("The network is away.") } });
    expect(await deliveriesOf("sns-away")).toEqual([]);
    network.answer = () => pem;
    expect((await post(path, body)).status).toBe(202);
    expect(await titlesOf("sns-away")).toEqual(["put off"]);
  });

  it("without the key of the address, or to a source of another kind, makes Muster call nobody", async () => {
    const url = certificateUrl.replace("a1", "a3");
    expect((await post("/intake/sns/not-the-key", asSigned(message("stranger", { SigningCertURL: url })))).status).toBe(401);
    expect((await post(await make("plain", "json"), asSigned(message("plain", { SigningCertURL: url, Type: "SubscriptionConfirmation", SubscribeURL: url, Token: "t" })))).status).not.toBe(503);
    expect(network.asked).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  it("by raw delivery carries no signature: the address is the key, and that is noted", async () => {
    const path = await make("sns-raw", "cloudwatch");
    expect((await post(path, alarm("raw"))).status).toBe(202);
    expect(await deliveriesOf("sns-raw")).toMatchObject([{ signals: 1, note: expect.stringContaining("raw delivery") }]);
  });
});

const waiting = () => database.transaction((tx) => tx.rows<{ attempts: number }>("select attempts from due_work where kind = 'subscription.confirm'"));
const subscribeUrl = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-west-1:1:alarms&Token=t";
const confirmation = (more: object = {}) => asSigned(message("c", { Type: "SubscriptionConfirmation", Message: "You have chosen to subscribe.", Token: "t", SubscribeURL: subscribeUrl, ...more }));

async function working(done: () => Promise<void>): Promise<void> {
  const worker = new Worker({ database: () => database, handlers: [confirmHandler(fetchText)], log: () => undefined });
  worker.start();
  await done().finally(() => worker.stop());
}

describe("a subscription", () => {
  it("is confirmed at the address that SNS signed, after the delivery was taken", async () => {
    const path = await make("topic", "cloudwatch");
    expect(await post(path, confirmation())).toMatchObject({ status: 202, body: { signals: 0 } });
    expect(await deliveriesOf("topic")).toMatchObject([{ note: "The subscription is being confirmed." }]);
    expect(network.asked).not.toContain(subscribeUrl);
    await working(() => expect.poll(waiting, { timeout: 10_000 }).toEqual([]));
    expect(network.asked.filter((url) => url === subscribeUrl)).toHaveLength(1);
  });

  it("that could not be confirmed is tried again, and told to the administrators when SNS takes it no more", async () => {
    const path = await make("topic-away", "cloudwatch");
    await post(path, confirmation());
    network.answer = () => away;
    await working(async () => {
      await expect.poll(waiting, { timeout: 10_000 }).toMatchObject([{ attempts: 1 }]);
      await clock.advance(11_000);
      await expect.poll(waiting, { timeout: 10_000 }).toMatchObject([{ attempts: 2 }]);
      await clock.advance(3 * 24 * 3_600_000);
      await expect.poll(waiting, { timeout: 10_000 }).toEqual([]);
    });
    const notices = await database.transaction((tx) => tx.rows<{ sentence: string }>("select sentence from notice where code = 'subscription.unconfirmed'"));
    expect(notices).toEqual([{ sentence: "The subscription of topic-away to arn:aws:sns:eu-west-1:1:alarms could not be confirmed: The network is away. Ask for the confirmation again in the console of Amazon SNS." }]);
  });

  it("of a source that is gone by then is not confirmed", async () => {
    const path = await make("topic-gone", "cloudwatch");
    await post(path, confirmation());
    await database.transaction((tx) => tx.run("delete from delivery where source_id = 'topic-gone'"));
    await database.transaction((tx) => tx.run("delete from source where id = 'topic-gone'"));
    await working(() => expect.poll(waiting, { timeout: 10_000 }).toEqual([]));
    expect(network.asked).not.toContain(subscribeUrl);
  });

  it("whose address does not lead to SNS is refused, and so is one that was not signed", async () => {
    const path = await make("topic-lured", "cloudwatch");
    expect(await post(path, confirmation({ SubscribeURL: "https://evil.example/?Action=ConfirmSubscription" }))).toMatchObject({ status: 401, body: { code: "bad-signature", detail: expect.stringContaining("SubscribeURL") } });
    expect((await post(path, JSON.stringify({ ...(JSON.parse(confirmation()) as object), SubscribeURL: `${subscribeUrl}x` }))).status).toBe(401);
    expect(await waiting()).toEqual([]);
  });
});
