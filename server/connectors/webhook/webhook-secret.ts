import { hkdfSync } from "node:crypto";
import { asWebhookSecret } from "../../platform/signing/standard-webhooks.ts";

/** The secret that signs what goes to one address: made from the key of the installation, so that nothing is stored, and another for each address. */
export function webhookSecret(secret: string, address: string): string {
  return asWebhookSecret(Buffer.from(hkdfSync("sha256", secret, "", `muster webhook ${address}`, 32)));
}
