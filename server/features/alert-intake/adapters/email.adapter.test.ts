import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Adapted } from "./adapted.adapter.ts";
import { adaptEmail } from "./email.adapter.ts";
import { adapterOf } from "./kinds.adapter.ts";
import { mutate } from "../../../platform/testing/mutate.ts";

const fixture = join(process.env["MUSTER_FIXTURES"] ?? "../shared/fixtures", "alerts/grafana-oncall-examples/inbound_email.json");

const read = (payload: unknown): Adapted => adaptEmail({ payload, headers: {}, newKey: "made" });

function signalOf(payload: unknown) {
  const adapted = read(payload);
  if ("errors" in adapted) throw new Error(JSON.stringify(adapted.errors));
  const [signal] = adapted.signals;
  if (!signal) throw new Error(`No signal: ${adapted.note}`);
  return signal;
}

const nagios = {
  from: "nagios@acme.example",
  subject: "** PROBLEM Service Alert: web1/HTTP is CRITICAL **",
  text: "***** Nagios *****\n\nNotification Type: PROBLEM\n\nService: HTTP\nHost: web1\nState: CRITICAL\n\nSee https://nagios.acme.example/extinfo?host=web1&service=HTTP.\n",
  messageId: "<1@nagios.acme.example>",
  date: "2026-11-20T12:04:05.000Z",
  list: null,
  isAutomaticReply: false,
  attachments: [],
};
const recovery = { ...nagios, subject: "** RECOVERY Service Alert: web1/HTTP is OK **", text: "Notification Type: RECOVERY\nState: OK", date: "2026-11-20T12:09:00.000Z" };

describe("a mail", () => {
  it("is an alert by its subject, its words and its date", () => {
    expect(signalOf(nagios)).toEqual({
      key: "service web1/http",
      status: "firing",
      title: "PROBLEM Service Alert: web1/HTTP is CRITICAL",
      severity: "critical",
      labels: { from: "nagios@acme.example", service: "HTTP", host: "web1" },
      description: nagios.text.trim(),
      links: [{ text: "nagios.acme.example", href: "https://nagios.acme.example/extinfo?host=web1&service=HTTP" }],
      startedAt: Date.parse(nagios.date),
      at: Date.parse(nagios.date),
    });
  });

  it("that says it is over has the key of the one that said it began", () => {
    expect(signalOf(recovery)).toMatchObject({ key: signalOf(nagios).key, status: "resolved", at: Date.parse(recovery.date), startedAt: null });
  });

  it.each([
    ["[FIRING:2] HighLatency checkout", "[RESOLVED] HighLatency checkout"],
    ["[Monitor Alert] Triggered: disk on web1", "[Monitor Alert] Recovered: disk on web1"],
    ['ALARM: "cpu" in EU (Ireland)', 'OK: "cpu" in EU (Ireland)'],
    ["Fired:Sev1 Azure Monitor Alert cpu on vm1", "Resolved:Sev1 Azure Monitor Alert cpu on vm1"],
    ["DOWN alert: shop (shop.example) is DOWN", "UP alert: shop (shop.example) is UP"],
    ["Monitor is DOWN: shop", "Monitor is UP: shop"],
    ["Problem: High CPU on db1 (97.3%)", "Resolved in 5m 3s: High CPU on db1 (12%)"],
    ["Check_MK: web1/CPU OK -> CRIT", "Check_MK: web1/CPU CRIT -> OK"],
    ["[Failed] Backup Job nightly #4", "[Success] Backup Job nightly #5"],
    ["DOWN | nightly backup", "UP | nightly backup"],
    ["[ops] [P1] db1 is unreachable", "Re: [ops] Resolved: db1"],
    ["FAILED: backup of 20.11.2026 13:05", "OK: backup of 21.11.26 9:07 pm"],
    ["Disk of web1 at 91% since 2026-11-20 12:04 UTC", "RECOVERED: Disk of web1 at 40.5% since 2026-11-20 12:31 UTC"],
  ])("is told by its subject to begin and to end: %s", (begin, end) => {
    const [fires, ends] = [signalOf({ subject: begin, list: "ops" }), signalOf({ subject: end, list: "ops" })];
    expect([fires.status, ends.status]).toEqual(["firing", "resolved"]);
    expect(ends.key).toBe(fires.key);
    expect(fires.key).toMatch(/[a-z]{2}/);
  });

  it.each([
    ["Host 10.0.0.1 down", "Host 10.0.0.2 down"],
    ["Host 10.0.12.5 down", "Host 10.0.13.5 down"],
    ["10.0.0.1:80 is down", "10.0.0.2:80 is down"],
    ["10.0.0.1:80 is down", "10.0.0.1:81 is down"],
    ["[web1] Disk full", "[web2] Disk full"],
    ["Queue 7 is stuck", "Queue 8 is stuck"],
    ["High load on db1", "High latency on db1"],
  ])("about one thing is not a mail about another: %s, %s", (one, other) => {
    expect(signalOf({ subject: one }).key).not.toBe(signalOf({ subject: other }).key);
  });

  it.each([
    ["Follow up: the disk of web1", ""],
    ["Up for renewal: acme.example", ""],
    ["Disaster recovery failed: db1", ""],
    ["not OK: web1", ""],
    ["[FIRING:1, RESOLVED:3] Latency", ""],
    ["Problem with the shop", "Please look whether all is OK"],
    ["Shop", "It was like this yesterday:\n> State: OK\n> Status: resolved"],
    ["The shop is down", "State: OK"],
  ])("fires where nothing says that it is over: %s", (subject, text) => {
    expect(signalOf({ subject, text }).status).toBe("firing");
  });

  it.each([
    ["web1", "Hello,\n\nNew State: OK\nOld state: CRITICAL", "resolved"],
    ["web1", "Status: resolved", "resolved"],
    ["web1", "RESOLVED: all is well", "resolved"],
    ["[Acknowledged] web1 is slow", "", "acknowledged"],
    ["[Silenced] web1 is slow", "", "suppressed"],
  ])("of the subject “%s” and the text “%s” is %s", (subject, text, status) => {
    expect(signalOf({ subject, text }).status).toBe(status);
  });

  it.each([
    ["[CRITICAL] db1", "", "critical"],
    ["[High] db1", "", "high"],
    ["P2 - db1", "", "high"],
    ["db1: OK -> WARN", "", "warning"],
    ["db1", "Severity: Sev-1", "critical"],
    ["db1", "Priority: P5 (info)", "info"],
    ["ERROR in db1", "", "high"],
    ["High CPU on db1", "", "warning"],
    ["db1", "", "warning"],
  ])("of the subject “%s” and the text “%s” has the severity %s", (subject, text, severity) => {
    expect(signalOf({ subject, text }).severity).toBe(severity);
  });

  it.each([
    ["AW: Fwd: [EXTERNAL] [ops] db1 is slow", "db1 is slow"],
    ["Re[2]: RE: [FIRING:1] db1 is slow", "db1 is slow"],
    ["[web1] is slow", "[web1] is slow"],
    ["[FIRING:1]", "The first line"],
    ["", "The first line"],
  ])("of the subject “%s” is called “%s”", (subject, title) => {
    expect(signalOf({ subject, list: "ops", text: "The first line\nand more", from: "a@b.example" }).title).toBe(title);
  });

  it("without any words is called by who sent it", () => {
    expect(signalOf({ from: "a@b.example" })).toMatchObject({ title: "A mail without a subject from a@b.example", key: "a mail from a@b.example" });
  });

  it("is described without what it answers and without the signature, save one that was passed on", () => {
    const text = "It burns again.\n\nOn Fri, 20 Nov 2026 at 13:04, Ben\n<ben@acme.example> wrote:\n> It burns.\n";
    expect(signalOf({ subject: "Re: fire", text }).description).toBe("It burns again.");
    expect(signalOf({ subject: "fire", text: "It burns.\n-- \nBen, Acme" }).description).toBe("It burns.");
    const passed = "See below.\n\n-----Original Message-----\nFrom: nagios\n\nSeverity: critical";
    expect(signalOf({ subject: "WG: fire", text: passed })).toMatchObject({ description: passed, severity: "critical" });
    expect(signalOf({ subject: "fire", text: "> all of it\n> is quoted" }).description).toBe("> all of it\n> is quoted");
  });

  it("names what was attached", () => {
    expect(read({ ...nagios, attachments: [{ name: "load.png", size: 10, type: "image/png" }, { name: "a.log" }] })).toMatchObject({ note: "Attached to the mail and not kept: load.png, a.log" });
  });

  it("of a machine that answers opens no alert, nor does a test", () => {
    expect(read({ ...nagios, isAutomaticReply: true })).toEqual({ signals: [], note: "A bounce or an automatic reply from nagios@acme.example: it opens no alert." });
    expect(read({ ...nagios, subject: "Test mail" })).toMatchObject({ signals: [], isTest: true, note: expect.stringContaining("A test mail") });
    expect(signalOf({ ...nagios, subject: "Test of the sprinklers failed" }).status).toBe("firing");
  });

  it("is what a source of the kind is read by, and nothing but a mail", () => {
    expect(adapterOf({ kind: "email", mapping: null, preset: null })).toBe(adaptEmail);
    for (const payload of [null, [], "text", 5]) expect(read(payload)).toMatchObject({ errors: [{ path: "" }] });
  });

  it.skipIf(!existsSync(fixture))("as others post it is read too", () => {
    expect(signalOf(JSON.parse(readFileSync(fixture, "utf8")))).toMatchObject({ title: "Test email subject", description: "Test email message", labels: { from: "sender@example.com" } });
  });
  if (!existsSync(fixture)) console.log(`Skipped: no recorded mail at ${fixture}.`);

  it("changed in any one place never throws, and has a title one can read", () => {
    for (let seed = 0; seed < 400; seed += 1) {
      const adapted = read(mutate(seed % 2 ? nagios : recovery, seed));
      if ("errors" in adapted) expect(adapted.errors[0]?.message).toContain("must be a mail");
      else for (const { title, key } of adapted.signals) for (const words of [title, key]) expect(words).not.toMatch(/^\s*$|\[object|undefined|null/);
    }
  });

  it.each([["a", " "], ["[", "a"], ["Re: ", ""], ["re:", "\n"], ["[FIRING:1", " "], ["State:", "\n"], [">", "\n"], ["On a wrote", " "], ["5m ", ""], ["https://", "a"], [")", ""], ["-", ""], ["_", ""], ["a:", ""], ["*_ ", "x"]])("made to take long (%s) does not", (one, two) => {
    const words = `https://a${`${one}${two}`.repeat(100_000)}x`;
    const begin = performance.now();
    signalOf({ subject: words, text: words });
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
