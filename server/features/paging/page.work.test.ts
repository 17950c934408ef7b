import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Tx } from "../../platform/database/database.ts";
import type { Handler, SendHandler } from "../../platform/due-work/due-work.ts";
import { Sender } from "../../platform/due-work/sender.ts";
import { runSet } from "../../platform/due-work/set-runner.ts";
import { newId } from "../../platform/ids/ids.ts";
import { openTestDatabase } from "../../platform/testing/test-database.ts";
import { answerByKey, answerByText, answerMessage, deliverHandlers, letterHandlers, noteReceipts, openPages, reactToPages, receiptHandler, type Message, type Messenger, type Messengers, type Sending } from "./index.ts";
import { carrierOfToken, linkMakerOf } from "./page-link.mail.ts";

const [second, minute] = [1_000, 60_000];
let sent: (Message & { channel: string })[] = [];
let told: Promise<unknown> = Promise.resolve();
let answers: Partial<Record<string, (message: Message) => Sending | Promise<Sending>>> = {};
const taken = (message: Message): Sending => ({ isAccepted: true, providerId: `sent ${message.messageKey}` });

function messenger(channel: Messenger["channel"], more: Partial<Messenger> = {}): Messenger {
  return {
    channel,
    ...more,
    async send(message) {
      sent.push({ ...message, channel });
      return (answers[channel] ?? taken)(message);
    },
  };
}

const messengers: Messengers = { mail: messenger("mail"), sms: messenger("sms", { mostPerDay: 3 }), voice: messenger("voice"), push: messenger("push") };
const { database, clock } = await openTestDatabase({ listeners: { page: [reactToPages] }, messengers, links: { publicUrl: "http://127.0.0.1", secret: "a secret for tests" } });
const act = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transaction(work);

await act(async (tx) => {
  await tx.run("insert into organization values (true, 'Acme', 'Europe/Berlin', '{mon,tue,wed,thu,fri}', '09:00', '18:00')");
  await tx.run("insert into person (id, name, email, place) values ('amara', 'Amara', 'amara@acme.example', 1), ('ben', 'Ben', 'ben@acme.example', 2)");
  await tx.run(`insert into contact (person_id, id, channel, address, place, verified_at)
    values ('amara', 'cell', 'sms', '+491', 1, now()), ('amara', 'ring', 'voice', '+491', 2, now())`);
  await tx.run("insert into notification_rule values ('amara', 'high', 1, 'cell', null), ('amara', 'high', 2, 'ring', '5m'), ('amara', 'low', 1, 'cell', null)");
});

beforeEach(async () => {
  [sent, answers] = [[], {}];
  await clock.set(Date.parse("2026-11-19T14:00:00Z"));
  await act((tx) => tx.run("truncate due_work, page_pace, page_carried, reply_code, paid_message"));
});

/** Groups fire, and somebody is to be told of each. */
async function page(titles: readonly string[], personId = "amara", urgency: "high" | "low" = "high"): Promise<string[]> {
  const groups = titles.map((title) => ({ id: newId(), title }));
  await act(async (tx) => {
    for (const { id, title } of groups) {
      await tx.run("insert into alert_group (id, key, urgency, title, status, opened_at, last_alert_at) values ($1::uuid, $1::text, 'high', $2, 'open', muster_now(), muster_now())", [id, title]);
      await tx.run(
        `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
         values ($1::uuid, $1, 'tool', 'key', 1, true, 'firing', $2, 'critical', '{}', '[]', $1, 'high', 1, muster_now(), muster_now(), $1, $1)`,
        [id, title],
      );
    }
    await openPages(tx, groups.map(({ id }) => ({ subject: { kind: "group", id }, pass: 1, step: 0, personId, via: `person/${personId}`, urgency })));
  });
  return groups.map(({ id }) => id);
}

/** Does what is due now, until nothing is. */
async function work(): Promise<void> {
  const handlers: readonly Handler[] = [...deliverHandlers, receiptHandler, ...letterHandlers] as readonly Handler[];
  for (let turn = 0; turn < 4; turn += 1) {
    for (const handler of handlers) {
      if (handler.mode === "set") await runSet(database, handler, fail);
      else {
        const sender = new Sender(handler, { database: () => database, node: newId(), log: fail, wake: () => undefined });
        await sender.claim();
        await sender.stop();
      }
    }
  }
}

function fail(problem: string, error: unknown): void {
  throw new Error(problem, { cause: error });
}

const after = async (milliseconds: number) => {
  await clock.advance(milliseconds);
  await work();
};
const ways = () => sent.map(({ channel, address }) => `${channel} ${address}`);
const pages = (subjectId: string) => act((tx) => tx.rows<{ channel: string; status: string; receipt: string | null; answer: string | null }>("select channel, status, receipt, answer from page where subject_id = $1 order by due_at, channel", [subjectId]));

describe("A page whose means does not get through", () => {
  it("turns to the next means at once where the urgency is high, and is tried again itself", async () => {
    answers = { sms: () => ({ isAccepted: false, error: "503" }) };
    await page(["Nobody can pay"]);
    await work();
    expect(ways()).toEqual(["sms +491", "voice +491"]);
    answers = {};
    await after(3 * second);
    expect(ways()).toEqual(["sms +491", "voice +491", "sms +491"]);
  });

  it("because a browser gave up its address removes that, and its person is told by mail", async () => {
    await act((tx) => tx.run("insert into contact (person_id, id, channel, address, name, is_own, place, verified_at, verified_by) values ('ben', 'fox', 'push', '{}', 'Firefox on Linux', true, 0, now(), 'browser')"));
    answers = { push: ({ address }) => ({ isAccepted: false, error: "410", isFinal: true, goneAddress: address }) };
    await page(["Nobody can pay"], "ben");
    await work();
    expect(ways()).toEqual(["push {}", "mail ben@acme.example", "mail ben@acme.example"]);
    expect(sent.map(({ subject }) => subject)).toContain("Pages reach Firefox on Linux no more");
    await page(["Nobody can pay again"], "ben");
    await work();
    expect(ways().slice(3)).toEqual(["mail ben@acme.example"]);
  });

  it("waits as long as its provider asks", async () => {
    answers = { sms: () => ({ isAccepted: false, error: "429", againAfterMilliseconds: 40 * second }) };
    await page(["Nobody can pay"]);
    await work();
    await after(20 * second);
    expect(ways().filter((way) => way.startsWith("sms"))).toHaveLength(1);
    await after(20 * second);
    expect(ways().filter((way) => way.startsWith("sms"))).toHaveLength(2);
  });

  it("goes to the e-mail address at the last, where a number will never take it and no other means is left", async () => {
    answers = { sms: () => ({ isAccepted: false, error: "No such number.", isFinal: true }) };
    const [group = ""] = await page(["Disk fills"], "amara", "low");
    await work();
    expect(ways()).toEqual(["sms +491", "mail amara@acme.example"]);
    expect(await pages(group)).toMatchObject([{ channel: "sms", status: "failed" }, { channel: "mail", status: "sent" }]);
  });
});

describe("A page that its provider is to confirm", () => {
  beforeEach(() => {
    answers = { sms: (message) => ({ isAccepted: true, providerId: `SM${message.messageKey}`, provider: "twilio", isToBeConfirmed: true }) };
  });

  it("is followed by the next means after a minute without a word, and says that it was not confirmed", async () => {
    const [group = ""] = await page(["Nobody can pay"]);
    await work();
    await after(30 * second);
    expect(ways()).toEqual(["sms +491"]);
    await after(30 * second);
    expect(ways()).toEqual(["sms +491", "voice +491"]);
    expect((await pages(group)).find(({ channel }) => channel === "sms")).toMatchObject({ receipt: "missing" });
  });

  it("is followed at once where the provider says that it did not arrive", async () => {
    await page(["Nobody can pay"]);
    await work();
    await act((tx) => noteReceipts(tx, [{ provider: "twilio", providerId: `SM${sent[0]?.messageKey}`, isArrived: false, words: "Unreachable" }]));
    await work();
    expect(ways()).toEqual(["sms +491", "voice +491"]);
  });

  it("is left alone where it arrived, however often that is told", async () => {
    const [group = ""] = await page(["Nobody can pay"]);
    await work();
    for (let times = 0; times < 3; times += 1) await act((tx) => noteReceipts(tx, [{ provider: "twilio", providerId: `SM${sent[0]?.messageKey}`, isArrived: true, words: "" }]));
    await after(2 * minute);
    expect(ways()).toEqual(["sms +491"]);
    expect((await pages(group)).find(({ channel }) => channel === "sms")).toMatchObject({ receipt: "arrived" });
  });

  it("is not followed where the provider told that it arrived before its answer was stored", async () => {
    const [group = ""] = await page(["Nobody can pay"]);
    answers = {
      sms: (message) => {
        told = act((tx) => noteReceipts(tx, [{ provider: "twilio", providerId: `SM${message.messageKey}`, isArrived: true, words: "" }]));
        return { isAccepted: true, providerId: `SM${message.messageKey}`, provider: "twilio", isToBeConfirmed: true };
      },
    };
    await work();
    await told;
    await after(2 * minute);
    expect(ways()).toEqual(["sms +491"]);
    expect((await pages(group)).find(({ channel }) => channel === "sms")).toMatchObject({ receipt: "arrived" });
  });

  it("is not followed once somebody answered", async () => {
    await page(["Nobody can pay"]);
    await work();
    await act((tx) => answerByText(tx, { address: "+491", text: "1", messageId: "m1" }));
    await after(2 * minute);
    expect(ways()).toEqual(["sms +491"]);
  });
});

describe("Many pages for one person", () => {
  it("are one page, then one message for what follows, and then one a minute", async () => {
    await page(["First"], "ben");
    await work();
    await page(["Second", "Third"], "ben");
    await work();
    await after(5 * second);
    await page(Array.from({ length: 30 }, (_, index) => `Later ${index}`), "ben");
    await work();
    await after(30 * second);
    expect(sent).toHaveLength(2);
    await after(30 * second);
    expect(sent.map(({ subject }) => subject)).toEqual(["Critical: First (Unassigned)", expect.stringMatching(/^2 pages: Critical: /), expect.stringMatching(/^30 pages: /)]);
    expect(sent[2]?.text).toContain("and 10 more");
  });

  it("that come in a minute that has had its message are due with the next, and are not taken up before", async () => {
    await page(["First"], "ben");
    await work();
    await page(["Second"], "ben");
    await work();
    await page(["Third", "Fourth"], "ben");
    const waits = await act((tx) => tx.rows<{ seconds: number }>("select round(extract(epoch from due_at - muster_now()))::int as seconds from due_work where kind = 'page.deliver'"));
    expect(waits.map(({ seconds }) => seconds >= 55 && seconds <= 60)).toEqual([true, true]);
  });

  it("of high urgency do not wait behind those of low", async () => {
    await page(["a"], "ben", "low");
    await work();
    await page(["b"], "ben", "low");
    await work();
    await page(["c"], "ben", "low");
    await page(["Nobody can pay"], "ben");
    await work();
    expect(sent.at(-1)?.subject).toBe("Critical: Nobody can pay (Unassigned)");
  });

  it("are all handed over with the message that told of them, and answered by its link", async () => {
    const groups = await page(["a", "b", "c"], "ben");
    await work();
    const token = sent[0]?.link?.split("/b/")[1] ?? "";
    const carrierId = await act(async (tx) => carrierOfToken(linkMakerOf(tx), token) ?? "");
    expect(await act((tx) => answerMessage(tx, { carrierId, answer: "have", commandId: newId() }))).toBe(3);
    expect(await Promise.all(groups.map(pages))).toEqual(groups.map(() => [expect.objectContaining({ status: "answered", answer: "have" })]));
  });

  it("are all answered by the link of a message that is read before its provider said that it took it", async () => {
    answers = {
      mail: async (message) => {
        await act(async (tx) => answerMessage(tx, { carrierId: carrierOfToken(linkMakerOf(tx), message.link?.split("/b/")[1] ?? "") ?? "", answer: "have", commandId: newId() }));
        return taken(message);
      },
    };
    const groups = await page(["a", "b", "c"], "ben");
    await work();
    await after(2 * minute);
    expect(sent).toHaveLength(1);
    expect(await Promise.all(groups.map(pages))).toEqual(groups.map(() => [expect.objectContaining({ status: "answered", answer: "have" })]));
  });

  it("leave out a page whose own message is on its way", async () => {
    let provide: (sending: Sending) => void = () => undefined;
    const awaited = new Promise<Sending>((resolve) => (provide = resolve));
    answers = { mail: (message) => (sent.length === 1 ? awaited : taken(message)) };
    await page(["a"], "ben");
    const first = work();
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    await page(["b"], "ben");
    await work();
    provide({ isAccepted: true, providerId: "the first" });
    await first;
    expect(sent.map(({ tellsOf }) => tellsOf)).toEqual([undefined, undefined]);
  });

  it("go out in no other message while the answer to the one that told of them is not finished", async () => {
    const groups = await page(["a", "b", "c"], "ben");
    const [byMail] = deliverHandlers as readonly SendHandler[];
    const dying = new Sender({ ...byMail, finish: () => Promise.reject(new Error("not now")) } as SendHandler, { database: () => database, node: newId(), log: () => undefined, wake: () => undefined });
    await dying.claim();
    await dying.stop();
    await act((tx) => tx.run("update due_work set due_at = due_at + interval '2 minutes' where answer is not null"));
    await clock.advance(70 * second);
    await page(["d"], "ben");
    await work();
    expect(sent.map(({ tellsOf = [] }) => tellsOf.length)).toEqual([2, 0]);
    expect((await Promise.all(groups.map(pages))).flat().map(({ status }) => status)).toEqual(["due", "due", "due"]);
    await after(minute);
    expect((await Promise.all(groups.map(pages))).flat().map(({ status }) => status)).toEqual(["sent", "sent", "sent"]);
    expect(sent).toHaveLength(2);
  });

  it("that wait for a provider which was away for long go soon after it is back", async () => {
    answers = { mail: () => ({ isAccepted: false, error: "503" }) };
    const [late] = await page(["Late"], "ben");
    for (let minutes = 0; minutes < 12; minutes += 1) {
      await work();
      await clock.advance(minute);
    }
    answers = { mail: (message) => ({ ...taken(message), isBack: true }) as Sending };
    await act((tx) => tx.run("update due_work set due_at = muster_now() + interval '4 minutes' where kind = 'page.deliver'"));
    await page(["New"], "ben");
    await work();
    await after(20 * second);
    expect(await pages(late ?? "")).toMatchObject([{ status: "sent" }]);
  });

  it("go out all the same where the message that carried them failed", async () => {
    answers = { mail: () => ({ isAccepted: false, error: "451" }) };
    const groups = await page(["a", "b", "c"], "ben");
    await work();
    answers = {};
    await after(11 * second);
    const told = await Promise.all(groups.map(pages));
    expect(told.flat().map(({ status }) => status)).toEqual(["sent", "sent", "sent"]);
  });
});

describe("An answer by text", () => {
  it("needs the digits where several texts could be meant, and is never guessed", async () => {
    const groups = [...(await page(["Nobody can pay"])), ...(await work(), await page(["Disk fills"]))];
    await work();
    const [first, other] = sent.filter(({ channel }) => channel === "sms");
    const say = (text: string) => act((tx) => answerByText(tx, { address: "+491", text, messageId: newId() }));
    expect(await say("1")).toMatch(/^Which of the last 2 texts do you mean\? Write 1 and the four digits/);
    expect(await say(`1 ${first?.replyCode}`)).toBe("You have it: Nobody can pay.");
    expect(await say(`${other?.replyCode} 2`)).toBe("Noted: you can’t: Disk fills. It goes on to the next.");
    expect(await say("1 0000")).toMatch(/^No text to this number has the digits 0000/);
    expect(await say("what?")).toMatch(/^Write 1 \d{4} for “I have it”/);
    expect(await act((tx) => answerByText(tx, { address: "+499", text: "1", messageId: "m" }))).toBe("Nothing here waits for an answer from this number.");
    const answered = await Promise.all(groups.map(pages));
    expect(answered.map((all) => all.find(({ channel }) => channel === "sms")?.answer)).toEqual(["have", "cannot"]);
  });
});

describe("A key pressed in a call", () => {
  it("answers what the call was about", async () => {
    const [group = ""] = await page(["Nobody can pay"]);
    await after(5 * minute);
    const call = sent.find(({ channel }) => channel === "voice");
    const press = (digit: string) => act((tx) => answerByKey(tx, { messageKey: call?.messageKey ?? "", digit, callId: "CA1" }));
    expect(await press("7")).toBe("Press 1 if you have it, or 2 if you can't.");
    expect(await press("1")).toBe("You have it: Nobody can pay.");
    expect((await pages(group)).find(({ channel }) => channel === "voice")).toMatchObject({ answer: "have" });
  });
});

describe("Texts beyond the most of a day", () => {
  it("go unsent where somebody was reached about it already; the first of anything new goes out, and the administrators are told once", async () => {
    for (const title of ["a", "b", "c"]) {
      await page([title]);
      await after(2 * minute);
    }
    const [group = ""] = await page(["New"]);
    await work();
    expect(sent.at(-1)).toMatchObject({ channel: "sms", subject: "Critical: New (Unassigned)" });
    await after(2 * minute);
    await act((tx) => openPages(tx, [{ subject: { kind: "group", id: group }, pass: 2, step: 0, personId: "amara", via: "person/amara", urgency: "high" }]));
    await work();
    expect(sent.at(-1)).toMatchObject({ channel: "voice", subject: "Critical: New (Unassigned)" });
    expect(await act((tx) => tx.rows("select code, count from notice where code = 'paging.spent'"))).toHaveLength(1);
  });
});
