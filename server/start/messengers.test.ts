import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatewaySecret, startGatewayServer, type GatewayServer } from "../../fakes/gateway-server/index.ts";
import { startTwilioServer, twilioAccount, twilioFrom, twilioToken, type TwilioServer } from "../../fakes/twilio-server/index.ts";
import type { Message } from "../features/paging/index.ts";
import { readSettings } from "../platform/config/settings.ts";
import { createOutgoing } from "../platform/outgoing/outgoing.ts";
import { createMessengers } from "./messengers.ts";

let twilio: TwilioServer;
let gateway: GatewayServer;
beforeAll(async () => {
  twilio = await startTwilioServer();
  gateway = await startGatewayServer();
});
afterAll(async () => {
  await twilio.close();
  await gateway.close();
});

function messengersOf(environment: Record<string, string>) {
  const database = () => {
    throw new Error("No key is asked for here.");
  };
  return createMessengers(readSettings(environment), { outgoing: createOutgoing({ allowNetworks: [] }), secret: "s".repeat(32), database });
}

const byTwilio = () => ({ MUSTER_TWILIO_ACCOUNT: twilioAccount, MUSTER_TWILIO_TOKEN: twilioToken, MUSTER_TWILIO_FROM: twilioFrom, MUSTER_TWILIO_URL: twilio.url });
const byGateway = () => ({ MUSTER_GATEWAY_URL: `${gateway.url}/send`, MUSTER_GATEWAY_SECRET: gatewaySecret });
const page = { messageKey: "page.1", address: "+351912345678", recipientName: "Amara", subject: "S", text: "", link: null } as Message;

describe("the ways to reach people", () => {
  it("that need no setting are always there, the others where they are set up", () => {
    expect(Object.keys(messengersOf({})).sort()).toEqual(["ntfy", "push", "webhook"]);
    expect(Object.keys(messengersOf({ MUSTER_SMTP_URL: "smtp://127.0.0.1:25" }))).toContain("mail");
    expect(Object.keys(messengersOf(byGateway())).sort()).toEqual(["ntfy", "push", "sms", "voice", "webhook"]);
    expect(Object.keys(messengersOf({ ...byTwilio(), ...byGateway(), MUSTER_VOICE_ORDER: "twilio" }))).toContain("voice");
  });

  it("are in the order of the settings, each channel its own", async () => {
    const { sms, voice } = messengersOf({ ...byTwilio(), ...byGateway(), MUSTER_SMS_ORDER: "gateway,twilio" });
    expect(await sms?.send(page, AbortSignal.timeout(3_000))).toMatchObject({ isAccepted: true, provider: "gateway" });
    expect(await voice?.send(page, AbortSignal.timeout(3_000))).toMatchObject({ isAccepted: true, provider: "twilio" });
  });

  it("reach the operator's own addresses in any network, and those that people give in none that is special", async () => {
    const { sms, webhook } = messengersOf(byTwilio());
    expect(await sms?.send(page, AbortSignal.timeout(3_000))).toMatchObject({ isAccepted: true });
    expect(await webhook?.send({ ...page, address: `${twilio.url}/hook` }, AbortSignal.timeout(3_000))).toMatchObject({ isAccepted: false, error: expect.stringContaining("MUSTER_ALLOW_NETWORKS") as unknown });
  });
});
