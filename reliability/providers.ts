import { createServer } from "node:tls";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { makeCertificate } from "../fakes/certificate.ts";
import { client, expectOk, type Client } from "../fakes/client.ts";
import { startMailServer, type MailBehaviour, type MailServer } from "../fakes/mail-server/index.ts";
import { startNtfyServer, type NtfyServer } from "../fakes/ntfy-server/index.ts";
import { freePort } from "../fakes/processes/free-port.ts";
import { startProduct } from "../fakes/product.ts";
import type { ProviderBehaviour } from "../fakes/provider-server/index.ts";
import { startPushService, type PushService } from "../fakes/push-service/index.ts";
import { openTcpLine } from "../fakes/tcp-line.ts";
import { startTwilioServer, twilioAccount, twilioFrom, twilioToken, type TwilioServer } from "../fakes/twilio-server/index.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../fakes/webhook-receiver/index.ts";
import { runOn } from "../server/platform/testing/global-setup.ts";
import { makeTestDatabase, type TestClock } from "../server/platform/testing/test-database.ts";
import { crowdOf } from "./crowd.ts";

export const means = ["mail", "sms", "voice", "ntfy", "push", "webhook"] as const;
export type Means = (typeof means)[number];

/** What is wrong with every provider at once. */
export interface ProviderFault {
  /** What they do, in the words of HTTP and of SMTP. */
  http?: Extract<ProviderBehaviour, { kind: "answer" | "hang" | "slow" | "lose" }>;
  mail?: MailBehaviour;
  /** Where they are sought: nobody listens there, nothing is called so, a certificate that nobody trusts, or a byte a second. */
  at?: "closed" | "unknown" | "untrusted" | "trickling";
}

export interface Providers {
  mail: MailServer;
  twilio: TwilioServer;
  ntfy: NtfyServer;
  push: PushService;
  webhook: WebhookReceiver;
  /** What nothing is wrong with: everybody's second means is a webhook, and the webhook's own is ntfy. */
  spare: { webhook: WebhookReceiver; ntfy: NtfyServer };
}

/** A product whose people each have one means first, by a provider of its own, and a sound one half an hour later. */
export interface Matrix {
  databaseUrl: string;
  clock: TestClock;
  api: Client;
  providers: Providers;
}

async function startProviders(): Promise<Providers> {
  const [mail, twilio, push] = [await startMailServer(), await startTwilioServer(), await startPushService()];
  const [ntfy, spareNtfy] = [await startNtfyServer(), await startNtfyServer()];
  const [webhook, spareWebhook] = [await startWebhookReceiver(), await startWebhookReceiver()];
  const all = [mail, twilio, push, ntfy, spareNtfy, webhook, spareWebhook];
  onTestFinished(async () => void (await Promise.all(all.map((one) => one.close()))));
  return { mail, twilio, push, ntfy, webhook, spare: { webhook: spareWebhook, ntfy: spareNtfy } };
}

/** Where something on a port of the loopback is sought. */
async function placeOf(port: number, at: ProviderFault["at"]): Promise<{ host: string; isSecure: boolean }> {
  if (at === "closed") return { host: `127.0.0.1:${await freePort()}`, isSecure: false };
  if (at === "unknown") return { host: `nowhere.invalid:${port}`, isSecure: false };
  if (at === "untrusted") return { host: `127.0.0.1:${await startUntrusted()}`, isSecure: true };
  if (at === undefined) return { host: `127.0.0.1:${port}`, isSecure: false };
  const line = await openTcpLine(port);
  onTestFinished(() => line.close());
  line.behave({ kind: "trickle" });
  return { host: `127.0.0.1:${line.port}`, isSecure: false };
}

async function startUntrusted(): Promise<number> {
  const { certificate, key } = makeCertificate("provider.example");
  const server = createServer({ cert: certificate, key }).listen(0, "127.0.0.1");
  server.on("tlsClientError", () => undefined);
  await once(server, "listening");
  onTestFinished(async () => void (await new Promise((resolve) => server.close(resolve))));
  return (server.address() as AddressInfo).port;
}

async function urlOf(port: number, at: ProviderFault["at"], scheme = "http"): Promise<string> {
  const { host, isSecure } = await placeOf(port, at);
  return `${scheme}${isSecure ? "s" : ""}://${host}`;
}

/** So many people of each means; the fault is there from the beginning. */
export async function setMatrix(fault: ProviderFault, { each = 1, script }: { each?: number; script?: string } = {}): Promise<Matrix> {
  const { url: databaseUrl, clock } = await makeTestDatabase();
  const providers = await startProviders();
  const { mail, twilio } = providers;
  await misbehave(providers, fault);
  const env = { MUSTER_TWILIO_ACCOUNT: twilioAccount, MUSTER_TWILIO_TOKEN: twilioToken, MUSTER_TWILIO_FROM: twilioFrom, MUSTER_TWILIO_URL: await urlOf(twilio.port, fault.at) };
  const product = await startProduct({ databaseUrl, smtpUrl: await urlOf(mail.port, fault.at, "smtp"), env, ...(script === undefined ? {} : { script }) });
  onTestFinished(async () => void (await product.stop()));
  const api = client(product.url, product.token);
  expectOk(await api.put("/api/v1/config", crowdOf(means.length * each), { contentType: "application/json" }));
  await runOn(databaseUrl, await writeContacts(providers, fault, each));
  return { databaseUrl, clock, api, providers };
}

async function misbehave({ mail, twilio, ntfy, push, webhook }: Providers, { http, mail: behaviour }: ProviderFault): Promise<void> {
  if (behaviour) await mail.behave(behaviour);
  if (http) for (const provider of [twilio, ntfy, push, webhook]) provider.behave(http);
}

/** The first of each person is of the means that their place says. */
async function writeContacts({ ntfy, push, webhook, spare }: Providers, { at }: ProviderFault, each: number): Promise<string> {
  const [ntfyUrl, pushUrl, webhookUrl] = [await urlOf(ntfy.port, at), await urlOf(push.port, at), await urlOf(webhook.port, at)];
  const rows = Array.from({ length: means.length * each }, (_, place) => {
    const channel = meansOf(place);
    const addresses: Record<Means, string> = {
      mail: `c${place}@crowd.example`,
      sms: `+491555${String(place).padStart(5, "0")}`,
      voice: `+491555${String(place).padStart(5, "0")}`,
      ntfy: `${ntfyUrl}/c${place}`,
      push: JSON.stringify(push.subscribe().subscription).replace(push.url, pushUrl),
      webhook: `${webhookUrl}/c${place}`,
    };
    const second = channel === "webhook" ? ["ntfy", `${spare.ntfy.url}/c${place}`] : ["webhook", `${spare.webhook.url}/c${place}`];
    return [`('c${place}', 'first', '${channel}', '${addresses[channel]}', 1, now())`, `('c${place}', 'second', '${second.join("', '")}', 2, now())`];
  });
  const rules = rows.map((_, place) => `('c${place}', 'high', 1, 'first', null), ('c${place}', 'high', 2, 'second', '30m')`);
  return `insert into contact (person_id, id, channel, address, place, verified_at) values ${rows.flat().join(", ")}; insert into notification_rule values ${rules.join(", ")}`;
}

/** The means that somebody of the crowd is reached by first. */
export function meansOf(place: number): Means {
  return means[place % means.length] ?? "mail";
}

/** An alert for each of these people. */
export async function alertsFor({ api }: Matrix, places: readonly number[]): Promise<void> {
  const alerts = places.map((place) => ({ status: "firing", labels: { alertname: "Down", instance: `i${place}`, service: `c${place}` }, annotations: {}, startsAt: "2026-11-19T13:46:00Z" }));
  const answer = await api.post("/intake/prometheus/crowd-prometheus", { version: "4", status: "firing", receiver: "muster", alerts });
  if (answer.status !== 202) throw new Error(`The intake answered ${answer.status}.`);
}
