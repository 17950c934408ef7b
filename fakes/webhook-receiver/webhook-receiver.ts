import { Webhook } from "standardwebhooks";
import { startProvider, type ProviderOptions, type ProviderServer } from "../provider-server/index.ts";

/** A webhook as it was received. */
export interface ReceivedWebhook {
  readonly path: string;
  readonly id: string;
  readonly contentType: string;
  /** Null where no secret is known yet: then nothing is checked. */
  readonly isSigned: boolean | null;
  readonly body: { readonly type: string; readonly timestamp: string; readonly data: Readonly<Record<string, unknown>> };
}

/** A person's own receiver; the signatures are checked by the library of Standard Webhooks. */
export interface WebhookReceiver extends ProviderServer<ReceivedWebhook> {
  /** From now on what is not signed by this secret is refused with 401. */
  trust(secret: string): void;
}

/** Starts a receiver in this process. */
export async function startWebhookReceiver(options: ProviderOptions = {}): Promise<WebhookReceiver> {
  let webhook: Webhook | null = null;
  const server = await startProvider<ReceivedWebhook>("webhook", options, ({ path, headers, body }) => {
    const text = body.toString("utf8");
    const isSigned = webhook === null ? null : verify(webhook, text, headers);
    if (isSigned === false) return { status: 401, body: "Not signed by the secret." };
    const kept = { path, id: headers["webhook-id"] ?? "", contentType: headers["content-type"] ?? "", isSigned, body: JSON.parse(text) as ReceivedWebhook["body"] };
    return { status: 204, body: "", kept };
  });
  return { ...server, trust: (secret) => { webhook = new Webhook(secret); } };
}

function verify(webhook: Webhook, text: string, headers: Readonly<Record<string, string>>): boolean {
  try {
    webhook.verify(text, { ...headers });
    return true;
  } catch {
    return false;
  }
}
