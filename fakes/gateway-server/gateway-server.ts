import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { startProvider, type ProviderAnswer, type ProviderOptions, type ProviderRequest, type ProviderServer } from "../provider-server/index.ts";

export const gatewaySecret = `whsec_${Buffer.from("a gateway of our own, 32 bytes..").toString("base64")}`;

/** A message as the gateway took it. */
export interface GatewayMessage {
  readonly id: string;
  readonly channel: "sms" | "voice";
  readonly to: string;
  readonly text: string;
  readonly link: string | null;
  readonly replyCode: string | null;
  readonly messageKey: string;
}

/** A gateway of one's own, written by docs/integrations/gateway.md alone. */
export interface GatewayServer extends ProviderServer<GatewayMessage> {
  /** Sends a callback, signed. */
  callBack(url: string, body: object, id?: string): Promise<Response>;
}

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  channel: (value) => value === "sms" || value === "voice",
  to: (value) => typeof value === "string" && /^\+[1-9]\d{6,14}$/.test(value),
  text: (value) => typeof value === "string" && value !== "",
  link: (value) => value === null || typeof value === "string",
  replyCode: (value) => value === null || typeof value === "string",
  messageKey: (value) => typeof value === "string" && value !== "",
};

/** Starts a gateway in this process; the signatures are checked and made by the library of Standard Webhooks. */
export async function startGatewayServer(options: ProviderOptions = {}): Promise<GatewayServer> {
  const webhook = new Webhook(gatewaySecret);
  const server = await startProvider<GatewayMessage>("gateway", options, (request) => take(webhook, request));
  return {
    ...server,
    callBack: (url, body, id = `msg_${randomUUID()}`) => {
      const [now, text] = [new Date(), JSON.stringify(body)];
      const headers = { "content-type": "application/json", "webhook-id": id, "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)), "webhook-signature": webhook.sign(id, now, text) };
      return fetch(url, { method: "POST", headers, body: text });
    },
  };
}

function take(webhook: Webhook, { method, headers, body }: ProviderRequest): ProviderAnswer<GatewayMessage> {
  if (method !== "POST" || headers["content-type"] !== "application/json") return refused(415, "Only JSON is taken.");
  try {
    const said = webhook.verify(body.toString("utf8"), { ...headers }) as Record<string, unknown>;
    const wrong = Object.keys(types).find((name) => !types[name]?.(said[name]));
    if (wrong !== undefined) return refused(400, `${wrong} is wrong.`);
    const id = randomUUID();
    return { status: 202, headers: { "content-type": "application/json" }, body: JSON.stringify({ id }), kept: { ...(said as unknown as GatewayMessage), id } };
  } catch (error) {
    return refused(401, String(error));
  }
}

function refused(status: number, error: string): ProviderAnswer<GatewayMessage> {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ error }) };
}
