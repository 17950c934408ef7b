import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { createCertificates } from "./certificates.intake.ts";
import { createFetchText } from "./fetch-text.intake.ts";
import { checkGitHubSignature, checkSentrySignature, isSignedBySns } from "./signature.intake.ts";
import { stringToSign, type SnsMessage } from "./signature.rules.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const pem = publicKey.export({ type: "spki", format: "pem" }) as string;

/** Made with openssl: a certificate that signs itself, and the signatures that its key made of the message. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIDGzCCAgOgAwIBAgIURsrY16sH5WBTaSBBN/shdq0Szv8wDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRc25zLmFtYXpvbmF3cy5jb20wIBcNMjYxMTIxMTU1NzE4
WhgPMjEyNjEwMjgxNTU3MThaMBwxGjAYBgNVBAMMEXNucy5hbWF6b25hd3MuY29t
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwLsjxuH/VPvM/YoiyNin
tRZPROw0OZ/rNkHdE1JXwcCqH8elJxw9zkpeFEglsCziYQNO10NzXBuSm2sr7+wO
D4mMk3S6A4vubgHmTCKAHXz2/VAXoAcgUDwnoqjdm6+oqDtVJiOa9gifOYHYk5ld
QozzSp7xLROb4bYlvJ/ZqG0bQpZt2kjr2C/A9n1DAkuym7aE8z7+MZ325pjLWwG/
zVNrxB77XX3uAmyBd1ilDvOrYcW+elBccISkwRwHKztdQcN999d0owamqZhuHeI9
oI3t/GHxNkewl60DvtQldyQp9GzRtqh1zt9CqKTUWeqrtLrGefKQWzymuWzYfYqO
5wIDAQABo1MwUTAdBgNVHQ4EFgQU7aUnGfJZuA0NHHYjEkt3LpBzEQMwHwYDVR0j
BBgwFoAU7aUnGfJZuA0NHHYjEkt3LpBzEQMwDwYDVR0TAQH/BAUwAwEB/zANBgkq
hkiG9w0BAQsFAAOCAQEAYis/mb0t6sihtzUGGzwtXD87yia2zH7h64w5IXs6ziR2
TLdGAtCmWNeMs7zm/aZ/oB4oG2Sj7lyLZC7onUXzvV0pVXAUA+0Cfn0o3Md5MQsv
1ayu214QAg2dsr2KjBiUwXbw0j/SV+yAHG+I52WSSud1dzdi7wLI/UpgO7LSXx9l
j9q1O++MSswt8vrZi6k86u2yC1p6gYuTqSj8EqzhkuNgX2/Xnp605mhEhLNNOpYb
bJsiEAXe7+9lbZrWhWt9laNSjCkr7mlD3Lvd+EY6q2UwLBpQSoPnKFQWS+P9XpX8
YnrLnh0eBRWd4IbWJBBKrYXMMwqXQRw7cCVXIPMiMw==
-----END CERTIFICATE-----
`;
const message: SnsMessage = { Type: "Notification", MessageId: "m1", TopicArn: "arn:aws:sns:eu-west-1:123456789012:alarms", Subject: 'ALARM: "Ledger" in EU (Ireland)', Message: '{"AlarmName":"Ledger"}', Timestamp: "2026-11-19T13:00:01.000Z" };
const signatures = {
  1: "AHgeSsxVLffYIToDwCOKEaAtwUrv+h6tZC1BLu5wSz9oGavB9oab/CKD+T21XSmu4TofS9b8HpAL+Wd/siMgWyeAUpMGSJBy649ZAqTpqdsdXmn2i1FdOk7DjmvSuktuU7vMJ0yVpeUIv9pBu2pGt3yXPsqo9nQECCkNeQUkzkYR6AFESRMMtdPudE2JzNdPWfJlfKKDLR5UcrNTWf/H8ej32/46h22vCCIKhuJ0jqL50UAOK3EVo+X1172e3aw2HxwbIV1ktMpUQVFLca0levPL3FDza1x7LdpoYisPfHV9sQegWzz0MJ9fqCQxEPpOX+05QyeKcJWuJbMDB+IKmQ==",
  2: "FzEVEvPLY7v6USxg7Gd0nxLNThDrlhAnukJA2i2Eu7F9nrx9fWfuEc15YXTpbBxQMPPzkCJ+z6ORAge5vsxgp2cQXkoMVeOEp7MkBkXelqO98iOF8BZG04LIcSHoYFSqF/YNTk/xW3B/s8rgLdVetLYnujE28FXb7v022ueqL5T1QcxqV2g3Q0ws/dUX838kBOZKw65qUMIJ0pv8D/2/Tb9fArbyOUMatXuHANVU/a8bJF/ZPm6OVOGXhIAxXbsg8418FQpTu0V6BDfYuloGMm2n17eR/51kjyoY8EouapyiHQpIfDUNHsoUKUJxY41VE93PrkQRDl6+2IzgkArc0Q==",
};

describe("GitHub's signature", () => {
  const body = Buffer.from("Hello, World!");
  const secret = "It's a Secret to Everybody";
  const header = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  it("is the one of GitHub's own example", () => {
    expect(checkGitHubSignature(body, header, secret)).toBe(true);
  });

  it("is no other: of another body, by another key, cut, empty, of another kind", () => {
    expect(checkGitHubSignature(Buffer.from("Hello, World"), header, secret)).toBe(false);
    expect(checkGitHubSignature(body, header, "another")).toBe(false);
    for (const other of ["", "sha256=", header.slice(0, -1), `${header}0`, header.slice(7), header.replace("sha256", "sha1")]) expect(checkGitHubSignature(body, other, secret)).toBe(false);
  });
});

describe("Sentry's signature", () => {
  const body = Buffer.from('{"action":"created"}');
  const header = createHmac("sha256", "client secret").update(body).digest("hex");

  it("is the HMAC of the bytes, and no other", () => {
    expect(checkSentrySignature(body, header, "client secret")).toBe(true);
    expect(checkSentrySignature(Buffer.from('{"action": "created"}'), header, "client secret")).toBe(false);
    expect(checkSentrySignature(body, header, "other")).toBe(false);
    expect(checkSentrySignature(body, "", "client secret")).toBe(false);
  });
});

describe("the signature of SNS", () => {
  it.each(["1", "2"] as const)("of version %s is checked with a certificate", (version) => {
    const signed = { ...message, SignatureVersion: version, Signature: signatures[version] };
    expect(isSignedBySns(signed, certificate)).toBe(true);
    expect(isSignedBySns({ ...signed, Message: "changed" }, certificate)).toBe(false);
    expect(isSignedBySns(signed, pem)).toBe(false);
  });

  it("of a confirmation is checked with a public key too", () => {
    const confirmation: SnsMessage = { ...message, Type: "SubscriptionConfirmation", Token: "t", SubscribeURL: "https://sns.eu-west-1.amazonaws.com/", SignatureVersion: "2" };
    const Signature = sign("RSA-SHA256", Buffer.from(stringToSign(confirmation) ?? ""), privateKey).toString("base64");
    expect(isSignedBySns({ ...confirmation, Signature }, pem)).toBe(true);
    expect(isSignedBySns({ ...confirmation, Signature, Token: "other" }, pem)).toBe(false);
  });

  it("is none where the version is unknown or another's, a member is missing, or the key is none", () => {
    const signed = { ...message, SignatureVersion: "1", Signature: signatures[1] };
    for (const odd of [{ SignatureVersion: "2" }, { SignatureVersion: "3" }, { SignatureVersion: 1 }, { Signature: undefined }, { Signature: "%%" }, { Timestamp: undefined }]) expect(isSignedBySns({ ...signed, ...odd }, certificate)).toBe(false);
    expect(isSignedBySns(signed, "no key")).toBe(false);
  });
});

describe("certificates", () => {
  const url = (number: number) => `https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-${number}.pem`;

  function fetching(answer: (url: string) => string | Refusal) {
    const asked: string[] = [];
    const certificates = createCertificates(async (address) => {
      asked.push(address);
      await Promise.resolve();
      return answer(address);
    });
    return { asked, certificates };
  }

  it("are fetched once, also by those who ask at once, and kept", async () => {
    const { asked, certificates } = fetching(() => certificate);
    expect(certificates.kept(url(1))).toBeNull();
    expect(await Promise.all([certificates.fetch(url(1)), certificates.fetch(url(1))])).toEqual([certificate, certificate]);
    expect([asked, certificates.kept(url(1))]).toEqual([[url(1)], certificate]);
  });

  it("that could not be fetched, or are none, are not kept, and are asked for again", async () => {
    const answers: (string | Refusal)[] = [refuse("outgoing.time", "It did not answer in time."), "<html>", certificate];
    const { asked, certificates } = fetching(() => answers.shift() ?? "");
    expect(await certificates.fetch(url(1))).toMatchObject({ reason: "It did not answer in time." });
    expect(await certificates.fetch(url(1))).toMatchObject({ reason: "What lies at sns.eu-west-1.amazonaws.com is no certificate." });
    expect(certificates.kept(url(1))).toBeNull();
    expect(await certificates.fetch(url(1))).toBe(certificate);
    expect(asked).toHaveLength(3);
  });

  it("are kept up to a number, the oldest going first", async () => {
    const { certificates } = fetching(() => pem);
    for (let number = 0; number < 40; number++) await certificates.fetch(url(number));
    expect([0, 7, 8, 39].map((number) => certificates.kept(url(number)) !== null)).toEqual([false, false, true, true]);
  });

  it("are fetched with a time limit, and by GET; an answer that leads elsewhere gives none", async () => {
    const wishes: { method: string; hasEnd: boolean }[] = [];
    const answering = (status: number) =>
      createFetchText({
        request: async ({ method, signal }) => {
          wishes.push({ method, hasEnd: signal instanceof AbortSignal });
          return { status, headers: { location: "http://127.0.0.1/" }, body: certificate };
        },
      });
    expect(await createCertificates(answering(200)).fetch(url(1))).toBe(certificate);
    expect(await createCertificates(answering(302)).fetch(url(1))).toMatchObject({ reason: "sns.eu-west-1.amazonaws.com answered with status 302." });
    expect(wishes).toEqual(Array(2).fill({ method: "GET", hasEnd: true }));
  });
});
