import { describe, expect, it, onTestFinished } from "vitest";
import { expectOk } from "../fakes/client.ts";
import { gatewaySecret, startGatewayServer } from "../fakes/gateway-server/index.ts";
import { startPushService } from "../fakes/push-service/index.ts";
import { startTwilioServer, twilioAccount, twilioFrom, twilioToken, type TwilioServer } from "../fakes/twilio-server/index.ts";
import { startWebhookReceiver } from "../fakes/webhook-receiver/index.ts";
import { runOn } from "../server/platform/testing/global-setup.ts";
import { acme, alertArrives, alertNamed, eventually, pagesOf, press, setStage, signIn, type Stage } from "./stage.ts";

const number = "+4915550101";
/** Amara is reached by these means at once. */
const reachedBy = (...contacts: string[]) => acme.replace(/(\n {4}notify:.*\n {6}high:) \[[^\]]*\]/, `$1 [${contacts.map((contact) => `{ contact: ${contact} }`).join(", ")}]`);

async function startTwilio(): Promise<TwilioServer> {
  const twilio = await startTwilioServer();
  onTestFinished(() => twilio.close());
  return twilio;
}

const twilioEnvironment = (twilio: TwilioServer) => ({ MUSTER_TWILIO_ACCOUNT: twilioAccount, MUSTER_TWILIO_TOKEN: twilioToken, MUSTER_TWILIO_FROM: twilioFrom, MUSTER_TWILIO_URL: twilio.url });
const pageBy = (stage: Stage, channel: string) => eventually(async () => (await pagesOf(stage, "amara")).find((page) => page.channel === channel && page.status === "sent"), `a page by ${channel}`);
const lastPage = async (stage: Stage, channel: string) => (await pagesOf(stage, "amara")).find((page) => page.channel === channel);

describe("A page comes by text", () => {
  it("says how to answer, is known to have arrived, and is answered by writing back, once", async () => {
    const twilio = await startTwilio();
    const stage = await setStage({ configuration: reachedBy("cell"), product: { env: twilioEnvironment(twilio) } });
    await alertArrives(stage);
    await pageBy(stage, "sms");
    const [message] = twilio.messages();
    if (!message) throw new Error("Twilio took no message.");
    expect(message).toMatchObject({ to: number, body: expect.stringContaining("HighLatency") as unknown });
    const code = /Reply 1 (\d+): I have it\. 2 \1: I can't\./.exec(message.body)?.[1] ?? "";
    expect((await twilio.settle(message, "delivered")).status).toBe(200);
    expect(await lastPage(stage, "sms")).toMatchObject({ receipt: "arrived" });

    const sid = "SM00000000000000000000000000000001";
    const answer = await twilio.reply(stage.product.url, { from: number, body: `1 ${code}`, sid });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringMatching(/<Response><Message>You have it.*<\/Message><\/Response>/)]);
    expect(await lastPage(stage, "sms")).toMatchObject({ status: "answered", answer: "have" });
    expect((await alertNamed(stage, "HighLatency")).status).toBe("acknowledged");

    await (await twilio.reply(stage.product.url, { from: number, body: `2 ${code}`, sid: sid.replace(/1$/, "2") })).text();
    const now = await lastPage(stage, "sms");
    expect(await (await twilio.reply(stage.product.url, { from: number, body: `1 ${code}`, sid })).text()).toContain("You have it");
    expect(await lastPage(stage, "sms")).toEqual(now);
  });

  it("by the next provider at once where the first hangs, which tells whether it arrived and takes the answer", async () => {
    const twilio = await startTwilio();
    const gateway = await startGatewayServer();
    onTestFinished(() => gateway.close());
    twilio.behave({ kind: "hang" });
    const env = { ...twilioEnvironment(twilio), MUSTER_GATEWAY_URL: `${gateway.url}/send`, MUSTER_GATEWAY_SECRET: gatewaySecret };
    const stage = await setStage({ configuration: reachedBy("cell"), product: { env } });
    await alertArrives(stage);
    await gateway.waitForEntry(({ kind }) => kind === "accepted", 8_000);
    const page = await pageBy(stage, "sms");
    const [message] = gateway.kept();
    expect(message).toMatchObject({ channel: "sms", to: number, messageKey: `page.${page.id}` });
    expect(page).toMatchObject({ provider: "gateway", receipt: "awaited" });

    await gateway.callBack(`${stage.product.url}/callbacks/gateway/receipts`, { id: message?.id, isArrived: false, words: "The modem has no network." });
    expect(await lastPage(stage, "sms")).toMatchObject({ receipt: "missing", receiptWords: "The modem has no network." });
    const answer = await gateway.callBack(`${stage.product.url}/callbacks/gateway/replies`, { channel: "sms", from: number, text: `1 ${message?.replyCode ?? ""}` });
    expect(await answer.json()).toMatchObject({ text: expect.stringContaining("You have it") as unknown });
  });
});

describe("A page comes by telephone", () => {
  it("says who and what, and is answered by a key", async () => {
    const twilio = await startTwilio();
    const stage = await setStage({ configuration: reachedBy("ring"), product: { env: twilioEnvironment(twilio) } });
    await alertArrives(stage);
    await pageBy(stage, "voice");
    const [call] = twilio.calls();
    if (!call) throw new Error("Twilio made no call.");
    expect(call.said[0]).toMatch(/^Muster calls Amara Okafor\. .*HighLatency.* Press 1: I have it\. Press 2: I can't\.$/);
    await twilio.settle(call, "in-progress");
    expect(await lastPage(stage, "voice")).toMatchObject({ receipt: "arrived" });
    expect(await (await twilio.press(call, "5")).text()).toContain("<Gather");
    expect(await (await twilio.press(call, "1")).text()).toContain("<Say>You have it");
    expect(await lastPage(stage, "voice")).toMatchObject({ status: "answered", answer: "have" });
  });
});

describe("A page comes by webhook and to a browser", () => {
  it("signed by a secret that only whoever has the webhook sees, and opened by that browser alone", async () => {
    const [receiver, push] = [await startWebhookReceiver(), await startPushService()];
    onTestFinished(async () => {
      await receiver.close();
      await push.close();
    });
    const configuration = reachedBy("cell", "ring").replace(`cell: { sms: "${number}" }`, `cell: { webhook: "${receiver.url}/amara" }`);
    const stage = await setStage({ configuration, product: { env: { MUSTER_ALLOW_NETWORKS: "127.0.0.0/8" } } });
    const amara = await signIn(stage, "amara", "responder");
    const { secret } = expectOk(await amara.get<{ secret: string }>("/api/v1/people/amara/contacts/cell/webhook-secret"));
    expect((await stage.api.get("/api/v1/people/amara/contacts/cell/webhook-secret")).status).toBe(404);
    receiver.trust(secret);
    const { publicKey } = expectOk(await amara.get<{ publicKey: string }>("/api/v1/push-key"));
    // Only browsers of pages by HTTPS subscribe, and only to services by HTTPS: this one stands on the loopback.
    const { subscription } = push.subscribe(publicKey);
    await runOn(stage.databaseUrl, `update contact set channel = 'push', address = '${JSON.stringify(subscription)}' where person_id = 'amara' and id = 'ring'`);
    await alertArrives(stage);
    const hooked = await pageBy(stage, "webhook");
    expect(receiver.kept()).toMatchObject([{ id: `page.${hooked.id}`, isSigned: true, body: { type: "page" } }]);
    const shown = await pageBy(stage, "push");
    const { title, messageKey, link } = JSON.parse(push.kept()[0]?.text ?? "{}") as Record<string, string>;
    expect({ title, messageKey }).toEqual({ title: expect.stringContaining("HighLatency") as unknown, messageKey: `page.${shown.id}` });
    expect(await press(link ?? "", "have")).toContain("You have it");
  });
});
