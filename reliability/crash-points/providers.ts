import { startGatewayServer, type GatewayServer } from "../../fakes/gateway-server/index.ts";
import { startMailProgram, type MailServer } from "../../fakes/mail-server/index.ts";
import { startNtfyServer, type NtfyServer } from "../../fakes/ntfy-server/index.ts";
import { startPushService, type PushService } from "../../fakes/push-service/index.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../../fakes/webhook-receiver/index.ts";

/** Who takes what the product sends, each with a journal of its own. */
export interface Providers {
  mail: MailServer;
  gateway: GatewayServer;
  ntfy: NtfyServer;
  receiver: WebhookReceiver;
  push: PushService;
}

export async function startProviders(): Promise<Providers> {
  const [mail, gateway, ntfy, receiver, push] = await Promise.all([startMailProgram(), startGatewayServer(), startNtfyServer(), startWebhookReceiver(), startPushService()]);
  return { mail, gateway, ntfy, receiver, push };
}

/** How many sends of each page the providers took, by what stands in their own journals; a message may tell of several pages. */
export function keysTaken({ mail, gateway, ntfy, receiver, push }: Providers): Map<string, number> {
  const keys = [
    ...mail.messages().flatMap(({ headers }) => [headers["x-muster-message"] ?? "", ...(headers["x-muster-tells-of"] ?? "").split(" ")]),
    ...gateway.kept().map(({ messageKey }) => messageKey),
    ...ntfy.entries().flatMap((entry) => (entry.kind === "accepted" ? [entry.headers["x-muster-message"] ?? ""] : [])),
    ...receiver.kept().map(({ id }) => id),
    ...push.kept().map(({ text }) => (JSON.parse(text) as { messageKey: string }).messageKey),
  ];
  const counts = new Map<string, number>();
  for (const key of keys.filter((one) => one.startsWith("page."))) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
