import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startWebhookReceiver, type WebhookReceiver } from "../../../fakes/webhook-receiver/index.ts";
import type { Message } from "../../features/paging/index.ts";
import { createOutgoing } from "../../platform/outgoing/outgoing.ts";
import { openTestApp, person } from "../../platform/testing/test-app.ts";
import { createWebhookMessenger } from "./webhook.ts";
import { webhookSecret } from "./webhook-secret.ts";
import { webhookSecretRoutes } from "./webhook-secret.routes.ts";

const secret = "a-key-of-this-installation";
let receiver: WebhookReceiver;
let address: string;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  address = `${receiver.url}/hooks/amara?team=payments`;
  receiver.trust(webhookSecret(secret, address));
});
beforeEach(() => receiver.behave({ kind: "accept" }));
afterAll(() => receiver.close());

const link = "https://muster.example/p/0123abc";
const page = (changes: Partial<Message> = {}): Message => ({
  messageKey: "page.0195",
  threadKey: "subject.7",
  address,
  recipientName: "Amara",
  subject: "Critical: p99 above 2 s “Checkout”",
  text: "p99 above 2 s\n",
  html: "<p>unused</p>",
  link,
  isUrgent: true,
  ...changes,
});
const webhook = createWebhookMessenger({ outgoing: createOutgoing({ allowNetworks: ["127.0.0.0/8"] }), secret });
const send = (changes: Partial<Message> = {}, milliseconds = 3_000) => webhook.send(page(changes), AbortSignal.timeout(milliseconds));

describe("a page by webhook", () => {
  it("is JSON, signed by the secret of its address, with the page's key as its id", async () => {
    expect(await send()).toEqual({ isAccepted: true, providerId: "page.0195" });
    const got = receiver.kept().at(-1);
    expect(got).toMatchObject({ path: "/hooks/amara", id: "page.0195", isSigned: true, contentType: "application/json", body: { type: "page", data: { messageKey: "page.0195", threadKey: "subject.7", recipientName: "Amara", subject: page().subject, text: "p99 above 2 s\n", link, isUrgent: true, tellsOf: [] } } });
    expect(Math.abs(Date.parse(got?.body.timestamp ?? "") - Date.now())).toBeLessThan(60_000);
  });

  it("at another address is signed by another secret", async () => {
    expect(await send({ address: `${receiver.url}/hooks/other` })).toEqual({ isAccepted: false, error: "The webhook answered 401.", isAboutAddress: true });
  });

  it.each<[number, Record<string, string>, object]>([
    [410, {}, { error: "The webhook answered 410: it is gone for good.", isFinal: true }],
    [404, {}, { error: "The webhook answered 404." }],
    [429, { "retry-after": "30" }, { error: "The webhook answered 429.", againAfterMilliseconds: 30_000 }],
    [503, { "retry-after": "1" }, { error: "The webhook answered 503.", againAfterMilliseconds: 1_000 }],
    [302, { location: "http://127.0.0.1:1/" }, { error: "The address leads elsewhere (302), which is not followed. Write the address of the webhook itself." }],
  ])("that is answered %i %j is not taken", async (status, headers, expected) => {
    receiver.behave({ kind: "answer", status, body: "<html>", headers });
    expect(await send()).toEqual({ isAccepted: false, isAboutAddress: true, ...expected });
  });

  it("is given up where it hangs, and taken where the answer has no end", async () => {
    receiver.behave({ kind: "hang" });
    expect(await send({}, 200)).toEqual({ isAccepted: false, error: "127.0.0.1 did not answer in time.", isAboutAddress: true });
    receiver.behave({ kind: "flood" });
    expect(await send()).toMatchObject({ isAccepted: true });
    receiver.behave({ kind: "drop" });
    expect(await send()).toMatchObject({ isAccepted: false });
  });

  it("to a network that is not allowed is not sent, and says how to allow it", async () => {
    const before = receiver.entries().length;
    const strict = createWebhookMessenger({ outgoing: createOutgoing({ allowNetworks: [] }), secret });
    expect(await strict.send(page(), AbortSignal.timeout(1_000))).toMatchObject({ isAccepted: false, error: expect.stringContaining("MUSTER_ALLOW_NETWORKS=127.0.0.0/8") as unknown });
    expect(receiver.entries()).toHaveLength(before);
  });
});

describe("the secret of a webhook", async () => {
  const { call, database } = await openTestApp(webhookSecretRoutes, { context: { links: { publicUrl: "https://muster.example", secret } } });
  const url = "https://hooks.example/amara";
  const ask = (who: string | null, contact = "hook") => call<{ address?: string; secret?: string; code?: string }>(`GET /api/v1/people/amara/contacts/${contact}/webhook-secret`, who === null ? {} : { as: person("viewer", who) });

  beforeAll(() =>
    database.transaction(async (tx) => {
      await tx.run("insert into person (id, name, email, place, is_from_file) values ('amara', 'Amara', 'amara@acme.example', 1, true)");
      await tx.run("insert into contact (person_id, id, channel, address, place, verified_at, verified_by) values ('amara', 'hook', 'webhook', $1, 1, muster_now(), 'file'), ('amara', 'claimed', 'webhook', $1, 2, null, null), ('amara', 'phone', 'sms', '+351912345678', 3, muster_now(), 'file')", [url]);
    }),
  );

  it("is shown to whoever has it, and is the one that signs", async () => {
    const { status, body, headers } = await ask("amara");
    expect([status, body]).toEqual([200, { address: url, secret: webhookSecret(secret, url) }]);
    expect([body.secret, headers["cache-control"]]).toEqual([expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/), "no-store"]);
  });

  it("is shown to nobody else, also no manager", async () => {
    expect([(await ask(null)).status, (await ask("joao")).status]).toEqual([401, 404]);
    expect((await call("GET /api/v1/people/amara/contacts/hook/webhook-secret", { as: person("administrator", "ines") })).status).toBe(404);
  });

  it("is shown of no address that is only claimed, and of no other means", async () => {
    expect(await ask("amara", "claimed")).toMatchObject({ status: 409, body: { code: "contact.unverified" } });
    expect([(await ask("amara", "phone")).status, (await ask("amara", "none")).status]).toEqual([404, 404]);
  });

  it("is another for each address and each installation", () => {
    expect(new Set([webhookSecret(secret, url), webhookSecret(secret, `${url}/`), webhookSecret("another", url)]).size).toBe(3);
  });
});
