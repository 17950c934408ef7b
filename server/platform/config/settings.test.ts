import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.ts";

describe("MUSTER_MAIL_LISTEN", () => {
  it("is off where it is not set, or empty", () => {
    expect([readSettings({}).mailListen, readSettings({ MUSTER_MAIL_LISTEN: "" }).mailListen]).toEqual([null, null]);
  });

  it.each([
    ["127.0.0.1:2525", { host: "127.0.0.1", port: 2525 }],
    ["0.0.0.0:25", { host: "0.0.0.0", port: 25 }],
    ["[::1]:0", { host: "::1", port: 0 }],
    ["mail.acme.example:25", { host: "mail.acme.example", port: 25 }],
  ])("takes %s", (text, address) => {
    expect(readSettings({ MUSTER_MAIL_LISTEN: text }).mailListen).toEqual(address);
  });

  it.each(["2525", ":2525", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:2525", "a b:25", "smtp://x:25"])("says of %s what is wrong, and the mend", (text) => {
    expect(() => readSettings({ MUSTER_MAIL_LISTEN: text })).toThrow(`MUSTER_MAIL_LISTEN is "${text}". Write an address and a port, e.g. 127.0.0.1:2525 or [::1]:2525.`);
  });
});

describe("MUSTER_MAIL_CERTIFICATE and MUSTER_MAIL_KEY", () => {
  const listening = { MUSTER_MAIL_LISTEN: "127.0.0.1:2525" };

  it("are the files of both, or neither", () => {
    expect(readSettings(listening).mailCertificate).toBeNull();
    expect(readSettings({ ...listening, MUSTER_MAIL_CERTIFICATE: "", MUSTER_MAIL_KEY: "" }).mailCertificate).toBeNull();
    expect(readSettings({ ...listening, MUSTER_MAIL_CERTIFICATE: "/a/mail.pem", MUSTER_MAIL_KEY: "/a/mail.key" }).mailCertificate).toEqual({ certificate: "/a/mail.pem", key: "/a/mail.key" });
  });

  it("name the one that is missing", () => {
    expect(() => readSettings({ ...listening, MUSTER_MAIL_CERTIFICATE: "/a/mail.pem" })).toThrow("MUSTER_MAIL_KEY is missing. Name the files of both");
    expect(() => readSettings({ ...listening, MUSTER_MAIL_KEY: "/a/mail.key" })).toThrow("MUSTER_MAIL_CERTIFICATE is missing. Name the files of both");
  });

  it("are of no use where no mail is taken, which is said", () => {
    expect(() => readSettings({ MUSTER_MAIL_CERTIFICATE: "/a/mail.pem", MUSTER_MAIL_KEY: "/a/mail.key" })).toThrow("MUSTER_MAIL_CERTIFICATE is set, and no mail is taken. Say where in MUSTER_MAIL_LISTEN");
  });
});

describe("MUSTER_SYSLOG_LISTEN", () => {
  it("is off where it is not set, and an address like that of mail", () => {
    expect(readSettings({}).syslogListen).toBeNull();
    expect(readSettings({ MUSTER_SYSLOG_LISTEN: "[::1]:5514" }).syslogListen).toEqual({ host: "::1", port: 5514 });
    expect(() => readSettings({ MUSTER_SYSLOG_LISTEN: "5514" })).toThrow('MUSTER_SYSLOG_LISTEN is "5514".');
  });
});

describe("MUSTER_ALLOW_NETWORKS", () => {
  it("allows none where it is not set", () => {
    expect(readSettings({}).allowNetworks).toEqual([]);
  });

  it("takes networks of both families and single addresses, with spaces between", () => {
    const { allowNetworks } = readSettings({ MUSTER_ALLOW_NETWORKS: "10.0.0.0/8, fd00::/8,192.168.1.7 , ::1" });
    expect(allowNetworks).toEqual(["10.0.0.0/8", "fd00::/8", "192.168.1.7", "::1"]);
  });

  it.each(["10.0.0.0/33", "10.0.0/8", "fd00::/129", "localhost", "10.0.0.0/", "10.0.0.0/-1", "fe80::1%eth0", "0x7f.1", "10.0.0.0-10.0.0.9"])("names %s as what is wrong, and the mend", (wrong) => {
    expect(() => readSettings({ MUSTER_ALLOW_NETWORKS: `10.0.0.0/8,${wrong}` })).toThrow(`MUSTER_ALLOW_NETWORKS holds "${wrong}", which is not a network. Write an address and its prefix, e.g. 10.0.0.0/8`);
  });

  it("names every wrong one", () => {
    expect(() => readSettings({ MUSTER_ALLOW_NETWORKS: "one,two" })).toThrow(/"one".*\n.*"two"/);
  });
});
