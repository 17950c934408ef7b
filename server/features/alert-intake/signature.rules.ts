/** The headers in which a tool sends the signature of a body, by the kind of its source. */
export const signatureHeaders = { github: "x-hub-signature-256", sentry: "sentry-hook-signature" } as const;

export type SignedKind = keyof typeof signatureHeaders;

/** True for the kinds whose tools sign the bytes of a body with a key that both sides know. */
export function isSignedKind(kind: string): kind is SignedKind {
  return Object.hasOwn(signatureHeaders, kind);
}

/** True where a body came with a signature over its bytes, so that they are needed. */
export function isBodySigned(headers: Readonly<Record<string, unknown>>): boolean {
  return Object.values(signatureHeaders).some((name) => headers[name] !== undefined);
}

const confirming = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

/** The members that SNS signs, by the type of a message; those in brackets may be absent. */
const signedMembers: Readonly<Record<string, readonly string[]>> = {
  Notification: ["Message", "MessageId", "[Subject]", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: confirming,
  UnsubscribeConfirmation: confirming,
};

/** A message in the envelope of Amazon SNS. */
export type SnsMessage = Readonly<Record<string, unknown>> & { readonly Type: string };

/** True for a message in the envelope of SNS, which is signed. */
export function isSnsMessage(payload: unknown): payload is SnsMessage {
  if (typeof payload !== "object" || payload === null) return false;
  const { Type: type } = payload as { Type?: unknown };
  return typeof type === "string" && Object.hasOwn(signedMembers, type);
}

/**
 * The text that SNS signs: names and values by turns, a line each, in their fixed order; null where one is missing
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html).
 */
export function stringToSign(message: SnsMessage): string | null {
  const lines: string[] = [];
  for (const member of signedMembers[message.Type] ?? []) {
    const name = member.replace(/[[\]]/g, "");
    const value = message[name];
    if (typeof value === "string") lines.push(name, value);
    else if (name === member || (value !== undefined && value !== null)) return null;
  }
  return `${lines.join("\n")}\n`;
}

/** An SNS host stands alone before its region: `sns.s3-eu-west-1.amazonaws.com` would be anybody's bucket of that name. */
const snsHost = /^sns\.[a-z]{2}(-[a-z]+)+-\d+\.amazonaws\.com(\.cn)?$/;

/** True for an https address of Amazon SNS itself, without port and credentials. */
export function isSnsHost(address: unknown): address is string {
  if (typeof address !== "string" || !URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  return protocol === "https:" && snsHost.test(hostname) && `${port}${username}${password}` === "";
}

/** True where a certificate of SNS lies: at the host itself an answer to a question may hold what somebody else wrote, so its path is fixed. */
export function isCertificateAddress(address: unknown): address is string {
  if (!isSnsHost(address)) return false;
  const { pathname, search, hash } = new URL(address);
  return /^\/SimpleNotificationService(-[A-Za-z0-9]+)?\.pem$/.test(pathname) && `${search}${hash}` === "";
}
