import { describe, expect, it } from "vitest";
import { isBodySigned, isCertificateAddress, isSignedKind, isSnsHost, isSnsMessage, stringToSign } from "./signature.rules.ts";

const notification = { Type: "Notification", MessageId: "m1", TopicArn: "arn:aws:sns:eu-west-1:1:alarms", Subject: "ALARM", Message: "two\nlines", Timestamp: "2026-11-19T13:00:01.000Z", SignatureVersion: "1", UnsubscribeURL: "https://sns.eu-west-1.amazonaws.com/" };
const confirmation = { Type: "SubscriptionConfirmation", MessageId: "m2", Token: "t", TopicArn: "arn", Message: "confirm", SubscribeURL: "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription", Timestamp: "now" };

describe("the text that SNS signs", () => {
  it("of a notification has its members in their order, the subject only where there is one", () => {
    expect(stringToSign(notification)).toBe("Message\ntwo\nlines\nMessageId\nm1\nSubject\nALARM\nTimestamp\n2026-11-19T13:00:01.000Z\nTopicArn\narn:aws:sns:eu-west-1:1:alarms\nType\nNotification\n");
    expect(stringToSign({ ...notification, Subject: null })).toBe("Message\ntwo\nlines\nMessageId\nm1\nTimestamp\n2026-11-19T13:00:01.000Z\nTopicArn\narn:aws:sns:eu-west-1:1:alarms\nType\nNotification\n");
  });

  it.each(["SubscriptionConfirmation", "UnsubscribeConfirmation"])("of a %s holds its address and token", (Type) => {
    expect(stringToSign({ ...confirmation, Type })).toBe(`Message\nconfirm\nMessageId\nm2\nSubscribeURL\nhttps://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription\nTimestamp\nnow\nToken\nt\nTopicArn\narn\nType\n${Type}\n`);
  });

  it("is none where a member is missing or no text", () => {
    expect([{ ...notification, MessageId: undefined }, { ...notification, Message: { a: 1 } }, { ...notification, Subject: 5 }, { ...confirmation, Token: undefined }].map(stringToSign)).toEqual([null, null, null, null]);
  });

  it("is of messages of SNS alone", () => {
    expect([notification, confirmation].every(isSnsMessage)).toBe(true);
    expect([null, "Notification", [], {}, { Type: "constructor" }, { Type: 1 }].some(isSnsMessage)).toBe(false);
  });
});

describe("an address of SNS", () => {
  it.each(["https://sns.eu-west-1.amazonaws.com/", "https://sns.us-gov-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t", "https://sns.cn-north-1.amazonaws.com.cn/", "https://SNS.eu-west-1.amazonaws.com:443/", "https://sns.eu-west-1.amazonaws.com\\@evil.example/"])("is %s", (address) => {
    expect(isSnsHost(address)).toBe(true);
  });

  it.each([
    "http://sns.eu-west-1.amazonaws.com/",
    "https://sns.eu-west-1.amazonaws.com:8443/",
    "https://me@sns.eu-west-1.amazonaws.com/",
    "https://me:word@sns.eu-west-1.amazonaws.com/",
    "https://sns.amazonaws.com/",
    "https://sns.s3.amazonaws.com/",
    "https://sns.s3-eu-west-1.amazonaws.com/",
    "https://sns.eu-west-1.amazonaws.com.evil.example/",
    "https://evil.example/https://sns.eu-west-1.amazonaws.com/",
    "https://evilsns.eu-west-1.amazonaws.com/",
    "https://a.sns.eu-west-1.amazonaws.com/",
    "https://sns.eu-west-1.amazonaws.com./",
    "https://sns.eu-west-1.amazonaws.com%2eevil.example/",
    "https://169.254.169.254/",
    "sns.eu-west-1.amazonaws.com",
    "",
    null,
    5,
  ])("is not %s", (address) => {
    expect(isSnsHost(address)).toBe(false);
  });

  it("of a certificate is where SNS publishes them, and no answer to a question", () => {
    const host = "https://sns.eu-west-1.amazonaws.com";
    expect(isCertificateAddress(`${host}/SimpleNotificationService-6aad65c2f9911b05cd53efda11f913f9.pem`)).toBe(true);
    for (const path of ["/", "/other.pem", "/SimpleNotificationService-1.pem?Action=GetEndpointAttributes", "/a/SimpleNotificationService-1.pem", "/?x=/SimpleNotificationService-1.pem", "/SimpleNotificationService-1.pem#a"]) {
      expect(isCertificateAddress(`${host}${path}`), path).toBe(false);
    }
    expect(isCertificateAddress("https://sns.s3-eu-west-1.amazonaws.com/SimpleNotificationService-1.pem")).toBe(false);
  });
});

describe("a signed body", () => {
  it("is one with a header of the tools that sign", () => {
    expect([{ "x-hub-signature-256": "sha256=" }, { "sentry-hook-signature": "a" }, { "x-hub-signature": "sha1=" }, {}].map(isBodySigned)).toEqual([true, true, false, false]);
    expect(["github", "sentry", "json", "constructor"].map(isSignedKind)).toEqual([true, true, false, false]);
  });
});
