import type { SourceRow } from "./configuration.queries.ts";
import { isSignedBySns, signatureChecks } from "./signature.intake.ts";
import { isCertificateAddress, isSignedKind, isSnsHost, isSnsMessage, signatureHeaders, type SignedKind } from "./signature.rules.ts";

/** A body as it came, with what its signature is checked by. */
export interface SignedBody {
  payload: unknown;
  /** By their names in small letters. */
  headers: Readonly<Record<string, string>>;
  /** Its bytes, where it came with a signature over them. */
  rawBody?: Buffer | null;
  /** The certificate that it names, where that was fetched already. */
  certificate?: string | null;
}

/** Why a body is not taken for what its tool sent. */
export type Unproven = { outcome: "bad-signature"; sentence: string } | { outcome: "certificate-away"; url: string; reason: string };

/** Checks that a body was sent by the tool of its source, as far as that signs; null where nothing speaks against it. */
export function findUnproven(source: SourceRow, body: SignedBody): Unproven | null {
  if (source.kind === "cloudwatch") return findUnprovenMessage(body);
  return isSignedKind(source.kind) && source.signature ? findUnprovenBody(source.kind, source.signature.key, body) : null;
}

function findUnprovenBody(kind: SignedKind, key: string | null, { headers, rawBody }: SignedBody): Unproven | null {
  const name = signatureHeaders[kind];
  const header = headers[name];
  if (key === null) return bad("The signing key of this source was sealed by another installation and cannot be opened. Enter it again.");
  if (header === undefined || !rawBody) return bad(`This source takes signed bodies only, and this one came without ${name}. Set the source's signing key as the secret on the other side.`);
  return signatureChecks[kind](rawBody, header, key) ? null : bad(`The signature in ${name} does not fit this body and the source's signing key. Set the same key on both sides.`);
}

function findUnprovenMessage({ payload, certificate = null }: SignedBody): Unproven | null {
  if (!isSnsMessage(payload)) return null;
  const { SigningCertURL: url, SubscribeURL: subscribeUrl } = payload;
  if (!isCertificateAddress(url)) return bad("The SigningCertURL of this message does not lead to a certificate of Amazon SNS.");
  if (certificate === null) return { outcome: "certificate-away", url, reason: "It was not fetched yet." };
  if (!isSignedBySns(payload, certificate)) return bad("The signature of this message is not one of Amazon SNS.");
  return payload.Type === "SubscriptionConfirmation" && !isSnsHost(subscribeUrl) ? bad("The SubscribeURL of this message does not lead to Amazon SNS.") : null;
}

function bad(sentence: string): Unproven {
  return { outcome: "bad-signature", sentence };
}

/** Where a message says that its certificate lies; null for a body that is no message of SNS. */
export function certificateAddressOf(payload: unknown): string | null {
  return isSnsMessage(payload) && isCertificateAddress(payload["SigningCertURL"]) ? payload["SigningCertURL"] : null;
}

/** A subscription to be confirmed, of a message that was found proven. */
export interface Confirmation {
  sourceId: string;
  topic: string;
  url: string;
}

/** What a proven message asks to be confirmed; null where it asks for nothing. */
export function confirmationOf(source: SourceRow, { payload }: SignedBody): Confirmation | null {
  if (source.kind !== "cloudwatch" || !isSnsMessage(payload) || payload.Type !== "SubscriptionConfirmation") return null;
  const { SubscribeURL: url, TopicArn: topic } = payload;
  return isSnsHost(url) ? { sourceId: source.id, topic: String(topic), url } : null;
}
