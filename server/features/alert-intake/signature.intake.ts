import { createHmac, createPublicKey, verify } from "node:crypto";
import { isSameSecret } from "../../platform/ids/ids.ts";
import { stringToSign, type SignedKind, type SnsMessage } from "./signature.rules.ts";

type CheckSignature = (rawBody: Buffer, header: string, secret: string) => boolean;

/** True where the header holds GitHub's signature of these bytes: `sha256=` and HMAC-SHA256 in hex (https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries). */
export function checkGitHubSignature(rawBody: Buffer, header: string, secret: string): boolean {
  return isSameSecret(`sha256=${hmac(rawBody, secret)}`, header);
}

/** True where the header holds Sentry's signature of these bytes: HMAC-SHA256 in hex (https://docs.sentry.io/organization/integrations/integration-platform/webhooks/). */
export function checkSentrySignature(rawBody: Buffer, header: string, secret: string): boolean {
  return isSameSecret(hmac(rawBody, secret), header);
}

function hmac(bytes: Buffer, secret: string): string {
  return createHmac("sha256", secret).update(bytes).digest("hex");
}

/** How the signature of a body is checked, by the kind of its source. */
export const signatureChecks: Readonly<Record<SignedKind, CheckSignature>> = { github: checkGitHubSignature, sentry: checkSentrySignature };

const snsAlgorithms = new Map<unknown, string>([
  ["1", "RSA-SHA1"],
  ["2", "RSA-SHA256"],
]);

/** True where the message carries SNS's signature by this key: a certificate, or a public key, in PEM. */
export function isSignedBySns(message: SnsMessage, pem: string): boolean {
  const algorithm = snsAlgorithms.get(message["SignatureVersion"]);
  const text = stringToSign(message);
  const { Signature: signature } = message;
  if (algorithm === undefined || text === null || typeof signature !== "string") return false;
  try {
    return verify(algorithm, Buffer.from(text), createPublicKey(pem), Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

/** True where a text is a certificate or a key that a signature can be checked with. */
export function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}
