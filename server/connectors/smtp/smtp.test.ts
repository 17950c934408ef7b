import { describe, expect, it, onTestFinished } from "vitest";
import { startMailProgram, type MailServer } from "../../../fakes/mail-server/index.ts";
import { collectGarbage } from "../../platform/testing/collect-garbage.ts";
import type { Message } from "../../features/paging/index.ts";
import { createSmtpMessenger } from "./smtp.ts";

const message = (name: string): Message => ({
  messageKey: `page.${name}`,
  threadKey: "subject.1",
  address: "amara@acme.example",
  recipientName: "Amara",
  subject: name,
  text: name,
  html: `<p>${name}</p>`,
  link: "http://127.0.0.1/p/1",
  isUrgent: true,
});

async function openMail() {
  const mail = await startMailProgram();
  onTestFinished(() => mail.close());
  const messenger = createSmtpMessenger({ url: mail.url, from: "muster@acme.example", publicUrl: "https://muster.acme.example" });
  const send = (name: string, milliseconds = 8_000) => messenger.send(message(name), AbortSignal.timeout(milliseconds));
  return { mail, send };
}

/** What came although its turn had not come in time: four are sent at once, so these are all but the first four. */
function startedLate(mail: MailServer): string[] {
  return mail.messages().map(({ subject }) => subject).filter((subject) => !["0", "1", "2", "3", "last"].includes(subject));
}

/** Stops this process's time as SIGSTOP would: nothing happens in it, and clocks go on. */
function freeze(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe("mail over SMTP", () => {
  it("goes out with a Message-ID of its own, in the thread of its subject", async () => {
    const { mail, send } = await openMail();
    expect(await send("one")).toMatchObject({ isAccepted: true });
    expect(mail.messages()).toMatchObject([{ messageId: "<page.one@muster.acme.example>", to: ["amara@acme.example"], subject: "one" }]);
  });

  it("is not sent any more, however long the queue was, once it was told not to have been accepted", async () => {
    const { mail, send } = await openMail();
    await mail.behave({ kind: "slow", milliseconds: 1_000 });
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => send(String(index), 500)));
    expect(answers.filter(({ isAccepted }) => isAccepted)).toEqual([]);
    await mail.behave({ kind: "accept" });
    expect(await send("last")).toMatchObject({ isAccepted: true });
    expect(startedLate(mail)).toEqual([]);
  });

  it("that waited so long for its turn that the answer might come too late is not begun", async () => {
    const { mail, send } = await openMail();
    await mail.behave({ kind: "slow", milliseconds: 4_500 });
    const answers = Promise.all(Array.from({ length: 6 }, (_, index) => send(String(index))));
    await mail.waitForEntry((entry) => entry.kind === "begun");
    collectGarbage();
    expect((await answers).map(({ isAccepted }) => isAccepted)).toEqual([true, true, true, true, false, false]);
    expect(mail.entries().filter(({ kind }) => kind === "begun")).toHaveLength(4);
  }, 20_000);

  it("that waited for its turn while the process was frozen is left to whoever took it over", async () => {
    const { mail, send } = await openMail();
    await mail.behave({ kind: "slow", milliseconds: 200 });
    const sending = Promise.all(Array.from({ length: 8 }, (_, index) => send(String(index), 1_000)));
    await mail.waitForEntry((entry) => entry.kind === "begun");
    freeze(1_500);
    await sending;
    await mail.behave({ kind: "accept" });
    await send("last");
    expect(startedLate(mail)).toEqual([]);
  });
});
