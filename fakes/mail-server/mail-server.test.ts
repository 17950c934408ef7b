import { createTransport } from "nodemailer";
import { afterEach, describe, expect, it } from "vitest";
import { startChild, plainEnvironment } from "../processes/child.ts";
import { projectFolder } from "../processes/program.ts";
import { readMailJournal, startMailProgram, startMailServer, transactionsInFlight, type MailServer } from "./index.ts";

const page = {
  from: "Muster <muster@example.org>",
  to: "ana@example.org",
  subject: "Zahlungen stehen still – answer now",
  messageId: "<page-1@muster.example.org>",
  inReplyTo: "<page-0@muster.example.org>",
  references: ["<first@muster.example.org>", "<page-0@muster.example.org>"],
  text: "Answer here: https://muster.example.org/p/abc?x=1&y=2.",
  html: '<p><a href="https://muster.example.org/p/abc?x=1&amp;y=2">Answer</a> <a href="https://muster.example.org/i/7">INC-7</a></p>',
};

let mail: MailServer;
afterEach(() => mail.close());

async function startAndSend(message: Partial<typeof page> = {}): Promise<unknown> {
  const transport = createTransport(mail.url);
  try {
    return await transport.sendMail({ ...page, ...message });
  } finally {
    transport.close();
  }
}

describe("the mail server", () => {
  it("shows a mail as its reader would see it", async () => {
    mail = await startMailServer();
    const [message] = await Promise.all([mail.waitFor(({ to }) => to.includes("ana@example.org")), startAndSend()]);
    expect(message).toMatchObject({
      from: "muster@example.org",
      to: ["ana@example.org"],
      messageId: page.messageId,
      inReplyTo: page.inReplyTo,
      references: page.references,
      subject: page.subject,
      links: ["https://muster.example.org/p/abc?x=1&y=2", "https://muster.example.org/i/7"],
    });
    expect(message.text.trim()).toBe(page.text);
    expect(message.html?.trim()).toBe(page.html);
    expect(message.headers.from).toContain("muster@example.org");
  });

  it("has the mail in its journal before the sender has its answer", async () => {
    mail = await startMailServer();
    await startAndSend();
    expect(readMailJournal(mail.journalPath).map((entry) => entry.kind).slice(0, 3)).toEqual(["connected", "begun", "accepted"]);
  });

  it("says what came when the awaited mail did not", async () => {
    mail = await startMailServer();
    await startAndSend();
    await expect(mail.waitFor(() => false, 20)).rejects.toThrow(/ana@example.org: Zahlungen/);
  });

  it("turns a recipient away", async () => {
    mail = await startMailServer();
    await mail.behave({ kind: "reject", at: "recipient", code: 450 }, "ben@example.org");
    await expect(startAndSend({ to: "ben@example.org" })).rejects.toMatchObject({ responseCode: 450 });
    await startAndSend();
    expect(mail.messages().map((message) => message.to[0])).toEqual(["ana@example.org"]);
  });

  it("turns a message away after it was handed over", async () => {
    mail = await startMailServer();
    await mail.behave({ kind: "reject", at: "data", code: 554 });
    await expect(startAndSend()).rejects.toMatchObject({ responseCode: 554 });
    expect(mail.messages()).toEqual([]);
  });

  it("keeps a message and cuts the connection instead of answering", async () => {
    mail = await startMailServer();
    await mail.behave({ kind: "reset-after-data" });
    await expect(startAndSend()).rejects.toThrow();
    expect(mail.messages()).toHaveLength(1);
    expect(mail.entries()).toContainEqual(expect.objectContaining({ kind: "accepted", isAnswered: false }));
  });

  it("is not there while it refuses connections, and is back at the same port", async () => {
    mail = await startMailServer();
    await mail.behave({ kind: "refuse-connection" });
    await expect(startAndSend()).rejects.toThrow(/ECONNREFUSED/);
    await mail.behave({ kind: "accept" });
    await startAndSend();
    expect(mail.messages()).toHaveLength(1);
  });

  it("answers slowly", async () => {
    mail = await startMailServer();
    await mail.behave({ kind: "slow", milliseconds: 150 });
    await startAndSend();
    const [begun, accepted] = mail.entries().filter(({ kind }) => kind === "begun" || kind === "accepted");
    expect((accepted?.at ?? 0) - (begun?.at ?? 0)).toBeGreaterThanOrEqual(145);
  });

  it("greets nobody while it hangs", async () => {
    mail = await startMailServer();
    await mail.behave({ kind: "hang", at: "connection" });
    const transport = createTransport({ url: mail.url, greetingTimeout: 100 });
    await expect(transport.sendMail(page)).rejects.toThrow(/[Gg]reeting/);
    expect(mail.entries()[0]).toMatchObject({ kind: "connected" });
  });
});

describe("the mail server as a program of its own", () => {
  it("knows what was in flight when its sender was killed, and did not keep it", async () => {
    const program = await startMailProgram();
    mail = program;
    await mail.behave({ kind: "hang", at: "data" });
    const send = `(await import("nodemailer")).createTransport("${mail.url}").sendMail(${JSON.stringify(page)})`;
    const sender = await startChild(process.execPath, ["--input-type=module", "-e", send], { name: "sender", env: plainEnvironment(), folder: projectFolder });
    const begun = await mail.waitForEntry(({ kind }) => kind === "begun", 15_000);
    sender.signal("SIGKILL");
    await mail.waitForEntry(({ kind }) => kind === "abandoned");
    const entries = readMailJournal(mail.journalPath);
    expect(transactionsInFlight(entries, begun.at)).toHaveLength(1);
    expect(transactionsInFlight(entries, Date.now() + 1)).toEqual([]);
    await mail.behave({ kind: "accept" });
    await startAndSend();
    expect((await mail.waitFor(() => true)).subject).toBe(page.subject);
    expect(program.pid).not.toBe(process.pid);
  });

  it("takes no behaviour it does not know", async () => {
    mail = await startMailProgram();
    await expect(mail.behave({ kind: "reject", at: "data", code: 250 })).rejects.toThrow(/Not a behaviour/);
  });
});
